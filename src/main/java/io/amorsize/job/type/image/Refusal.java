package io.amorsize.job.type.image;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Why an item cannot be done, however often it is tried. */
enum Refusal {
    IMAGE_PATH_REFUSED,
    IMAGE_MISSING,
    IMAGE_UNREADABLE,
    IMAGE_TOO_LARGE,
    IMAGE_TARGET_EXISTS;

    ItemFailure because(String message) {
        return because(message, null);
    }

    ItemFailure because(String message, @Nullable Throwable cause) {
        return new ItemFailure(name(), Kind.PERMANENT, message, null, cause);
    }
}
