package io.amorsize.app;

import io.amorsize.api.job.JsonJobTypes;
import io.amorsize.job.type.plugin.PluginRefused;
import io.amorsize.store.Database;
import io.amorsize.store.DatabaseRefused;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start with a configuration that is wrong, or a plug-in or a database that cannot be used. Runs before any
 * other observer and before a port is opened.
 */
@Singleton
class StartupChecks {

    private final SmallRyeConfig config;
    private final Instance<Database> database;
    private final Instance<JsonJobTypes> types;

    @Inject
    StartupChecks(Config config, Instance<Database> database, Instance<JsonJobTypes> types) {
        this.config = config.unwrap(SmallRyeConfig.class);
        this.database = database;
        this.types = types;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        List<String> problems = ConfigurationProblems.in(config);
        if (!problems.isEmpty()) {
            throw StartRefused.becauseOfConfiguration(problems);
        }
        try {
            types.get().all();
        } catch (PluginRefused | IllegalArgumentException e) {
            throw StartRefused.becauseOfConfiguration(List.of(String.valueOf(e.getMessage())));
        }
        try {
            database.get();
        } catch (DatabaseRefused e) {
            throw StartRefused.becauseOfDatabase(String.valueOf(e.getMessage()));
        }
    }
}
