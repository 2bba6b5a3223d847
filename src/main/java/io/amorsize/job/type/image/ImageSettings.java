package io.amorsize.job.type.image;

import java.nio.file.Path;
import java.util.List;

/**
 * What the configuration allows.
 *
 * @param roots folders below which images are read and written; empty allows none
 * @param maxPixels most pixels that an image may have, at least 1
 * @param maxFileBytes most bytes that the file of an image may have, at least 1
 * @param heapBytes heap that items may hold together: an image that needs more is refused. At least 1
 */
public record ImageSettings(List<Path> roots, long maxPixels, long maxFileBytes, long heapBytes) {

    /** Copies the list. */
    public ImageSettings {
        roots = List.copyOf(roots);
        if (maxPixels < 1 || maxFileBytes < 1 || heapBytes < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
