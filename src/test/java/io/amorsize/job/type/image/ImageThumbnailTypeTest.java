package io.amorsize.job.type.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.testing.ItemTry;
import io.amorsize.testing.JsonRecords;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImageThumbnailTypeTest {

    private static final String SMALL = "{\"maxWidth\":100,\"maxHeight\":50}";

    @TempDir
    private Path folder;

    private Path root;
    private Path outside;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(folder.resolve("allowed"));
        outside = Files.createDirectory(folder.resolve("elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void aSmallCopyKeepsTheProportions(String format) throws Exception {
        Path source = TestImages.write(root.resolve("in." + format), format.equals("tiff") ? "tif" : format, 800, 600);
        Path target = root.resolve("out.jpg");

        ImageResult result = run(SMALL, source, target);

        BufferedImage small = TestImages.read(target);
        assertThat(small.getWidth()).isEqualTo(67).isEqualTo(result.width());
        assertThat(small.getHeight()).isEqualTo(50).isEqualTo(result.height());
        assertThat(new Color(small.getRGB(10, 10)).getRed()).isGreaterThan(230);
        assertThat(new Color(small.getRGB(57, 10)).getBlue()).isGreaterThan(230);
        assertThat(result.sourceBytes()).isEqualTo(Files.size(source));
        assertThat(result.targetBytes()).isEqualTo(Files.size(target));
        assertThat(result.sourceWidth()).isEqualTo(800);
        assertThat(result.sourceHeight()).isEqualTo(600);
        assertThat(result.sourceFormat()).isEqualTo(format.equals("jpg") ? "jpeg" : format.substring(0, 3));
        assertThat(root.toFile().list()).as("no other files").hasSize(2);
    }

    @Test
    void aSmallImageIsNotMadeLarger() throws Exception {
        ImageResult result =
                run(SMALL, TestImages.write(root.resolve("in.png"), "png", 40, 30), root.resolve("out.jpg"));

        assertThat(result.width()).isEqualTo(40);
        assertThat(result.height()).isEqualTo(30);
    }

    @Test
    void whatIsClearStaysSoInPngAndBecomesWhiteInJpeg() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 200, 100);

        run(SMALL, source, root.resolve("out.jpg"));
        run("{\"maxWidth\":100,\"maxHeight\":50,\"format\":\"PNG\"}", source, root.resolve("out.png"));

        assertThat(new Color(TestImages.read(root.resolve("out.jpg")).getRGB(50, 48)).getGreen())
                .isGreaterThan(250);
        assertThat(TestImages.read(root.resolve("out.png")).getRGB(50, 48) >>> 24)
                .isZero();
    }

    @Test
    void aLowerQualityTakesFewerBytes() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 800, 600);
        String parameters = "{\"maxWidth\":400,\"maxHeight\":400,\"quality\":%s}";

        long good = run(parameters.formatted("0.95"), source, root.resolve("good.jpg"))
                .targetBytes();
        long poor = run(parameters.formatted("0.1"), source, root.resolve("poor.jpg"))
                .targetBytes();

        assertThat(poor).isLessThan(good);
    }

    @Test
    void theSideThatTheCameraSaysIsUpIsUp() throws Exception {
        Path source = TestImages.writeTurned(root.resolve("in.jpg"), 800, 400);

        ImageResult result = run("{\"maxWidth\":50,\"maxHeight\":200}", source, root.resolve("out.jpg"));

        BufferedImage small = TestImages.read(root.resolve("out.jpg"));
        assertThat(result.width()).isEqualTo(50).isEqualTo(small.getWidth());
        assertThat(result.height()).isEqualTo(100).isEqualTo(small.getHeight());
        assertThat(new Color(small.getRGB(25, 10)).getRed()).as("top").isGreaterThan(200);
        assertThat(new Color(small.getRGB(25, 90)).getBlue()).as("bottom").isGreaterThan(200);
    }

    @Test
    void aSecondTryOfTheSameItemSucceedsWithTheSameResult() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 800, 600);
        Path target = root.resolve("out.jpg");

        assertThat(run(SMALL, source, target)).isEqualTo(run(SMALL, source, target));
    }

    @Test
    void anotherFileIsReplacedOnlyIfAskedFor() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 800, 600);
        Path target = Files.writeString(root.resolve("out.jpg"), "precious");

        assertThat(failure(SMALL, source.toString(), target.toString()).code()).isEqualTo("IMAGE_TARGET_EXISTS");
        assertThat(target).hasContent("precious");

        run("{\"maxWidth\":100,\"maxHeight\":50,\"overwrite\":true}", source, target);
        assertThat(TestImages.read(target).getWidth()).isEqualTo(67);
    }

    @Test
    void theSourceIsNeverItsOwnTarget() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 800, 600);
        Files.createSymbolicLink(root.resolve("here"), root);

        assertThat(failure(SMALL, source.toString(), root + "/here/in.png")).hasMessageContaining("is the source");
    }

    @Test
    void aBombIsRefusedByItsHeader() throws Exception {
        Path bomb = TestImages.writeBomb(root.resolve("bomb.png"), 1_000_000, 1_000_000);

        ItemFailure failure = failure(SMALL, bomb.toString(), root + "/out.jpg");

        assertThat(failure.code()).isEqualTo("IMAGE_TOO_LARGE");
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failure).hasMessageContaining("1000000 × 1000000");
        assertThat(Files.size(bomb)).isLessThan(100);
    }

    @Test
    void aFileOfTooManyBytesIsRefused() throws Exception {
        Path large = Files.write(root.resolve("large.png"), new byte[100_001]);

        assertThat(failure(SMALL, large.toString(), root + "/out.jpg")).hasMessageContaining("100001 bytes");
    }

    @Test
    void anImageThatDoesNotFitIntoTheHeapIsRefused() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 1_000, 1_000);
        ImageThumbnailType type =
                new ImageThumbnailType(new ImageSettings(List.of(root), 10_000_000, 100_000, 1 << 20));
        try (ItemRunner<ImageItem, ImageResult> runner =
                type.open(JsonRecords.read(ImageParameters.class, "{\"maxWidth\":900,\"maxHeight\":900}"))) {
            assertThat(failure(runner, source.toString(), root + "/out.jpg").code())
                    .isEqualTo("IMAGE_TOO_LARGE");
        }
    }

    @Test
    void aLargeImageIsDecodedInPartsOnly() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 4_000, 2_000);
        try (SourceImage image = SourceImage.open(source.toRealPath(), settings())) {
            assertThat(image.decodedPixels(100, 50)).isEqualTo(400 * 200);

            BufferedImage decoded = image.decode(100, 50);

            assertThat(decoded.getWidth()).isEqualTo(400);
            assertThat(decoded.getHeight()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no image at all", "", "GIF89a"})
    void whatIsNoImageIsRefused(String content) throws Exception {
        Path source = Files.writeString(root.resolve("in.png"), content);

        ItemFailure failure = failure(SMALL, source.toString(), root + "/out.jpg");

        assertThat(failure.code()).isEqualTo("IMAGE_UNREADABLE");
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(root.resolve("out.jpg")).doesNotExist();
    }

    @Test
    void aDamagedImageIsRefused() throws Exception {
        Path bomb = TestImages.writeBomb(root.resolve("bomb.png"), 100, 100);

        assertThat(failure(SMALL, bomb.toString(), root + "/out.jpg").code()).isEqualTo("IMAGE_UNREADABLE");
    }

    @ParameterizedTest
    @CsvSource({
        "%s/in.png, allowed/out.jpg",
        "allowed/../%s/in.png, allowed/out.jpg",
        "allowed/link.png, allowed/out.jpg",
        "allowed/there/in.png, allowed/out.jpg",
        "allowed/in.png, %s/out.jpg",
        "allowed/in.png, allowed/../%s/out.jpg",
        "allowed/in.png, allowed/there/out.jpg",
        "allowed/in.png, allowed",
        "allowed, allowed/out.jpg",
        "%s/missing.png, allowed/out.jpg",
        "allowed/folder, allowed/out.jpg"
    })
    void noPathLeadsOutOfTheAllowedFolders(String source, String target) throws Exception {
        TestImages.write(root.resolve("in.png"), "png", 80, 60);
        TestImages.write(outside.resolve("in.png"), "png", 80, 60);
        Files.createSymbolicLink(root.resolve("link.png"), outside.resolve("in.png"));
        Files.createSymbolicLink(root.resolve("there"), outside);
        Files.createDirectory(root.resolve("folder"));

        ItemFailure failure = failure(
                SMALL, folder + "/" + source.formatted("elsewhere"), folder + "/" + target.formatted("elsewhere"));

        assertThat(failure.code()).isEqualTo("IMAGE_PATH_REFUSED");
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(outside.toFile().list()).containsExactly("in.png");
    }

    @Test
    void aLinkInThePlaceOfTheTargetIsNotFollowed() throws Exception {
        TestImages.write(root.resolve("in.png"), "png", 80, 60);
        Path precious = Files.writeString(outside.resolve("precious"), "precious");
        Files.createSymbolicLink(root.resolve("out.jpg"), precious);

        ItemFailure failure =
                failure("{\"maxWidth\":9,\"maxHeight\":9,\"overwrite\":true}", root + "/in.png", root + "/out.jpg");

        assertThat(failure.code()).isEqualTo("IMAGE_TARGET_EXISTS");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void aFileThatBecomesALinkAfterItsCheckIsNotFollowed() throws Exception {
        TestImages.write(outside.resolve("in.png"), "png", 80, 60);
        Path link = Files.createSymbolicLink(root.resolve("link.png"), outside.resolve("in.png"));

        assertThatThrownBy(() -> SourceImage.open(link, settings())).isInstanceOf(IOException.class);
    }

    @Test
    void aMissingSourceOrFolderIsNamed() throws Exception {
        TestImages.write(root.resolve("in.png"), "png", 80, 60);

        assertThat(failure(SMALL, root + "/gone.png", root + "/out.jpg")).hasMessageContaining("source is not there");
        assertThat(failure(SMALL, root + "/in.png", root + "/gone/out.jpg"))
                .hasMessageContaining("folder of the target is not there");
    }

    @Test
    void withoutFoldersNothingIsAllowed() {
        ImageThumbnailType type = new ImageThumbnailType(new ImageSettings(List.of(), 1, 1, 1));

        assertThatThrownBy(() -> type.open(JsonRecords.read(ImageParameters.class, SMALL)))
                .isInstanceOf(JobRefused.class)
                .hasMessageContaining("AMORSIZE_JOBS_IMAGE_ROOTS");
    }

    @Test
    void theHeaderTellsTheMemoryThatIsNeeded() throws Exception {
        Path large = TestImages.write(root.resolve("large.png"), "png", 1_000, 800);
        Path small = TestImages.write(root.resolve("small.png"), "png", 80, 60);
        try (ItemRunner<ImageItem, ImageResult> runner = open("{\"maxWidth\":500,\"maxHeight\":500}")) {
            assertThat(runner.memoryBytes(new ImageItem(large.toString(), root + "/out.jpg")))
                    .isEqualTo(8L * (1_000 * 800 + 2 * 500 * 400) + Files.size(large));
            assertThat(runner.memoryBytes(new ImageItem(small.toString(), root + "/out.jpg")))
                    .isEqualTo(8L * (3 * 80 * 60) + Files.size(small));
            assertThatThrownBy(() -> runner.memoryBytes(new ImageItem(root + "/none.png", root + "/out.jpg")))
                    .isInstanceOf(ItemFailure.class);
        }
    }

    @Test
    void anInterruptedItemStopsToDecode() throws Exception {
        Path source = TestImages.write(root.resolve("in.png"), "png", 7_000, 7_000);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try (SourceImage image = SourceImage.open(
                    source.toRealPath(), new ImageSettings(List.of(root), 50_000_000, 1 << 26, 1 << 30))) {
                image.decode(7_000, 7_000);
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        while (ManagementFactory.getThreadMXBean().getThreadCpuTime(worker.threadId()) < 100_000_000) {
            Thread.onSpinWait();
        }

        worker.interrupt();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    }

    private ImageSettings settings() {
        return new ImageSettings(List.of(root), 10_000_000, 100_000, 1 << 28);
    }

    private ItemRunner<ImageItem, ImageResult> open(String parameters) throws Exception {
        return new ImageThumbnailType(new ImageSettings(List.of(root), 10_000_000, 10_000_000, 1 << 28))
                .open(JsonRecords.read(ImageParameters.class, parameters));
    }

    private ImageResult run(String parameters, Path source, Path target) throws Exception {
        try (ItemRunner<ImageItem, ImageResult> runner = open(parameters)) {
            return runner.run(new ImageItem(source.toString(), target.toString()), ItemTry.first(0));
        }
    }

    private ItemFailure failure(String parameters, String source, String target) throws Exception {
        try (ItemRunner<ImageItem, ImageResult> runner =
                new ImageThumbnailType(settings()).open(JsonRecords.read(ImageParameters.class, parameters))) {
            return failure(runner, source, target);
        }
    }

    private static ItemFailure failure(ItemRunner<ImageItem, ImageResult> runner, String source, String target)
            throws Exception {
        try {
            throw new AssertionError("succeeded with " + runner.run(new ImageItem(source, target), ItemTry.first(0)));
        } catch (ItemFailure e) {
            return e;
        }
    }
}
