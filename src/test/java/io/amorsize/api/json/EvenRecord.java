package io.amorsize.api.json;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A record that checks itself. */
public record EvenRecord(
        @Schema(minimum = "0", maximum = "9") @Nullable Integer even) {

    /** @throws IllegalArgumentException if the number is odd */
    public EvenRecord {
        if (even != null && even % 2 == 1) {
            throw new IllegalArgumentException("even must be even");
        }
    }
}
