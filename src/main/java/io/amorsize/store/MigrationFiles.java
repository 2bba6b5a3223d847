package io.amorsize.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations in one folder of the class path, by a list of their names: no class loader can be asked for the
 * contents of a folder, and to look through all archives would cost more than the migrations.
 */
final class MigrationFiles implements ResourceProvider {

    /** Names the migrations, one a line. */
    private static final String LIST = "migrations";

    private final String folder;
    private final List<String> names;

    /** @param folder for example {@code /db/sqlite} */
    MigrationFiles(String folder) {
        this.folder = folder;
        this.names = text(folder + "/" + LIST).lines().toList();
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return names.contains(name) ? new Migration(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return names.stream()
                .filter(name ->
                        name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(Migration::new)
                .toList();
    }

    private static String text(String path) {
        try (InputStream file = MigrationFiles.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + path + " on the class path.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Migration extends LoadableResource {

        private final String name;

        Migration(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream file = MigrationFiles.class.getResourceAsStream(folder + "/" + name);
            if (file == null) {
                throw new IllegalStateException("There is no " + folder + "/" + name + " on the class path.");
            }
            return new InputStreamReader(file, StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return folder + "/" + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
