package io.amorsize.validation.rule;

/**
 * joblib's {@code batch_size="auto"}, for items that all take the mean: batches that take less than 0.2 s are doubled, up to
 * twice what would take 0.2 s. The rule that halves batches of more than 2 s never applies to such items, because a batch
 * grows from less than 0.2 s to less than 0.4 s.
 */
record JoblibAuto() implements Rule {

    private static final double LEAST_BATCH_SECONDS = 0.2;

    @Override
    public String name() {
        return "joblib auto";
    }

    @Override
    public String source() {
        return "joblib, _parallel_backends.py: AutoBatchingMixin.compute_batch_size, n_jobs=-1; the size it settles at,"
                + " at most ⌊N/P⌋";
    }

    @Override
    public Advised advise(Question question) {
        int workers = question.workersOf(question.processors());
        long most = Math.max(1, question.items() / workers);
        long batch = 1;
        double seconds = question.itemSeconds();
        while (seconds < LEAST_BATCH_SECONDS && batch < most) {
            long ideal = 2 * (long) (batch * LEAST_BATCH_SECONDS / seconds);
            batch = Math.min(2 * batch, ideal);
            seconds = batch * question.itemSeconds();
        }
        return new Advised(workers, Math.min(batch, most));
    }
}
