package io.amorsize.app;

import io.amorsize.api.json.Redaction;
import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterRetention;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.observability.DeadLetterMeters;
import io.amorsize.observability.FailureBursts;
import io.amorsize.store.Database;
import io.amorsize.store.deadletter.SqlDeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds what keeps and shows dead letters. */
class DeadLetterWiring {

    @Produces
    @Singleton
    DeadLetters deadLetters(Database database, InstantSource clock) {
        return new SqlDeadLetters(database, clock);
    }

    @Produces
    @Singleton
    FailureBursts failureBursts(InstantSource clock) {
        return new FailureBursts(clock);
    }

    @Produces
    @Singleton
    DeadLetterListener deadLetterListener(MeterRegistry registry, FailureBursts bursts) {
        return new DeadLetterMeters(registry, bursts);
    }

    @Produces
    @Singleton
    DeadLetterRetention.Policy deadLetterPolicy(AmorsizeConfig config) {
        AmorsizeConfig.DeadLetters deadLetters = config.deadLetters();
        return new DeadLetterRetention.Policy(deadLetters.keep(), deadLetters.keepFor(), deadLetters.keepPurgedFor());
    }

    @Produces
    @Singleton
    Redaction redaction(AmorsizeConfig config) {
        Set<String> names = config.deadLetters().hiddenFields().stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return new Redaction(names);
    }
}
