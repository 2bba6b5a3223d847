package io.amorsize.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Holds a job of the type {@code synthetic} that has ended against what must be true whatever happened on the way: each
 * item has one outcome, and it is that of this item; counts and dead letters say the same.
 *
 * @param items of the job, at most 2³¹
 * @param first index of the first item as {@code synthetic} counts them; the others follow
 * @param poison whether the item of such an index fails for good
 */
public record JobAudit(long items, long first, LongPredicate poison) {

    /** Defects that are told one by one. */
    private static final int TOLD = 10;

    /**
     * What was found.
     *
     * @param outcomes outcomes that were read
     * @param lost items without any
     * @param doubled outcomes of items that had one
     * @param died items that were given up because services died while they ran them
     * @param cancelled items that were never run to their end
     * @param defects whatever is not as it must be, the two before included, in words
     */
    public record Findings(long outcomes, long lost, long doubled, long died, long cancelled, List<String> defects) {

        /** Copies the list. */
        public Findings {
            defects = List.copyOf(defects);
        }
    }

    /** Reads all outcomes and all dead letters of the job. */
    public Findings of(JobApi api, String jobId) {
        Ledger ledger = new Ledger(this);
        try (Stream<JsonNode> results = api.results(jobId)) {
            results.forEach(ledger::enter);
        }
        try (Stream<JsonNode> letters = api.letters(jobId)) {
            letters.forEach(ledger::enterLetter);
        }
        return ledger.close(api.job(jobId));
    }

    /** What is known while it is being read. */
    private static final class Ledger {

        private final JobAudit audit;
        private final BitSet seen = new BitSet();
        private final BitSet failed = new BitSet();
        private final BitSet letters = new BitSet();
        private final List<String> defects = new ArrayList<>();
        private long outcomes;
        private long doubled;
        private long succeeded;
        private long died;
        private long cancelled;
        private long last = -1;

        private Ledger(JobAudit audit) {
            this.audit = audit;
        }

        private void enter(JsonNode outcome) {
            long index = outcome.path("index").asLong(-1);
            outcomes++;
            if (index < 0 || index >= audit.items()) {
                defect("There is no item of the outcome " + outcome);
                return;
            }
            if (seen.get((int) index)) {
                doubled++;
                defect("Item " + index + " has more than one outcome");
            }
            if (index <= last) {
                defect("Item " + index + " comes after item " + last);
            }
            last = index;
            seen.set((int) index);
            long number = audit.first() + index;
            switch (outcome.path("status").asText()) {
                case "OK" -> {
                    succeeded++;
                    if (outcome.path("result").path("index").asLong(-1) != number
                            || audit.poison().test(number)) {
                        defect("The outcome is not that of the item: " + outcome);
                    }
                }
                case "ERROR" -> {
                    failed.set((int) index);
                    String reason = outcome.path("error").path("errorClass").asText();
                    if (reason.equals("WORKER_DIED")) {
                        died++;
                    } else if (!audit.poison().test(number) || !reason.equals("SYNTHETIC_POISON")) {
                        defect("The item does not fail: " + outcome);
                    }
                }
                case "CANCELLED" -> cancelled++;
                default -> defect("No such outcome was to be expected: " + outcome);
            }
        }

        private void enterLetter(JsonNode letter) {
            int index = letter.path("itemIndex").asInt(-1);
            if (index < 0 || letters.get(index)) {
                defect("More than one dead letter, or one of no item: " + letter);
                return;
            }
            letters.set(index);
            if (letter.path("payload").asLong(-1) != audit.first() + index
                    && letter.path("payload").path("index").asLong(-1) != audit.first() + index) {
                defect("The dead letter has the document of another item: " + letter);
            }
        }

        private Findings close(JsonNode job) {
            long lost = audit.items() - seen.cardinality();
            if (lost != 0) {
                defect(lost + " items have no outcome; the first is " + seen.nextClearBit(0));
            }
            if (!letters.equals(failed)) {
                defect("Items " + failed + " failed, but the dead letters are those of " + letters);
            }
            JsonNode progress = job.path("progress");
            if (!JobApi.hasEnded(job)
                    || progress.path("items").asLong() != audit.items()
                    || progress.path("succeeded").asLong() != succeeded
                    || progress.path("failed").asLong() != failed.cardinality()
                    || progress.path("cancelled").asLong() != cancelled) {
                defect("There are " + succeeded + " outcomes of success, " + failed.cardinality() + " failures and "
                        + cancelled + " cancelled, but the job says " + job.path("state") + " " + progress);
            }
            return new Findings(outcomes, lost, doubled, died, cancelled, defects);
        }

        private void defect(String words) {
            if (defects.size() < TOLD) {
                defects.add(words);
            }
        }
    }
}
