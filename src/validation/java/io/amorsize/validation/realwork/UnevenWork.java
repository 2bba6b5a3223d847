package io.amorsize.validation.realwork;

import java.util.List;

/** Items that only compute, some of them much longer than others. */
final class UnevenWork {

    private static final int LINES = 240;
    private static final int POINTS = 600;
    private static final int MOST_STEPS = 400;

    private UnevenWork() {}

    static List<Workload> all() {
        Workload ascending = Workload.computing(
                "ascending", "the longer the later: 0 to 250 µs", 400, index -> Busy.churn(index, 400L * index));
        return List.of(
                Workload.computing(
                        "two-kinds",
                        "9 of 10 take 20 µs, the others 500 µs",
                        700,
                        index -> Busy.churn(index, Busy.fraction(index) < 0.9 ? 12_000 : 300_000)),
                Workload.computing(
                        "rare-giants",
                        "1 of 100 takes 5 ms, the others 20 µs",
                        800,
                        index -> Busy.churn(index, index % 100 == 63 ? 3_000_000 : 12_000)),
                Workload.computing(
                        "pareto-1.5",
                        "Pareto law of index 1.5 from 30 µs on",
                        600,
                        index -> Busy.churn(index, pareto(index, 1.5, 18_000))),
                Workload.computing(
                        "pareto-1.1",
                        "Pareto law of index 1.1 from 10 µs on",
                        800,
                        index -> Busy.churn(index, pareto(index, 1.1, 6_000))),
                Workload.computing("fractal-lines", "lines of a Mandelbrot set", LINES, UnevenWork::fractalLine),
                ascending,
                ascending.withFirstItemsSampled("ascending-blind"));
    }

    /** By inversion of the distribution function. */
    static long pareto(int index, double shape, double least) {
        return (long) (least * Math.pow(Busy.fraction(index), -1 / shape));
    }

    private static long fractalLine(int line) {
        double y = 2.4 * line / LINES - 1.2;
        long steps = 0;
        for (int point = 0; point < POINTS; point++) {
            double x = 3.0 * point / POINTS - 2.2;
            double real = 0;
            double imaginary = 0;
            int step = 0;
            while (step < MOST_STEPS && real * real + imaginary * imaginary < 4) {
                double next = real * real - imaginary * imaginary + x;
                imaginary = 2 * real * imaginary + y;
                real = next;
                step++;
            }
            steps += step;
        }
        return steps;
    }
}
