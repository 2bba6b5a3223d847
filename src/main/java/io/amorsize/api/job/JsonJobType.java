package io.amorsize.api.job;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.json.Json;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.RecordSchema;
import io.amorsize.api.json.Violations;
import io.amorsize.job.BoundType;
import io.amorsize.job.InputItem;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job type with the JSON of its records. Immutable, and safe for use by many threads.
 *
 * @param <P> parameters
 * @param <I> one item
 * @param <R> what comes of one item
 */
final class JsonJobType<P extends Record, I extends Record, R extends Record> implements BoundType<I, R> {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final JobType<P, I, R> type;
    private final JobTypeDescription<P, I, R> description;
    private final RecordReader<P> parameters;
    private final RecordReader<I> items;
    private final ObjectWriter results;
    private final String parametersSchema;
    private final String itemSchema;

    /** @throws IllegalArgumentException if its records are not annotated as they have to be */
    JsonJobType(JobType<P, I, R> type) {
        this.type = type;
        this.description = type.description();
        this.parameters = RecordReader.ofDocuments(description.parameters());
        this.items = RecordReader.ofDocuments(description.item());
        this.results = Json.sparseWriterFor(description.result());
        this.parametersSchema = RecordSchema.of(description.parameters());
        this.itemSchema = RecordSchema.of(description.item());
    }

    @Override
    public JobTypeDescription<P, I, R> description() {
        return description;
    }

    @Override
    public ItemRunner<I, R> open(String document) throws JobRefused, InvalidDocument {
        Violations violations = new Violations();
        P read = parameters.readPart(document, "", violations);
        return type.open(valid(read, violations));
    }

    /** Where the type takes ranges, a number stands for its item: so dead letters of ranges are run again. */
    @Override
    public I item(InputItem input) throws InvalidDocument {
        if (description.itemOfRange().isPresent()
                && NUMBER.matcher(input.json()).matches()) {
            return itemOfRange(Long.parseLong(input.json()));
        }
        Violations violations = new Violations();
        I read = items.readPart(input.json(), "", violations);
        return valid(read, violations);
    }

    @Override
    public I itemOfRange(long number) throws InvalidDocument {
        return description
                .itemOfRange()
                .orElseThrow(() -> new InvalidDocument("The job type takes no ranges of numbers."))
                .apply(number);
    }

    @Override
    public String result(R result) {
        return Json.text(results, result);
    }

    /** JSON Schema of the parameters. */
    String parametersSchema() {
        return parametersSchema;
    }

    /** JSON Schema of an item. */
    String itemSchema() {
        return itemSchema;
    }

    /** Puts down all that is wrong with parameters. */
    void checkParameters(String document, String pointer, Violations violations) {
        parameters.readPart(document, pointer, violations);
    }

    /** Puts down all that is wrong with an item. */
    void checkItem(String document, String pointer, Violations violations) {
        items.readPart(document, pointer, violations);
    }

    private static <T> T valid(@Nullable T read, Violations violations) throws InvalidDocument {
        if (read == null || !violations.isEmpty()) {
            throw new InvalidDocument(violations.toList().stream()
                    .map(violation -> violation.sentence("The document"))
                    .collect(Collectors.joining(" ")));
        }
        return read;
    }
}
