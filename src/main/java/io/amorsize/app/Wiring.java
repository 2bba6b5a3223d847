package io.amorsize.app;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibrator;
import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostDetector;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.JvmInfo;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import io.amorsize.host.Provenance;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.recommendation.RecommendationListener;
import io.amorsize.recommendation.Recommender;
import io.amorsize.recommendation.TimeOrderedIds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the objects that the service consists of. */
class Wiring {

    @Produces
    @Singleton
    Recommender recommender(HostDetector detector, Calibrator calibrator) {
        InstantSource clock = InstantSource.system();
        return new Recommender(
                new Optimizer(),
                detector,
                calibrator,
                clock,
                new TimeOrderedIds(clock, new SecureRandom()),
                RecommendationListener.NONE);
    }

    @Produces
    @Singleton
    HostDetector detector() {
        int processors = Runtime.getRuntime().availableProcessors();
        HostSnapshot snapshot = new HostSnapshot(
                Instant.now(),
                new CpuInfo(
                        Optional.empty(),
                        processors,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        processors),
                new MemoryInfo(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                LoadInfo.UNKNOWN,
                new ContainerInfo(false, OptionalInt.empty(), Optional.empty()),
                new JvmInfo(
                        Runtime.version().toString(),
                        System.getProperty("java.vendor", ""),
                        processors,
                        Runtime.getRuntime().maxMemory(),
                        "unknown"),
                new OsInfo(
                        System.getProperty("os.name", ""),
                        System.getProperty("os.version", ""),
                        System.getProperty("os.arch", "")),
                Map.of("cpu.effectiveCpus", Provenance.ASSUMED),
                Map.of("cpu.physicalCores", "The machine is not examined yet."));
        return () -> snapshot;
    }

    @Produces
    @Singleton
    Calibrator calibrator() {
        return new Calibrator() {
            @Override
            public Calibration current() {
                return Calibration.priors();
            }

            @Override
            public boolean remeasure() {
                return true;
            }
        };
    }
}
