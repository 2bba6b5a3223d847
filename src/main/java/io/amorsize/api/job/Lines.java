package io.amorsize.api.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads the lines of a stream of UTF-8 with bounded memory. For one thread. */
final class Lines {

    /** Most bytes of a line, without its end. */
    static final int LONGEST = 1 << 20;

    private static final int FIRST_BYTES = 64 << 10;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int from;
    private int to;
    private boolean ended;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** A line that cannot be read. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        private final boolean tooLong;

        Unreadable(boolean tooLong) {
            super(null, null, false, false);
            this.tooLong = tooLong;
        }

        /** Whether it is too long; otherwise it is not UTF-8. */
        boolean isTooLong() {
            return tooLong;
        }
    }

    /**
     * The next line without its end; empty behind the last one. Waits for it.
     *
     * @throws IOException if the stream breaks
     */
    Optional<String> next() throws IOException, Unreadable {
        int end = endOfLine(from);
        while (end < 0 && !ended) {
            int searched = to - from;
            fill();
            end = endOfLine(from + searched);
        }
        if (end < 0 && from == to) {
            return Optional.empty();
        }
        number++;
        int stop = end < 0 ? to : end;
        String line = text(from, stop > from && buffer[stop - 1] == '\r' ? stop - 1 : stop);
        from = end < 0 ? to : end + 1;
        return Optional.of(line);
    }

    /** Number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Whether the next line would have to be waited for, as far as can be told. */
    boolean mustWait() throws IOException {
        return !ended && endOfLine(from) < 0 && in.available() == 0;
    }

    /** Reads the rest without looking at it, at most so many bytes; whether it came to the end. */
    boolean skip(long most) throws IOException {
        from = 0;
        to = 0;
        long left = most;
        while (!ended && left > 0) {
            int read = in.read(buffer);
            ended = read < 0;
            left -= Math.max(0, read);
        }
        return ended;
    }

    private int endOfLine(int begin) {
        for (int i = begin; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException, Unreadable {
        if (to - from > LONGEST) {
            number++;
            throw new Unreadable(true);
        }
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, to, buffer.length - to);
        ended = read < 0;
        to += Math.max(0, read);
    }

    private String text(int begin, int end) throws Unreadable {
        if (end - begin > LONGEST) {
            throw new Unreadable(true);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(false);
        }
    }
}
