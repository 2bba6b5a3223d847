package io.amorsize.validation.soak;

import io.amorsize.testing.JobAudit;
import java.util.ArrayList;
import java.util.List;

/** What audits found, added up. For one thread. */
final class Totals {

    private long jobs;
    private long items;
    private long lost;
    private long doubled;
    private long died;
    private long others;
    private final List<String> defects = new ArrayList<>();

    void add(long jobItems, JobAudit.Findings found) {
        jobs++;
        items += jobItems;
        lost += found.lost();
        doubled += found.doubled();
        died += found.died();
        defects.addAll(found.defects());
    }

    /** What others found. */
    void add(Totals other) {
        jobs += other.jobs;
        items += other.items;
        lost += other.lost;
        doubled += other.doubled;
        died += other.died;
        others += other.others;
        defects.addAll(other.defects);
    }

    /** Something else that must not be. */
    void defect(String words) {
        others++;
        defects.add(words);
    }

    void defects(List<String> words) {
        words.forEach(this::defect);
    }

    /** In a sentence, and the defects one by one if there are any. */
    String inWords() {
        StringBuilder text =
                new StringBuilder("%,d jobs with %,d items: %,d items lost, %,d doubled, %,d other defects."
                        .formatted(
                                jobs, items, lost, doubled, defects.isEmpty() ? 0 : Math.max(others, defects.size())));
        if (died > 0) {
            text.append(" %,d items were given up as those that kill who runs them.".formatted(died));
        }
        defects.forEach(defect -> text.append("\n\n- ").append(defect));
        return text.toString();
    }
}
