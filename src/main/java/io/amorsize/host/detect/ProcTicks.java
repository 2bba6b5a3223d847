package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import io.amorsize.host.detect.ProcessorTicks.Ticks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reader of the time counters in {@code /proc/stat} and {@code /proc/self/stat}, both in clock ticks. */
final class ProcTicks {

    /** Positions after the name in a cpu line: user nice system idle iowait irq softirq steal. */
    private static final int IDLE = 3;

    private static final int IOWAIT = 4;

    /** What follows, guest time, is contained in user time. */
    private static final int COUNTED = 8;

    /** Positions of utime and stime in a process's stat line, counted from the field after the name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private ProcTicks() {}

    static Finding<ProcessorTicks> read(Path procRoot) {
        Path file = procRoot.resolve("stat");
        // One's own time first: it must never be ahead of the machine's.
        long own = own(procRoot.resolve("self").resolve("stat"));
        return KernelFile.read(file).then(text -> {
            Map<Integer, Ticks> perProcessor = new HashMap<>();
            text.lines()
                    .filter(line -> line.startsWith("cpu") && line.length() > 3 && Character.isDigit(line.charAt(3)))
                    .forEach(line -> add(perProcessor, line));
            return perProcessor.isEmpty()
                    ? Finding.missing(file + " counts no processor time.")
                    : Finding.known(new ProcessorTicks(perProcessor, own), Provenance.PROC);
        });
    }

    private static void add(Map<Integer, Ticks> perProcessor, String line) {
        String[] fields = line.split("\\s+", -1);
        OptionalLong number = KernelFile.number(fields[0].substring(3));
        if (number.isEmpty() || number.getAsLong() > Integer.MAX_VALUE || fields.length < IOWAIT + 2) {
            return;
        }
        long busy = 0;
        long total = 0;
        for (int i = 0; i < COUNTED && i + 1 < fields.length; i++) {
            long ticks = KernelFile.number(fields[i + 1]).orElse(0);
            total += ticks;
            if (i != IDLE && i != IOWAIT) {
                busy += ticks;
            }
        }
        perProcessor.put((int) number.getAsLong(), new Ticks(busy, total));
    }

    /** The name may hold blanks and brackets, so the fields are counted from the last bracket. */
    private static long own(Path file) {
        return KernelFile.read(file)
                .found()
                .map(text -> text.substring(text.lastIndexOf(')') + 1).strip().split("\\s+", -1))
                .filter(fields -> fields.length > SYSTEM_TIME)
                .map(fields -> KernelFile.number(fields[USER_TIME]).orElse(0)
                        + KernelFile.number(fields[SYSTEM_TIME]).orElse(0))
                .orElse(0L);
    }
}
