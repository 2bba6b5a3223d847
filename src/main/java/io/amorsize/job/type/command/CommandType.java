package io.amorsize.job.type.command;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import java.nio.file.Files;
import java.util.TreeSet;

/** Items that programs of the configuration run, in processes of their own. Immutable. */
public final class CommandType implements JobType<CommandParameters, CommandItem, CommandResult> {

    private final CommandSettings settings;

    /** @param settings which programs there are */
    public CommandType(CommandSettings settings) {
        this.settings = settings;
    }

    @Override
    public JobTypeDescription<CommandParameters, CommandItem, CommandResult> description() {
        return JobTypeDescription.of(
                "command",
                "Has a program of the configuration run the item, in a process that serves one item after the other.",
                CommandParameters.class,
                CommandItem.class,
                CommandResult.class,
                Activity.COMPUTES_IN_PROCESS);
    }

    @Override
    public ItemRunner<CommandItem, CommandResult> open(CommandParameters parameters) throws JobRefused {
        Program program = settings.programs().get(parameters.program());
        if (program == null) {
            throw new JobRefused("program", "is “" + parameters.program() + "”, " + whatThereIs());
        }
        if (!Files.isExecutable(program.executable())) {
            throw new JobRefused(
                    "program",
                    "is “" + program.name() + "”, which this service cannot run: " + program.executable()
                            + " is missing or not executable.");
        }
        return new CommandRunner(program, settings);
    }

    private String whatThereIs() {
        return settings.programs().isEmpty()
                ? "but the configuration of the service allows no programs. List them in a file and name it in"
                        + " AMORSIZE_JOBS_COMMAND_PROGRAMS_FILE."
                : "but the configuration of the service knows "
                        + String.join(", ", new TreeSet<>(settings.programs().keySet())) + " only.";
    }
}
