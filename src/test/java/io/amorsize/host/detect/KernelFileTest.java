package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Reading kernel files")
class KernelFileTest {

    @TempDir
    Path directory;

    @Test
    void stripsWhiteSpace() throws Exception {
        Path file = Files.writeString(directory.resolve("cpu.max"), " 50000 100000\n\n");

        assertThat(KernelFile.read(file).found()).hasValue("50000 100000");
    }

    @Test
    void saysWhyThereIsNothing() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");

        assertThat(KernelFile.read(empty)).isEqualTo(Finding.missing(empty + " is empty."));
        assertThat(KernelFile.read(directory.resolve("none")))
                .isEqualTo(Finding.missing(directory.resolve("none") + " does not exist."));
        assertThat(KernelFile.read(directory)).isEqualTo(Finding.missing(directory + " is not a regular file."));
        assertThat(KernelFile.read(empty.resolve("below"))).isInstanceOf(Finding.Missing.class);
    }

    @Test
    void saysWhatMayNotBeRead() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "1");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(secret), "root may read everything");

        assertThat(KernelFile.read(secret)).isEqualTo(Finding.missing(secret + " may not be read by this user."));
    }

    @Test
    @Timeout(60)
    void readsNoMoreThanItsLimitOfAHugeFile() throws Exception {
        Path huge = directory.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.write("1".getBytes(StandardCharsets.UTF_8));
            file.setLength(1L << 30);
        }

        assertThat(KernelFile.read(huge).found().orElseThrow().length()).isLessThanOrEqualTo(KernelFile.LIMIT_BYTES);
        assertThat(KernelFile.readNumber(huge)).isInstanceOf(Finding.Missing.class);
    }

    @Test
    @Timeout(60)
    void doesNotWaitForTheWriterOfAPipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(mkfifo.waitFor(45, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "there is no mkfifo");

        assertThat(KernelFile.read(pipe)).isEqualTo(Finding.missing(pipe + " is not a regular file."));
    }

    @Test
    void numbersSaturateAndHaveNoSigns() {
        assertThat(KernelFile.number("9223372036854771712")).isEqualTo(OptionalLong.of(9223372036854771712L));
        assertThat(KernelFile.number("18446744073709551615")).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(KernelFile.number("-1")).isEmpty();
        assertThat(KernelFile.number("+1")).isEmpty();
        assertThat(KernelFile.number("1.5")).isEmpty();
        assertThat(KernelFile.number("")).isEmpty();
    }

    @Test
    void findsKeysByTheirWholeName() {
        String stat = "inactive_file_extra 1\ntotal_inactive_file 2\ninactive_file 3\n";

        assertThat(KernelFile.keyed(stat, "inactive_file")).isEqualTo(OptionalLong.of(3));
        assertThat(KernelFile.keyed(stat, "inactive")).isEmpty();
    }
}
