package io.amorsize.job.type.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JsonText;
import io.amorsize.testing.ItemTry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class CommandTypeTest {

    private static final int LONGEST_REPLY = 2_000;

    @TempDir
    private Path workFolder;

    @Test
    void theProgramIsToldOfTheItemAndAnswers() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            CommandResult result = runner.run(item("{\n \"text\": \"a\\nb\"\r\n}"), ItemTry.of(17, 2));

            assertThat(result.output().json())
                    .isEqualTo("{\"index\":17,\"attempt\":2,\"idempotencyKey\":\"job-1/17\","
                            + "\"item\":{\"text\":\"a\\nb\"}}");
        }
    }

    @Test
    void resultsKeepEveryDigit() throws Exception {
        assertThat(output("number")).isEqualTo("[1.2345678901234567890123456789E+400,\"ä\\n\"]");
    }

    @Test
    void aProcessServesOneItemAfterTheOther() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            assertThat(told(runner, "pid")).isEqualTo(told(runner, "pid"));
        }
    }

    @Test
    void itemsAtTheSameTimeHaveProcessesOfTheirOwn() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open();
                ExecutorService two = Executors.newFixedThreadPool(2)) {
            ProcessHandle first =
                    ProcessHandle.of(Long.parseLong(told(runner, "pid"))).orElseThrow();
            Future<CommandResult> hanging = two.submit(() -> runner.run(doing("hang-with-child"), ItemTry.first(0)));
            ProcessHandle ignored = childOf(first);
            String other = told(runner, "pid");

            assertThat(workFolder.toFile().list()).hasSize(2);
            assertThat(told(runner, "pid")).isEqualTo(other);
            hanging.cancel(true);
        }
    }

    @Test
    void theMemoryOfAnItemIsThatOfTheLargestProcessSoFar() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            assertThat(runner.memoryBytes(doing("pid"))).isZero();

            String ignored = told(runner, "pid");

            // A JVM with a heap of at most 64 MiB.
            assertThat(runner.memoryBytes(doing("pid"))).isBetween(10L << 20, 500L << 20);
        }
    }

    @Test
    void theEnvironmentHasOnlyWhatIsConfigured() throws Exception {
        assertThat(output("environment")).isEqualTo("\"[GIVEN]\"");
    }

    @Test
    void theFolderOfAProcessIsItsOwnAndGoesWithIt() throws Exception {
        String folder = output("folder");

        assertThat(Path.of(folder.substring(1, folder.length() - 1)).getParent())
                .isEqualTo(workFolder.toRealPath());
        assertThat(workFolder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"permanent, BAD_INPUT, PERMANENT, No good.", "transient, BUSY, TRANSIENT, Later."})
    void whatTheProgramCannotDoItSays(String told, String code, Kind kind, String message) throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            String process = told(runner, "pid");

            ItemFailure failure = failure(runner, told);

            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessage(message);
            assertThat(told(runner, "pid")).as("the process goes on").isEqualTo(process);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "garbage, is no valid JSON: “Segmentation fault”",
        "both, must have either a result or an error",
        "unknown, has the unknown field reslt",
        "other-index, is for another item than 5",
        "latin, is no UTF-8 text",
        "twice, answered with more than one line",
        "long, more than 2000 bytes",
        "endless, more than 2000 bytes"
    })
    void aLineThatIsNoReplyFailsTheItemForGoodAndCostsTheProcess(String told, String what) throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            String process = told(runner, "pid");

            ItemFailure failure = failure(runner, told);

            assertThat(failure.code()).isEqualTo("COMMAND_REPLY_INVALID");
            assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failure).hasMessageContaining(what);
            assertThat(ProcessHandle.of(Long.parseLong(process))).isEmpty();
            assertThat(told(runner, "pid")).isNotEqualTo(process);
        }
    }

    @Test
    void aDeadProcessIsToldWithItsStatusAndItsLastWords() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            ItemFailure failure = failure(runner, "die");

            assertThat(failure.code()).isEqualTo("COMMAND_DIED");
            assertThat(failure.kind()).isEqualTo(Kind.WORKER_DIED);
            assertThat(failure)
                    .hasMessageContaining("with exit status 3.")
                    .hasMessageEndingWith("zzz [31m the last words")
                    .hasMessageNotContainingAny("out of luck", "\u001b");
            assertThat(told(runner, "number")).as("another process takes over").startsWith("[");
        }
    }

    @Test
    void aProcessThatDiedWhileIdleCostsNoItem() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            ProcessHandle process =
                    ProcessHandle.of(Long.parseLong(told(runner, "pid"))).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            awaitEndOfOutput(process);

            assertThat(told(runner, "pid")).isNotEqualTo(Long.toString(process.pid()));
        }
    }

    @Test
    void aSignalIsNamed() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            ProcessHandle process =
                    ProcessHandle.of(Long.parseLong(told(runner, "pid"))).orElseThrow();
            CompletableFuture<CommandResult> outcome = start(runner, "hang-with-child");
            ProcessHandle child = childOf(process);
            process.destroyForcibly();

            assertThatThrownBy(outcome::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("with exit status 137 (signal 9)");
            child.destroyForcibly();
        }
    }

    @Test
    void anInterruptedItemKillsItsProcessAndWhatThatHasStarted() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            ProcessHandle process =
                    ProcessHandle.of(Long.parseLong(told(runner, "pid"))).orElseThrow();
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread worker = Thread.ofPlatform().start(() -> {
                try {
                    runner.run(doing("hang-with-child"), ItemTry.first(0));
                } catch (Exception e) {
                    outcome.complete(e);
                }
            });
            ProcessHandle child = childOf(process);

            worker.interrupt();

            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            assertThat(process.isAlive()).isFalse();
            awaitDeath(Optional.of(child));
            assertThat(workFolder).isEmptyDirectory();
        }
    }

    @Test
    void cpuTimeOfTheProcessIsTold() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            runner.run(doing("pid"), ItemTry.first(0));
            ItemTry idle = ItemTry.first(1);
            runner.run(doing("pid"), idle);
            ItemTry burning = ItemTry.first(2);
            runner.run(doing("burn"), burning);

            assertThat(burning.cpuSeconds().sum()).isBetween(0.29, 1.0);
            assertThat(idle.cpuSeconds().sum()).isLessThan(0.2);
        }
    }

    @Test
    void programsThatHeedTheEndOfInputEndByThemselves() throws Exception {
        Path sign = Files.createTempFile("amorsize-test", null);
        try (ItemRunner<CommandItem, CommandResult> runner = type(
                        Duration.ofSeconds(30), TestProgram.withArguments("touch=" + sign))
                .open(new CommandParameters("test-program"))) {
            told(runner, "pid");
        }

        assertThat(sign).hasContent("ended by itself");
        Files.delete(sign);
    }

    @Test
    void othersAreKilledWithWhatTheyHaveStarted() throws Exception {
        String process;
        String child;
        try (ItemRunner<CommandItem, CommandResult> runner = type(
                        Duration.ofMillis(50), TestProgram.withArguments("stay"))
                .open(new CommandParameters("test-program"))) {
            process = told(runner, "pid");
            child = told(runner, "child");
        }

        assertThat(ProcessHandle.of(Long.parseLong(process)).filter(ProcessHandle::isAlive))
                .isEmpty();
        awaitDeath(ProcessHandle.of(Long.parseLong(child)));
        assertThat(workFolder).isEmptyDirectory();
    }

    @Test
    void whatAProgramLeavesBehindWhenItEndsIsKilledToo() throws Exception {
        String child;
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            child = told(runner, "child");
        }

        awaitDeath(ProcessHandle.of(Long.parseLong(child)));
    }

    @Test
    void itemsLargerThanAPipeDoNotBlock() throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = new CommandType(
                        CommandSettings.of(List.of(TestProgram.withArguments())))
                .open(new CommandParameters("test-program"))) {
            String text = "\"" + "x".repeat(900_000) + "\"";

            assertThat(runner.run(item(text), ItemTry.first(0)).output().json()).contains(text);
        }
    }

    @Test
    void aProgramNobodyListedIsRefused() {
        assertThatThrownBy(
                        () -> type(Duration.ZERO, TestProgram.withArguments()).open(new CommandParameters("bash")))
                .isInstanceOfSatisfying(
                        JobRefused.class,
                        refused -> assertThat(refused.component()).isEqualTo("program"))
                .hasMessageContaining("knows test-program only");
        assertThatThrownBy(() -> type(Duration.ZERO).open(new CommandParameters("bash")))
                .hasMessageContaining("AMORSIZE_JOBS_COMMAND_PROGRAMS_FILE");
    }

    @Test
    void aProgramThatIsNotThereIsRefused() {
        Program missing = new Program("gone", List.of("/no/such/program"), Map.of());

        assertThatThrownBy(() -> type(Duration.ZERO, missing).open(new CommandParameters("gone")))
                .isInstanceOf(JobRefused.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void aProgramThatTheSystemCannotStartIsATransientFailure() throws Exception {
        Path text = Files.writeString(Files.createTempFile("amorsize-test", null), "#!/no/such/interpreter\n");
        assertThat(text.toFile().setExecutable(true)).isTrue();
        Program program = new Program("text", List.of(text.toString()), Map.of());
        try (ItemRunner<CommandItem, CommandResult> runner =
                type(Duration.ZERO, program).open(new CommandParameters("text"))) {
            assertThat(failure(runner, "pid").code()).isEqualTo("COMMAND_NOT_STARTED");
            assertThat(workFolder).isEmptyDirectory();
        }
        Files.delete(text);
    }

    private ItemRunner<CommandItem, CommandResult> open() throws JobRefused {
        return type(Duration.ofSeconds(5), TestProgram.withArguments()).open(new CommandParameters("test-program"));
    }

    private CommandType type(Duration closingTime, Program... programs) {
        Map<String, Program> byName = CommandSettings.of(List.of(programs)).programs();
        return new CommandType(new CommandSettings(byName, workFolder, LONGEST_REPLY, closingTime));
    }

    private String output(String told) throws Exception {
        try (ItemRunner<CommandItem, CommandResult> runner = open()) {
            return told(runner, told);
        }
    }

    private static String told(ItemRunner<CommandItem, CommandResult> runner, String told) throws Exception {
        return runner.run(doing(told), ItemTry.first(5)).output().json();
    }

    private static ItemFailure failure(ItemRunner<CommandItem, CommandResult> runner, String told) throws Exception {
        try {
            throw new AssertionError("succeeded with " + told(runner, told));
        } catch (ItemFailure e) {
            return e;
        }
    }

    private static CompletableFuture<CommandResult> start(ItemRunner<CommandItem, CommandResult> runner, String told) {
        CompletableFuture<CommandResult> outcome = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                outcome.complete(runner.run(doing(told), ItemTry.first(0)));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    /** A process that is no child of this one is gone some time after it was killed. */
    private static void awaitDeath(Optional<ProcessHandle> process) throws Exception {
        if (process.isPresent()) {
            process.get().onExit().get(45, TimeUnit.SECONDS);
        }
    }

    /** Until the end of what a process writes was read: what it is to the rest of the JVM may come later than its death. */
    private static void awaitEndOfOutput(ProcessHandle process) {
        String reader = "command-test-program-" + process.pid() + "-out";
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(reader))) {
            Thread.onSpinWait();
        }
    }

    private static ProcessHandle childOf(ProcessHandle process) {
        while (true) {
            try (Stream<ProcessHandle> children = process.children()) {
                var child = children.findFirst();
                if (child.isPresent()) {
                    return child.get();
                }
            }
            Thread.onSpinWait();
        }
    }

    private static CommandItem doing(String told) {
        return item("{\"do\":\"" + told + "\"}");
    }

    private static CommandItem item(String json) {
        return new CommandItem(new JsonText(json));
    }
}
