package io.amorsize.job.run;

import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.run.Engine.Answer;
import io.amorsize.job.run.Engine.Item;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.type.image.ImageItem;
import io.amorsize.job.type.image.ImageParameters;
import io.amorsize.job.type.image.ImageResult;
import io.amorsize.job.type.image.ImageSettings;
import io.amorsize.job.type.image.ImageThumbnailType;
import io.amorsize.job.work.PoolLimits;
import io.amorsize.testing.JobSpecs;
import io.amorsize.testing.JsonRecords;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A process of its own, with a heap that has room for a few large images only. */
final class ImagesInSmallHeap {

    private static final int WORKERS = 16;
    private static final int WIDTH = 2_000;
    private static final int HEIGHT = 1_500;

    private ImagesInSmallHeap() {}

    /**
     * Makes copies of a large image, and prints how many came of it.
     *
     * @param arguments folder, number of images, and whether the memory is limited
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toRealPath();
        int images = Integer.parseInt(arguments[1]);
        Path source = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB), "png", source.toFile());
        long budget = Runtime.getRuntime().maxMemory() / 2;
        ItemRunner<ImageItem, ImageResult> thumbnails = new ImageThumbnailType(
                        new ImageSettings(List.of(folder), 50_000_000, 1 << 26, budget))
                .open(JsonRecords.read(ImageParameters.class, "{\"maxWidth\":1600,\"maxHeight\":1200}"));
        try (Engine engine = new Engine(folder, Activity.COMPUTES, new ItemRunner<>() {
            @Override
            public long memoryBytes(Item item) throws Exception {
                return thumbnails.memoryBytes(image(item));
            }

            @Override
            public Answer run(Item item, ItemContext context) throws Exception {
                thumbnails.run(image(item), context);
                return new Answer(0);
            }

            private ImageItem image(Item item) {
                return new ImageItem(
                        source.toString(), folder.resolve(item.value() + ".jpg").toString());
            }
        })) {
            engine.pool.limit(new PoolLimits(WORKERS, 1));
            if (Boolean.parseBoolean(arguments[2])) {
                engine.pool.limitMemory(budget, 1);
            }
            String id = engine.submit(JobSpecs.of("test").fixed(WORKERS, 1), images);
            Job job = engine.store.find(id).orElseThrow();
            while (!(job.state() instanceof JobState.Ended)) {
                Thread.sleep(50);
                job = engine.store.find(id).orElseThrow();
            }
            System.out.println("succeeded " + job.counts().succeeded() + " of " + images);
        }
    }
}
