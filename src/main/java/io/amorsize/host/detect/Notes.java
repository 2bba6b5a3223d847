package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Where each field of one snapshot came from, or why it is absent. Used by one thread. */
final class Notes {

    private final Map<String, Provenance> provenance = new HashMap<>();
    private final Map<String, String> unavailable = new HashMap<>();

    void present(String field, Provenance source) {
        provenance.put(field, source);
        unavailable.remove(field);
    }

    void absent(String field, String reason) {
        unavailable.put(field, reason);
        provenance.remove(field);
    }

    <T> Optional<T> keep(String field, Finding<T> finding) {
        return switch (finding) {
            case Finding.Known<T> known -> {
                present(field, known.source());
                yield Optional.of(known.value());
            }
            case Finding.Missing<T> missing -> {
                absent(field, missing.reason());
                yield Optional.empty();
            }
        };
    }

    OptionalInt keepInt(String field, Finding<Integer> finding) {
        return keep(field, finding).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    OptionalLong keepLong(String field, Finding<Long> finding) {
        return keep(field, finding).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    OptionalDouble keepDouble(String field, Finding<Double> finding) {
        return keep(field, finding).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    Map<String, Provenance> provenance() {
        return provenance;
    }

    Map<String, String> unavailable() {
        return unavailable;
    }
}
