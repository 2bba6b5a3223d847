package io.amorsize.job.type.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads lines of UTF-8 that end with a line feed, and never keeps more than a line may have. For use by one thread. */
final class LineReader {

    private final InputStream input;
    private final int longestBytes;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;

    LineReader(InputStream input, int longestBytes) {
        this.input = input;
        this.longestBytes = longestBytes;
    }

    /**
     * The next line, unless more follows at once: an answer is one line. A line that is cut off by the end of the
     * stream is not a line.
     */
    Output next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    from = i + 1;
                    return line.size() > longestBytes ? tooLong() : alone(line);
                }
            }
            line.write(buffer, from, to - from);
            if (line.size() > longestBytes) {
                return tooLong();
            }
            from = 0;
            to = input.read(buffer);
            if (to < 0) {
                to = 0;
                return new Output.End();
            }
        }
    }

    /** A second line must not become the reply to the next item. */
    private Output alone(ByteArrayOutputStream line) throws IOException {
        return from < to || input.available() > 0
                ? new Output.Garbage("answered with more than one line.")
                : decoded(line);
    }

    private Output tooLong() {
        return new Output.Garbage("answered with a line of more than " + longestBytes + " bytes.");
    }

    private static Output decoded(ByteArrayOutputStream line) {
        try {
            return new Output.Line(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Output.Garbage("answered with a line that is no UTF-8 text.");
        }
    }
}
