package io.amorsize.app;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.SmallRyeConfig;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when the service has ended. A start that failed for a reason the operator can change is told in
 * words; anything else, with its stack trace.
 */
final class StartFailure implements BiConsumer<Integer, @Nullable Throwable> {

    private final PrintStream out;
    private final IntConsumer exit;
    private final Supplier<SmallRyeConfig> config;

    StartFailure(PrintStream out, IntConsumer exit, Supplier<SmallRyeConfig> config) {
        this.out = out;
        this.exit = exit;
        this.config = config;
    }

    /**
     * @param code what the framework would exit with
     * @param failure why the service did not start; null when it ran and was stopped
     */
    @Override
    public void accept(Integer code, @Nullable Throwable failure) {
        if (failure == null) {
            exit.accept(code);
            return;
        }
        Optional<StartRefused> refusal = explain(failure);
        if (refusal.isPresent()) {
            out.println("Amorsize did not start:" + refusal.get().getMessage());
            exit.accept(refusal.get().exitCode());
        } else {
            out.println("Amorsize did not start because of an unexpected failure:");
            failure.printStackTrace(out);
            exit.accept(code == 0 ? 1 : code);
        }
    }

    private Optional<StartRefused> explain(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
        return causes.stream()
                .flatMap(cause -> switch (cause) {
                    case StartRefused refused -> Stream.of(refused);
                    case QuarkusBindException taken -> Stream.of(portTaken(taken.getHost(), taken.getPort()));
                    case BindException taken -> Stream.of(managementPortTaken());
                    default -> Stream.empty();
                })
                .findFirst()
                .or(this::unreadableConfiguration);
    }

    /** The framework names the address of the API, but not that of the management interface. */
    private StartRefused managementPortTaken() {
        return portTaken(
                config.get().getValue("quarkus.management.host", String.class),
                config.get().getValue("quarkus.management.port", Integer.class));
    }

    private static StartRefused portTaken(String host, int port) {
        return StartRefused.becauseOfConfiguration(List.of("It cannot listen on " + host + ", port " + port
                + ": the port is in use, or the address is none of this machine. Stop the other process, or write"
                + " AMORSIZE_HTTP_PORT=… or AMORSIZE_MANAGEMENT_PORT=… with a free port."));
    }

    /** The framework reads values before the start-up checks run, and says less about those that it cannot read. */
    private Optional<StartRefused> unreadableConfiguration() {
        List<ConfigurationKey> keys = ConfigurationKey.all();
        ValueSyntax syntax = new ValueSyntax(config.get());
        List<String> problems =
                keys.stream().map(syntax::problemOf).flatMap(Optional::stream).toList();
        return problems.isEmpty() ? Optional.empty() : Optional.of(StartRefused.becauseOfConfiguration(problems));
    }
}
