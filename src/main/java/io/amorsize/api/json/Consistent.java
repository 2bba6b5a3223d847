package io.amorsize.api.json;

/** A record whose fields depend on each other. */
public interface Consistent {

    /**
     * Puts down every contradiction. Called once after the record is read; optional fields that were found wrong are
     * null, required ones are there.
     */
    void check(Findings findings);
}
