package io.amorsize.job.type.image;

import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/** Makes the small images of one job. Safe for use by many threads. */
final class ThumbnailRunner implements ItemRunner<ImageItem, ImageResult> {

    private static final double QUALITY = 0.85;

    /** Bytes of a decoded pixel, 16 bits for each of four colours at most. */
    private static final int BYTES_PER_PIXEL = 8;

    /** The stored image lies on its side. */
    private static final Set<Orientation> TURNED =
            EnumSet.of(Orientation.LEFT_TOP, Orientation.RIGHT_TOP, Orientation.RIGHT_BOTTOM, Orientation.LEFT_BOTTOM);

    private final ImageParameters parameters;
    private final AllowedFolders folders;
    private final ImageSettings settings;
    private final Encoder encoder;

    ThumbnailRunner(ImageParameters parameters, AllowedFolders folders, ImageSettings settings) {
        this.parameters = parameters;
        this.folders = folders;
        this.settings = settings;
        this.encoder = new Encoder(
                parameters.format() == null ? OutputFormat.JPEG : parameters.format(),
                parameters.quality() == null ? QUALITY : parameters.quality());
    }

    @Override
    public ImageResult run(ImageItem item, ItemContext context) throws ItemFailure, IOException, InterruptedException {
        Path source = folders.source(item.source());
        Path target = folders.target(item.target());
        if (source.equals(target)) {
            throw Refusal.IMAGE_PATH_REFUSED.because(
                    "The target is the source: a second try would make it smaller again.");
        }
        try (SourceImage image = SourceImage.open(source, settings)) {
            return write(image, new TargetFile(target, Boolean.TRUE.equals(parameters.overwrite())));
        } catch (ClosedByInterruptException e) {
            // The thread is still marked as interrupted, and the exception says it from here on.
            Thread.interrupted();
            throw interrupted(e);
        }
    }

    /** By the header of the file: decoded pixels, the small image twice, and the file, which is read into memory. */
    @Override
    public long memoryBytes(ImageItem item) throws ItemFailure, IOException, InterruptedException {
        try (SourceImage image = SourceImage.open(folders.source(item.source()), settings)) {
            return memoryBytes(image, sizeOf(image));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw interrupted(e);
        }
    }

    private long memoryBytes(SourceImage image, Size size) throws ItemFailure {
        long pixels = image.decodedPixels(size.width, size.height) + 2L * size.width * size.height;
        long bytes = pixels * BYTES_PER_PIXEL + image.bytes();
        // This is no estimate: it would fail, and other items with it.
        if (bytes > settings.heapBytes()) {
            throw Refusal.IMAGE_TOO_LARGE.because("The image needs " + mebibytes(bytes)
                    + " MiB of memory, but this service has " + mebibytes(settings.heapBytes()) + " for items.");
        }
        return bytes;
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20);
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        InterruptedException interrupted = new InterruptedException();
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Colours between those of a palette arise when an image is made smaller. */
    private static int fullColour(BufferedImage image) {
        return image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    }

    /** Of the small image, as it is before it is turned upright. */
    private record Size(Orientation orientation, int width, int height) {}

    private Size sizeOf(SourceImage image) {
        Orientation orientation = image.orientation();
        boolean turned = TURNED.contains(orientation);
        int mostWidth = turned ? parameters.maxHeight() : parameters.maxWidth();
        int mostHeight = turned ? parameters.maxWidth() : parameters.maxHeight();
        double scale = Math.min(1, Math.min((double) mostWidth / image.width(), (double) mostHeight / image.height()));
        return new Size(orientation, Math.max(1, (int) Math.round(image.width() * scale)), Math.max(1, (int)
                Math.round(image.height() * scale)));
    }

    private ImageResult write(SourceImage image, TargetFile target)
            throws ItemFailure, IOException, InterruptedException {
        Size size = sizeOf(image);
        // Once more: the file may be another than when its memory was asked for.
        long ignored = memoryBytes(image, size);
        BufferedImage decoded = image.decode(size.width, size.height);
        BufferedImage small = Thumbnails.of(decoded)
                .forceSize(size.width, size.height)
                .imageType(fullColour(decoded))
                .asBufferedImage();
        BufferedImage upright =
                ExifFilterUtils.getFilterForOrientation(size.orientation).apply(small);
        byte[] bytes = encoder.encode(upright);
        target.write(bytes);
        return new ImageResult(
                image.bytes(),
                image.width(),
                image.height(),
                image.format(),
                bytes.length,
                upright.getWidth(),
                upright.getHeight(),
                encoder.format());
    }
}
