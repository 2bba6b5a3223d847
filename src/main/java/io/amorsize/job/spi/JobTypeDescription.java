package io.amorsize.job.spi;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * What a job type is.
 *
 * @param name by which jobs ask for it: small letters, digits and hyphens, a letter first, at most 50 characters
 * @param version raised when items mean something else than before, at least 1
 * @param summary what an item of it does, in a sentence
 * @param parameters the record of the parameters
 * @param item the record of an item
 * @param result the record of a result
 * @param activity what its items mostly do; what is measured overrules it
 * @param itemOfRange makes the item for a number, for jobs that state a range of numbers instead of items; empty if the
 *     type has no use for that
 * @param secrets names of components of items whose values must not be shown with failures
 */
public record JobTypeDescription<P extends Record, I extends Record, R extends Record>(
        String name,
        int version,
        String summary,
        Class<P> parameters,
        Class<I> item,
        Class<R> result,
        Activity activity,
        Optional<LongFunction<I>> itemOfRange,
        Set<String> secrets) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    /** @throws IllegalArgumentException if the name or version is outside what its description gives */
    public JobTypeDescription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a job type: " + name);
        }
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, was " + version);
        }
        secrets = Set.copyOf(secrets);
    }

    /** A type of version 1 that takes no ranges and has no secrets. */
    public static <P extends Record, I extends Record, R extends Record> JobTypeDescription<P, I, R> of(
            String name, String summary, Class<P> parameters, Class<I> item, Class<R> result, Activity activity) {
        return new JobTypeDescription<>(
                name, 1, summary, parameters, item, result, activity, Optional.empty(), Set.of());
    }

    /** The same, that also takes ranges of numbers. */
    public JobTypeDescription<P, I, R> withRange(LongFunction<I> itemOfRange) {
        return new JobTypeDescription<>(
                name, version, summary, parameters, item, result, activity, Optional.of(itemOfRange), secrets);
    }

    /** The same with these secrets. */
    public JobTypeDescription<P, I, R> withSecrets(Set<String> secrets) {
        return new JobTypeDescription<>(
                name, version, summary, parameters, item, result, activity, itemOfRange, secrets);
    }
}
