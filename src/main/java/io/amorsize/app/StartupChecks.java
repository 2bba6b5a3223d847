package io.amorsize.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Refuses to start with a configuration that is wrong. Runs before any other observer and before a port is opened. */
@Singleton
class StartupChecks {

    private final SmallRyeConfig config;

    @Inject
    StartupChecks(Config config) {
        this.config = config.unwrap(SmallRyeConfig.class);
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        List<String> problems = ConfigurationProblems.in(config);
        if (!problems.isEmpty()) {
            throw new StartRefused(problems);
        }
    }
}
