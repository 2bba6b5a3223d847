package io.amorsize.host.calibrate;

import java.time.Duration;

/** Runs tasks one at a time, later, away from the caller. Tests run them by hand. */
interface Background extends AutoCloseable {

    /** Runs {@code task} after {@code delay}; returns at once. After {@link #close} it does nothing. */
    void run(Runnable task, Duration delay);

    /** Drops what waits and interrupts what runs; returns at once. */
    @Override
    void close();
}
