package io.amorsize.job.type.net;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Takes the compression off contents, which may unpack to far more than was sent. */
final class ContentDecoder {

    private static final int STEP = 8192;

    private ContentDecoder() {}

    /**
     * The content of an answer.
     *
     * @param cut whether there was more
     * @param encoding value of Content-Encoding; anything but gzip is left as it is
     * @param mostBytes most bytes to unpack
     * @throws IOException if it is not what {@code encoding} says
     */
    static WebContent decode(Buffer sent, boolean cut, String encoding, int mostBytes) throws IOException {
        byte[] bytes = sent.getBytes();
        boolean zipped = encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
        return zipped && bytes.length > 0 ? unzip(bytes, cut, mostBytes) : new WebContent(bytes, cut);
    }

    private static WebContent unzip(byte[] zipped, boolean cut, int mostBytes) throws IOException {
        ByteArrayOutputStream unzipped = new ByteArrayOutputStream();
        byte[] step = new byte[STEP];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            int read = in.read(step);
            while (read >= 0) {
                int room = mostBytes - unzipped.size();
                unzipped.write(step, 0, Math.min(read, room));
                if (read > room) {
                    return new WebContent(unzipped.toByteArray(), true);
                }
                read = in.read(step);
            }
        } catch (EOFException e) {
            if (!cut) {
                throw e;
            }
        }
        return new WebContent(unzipped.toByteArray(), cut);
    }
}
