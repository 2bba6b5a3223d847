package io.amorsize.job.type.plugin;

import java.util.List;

/**
 * What plug-ins see of the service: the interface of job types and the annotations it asks for, beside the JDK. All
 * else a plug-in brings along, in any version, and the service may change its own.
 */
final class PluginParent extends ClassLoader {

    private static final List<String> SHARED = List.of(
            "io.amorsize.job.spi.", "org.eclipse.microprofile.openapi.annotations.", "org.jspecify.annotations.");

    private final ClassLoader service;

    /** @param service loader of the classes of the service */
    PluginParent(ClassLoader service) {
        super("plug-in-parent", ClassLoader.getPlatformClassLoader());
        this.service = service;
    }

    /** Called for what the JDK does not have. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return service.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
