package io.amorsize.cost;

import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts a run from measured items: draws populations of items the sample may have come from and schedules each of
 * them with every promising candidate. Candidates share the populations, so that they differ by the plan alone.
 *
 * <p>Up to 2,048 items are drawn one by one. Of larger runs the large items are drawn one by one and the rest as sums per
 * chunk; when there are many chunks, the last of them are simulated and those before keep all workers evenly busy.
 */
final class SampleSimulation {

    private static final int EXPLICIT_ITEMS = 2048;
    private static final int MOST_CHUNKS = 4096;
    private static final int SIMULATED_CANDIDATES = 6;

    /** Time, relative to the fastest, up to which fewer workers are looked at first. */
    private static final double CLOSE = 1.3;

    private final RunModel model;
    private final ItemPopulation population;
    private final ScalingDraws draws;
    private final ListSchedule schedule = new ListSchedule();
    private final double[] chunkSeconds;
    private final double[] items;
    private final double itemCount;

    private SampleSimulation(RunModel model, Samples samples, double timeoutSeconds) {
        this.model = model;
        this.draws = model.beliefs().few();
        this.itemCount = model.inputs().items();
        this.population = new ItemPopulation(samples, timeoutSeconds);
        this.items = new double[itemCount <= EXPLICIT_ITEMS ? (int) itemCount : 0];
        this.chunkSeconds = new double[(int) Math.min(MOST_CHUNKS, itemCount)];
    }

    /** The forecast of these candidates, ascending by workers, from these samples. */
    static Forecast forecast(RunModel model, List<Candidate> candidates, Samples samples, double timeoutSeconds) {
        return new SampleSimulation(model, samples, timeoutSeconds).run(candidates);
    }

