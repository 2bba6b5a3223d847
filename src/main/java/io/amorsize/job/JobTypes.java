package io.amorsize.job;

import java.util.List;
import java.util.Optional;

/** The job types that are installed. Immutable. */
public interface JobTypes {

    /** The type of this name. */
    Optional<BoundType<?, ?>> named(String name);

    /** All types, by name. */
    List<BoundType<?, ?>> all();
}
