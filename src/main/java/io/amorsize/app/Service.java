package io.amorsize.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;

/** The entry point: runs the service until it is told to stop. */
@QuarkusMain
public final class Service {

    private Service() {}

    /** Starts the service; returns only by the end of the process. */
    public static void main(String... arguments) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        StartFailure failure = new StartFailure(
                console, System::exit, () -> ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
        Quarkus.run(null, failure, arguments);
    }
}
