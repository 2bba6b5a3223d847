package example.wordcount;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Counts words. One instance serves all jobs; {@code META-INF/services/io.amorsize.job.spi.JobType} names this class,
 * which is how the service finds it.
 */
public final class WordCountType
        implements JobType<WordCountType.Parameters, WordCountType.Item, WordCountType.Result> {

    /** What all items of a job share. The annotations say what the service accepts; it checks that before. */
    public record Parameters(
            @Schema(description = "Whether words that differ in case are different. false if left out.") @Nullable Boolean caseSensitive) {}

    /** One item. */
    public record Item(
            @Schema(
                    description = "Words with white space between them.",
                    required = true,
                    maxLength = 100_000,
                    pattern = "(?s).*")
            String text) {}

    /** What comes of one item. */
    public record Result(
            @Schema(description = "How many words there are.", required = true)
            long words,

            @Schema(description = "How many different words there are.", required = true)
            long different) {}

    @Override
    public JobTypeDescription<Parameters, Item, Result> description() {
        return JobTypeDescription.of(
                "word-count",
                "Counts the words of a text.",
                Parameters.class,
                Item.class,
                Result.class,
                Activity.COMPUTES);
    }

    /** What all items need is prepared here, once for a job. */
    @Override
    public ItemRunner<Item, Result> open(Parameters parameters) throws JobRefused {
        boolean caseSensitive = Boolean.TRUE.equals(parameters.caseSensitive());
        return new Counter(caseSensitive ? UnaryOperator.identity() : word -> word.toLowerCase(Locale.ROOT));
    }

    /** Used by many threads at a time, hence without state that changes. */
    private record Counter(UnaryOperator<String> spelling) implements ItemRunner<Item, Result> {

        @Override
        public Result run(Item item, ItemContext context) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            String[] words =
                    item.text().isBlank() ? new String[0] : item.text().strip().split("\\s+", -1);
            long different = Arrays.stream(words).map(spelling).distinct().count();
            return new Result(words.length, different);
        }
    }
}
