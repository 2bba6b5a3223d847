package io.amorsize.job.type.image;

import io.amorsize.job.spi.ItemFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/** An image file, of which only the header is read until it is decoded. For use by one thread. */
final class SourceImage implements AutoCloseable {

    /** An image is decoded to at least so many times the size asked for: enough for a smooth result. */
    private static final int OVERSAMPLING = 4;

    private final long bytes;
    private final ImageReader reader;
    private final ImageInputStream stream;
    private final int width;
    private final int height;

    private SourceImage(long bytes, ImageReader reader, ImageInputStream stream) throws IOException {
        this.bytes = bytes;
        this.reader = reader;
        this.stream = stream;
        this.width = reader.getWidth(0);
        this.height = reader.getHeight(0);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param path with all links resolved; if it has become a link since, it is not followed
     * @throws ItemFailure if it is too large or no image
     * @throws InterruptedException if the thread is interrupted
     */
    static SourceImage open(Path path, ImageSettings settings) throws ItemFailure, IOException, InterruptedException {
        FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            if (channel.size() > settings.maxFileBytes()) {
                throw Refusal.IMAGE_TOO_LARGE.because("The file has " + channel.size() + " bytes, more than the "
                        + settings.maxFileBytes() + " that the configuration of the service allows.");
            }
            SourceImage image = ofChannel(channel);
            if ((long) image.width * image.height > settings.maxPixels()) {
                image.reader.dispose();
                throw Refusal.IMAGE_TOO_LARGE.because("The image has " + image.width + " × " + image.height
                        + " pixels, more than the " + settings.maxPixels()
                        + " that the configuration of the service allows.");
            }
            return image;
        } catch (ItemFailure | IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SourceImage ofChannel(FileChannel channel) throws ItemFailure, IOException, InterruptedException {
        ImageInputStream stream = new ChannelStream(channel);
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw Refusal.IMAGE_UNREADABLE.because(
                    "The file is no image of a format that is known: " + String.join(", ", formats()) + ".");
        }
        ImageReader reader = readers.next();
        // Only JPEG files say which side is up. Other metadata is not read: it may be compressed, and very long.
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        reader.setInput(stream, true, !jpeg);
        return decoding(() -> new SourceImage(channel.size(), reader, stream));
    }

    private static Set<String> formats() {
        Set<String> formats = new TreeSet<>();
        for (String name : ImageIO.getReaderFormatNames()) {
            formats.add(name.toLowerCase(Locale.ROOT));
        }
        return formats;
    }

    long bytes() {
        return bytes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    String format() throws IOException {
        return reader.getFormatName().toLowerCase(Locale.ROOT);
    }

    /** Which side of the stored image is up. */
    Orientation orientation() {
        try {
            Orientation found = ExifUtils.getExifOrientation(reader, 0);
            return found == null ? Orientation.TOP_LEFT : found;
        } catch (IOException | RuntimeException e) {
            return Orientation.TOP_LEFT;
        }
    }

    /** Only each n-th row and column is decoded, so that a very large image takes less memory. */
    private int step(int wantedWidth, int wantedHeight) {
        return Math.max(1, Math.min(width / (OVERSAMPLING * wantedWidth), height / (OVERSAMPLING * wantedHeight)));
    }

    /** Pixels that {@link #decode} keeps in memory. */
    long decodedPixels(int wantedWidth, int wantedHeight) {
        int step = step(wantedWidth, wantedHeight);
        return (long) Math.ceilDiv(width, step) * Math.ceilDiv(height, step);
    }

    /**
     * Decodes the image, at least as large as asked for unless it is smaller.
     *
     * @throws InterruptedException soon after the thread is interrupted
     */
    BufferedImage decode(int wantedWidth, int wantedHeight) throws ItemFailure, InterruptedException {
        int step = step(wantedWidth, wantedHeight);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        reader.addIIOReadProgressListener(new AbortOnInterrupt());
        BufferedImage image = decoding(() -> reader.read(0, parameters));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return image;
    }

    /**
     * Readers throw all sorts of exceptions at files that are damaged, and also when an interruption closes the file
     * under them.
     */
    private static <T> T decoding(Decoding<T> step) throws ItemFailure, InterruptedException {
        try {
            return step.run();
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException();
                interrupted.initCause(e);
                throw interrupted;
            }
            throw Refusal.IMAGE_UNREADABLE.because("The image cannot be decoded: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Decoding<T> {

        T run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        stream.close();
    }

    /** Keeps what was read in memory, not in a file as the library does by itself, and closes the file. */
    private static final class ChannelStream extends MemoryCacheImageInputStream {

        private final FileChannel channel;

        ChannelStream(FileChannel channel) {
            super(Channels.newInputStream(channel));
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            super.close();
            channel.close();
        }
    }

    /** Stops a reader between two rows. */
    private static final class AbortOnInterrupt implements IIOReadProgressListener {

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (Thread.currentThread().isInterrupted()) {
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
