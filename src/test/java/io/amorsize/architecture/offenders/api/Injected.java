package io.amorsize.architecture.offenders.api;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Each field is filled in behind the back of the constructor. */
final class Injected {
    @Inject
    @Nullable Object inject;

    @ConfigProperty(name = "key")
    @Nullable String property;

    @Context
    @Nullable Object context;

    @Named("it")
    @Nullable Object qualified;
}
