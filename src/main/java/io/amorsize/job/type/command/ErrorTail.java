package io.amorsize.job.type.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a process writes to its standard error. Safe for use by many threads. */
final class ErrorTail {

    /** Most bytes that are kept. */
    static final int KEPT_BYTES = 2048;

    private final byte[] kept = new byte[KEPT_BYTES];
    private long written;

    /** Reads until the stream ends or breaks. */
    void readAll(InputStream errors) {
        byte[] buffer = new byte[KEPT_BYTES];
        try (errors) {
            for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                add(buffer, read);
            }
        } catch (IOException e) {
            // The process was killed. What it wrote before is there.
        }
    }

    private synchronized void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            kept[(int) (written % KEPT_BYTES)] = bytes[i];
            written++;
        }
    }

    /** A sentence that quotes it and follows another; empty if there is nothing to quote. */
    synchronized String sentence() {
        int size = (int) Math.min(written, KEPT_BYTES);
        byte[] ordered = new byte[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = kept[(int) ((written - size + i) % KEPT_BYTES)];
        }
        String text = Printable.of(new String(ordered, StandardCharsets.UTF_8)).strip();
        return text.isEmpty() ? "" : " Its standard error ended with: " + (written > size ? "…" : "") + text;
    }
}
