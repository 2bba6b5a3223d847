package io.amorsize.job.type.plugin;

import io.amorsize.job.spi.JobType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** One jar with its job types, apart from the service and from all other jars. */
final class PluginJar implements AutoCloseable {

    private static final String SERVICE = "META-INF/services/" + JobType.class.getName();

    private final Path file;
    private final URLClassLoader loader;
    private final List<JobType<?, ?, ?>> types = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private PluginJar(Path file, URLClassLoader loader) {
        this.file = file;
        this.loader = loader;
    }

    /** @throws PluginRefused if it is no jar, has no types, or one of them cannot be made */
    static PluginJar load(Path file) {
        checkReadable(file);
        PluginJar jar = new PluginJar(file, loader(file));
        try {
            jar.loadTypes();
            return jar;
        } catch (PluginRefused e) {
            jar.close();
            throw e;
        }
    }

    /** A class loader passes over jars that it cannot read without a word. */
    private static void checkReadable(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getEntry(SERVICE) == null) {
                throw refused(file, "it has no " + SERVICE + " that names its job types", null);
            }
        } catch (IOException e) {
            throw refused(file, "it is no jar that can be read", e);
        }
    }

    private static URLClassLoader loader(Path file) {
        try {
            ClassLoader parent = new PluginParent(PluginJar.class.getClassLoader());
            return new URLClassLoader(
                    "plug-in " + file.getFileName(), new URL[] {file.toUri().toURL()}, parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Code of somebody else runs here: whatever it throws is its own fault. */
    private void loadTypes() {
        try {
            for (JobType<?, ?, ?> type : ServiceLoader.load(JobType.class, loader)) {
                names.add(type.description().name());
                types.add(type);
            }
        } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
            Throwable reason = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
            throw refused(file, "its job types cannot be made: " + reason, e);
        }
        if (types.isEmpty()) {
            throw refused(file, "its " + SERVICE + " names no job type", null);
        }
    }

    private static PluginRefused refused(Path file, String reason, @Nullable Throwable cause) {
        return new PluginRefused(
                "The plug-in " + file + " cannot be used: " + reason + ". Repair it, or take it out of the folder.",
                cause);
    }

    Path file() {
        return file;
    }

    List<JobType<?, ?, ?>> types() {
        return List.copyOf(types);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
