package io.amorsize.api.job;

import io.amorsize.job.BoundType;
import io.amorsize.job.JobTypes;
import io.amorsize.job.spi.JobType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The installed job types, tied to JSON. Immutable, and safe for use by many threads. */
public final class JsonJobTypes implements JobTypes {

    private final Map<String, JsonJobType<?, ?, ?>> byName = new TreeMap<>();

    /**
     * Ties types to JSON.
     *
     * @throws IllegalArgumentException if two have the same name, or the records of one are not annotated as
     *     {@link JobType} asks for
     */
    public JsonJobTypes(List<JobType<?, ?, ?>> types) {
        for (JobType<?, ?, ?> type : types) {
            JsonJobType<?, ?, ?> bound = new JsonJobType<>(type);
            JsonJobType<?, ?, ?> other = byName.put(bound.description().name(), bound);
            if (other != null) {
                throw new IllegalArgumentException("There are two job types of the name "
                        + bound.description().name() + ": " + type.getClass().getName() + " is the second.");
            }
        }
    }

    @Override
    public Optional<BoundType<?, ?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<BoundType<?, ?>> all() {
        return List.copyOf(byName.values());
    }

    /** The type of this name, with its schemas. */
    Optional<JsonJobType<?, ?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All types with their schemas, by name. */
    List<JsonJobType<?, ?, ?>> list() {
        return List.copyOf(byName.values());
    }
}
