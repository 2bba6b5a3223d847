package io.amorsize.job.type.plugin;

import io.amorsize.job.spi.JobType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The job types of all jars in a folder. Immutable once loaded. */
public final class PluginFolder implements AutoCloseable {

    private final List<PluginJar> jars;

    private PluginFolder(List<PluginJar> jars) {
        this.jars = List.copyOf(jars);
    }

    /** A folder that nobody named: no types. */
    public static PluginFolder none() {
        return new PluginFolder(List.of());
    }

    /**
     * Loads all jars of {@code folder} in the order of their names; other files are left alone.
     *
     * @param taken names of the types that the service has itself
     * @throws PluginRefused if one of them cannot be used, or takes a name that is taken
     */
    public static PluginFolder load(Path folder, Set<String> taken) {
        List<PluginJar> jars = new ArrayList<>();
        try {
            Map<String, String> owners = new HashMap<>();
            taken.forEach(name -> owners.put(name, "the service itself"));
            for (Path file : files(folder)) {
                PluginJar jar = PluginJar.load(file);
                jars.add(jar);
                jar.names().forEach(name -> claim(name, jar, owners));
            }
            return new PluginFolder(jars);
        } catch (PluginRefused e) {
            jars.forEach(PluginJar::close);
            throw e;
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PluginRefused(
                    "The folder of plug-ins, " + folder + ", is missing or cannot be read. Make it, or remove"
                            + " AMORSIZE_PLUGINS_DIR.",
                    e);
        }
    }

    private static void claim(String name, PluginJar jar, Map<String, String> owners) {
        String owner = owners.putIfAbsent(name, jar.file().toString());
        if (owner != null) {
            throw new PluginRefused(
                    "The plug-in " + jar.file() + " has a job type “" + name + "”, but so has " + owner
                            + ". Rename it, or remove the plug-in.",
                    null);
        }
    }

    /** All types, in the order of their files. */
    public List<JobType<?, ?, ?>> types() {
        return jars.stream().flatMap(jar -> jar.types().stream()).toList();
    }

    /** Closes the jars; no type may be in use any more. */
    @Override
    public void close() {
        jars.forEach(PluginJar::close);
    }
}
