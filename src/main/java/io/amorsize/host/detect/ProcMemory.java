package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reader of {@code /proc/meminfo}. */
final class ProcMemory {

    private static final long BYTES_PER_UNIT = 1024;

    private ProcMemory() {}

    static Finding<MachineMemory> read(Path meminfo) {
        return KernelFile.read(meminfo).then(text -> {
            OptionalLong total = bytes(text, "MemTotal:");
            if (total.orElse(0) <= 0) {
                return Finding.missing(meminfo + " tells no MemTotal that can be used.");
            }
            OptionalLong swapTotal = bytes(text, "SwapTotal:");
            OptionalLong swapFree = bytes(text, "SwapFree:");
            OptionalLong swapUsed = swapTotal.isPresent() && swapFree.isPresent()
                    ? OptionalLong.of(Math.max(0, swapTotal.getAsLong() - swapFree.getAsLong()))
                    : OptionalLong.empty();
            return Finding.known(
                    new MachineMemory(total.getAsLong(), available(text, total.getAsLong()), swapTotal, swapUsed),
                    Provenance.PROC);
        });
    }

    /** Kernels before 3.14 have no MemAvailable; free memory is the safe lower bound. */
    private static OptionalLong available(String text, long total) {
        OptionalLong available = bytes(text, "MemAvailable:");
        OptionalLong bytes = available.isPresent() ? available : bytes(text, "MemFree:");
        return bytes.isPresent() ? OptionalLong.of(Math.min(bytes.getAsLong(), total)) : bytes;
    }

    private static OptionalLong bytes(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> {
                    String amount = line.substring(key.length()).strip();
                    return KernelFile.number(
                            amount.endsWith(" kB")
                                    ? amount.substring(0, amount.length() - 3).strip()
                                    : amount);
                })
                .filter(units -> units.isPresent() && units.getAsLong() <= Long.MAX_VALUE / BYTES_PER_UNIT)
                .map(units -> OptionalLong.of(units.getAsLong() * BYTES_PER_UNIT))
                .orElseGet(OptionalLong::empty);
    }
}
