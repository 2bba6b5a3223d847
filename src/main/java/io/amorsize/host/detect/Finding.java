package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a reader came back with: a value and where it is from, or a sentence on why there is none. */
sealed interface Finding<T> {

    /** A value with its source. */
    record Known<T>(T value, Provenance source) implements Finding<T> {}

    /** No value, and why, as a sentence. */
    record Missing<T>(String reason) implements Finding<T> {}

    static <T> Finding<T> known(T value, Provenance source) {
        return new Known<>(value, source);
    }

    static <T> Finding<T> missing(String reason) {
        return new Missing<>(reason);
    }

    default Optional<T> found() {
        return switch (this) {
            case Known<T> known -> Optional.of(known.value());
            case Missing<T> missing -> Optional.empty();
        };
    }

    default <R> Finding<R> then(Function<T, Finding<R>> next) {
        return switch (this) {
            case Known<T> known -> next.apply(known.value());
            case Missing<T> missing -> new Missing<>(missing.reason());
        };
    }

    default Finding<T> orElse(Supplier<Finding<T>> other) {
        return switch (this) {
            case Known<T> known -> known;
            case Missing<T> missing -> other.get();
        };
    }
}
