package io.amorsize.architecture.offenders.host.calibrate;

/** Keeps the rules: a stopwatch and threads are its business. */
final class Sound {
    static long measure(Runnable work) throws InterruptedException {
        long start = System.nanoTime();
        Thread.ofPlatform().start(work).join();
        return System.nanoTime() - start;
    }
}
