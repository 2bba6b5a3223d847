package io.amorsize.validation.realwork;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Talks to the Python script: reads its samples, answers with plans, and reads what came of them. Used by one thread. */
final class PythonTrials {

    private static final String PYTHON = "python3";
    private static final long CHECK_SECONDS = 20;
    private static final long LONGEST_SECONDS = 120;

    private final MeasuredMachine machine;
    private final Map<String, PythonTrial> trials = new LinkedHashMap<>();

    private PythonTrials(MeasuredMachine machine) {
        this.machine = machine;
    }

    /** Whether this machine has Python with joblib. */
    static boolean possible() throws InterruptedException {
        try {
            Process check = new ProcessBuilder(PYTHON, "-c", "import joblib")
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return check.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) && check.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs all Python workloads.
     *
     * @throws IOException if the script fails or takes too long
     */
    static List<PythonTrial> run(MeasuredMachine machine) throws IOException, InterruptedException {
        PythonTrials python = new PythonTrials(machine);
        Path folder = Files.createTempDirectory("real-work");
        Path script = folder.resolve("real_work.py");
        Path complaints = folder.resolve("errors.txt");
        try {
            Files.writeString(script, PythonScript.TEXT);
            Process process = new ProcessBuilder(PYTHON, script.toString())
                    .redirectError(complaints.toFile())
                    .start();
            try {
                python.talk(process);
            } finally {
                process.destroyForcibly();
            }
            if (!process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the Python script failed: " + Files.readString(complaints));
            }
        } finally {
            Files.deleteIfExists(complaints);
            Files.deleteIfExists(script);
            Files.deleteIfExists(folder);
        }
        return List.copyOf(python.trials.values());
    }

    /** A watchdog ends a script that hangs: reading its output then ends too. */
    private void talk(Process process) throws IOException, InterruptedException {
        Thread watchdog = Thread.ofVirtual().start(() -> endAfterTimeout(process));
        try (BufferedReader output = process.inputReader();
                Writer input = process.outputWriter()) {
            for (String line = output.readLine(); line != null && !line.equals("end"); line = output.readLine()) {
                PythonTrial trial = sampled(line.split("\t", -1));
                trials.put(trial.name(), trial);
            }
            for (PythonTrial trial : trials.values()) {
                input.write(trial.name() + "\t" + trial.advice().plan().workers() + "\t"
                        + trial.advice().plan().chunkSize() + "\n");
            }
            input.write("run\n");
            input.flush();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] cells = line.split("\t", -1);
                PythonTrial trial = trials.get(cells[1]);
                if (trial == null) {
                    throw new IOException("the Python script ran what it had not sampled: " + line);
                }
                trial.seconds()
                        .computeIfAbsent(cells[2], way -> new ArrayList<>())
                        .add(Double.parseDouble(cells[3]));
            }
            // It closes its output a moment before it ends.
            process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS);
        } finally {
            watchdog.interrupt();
        }
    }

    private static void endAfterTimeout(Process process) {
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PythonTrial sampled(String... cells) {
        double[] wall = numbers(cells[5]);
        double[] payload = new double[Long.parseLong(cells[4]) > 0 ? wall.length : 0];
        Arrays.fill(payload, Double.parseDouble(cells[4]));
        Samples samples = new Samples(wall, numbers(cells[6]), payload, new double[0]);
        Advice advice = new Optimizer()
                .advise(new PlanRequest(
                        WorkloadProfile.sampled(Long.parseLong(cells[3]), samples),
                        ExecutionRuntime.PYTHON_PROCESSES_FORK,
                        OverheadOverrides.NONE,
                        Objective.FASTEST,
                        Constraints.NONE,
                        machine.capacity(),
                        machine.calibration(),
                        Experience.NONE));
        return new PythonTrial(cells[1], cells[2], advice, new LinkedHashMap<>());
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
