package io.amorsize.app;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** Configurations as the service would see them, without starting it. */
final class Configurations {

    private Configurations() {}

    /** The packaged defaults and these environment variables. */
    static SmallRyeConfig ofEnvironment(Map<String, String> environment) {
        return builder().withSources(new EnvConfigSource(environment, 300)).build();
    }

    /** The packaged defaults and these properties. */
    static SmallRyeConfig ofProperties(Map<String, String> properties) {
        return builder()
                .withSources(new PropertiesConfigSource(properties, "config/application.properties", 260))
                .build();
    }

    /** {@code application.properties}, unexpanded. */
    static Map<String, String> packaged() {
        Properties properties = new Properties();
        try (InputStream file =
                Objects.requireNonNull(Configurations.class.getResourceAsStream("/application.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(
                        new SysPropConfigSource(),
                        new PropertiesConfigSource(packaged(), "application.properties", 250));
    }
}
