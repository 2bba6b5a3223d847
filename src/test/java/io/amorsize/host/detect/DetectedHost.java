package io.amorsize.host.detect;

import io.amorsize.host.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Program that prints, as {@code field=value} lines, what the detector says about the process it runs in. */
final class DetectedHost {

    /** Long enough for a few CFS periods of 100 ms. */
    private static final Duration BURN = Duration.ofMillis(700);

    private DetectedHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        // The time of the readings is set by hand, so that the second one is due when the burning is over.
        Instant[] now = {Instant.EPOCH};
        SystemHostDetector detector =
                new SystemHostDetector(Settings.ofTheRunningMachine().build(), () -> now[0]);
        detector.current();
        burn();
        now[0] = now[0].plusSeconds(10);
        HostSnapshot host = detector.current();
        print("cgroupVersion", host.container().cgroupVersion().orElse(0));
        print("availableProcessors", host.jvm().availableProcessors());
        print("quotaCpus", host.cpu().quotaCpus().orElse(0));
        print("cpusetCpus", host.cpu().cpusetCpus().orElse(0));
        print("usableCores", host.cpu().usableCores().orElse(0));
        print("effectiveCpus", host.cpu().effectiveCpus());
        print("limitBytes", host.memory().limitBytes().orElse(0));
        print("usedBytes", host.memory().usedBytes().orElse(0));
        print("usableBytes", host.memory().usableBytes().orElse(0));
        print("throttledRatio", host.load().throttledRatio().orElse(-1));
    }

    private static void burn() throws InterruptedException {
        Instant end = InstantSource.system().instant().plus(BURN);
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread.ofPlatform().start(() -> {
                while (InstantSource.system().instant().isBefore(end)) {
                    Thread.onSpinWait();
                }
                done.countDown();
            });
        }
        done.await();
    }

    private static void print(String field, Number value) {
        System.out.println(field + "=" + value);
    }
}
