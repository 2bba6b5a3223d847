package io.amorsize.host.calibrate;

import io.amorsize.host.HostSnapshot;
import java.util.Locale;

/**
 * What figures hold for: as long as none of this changes, a measurement of an earlier run is as good as a new one.
 * Immutable.
 *
 * @param text one line that names the processor, the share of it and the virtual machine
 */
record HostKey(String text) {

    static HostKey of(HostSnapshot host) {
        String text = String.format(
                Locale.ROOT,
                "%s | %d logical | %.3f effective | quota %s | %s %s",
                host.cpu().model().orElse("unknown processor"),
                host.cpu().logicalProcessors(),
                host.cpu().effectiveCpus(),
                host.cpu().quotaCpus().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.3f", host.cpu().quotaCpus().getAsDouble())
                        : "none",
                host.jvm().vendor(),
                host.jvm().version());
        return new HostKey(printable(text));
    }

    /** Printable ASCII without backslashes: one line of any properties file or log. */
    static String printable(String text) {
        return text.replaceAll("[^ -~]|[\\\\]", "?");
    }
}
