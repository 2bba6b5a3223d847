package io.amorsize.host.detect;

import java.nio.file.Path;
import java.util.List;

/**
 * The groups whose limits bind this process under one controller.
 *
 * @param version 1 or 2
 * @param groups directories from the process's own group up to the root of the mount, never empty
 */
record CgroupLineage(int version, List<Path> groups) {

    /** The process's own group. */
    Path own() {
        return groups.getFirst();
    }
}
