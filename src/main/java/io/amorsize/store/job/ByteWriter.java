package io.amorsize.store.job;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects bytes. For one thread. */
final class ByteWriter {

    private byte[] bytes = new byte[4 * 1024];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** A number in as few bytes as it needs, seven bits in each, the lowest first (LEB128). */
    void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** The number of bytes, and the text as UTF-8. */
    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, 1 << 30)));
        }
    }
}
