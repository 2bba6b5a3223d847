package io.amorsize.job.type.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that does what the items tell it, run in a JVM of its own. */
final class TestProgram {

    private static final Pattern TOLD = Pattern.compile("\"item\":\\{\"do\":\"([a-z-]+)\"");

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private TestProgram() {}

    /** This program with these arguments and nothing in its environment. */
    static Program withArguments(String... arguments) {
        List<String> command = new java.util.ArrayList<>(command());
        command.addAll(List.of(arguments));
        return new Program("test-program", command, Map.of("GIVEN", "yes"));
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                classes(),
                TestProgram.class.getName());
    }

    private static String classes() {
        try {
            return Path.of(TestProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("sleep")) {
            Thread.sleep(3_600_000);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher told = TOLD.matcher(line);
            answer(told.find() ? told.group(1) : "envelope", line);
        }
        if (List.of(arguments).contains("stay")) {
            Thread.sleep(3_600_000);
        }
        if (arguments.length > 0 && arguments[0].startsWith("touch=")) {
            java.nio.file.Files.writeString(Path.of(arguments[0].substring(6)), "ended by itself");
        }
    }

    private static void answer(String told, String line) throws Exception {
        switch (told) {
            case "envelope" -> OUT.println("{\"result\":" + line + "}");
            case "pid" -> OUT.println("{\"result\":" + ProcessHandle.current().pid() + "}");
            case "number" -> OUT.println("{\"result\":[ 1.2345678901234567890123456789e400, \"ä\\n\" ]}");
            case "environment" -> OUT.println("{\"result\":\"" + System.getenv().keySet() + "\"}");
            case "folder" -> OUT.println("{\"result\":\"" + Path.of("").toAbsolutePath() + "\"}");
            case "permanent" ->
                OUT.println("{\"error\":{\"code\":\"BAD_INPUT\",\"message\":\"No good.\",\"retryable\":false}}");
            case "transient" ->
                OUT.println("{\"error\":{\"code\":\"BUSY\",\"message\":\"Later.\",\"retryable\":true}}");
            case "garbage" -> OUT.println("Segmentation fault");
            case "both" -> OUT.println("{\"result\":1,\"error\":{}}");
            case "unknown" -> OUT.println("{\"reslt\":1}");
            case "other-index" -> OUT.println("{\"index\":999,\"result\":1}");
            case "latin" -> {
                System.out.write(new byte[] {'"', (byte) 0xE4, '"', '\n'});
                System.out.flush();
            }
            case "long" -> OUT.println("{\"result\":\"" + "x".repeat(5_000) + "\"}");
            case "endless" -> {
                while (!OUT.checkError()) {
                    OUT.print("x".repeat(10_000));
                }
            }
            case "twice" -> OUT.print("{\"result\":1}\n{\"result\":2}\n");
            case "die" -> {
                System.err.println("out of luck " + "z".repeat(10_000) + "\u001b[31m the last words");
                System.exit(3);
            }
            case "burn" -> {
                long end =
                        java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                                + 300_000_000;
                while (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
                    Thread.onSpinWait();
                }
                OUT.println("{\"result\":null}");
            }
            case "hang-with-child" -> {
                Process child = sleeper();
                System.err.println("child " + child.pid() + ".");
                Thread.sleep(3_600_000);
            }
            case "child" -> OUT.println("{\"result\":" + sleeper().pid() + "}");
            default -> OUT.println("{\"error\":{\"code\":\"UNKNOWN\",\"message\":\"" + told + "\"}}");
        }
    }

    private static Process sleeper() throws IOException {
        List<String> command = new java.util.ArrayList<>(command());
        command.add("sleep");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
