package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.percent;
import static io.amorsize.optimizer.Figures.seconds;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.RunModel;
import io.amorsize.workload.RuntimeOverheads;

/**
 * Names the one thing that keeps a run from being faster: a hard bound that the plan touches, else saturated CPUs, else the
 * largest of the losses that separate the plan from an ideal split of the work.
 */
final class Limits {

    /** A loss below this share of the time limits nothing. */
    private static final double NOTICEABLE = 0.03;

    private final Situation situation;
    private final RunModel model;
    private final Outlook outlook;
    private final Choice choice;

    private Limits(Situation situation, RunModel model, Outlook outlook, Choice choice) {
        this.situation = situation;
        this.model = model;
        this.outlook = outlook;
        this.choice = choice;
    }

    static Limit of(Situation situation, RunModel model, Outlook outlook, Choice choice) {
        Limits limits = new Limits(situation, model, outlook, choice);
        return choice.candidate() == Choice.SERIAL ? limits.ofSerial() : limits.ofParallel();
    }

    private Limit ofParallel() {
        Candidate chosen = outlook.candidate(choice.candidate());
        for (WorkerCap cap : situation.caps()) {
            if (chosen.workers() >= cap.workers()) {
                return new Limit(
                        cap.kind(),
                        count(chosen.workers()) + " workers are the most there can be, because " + cap.reason() + ".");
            }
        }
        if (touchesCandidates(chosen)) {
            return new Limit(
                    Limit.Kind.CONSTRAINT,
                    count(chosen.workers()) + " is the largest of the worker counts that the request lists.");
        }
        Limit loss = largestLoss(chosen);
        if (loss.kind() != Limit.Kind.CPU && loss.kind() != Limit.Kind.CPU_QUOTA) {
            return loss;
        }
        return chosen.saturatesCpus() || situation.cpuShare() >= 0.99 ? cpus() : loss;
    }

    private boolean touchesCandidates(Candidate chosen) {
        var listed = situation.request().constraints().workerCandidates();
        return !listed.isEmpty()
                && listed.getLast() == chosen.workers()
                && !chosen.saturatesCpus()
                && chosen.workers() < situation.mostWorkers();
    }

    private Limit cpus() {
        if (situation.capacity().interpreterLock()) {
            return new Limit(
                    Limit.Kind.CPU,
                    "Threads of this runtime share one interpreter lock, so that only one of them computes at a time.");
        }
        double effective = situation.capacity().effectiveCpus();
        var quota = situation.request().host().quotaCpus();
        if (quota.isPresent() && quota.getAsDouble() <= effective + 1e-9) {
            return new Limit(
                    Limit.Kind.CPU_QUOTA,
                    "The CPU quota of " + Figures.digits(quota.getAsDouble()) + " CPUs is used up.");
        }
        return new Limit(
                Limit.Kind.CPU,
                "All " + Figures.digits(effective) + " usable CPUs are busy"
                        + (situation.capacity().otherCpus() >= 0.05
                                ? ", " + Figures.digits(situation.capacity().otherCpus())
                                        + " of them with other processes."
                                : "."));
    }

    /** The largest departure from an ideal split, as a share of the predicted time; CPU where there is none. */
    private Limit largestLoss(Candidate chosen) {
        double mean = situation.itemTime().mean();
        double stretch = chosen.expectedStretch();
        double total = chosen.overheadSeconds() + chosen.criticalItems() * mean * stretch;
        double ideal = situation.items() / chosen.workers() * mean * stretch;
        RuntimeOverheads overheads = situation.overheads(chosen.workers());
        double chunks = Math.ceil(situation.items() / chosen.chunkSize());
        double dispatch = chunks * overheads.dispatchSeconds();
        double transfer = situation.items() * model.inputs().bytesPerItem() / overheads.transferBytesPerSecond();
        double serial = situation.request().workload().serialSeconds();
        double start = Math.max(0, chosen.overheadSeconds() - dispatch - transfer - serial);
        double longest = situation.itemTime().expectedLongest();
        double waiting = chosen.criticalItems() * mean * stretch - ideal;
        double contention = chosen.saturatesCpus() ? 0 : ideal * (1 - 1 / stretch);
        double starved = chosen.criticalItems() * mean * stretch * (1 - 1 / chosen.starvation());
        double most = NOTICEABLE * total;
        Limit limit = cpus();
        if (dispatch > most) {
            most = dispatch;
            limit = new Limit(
                    Limit.Kind.DISPATCH,
                    "Handing out " + count(chunks) + " chunks takes " + seconds(dispatch) + " of the run.");
        }
        if (transfer > most) {
            most = transfer;
            limit = new Limit(
                    Limit.Kind.TRANSFER, "Copying payloads and results takes " + seconds(transfer) + " of the run.");
        }
        if (start > most) {
            most = start;
            limit = new Limit(
                    Limit.Kind.STARTUP,
                    "Starting " + count(chosen.workers()) + " workers takes " + seconds(start) + " of the run.");
        }
        if (serial > most) {
            most = serial;
            limit = new Limit(
                    Limit.Kind.CONSTRAINT,
                    "The part of the run that cannot be spread takes " + seconds(serial) + " of " + seconds(total)
                            + ".");
        }
        if (contention > most) {
            most = contention;
            limit = new Limit(
                    Limit.Kind.CONTENTION,
                    "Workers are expected to wait for each other for " + percent(contention / total) + " of the run.");
        }
        if (starved > most) {
            most = starved;
            limit = new Limit(
                    Limit.Kind.BANDWIDTH,
                    "The workers move more bytes than memory delivers: computing takes "
                            + Figures.digits(chosen.starvation()) + " times as long as alone.");
        }
        if (longest > 0.6 * total && longest > 2 * mean) {
            return new Limit(
                    Limit.Kind.LONGEST_ITEM,
                    "The longest item is expected to take " + seconds(longest)
                            + ", and no plan can be faster than it.");
        }
        if (waiting > most && !chosen.saturatesCpus()) {
            limit = new Limit(
                    Limit.Kind.ITEMS,
                    count(situation.items()) + " items do not divide evenly among " + count(chosen.workers())
                            + " workers: at the end some of them are idle.");
        }
        return limit;
    }

    private Limit ofSerial() {
        if (choice.rival() == Choice.SERIAL) {
            return noRival();
        }
        Candidate rival = outlook.candidate(choice.rival());
        if (choice.decision() == Decision.SERIAL && choice.probabilityGain() >= Choice.SURE_ENOUGH) {
            return new Limit(
                    Limit.Kind.CONSTRAINT,
                    "One worker keeps the deadline with the fewest worker-seconds; more workers would be faster.");
        }
        Limit loss = largestLoss(rival);
        String gain = " With " + count(rival.workers(), "worker", "workers") + " the run would be "
                + Figures.digits(outlook.speedup(choice.rival())) + " times as fast.";
        if (situation.capacity().interpreterLock() && situation.cpuShare() >= 0.5) {
            return new Limit(Limit.Kind.CPU, cpus().explanation() + gain);
        }
        return new Limit(loss.kind(), loss.explanation() + gain);
    }

    private Limit noRival() {
        if (!situation.caps().isEmpty() && situation.caps().getFirst().workers() <= 1) {
            WorkerCap cap = situation.caps().getFirst();
            return new Limit(cap.kind(), "More than one worker is not possible, because " + cap.reason() + ".");
        }
        if (!situation.request().constraints().workerCandidates().isEmpty()) {
            return new Limit(Limit.Kind.CONSTRAINT, "None of the worker counts that the request lists can be used.");
        }
        return cpus();
    }
}
