package io.amorsize.testing;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.job.spi.JsonText;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job type that gives back what it is given. */
public final class EchoType implements JobType<EchoType.Parameters, EchoType.Item, EchoType.Result> {

    /** The name of the type. */
    public static final String NAME = "echo";

    private static final JobTypeDescription<Parameters, Item, Result> DESCRIPTION = JobTypeDescription.of(
                    NAME, "Gives back its text.", Parameters.class, Item.class, Result.class, Activity.COMPUTES)
            .withRange(number -> new Item(Long.toString(number), null, null));

    /** What all items share. */
    @Schema(description = "What is put before each text.")
    public record Parameters(
            @Schema(description = "What is put before; `forbidden` is not allowed.", maxLength = 10) @Nullable String prefix) {}

    /** One item. */
    @Schema(description = "A text.")
    public record Item(
            @Schema(description = "The text.", required = true, maxLength = 200_000, examples = "hello")
            String text,

            @Schema(description = "Tags.", maxProperties = 2, maxLength = 5) @Nullable Map<String, String> tags,

            @Schema(description = "Anything else.") @Nullable JsonText extra) {}

    /** The text again. */
    public record Result(String text, @Nullable JsonText extra) {}

    @Override
    public JobTypeDescription<Parameters, Item, Result> description() {
        return DESCRIPTION;
    }

    @Override
    public ItemRunner<Item, Result> open(Parameters parameters) throws JobRefused {
        String prefix = parameters.prefix() == null ? "" : parameters.prefix();
        if (prefix.equals("forbidden")) {
            throw new JobRefused("prefix", "must not be \"forbidden\"; the configuration allows all others");
        }
        return (item, context) -> new Result(prefix + item.text(), item.extra());
    }
}
