package io.amorsize.architecture.offenders.cost;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Each method looks at more than its arguments. */
final class Surroundings {
    static String file(Path path) throws IOException {
        return Files.readString(path);
    }

    static @Nullable String environment() {
        return System.getenv("PATH");
    }

    static @Nullable String property() {
        return System.getProperty("user.home");
    }

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    static URI uri() {
        return URI.create("http://localhost");
    }
}
