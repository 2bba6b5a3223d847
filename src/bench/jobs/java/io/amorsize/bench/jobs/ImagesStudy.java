package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Table;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** How much faster do items get that compute, read and write? */
final class ImagesStudy implements Study {

    private static final int IMAGES = 500;

    /** Files that differ; each is made small many times. */
    private static final int FILES = 10;

    private static final int WIDTH = 1_024;
    private static final int HEIGHT = 768;
    private static final int BLOCK = 16;

    private final Path folder;

    /** @param folder of images, which the service may use */
    ImagesStudy(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "images";
    }

    @Override
    public String title() {
        return "Images made small";
    }

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        List<Path> sources = images();
        Path copies = Files.createDirectories(folder.resolve("small"));
        List<String> items = IntStream.range(0, IMAGES)
                .mapToObj(image -> "{\"source\":\"" + sources.get(image % FILES) + "\",\"target\":\""
                        + copies.resolve(image + ".jpg") + "\"}")
                .toList();
        String serial = "FIXED 1";
        JobEnd[] last = new JobEnd[1];
        int cpus = Runtime.getRuntime().availableProcessors();
        Rounds ways = new Rounds()
                .way(serial, () -> job(jobs, items, JobPlan.fixed(1, 1)).seconds())
                .way(
                        "FIXED " + cpus,
                        () -> job(jobs, items, JobPlan.fixed(cpus, 1)).seconds())
                .way("AUTO", () -> {
                    last[0] = job(jobs, items, JobPlan.AUTO);
                    return last[0].seconds();
                })
                .run(rounds, true);
        Table table =
                new Table("500 images, plan", "s, median", "least", "greatest", "times as fast as FIXED 1, by round");
        for (String name : ways.names()) {
            table.row(
                    name,
                    Shown.hundredths(ways.seconds(name, 0.5)),
                    Shown.hundredths(ways.seconds(name, 0)),
                    Shown.hundredths(ways.seconds(name, 1)),
                    Shown.hundredths(ways.ratio(serial, name, 0.5)) + " ("
                            + Shown.hundredths(ways.ratio(serial, name, 0)) + " to "
                            + Shown.hundredths(ways.ratio(serial, name, 1)) + ")");
        }
        return table.markdown() + "\nThe last plan of AUTO: " + last[0].plan() + ".\n";
    }

    private static JobEnd job(JobClient jobs, List<String> items, JobPlan plan) throws Exception {
        return jobs.succeeded(JobRequests.documents(
                "image-thumbnail", "{\"maxWidth\":320,\"maxHeight\":240,\"overwrite\":true}", items, plan));
    }

    /** Coarse noise: neither as small as one colour nor as large as a photograph of sand. */
    private List<Path> images() throws IOException {
        Random random = new Random(1);
        List<Path> files = IntStream.range(0, FILES)
                .mapToObj(file -> folder.resolve(file + ".jpg"))
                .toList();
        for (Path file : files) {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < WIDTH; x += BLOCK) {
                for (int y = 0; y < HEIGHT; y += BLOCK) {
                    int colour = random.nextInt(1 << 24);
                    for (int i = 0; i < BLOCK * BLOCK; i++) {
                        image.setRGB(x + i % BLOCK, y + i / BLOCK, colour);
                    }
                }
            }
            if (!ImageIO.write(image, "jpg", file.toFile())) {
                throw new IOException("no JPEG can be written");
            }
        }
        return files;
    }
}
