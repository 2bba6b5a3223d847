package io.amorsize.job.type.image;

/** How a small image is written. */
public enum OutputFormat {
    /** Lossy and small; what is transparent becomes white. */
    JPEG,
    /** Without loss, and with transparency. */
    PNG
}
