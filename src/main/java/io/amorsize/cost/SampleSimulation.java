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

    private final RunModel model;
    private final ItemPopulation population;
    private final ScalingDraws draws = ScalingDraws.FEW;
    private final ListSchedule schedule = new ListSchedule();
    private final double[] chunkSeconds;
    private final double[] items;
    private final double itemCount;

    private SampleSimulation(RunModel model, Samples samples, double timeoutSeconds) {
        this.model = model;
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
                        : simulated[c]
                                ? simulate(candidate, future, draw, total)
                                : byFormula(candidate, future, total, longest * alone);
            }
        }
        return new Forecast(candidates, seconds, serial);
    }

    private double byFormula(Candidate candidate, int future, double total, double longest) {
        double stretched = candidate.stretch().of(draws, future) * total / itemCount;
        return Math.max(candidate.time().seconds(stretched), candidate.overheadSeconds() + longest);
    }

    /** Marks the candidates that the formula finds fastest. */
    private boolean[] promising(List<Candidate> candidates) {
        double mean = model.inputs().itemTime().mean();
        double[] expected = new double[candidates.size()];
        for (int c = 0; c < expected.length; c++) {
            expected[c] =
                    candidates.get(c).time().seconds(mean * candidates.get(c).expectedStretch());
        }
        double[] ranked = expected.clone();
        Arrays.sort(ranked);
        double bar = ranked[Math.min(ranked.length, SIMULATED_CANDIDATES) - 1];
        boolean[] marks = new boolean[expected.length];
        int left = SIMULATED_CANDIDATES;
        for (int c = 0; c < expected.length && left > 0; c++) {
            marks[c] = expected[c] <= bar;
            left -= marks[c] ? 1 : 0;
        }
        return marks;
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
        ChunkTime.Costs costs = model.costs(candidate.workers());
        double chunks = Math.ceil(itemCount / candidate.chunkSize());
        int simulatedChunks = (int) Math.min(chunks, Math.min(MOST_CHUNKS, 12.0 * candidate.workers() + 160));
        double head = items.length > 0
                ? fillFromItems(candidate.chunkSize(), (int) chunks - simulatedChunks, stretch)
                : fillFromSums(candidate.chunkSize(), chunks, simulatedChunks, stretch, draw, noise, total);
        double skipped = chunks - simulatedChunks;
        double headSeconds = skipped > 0 ? head * stretch / candidate.workers() + skipped * costs.dispatchSeconds() : 0;
        double makespan = schedule.makespan(
                chunkSeconds,
                simulatedChunks,
                candidate.workers(),
                headSeconds,
                costs.dispatchSeconds(),
                costs.startSeconds());
        return costs.serialSeconds() + itemCount * costs.transferSecondsPerItem() + makespan;
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
