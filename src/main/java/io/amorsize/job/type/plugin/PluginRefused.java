package io.amorsize.job.type.plugin;

import org.jspecify.annotations.Nullable;

/** A plug-in cannot be used, for a reason that an operator can change. */
public final class PluginRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param reason a sentence for people that names the file and says what to do */
    PluginRefused(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
