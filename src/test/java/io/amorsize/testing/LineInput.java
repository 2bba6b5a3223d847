package io.amorsize.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Lines as bytes, made when they are read. For one thread. */
final class LineInput extends InputStream {

    private static final int ENOUGH = 64 << 10;

    private final Iterator<String> lines;
    private byte[] bytes = new byte[0];
    private int at;

    LineInput(Iterator<String> lines) {
        this.lines = lines;
    }

    @Override
    public int read() {
        return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
        return count;
    }

    private boolean fill() {
        if (at < bytes.length) {
            return true;
        }
        StringBuilder next = new StringBuilder();
        while (lines.hasNext() && next.length() < ENOUGH) {
            next.append(lines.next()).append('\n');
        }
        bytes = next.toString().getBytes(StandardCharsets.UTF_8);
        at = 0;
        return bytes.length > 0;
    }
}
