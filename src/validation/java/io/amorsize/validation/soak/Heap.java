package io.amorsize.validation.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another virtual machine, by {@code jcmd}. */
final class Heap {

    private static final Pattern USED = Pattern.compile("heap\\s.*used (\\d+)K");
    private static final Pattern SERIAL = Pattern.compile("used (\\d+)K");

    private Heap() {}

    /** Bytes that are used when all that can be has been collected. */
    static long liveBytes(Process process) throws IOException {
        run(process, "GC.run");
        String info = run(process, "GC.heap_info");
        Matcher whole = USED.matcher(info);
        if (whole.find()) {
            return Long.parseLong(whole.group(1)) * 1024;
        }
        long used = 0;
        for (Matcher part = SERIAL.matcher(info); part.find(); ) {
            used += Long.parseLong(part.group(1)) * 1024;
        }
        return used;
    }

    private static String run(Process process, String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
