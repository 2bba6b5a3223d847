package io.amorsize.job.type.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.spi.JobType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Sources of a plug-in.
 *
 * @param files Java files
 * @param service lines of the file that names its types; empty for no such file
 */
record PluginSource(List<Path> files, List<String> service) {

    PluginSource {
        files = List.copyOf(files);
        service = List.copyOf(service);
    }

    /** The example of the documentation. */
    static PluginSource example() throws IOException {
        Path root = Path.of("src/example");
        return new PluginSource(
                filesBelow(root.resolve("java")),
                Files.readAllLines(root.resolve("resources/META-INF/services/" + JobType.class.getName())));
    }

    /** Compiles the sources against the class path of the tests and packs what comes of them. */
    Path jar(Path folder, String name) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        compile(classes);
        Path jar = folder.resolve(name);
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes)) {
            for (Path file : filesBelow(classes)) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
            if (!service.isEmpty()) {
                out.putNextEntry(new JarEntry("META-INF/services/" + JobType.class.getName()));
                out.write(String.join("\n", service).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
