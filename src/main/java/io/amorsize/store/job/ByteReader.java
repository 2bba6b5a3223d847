package io.amorsize.store.job;

import io.amorsize.store.job.DamagedRow.Unreadable;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteWriter} wrote. For one thread. */
final class ByteReader {

    private final byte[] bytes;
    private int next;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return next == bytes.length;
    }

    int octet() throws Unreadable {
        if (isAtEnd()) {
            throw new Unreadable("it ends too early");
        }
        return bytes[next++] & 0xFF;
    }

    long number() throws Unreadable {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new Unreadable("it has a number without an end");
    }

    String text() throws Unreadable {
        int length = length();
        String text = new String(bytes, next, length, StandardCharsets.UTF_8);
        next += length;
        return text;
    }

    void skipText() throws Unreadable {
        int length = length();
        next += length;
    }

    private int length() throws Unreadable {
        long length = number();
        if (length < 0 || length > bytes.length - next) {
            throw new Unreadable("it has a text that is longer than the row");
        }
        return (int) length;
    }
}