    private Forecast run(List<Candidate> candidates) {
        int futures = draws.size();
        boolean[] simulated = promising(candidates);
        double[][] seconds = new double[candidates.size()][futures];
        double[] serial = new double[futures];
        double[] missed = new double[candidates.size()];
        double[] logWorkers = candidates.stream()
                .mapToDouble(candidate -> Math.log(candidate.workers()))
                .toArray();
        for (int future = 0; future < futures; future++) {
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, itemCount);
            double total = items.length > 0 ? drawItems(draw, noise) : draw.totalSeconds();
            double longest = items.length > 0 ? longestItem() : draw.large().length > 0 ? draw.large()[0] : 0;
            double alone = model.serial().stretch().of(draws, future);
            serial[future] = model.inputs().serialSeconds() + total * alone;
            for (int c = 0; c < seconds.length; c++) {
                Candidate candidate = candidates.get(c);
                seconds[c][future] = candidate.workers() == 1
                        ? serial[future]
                        : byFormula(candidate, future, total, longest * alone);
                missed[c] = candidate.workers() == 1 ? 0 : Double.NaN;
                if (simulated[c] && candidate.workers() > 1) {
                    missed[c] = Math.log(simulate(candidate, future, draw, total) / seconds[c][future]);
                }
            }
            // What the formula misses of the others is read off the simulated ones, or they would not compare.
            fillGaps(logWorkers, missed);
            for (int c = 0; c < seconds.length; c++) {
                seconds[c][future] *= Math.exp(missed[c]);
            }
        }
        return new Forecast(candidates, seconds, serial);
    }

    /**
     * Replaces the values that are NaN: linearly between their neighbours, from 0 at 0 before the first, and by the last
     * value after it.
     *
     * @param x ascending, at least 0
     * @param y one value for each x
     */
    static void fillGaps(double[] x, double[] y) {
        double lastX = 0;
        double lastY = 0;
        int gap = 0;
        for (int i = 0; i < y.length; i++) {
            if (Double.isNaN(y[i])) {
                continue;
            }
            for (; gap < i; gap++) {
                y[gap] = lastY + (y[i] - lastY) * (x[gap] - lastX) / (x[i] - lastX);
            }
            lastX = x[i];
            lastY = y[i];
            gap = i + 1;
        }
        Arrays.fill(y, gap, y.length, lastY);
    }

    private double byFormula(Candidate candidate, int future, double total, double longest) {
        double stretched = candidate.stretch().of(draws, future) * total / itemCount;
        return Math.max(candidate.time().seconds(stretched), candidate.overheadSeconds() + longest)
                + candidate.dearerPoolSeconds(draws, future);
    }

    /**
     * Marks the candidates to simulate: the one that the formula finds fastest, those with fewer workers that come close to
     * it, and then the next fastest.
     */
    private boolean[] promising(List<Candidate> candidates) {
        double mean = model.inputs().itemTime().mean();
        double[] expected = new double[candidates.size()];
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < expected.length; c++) {
            expected[c] =
                    candidates.get(c).time().seconds(mean * candidates.get(c).expectedStretch());
            least = Math.min(least, expected[c]);
        }
        boolean[] marks = new boolean[expected.length];
        int left = mark(marks, expected, least, SIMULATED_CANDIDATES);
        left = mark(marks, expected, least * CLOSE, left);
        double[] ranked = expected.clone();
        Arrays.sort(ranked);
        mark(marks, expected, ranked[Math.min(ranked.length, SIMULATED_CANDIDATES) - 1], left);
        return marks;
    }

    /** Marks candidates up to a time, those with the fewest workers first, and returns how many marks are left. */
    private static int mark(boolean[] marks, double[] expected, double upTo, int most) {
        int left = most;
        for (int c = 0; c < expected.length && left > 0; c++) {
            if (!marks[c] && expected[c] <= upTo) {
                marks[c] = true;
                left--;
            }
        }
        return left;
    }

    private double drawItems(ItemPopulation.Draw draw, Noise noise) {
        double total = 0;
        for (int i = 0; i < items.length; i++) {
            items[i] = draw.item(noise);
            total += items[i];
        }
        return total;
    }

    private double longestItem() {
        double longest = 0;
        for (double item : items) {
            longest = Math.max(longest, item);
        }
        return longest;
    }

    private double simulate(Candidate candidate, int future, ItemPopulation.Draw draw, double total) {
        // A stream of its own: what one candidate takes does not depend on which others are looked at.
        Noise noise = new Noise((long) future << 32 | candidate.workers());
        double stretch = candidate.stretch().of(draws, future);
        double poolFactor = candidate.poolFactor(draws, future);
        ChunkTime.Costs costs = model.costs(candidate.workers());
        double chunks = Math.ceil(itemCount / candidate.chunkSize());
        int simulatedChunks = (int) Math.min(chunks, Math.min(MOST_CHUNKS, 12.0 * candidate.workers() + 160));
        double head = items.length > 0
                ? fillFromItems(candidate.chunkSize(), (int) chunks - simulatedChunks, stretch)
                : fillFromSums(candidate.chunkSize(), chunks, simulatedChunks, stretch, draw, noise, total);
        double skipped = chunks - simulatedChunks;
        double handOvers = skipped * costs.dispatchSeconds();
        double headSeconds = Math.max((head * stretch + handOvers) / candidate.workers(), handOvers);
        double makespan = schedule.makespan(
                chunkSeconds,
                simulatedChunks,
                candidate.workers(),
                headSeconds,
                costs.dispatchSeconds(),
                costs.startSeconds() * poolFactor,
                Math.min(1, model.serial().expectedStretch() / candidate.expectedStretch()));
        return costs.serialSeconds()
                + costs.bootAndStopSeconds() * poolFactor
                + itemCount * costs.transferSecondsPerItem()
                + makespan;
    }

    /** Fills the last chunks and returns the time of all items before them. */
    private double fillFromItems(long chunkSize, int skippedChunks, double stretch) {
        int first = (int) Math.min(items.length, skippedChunks * chunkSize);
        double head = 0;
        for (int i = 0; i < first; i++) {
            head += items[i];
        }
        int chunk = 0;
        for (int from = first; from < items.length; from += (int) chunkSize) {
            int to = (int) Math.min(items.length, from + chunkSize);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += items[i];
            }
            chunkSeconds[chunk++] = sum * stretch;
        }
        return head;
    }

    /** The same from sums over the body of the population, with its large items put in one by one. */
    private double fillFromSums(
            long chunkSize,
            double chunks,
            int simulatedChunks,
            double stretch,
            ItemPopulation.Draw draw,
            Noise noise,
            double total) {
        double lastChunk = itemCount - (chunks - 1) * chunkSize;
        for (int i = 0; i < simulatedChunks; i++) {
            double count = i == simulatedChunks - 1 ? lastChunk : chunkSize;
            chunkSeconds[i] = draw.ordinaryItems(noise, count, itemCount);
        }
        double headLarge = 0;
        double allLarge = 0;
        for (double large : draw.large()) {
            double chunk = Math.floor(noise.uniform() * chunks);
            allLarge += large;
            if (chunk < simulatedChunks) {
                chunkSeconds[(int) chunk] += large - draw.bodyMean();
            } else {
                headLarge += large;
            }
        }
        double sum = 0;
        for (int i = 0; i < simulatedChunks; i++) {
            sum += chunkSeconds[i];
        }
        boolean whole = simulatedChunks == chunks;
        // The total of a future belongs to its population, not to one plan: small errors of the sums are spread out.
        double scale = whole && sum > 0 ? Math.clamp(total / sum, 0.5, 2) : 1;
        for (int i = 0; i < simulatedChunks; i++) {
            chunkSeconds[i] *= scale * stretch;
        }
        double simulatedItems = (simulatedChunks - 1.0) * chunkSize + lastChunk;
        return whole ? 0 : (total - allLarge) * (1 - simulatedItems / itemCount) + headLarge;
    }
}
