package io.amorsize.validation.synthetic;

import java.util.Locale;

/** A property by which scenarios are told apart. */
enum Grouping {
    LAW("item law") {
        @Override
        String of(Scenario scenario) {
            return scenario.law().label();
        }

        @Override
        double rank(Scenario scenario) {
            return 0;
        }
    },
    ITEM_TIME("item time") {
        @Override
        String of(Scenario scenario) {
            double seconds = scenario.meanSeconds();
            if (seconds < 1e-5) {
                return "100 ns to 10 µs";
            }
            if (seconds < 1e-3) {
                return "10 µs to 1 ms";
            }
            return seconds < 0.1 ? "1 ms to 100 ms" : "100 ms to 10 s";
        }

        @Override
        double rank(Scenario scenario) {
            return scenario.meanSeconds();
        }
    },
    ITEMS("items") {
        @Override
        String of(Scenario scenario) {
            if (scenario.count() < 100) {
                return "10 to 99";
            }
            if (scenario.count() < 1_000) {
                return "100 to 999";
            }
            return scenario.count() < 10_000 ? "1,000 to 9,999" : "10,000 and more";
        }

        @Override
        double rank(Scenario scenario) {
            return scenario.count();
        }
    },
    CPUS("CPUs: quota, cores/threads") {
        @Override
        String of(Scenario scenario) {
            Hardware hardware = scenario.hardware();
            String quota = hardware.quotaCpus().isPresent()
                    ? String.format(Locale.ROOT, "%.1f of ", hardware.effectiveCpus())
                    : "";
            return quota + hardware.cores() + "/" + hardware.threads();
        }

        @Override
        double rank(Scenario scenario) {
            Hardware hardware = scenario.hardware();
            return hardware.effectiveCpus() + 1e-3 * hardware.cores();
        }
    },
    CPU_SHARE("share of computing") {
        @Override
        String of(Scenario scenario) {
            return Double.toString(scenario.cpuShare());
        }

        @Override
        double rank(Scenario scenario) {
            return scenario.cpuShare();
        }
    },
    INTERFERENCE("interference") {
        @Override
        String of(Scenario scenario) {
            if (scenario.interference().equals(Interference.NONE)) {
                return "none";
            }
            return scenario.interference().contention() > 0 ? "contention" : "memory bandwidth";
        }

        @Override
        double rank(Scenario scenario) {
            return scenario.interference().contention()
                    + 1 / scenario.interference().coresOfBandwidth();
        }
    },
    RUNTIME("runtime") {
        @Override
        String of(Scenario scenario) {
            return "`" + scenario.runtime().name() + "`";
        }

        @Override
        double rank(Scenario scenario) {
            return 0;
        }
    },
    QUOTA("quota") {
        @Override
        String of(Scenario scenario) {
            double periods = scenario.count()
                    * scenario.meanSeconds()
                    * scenario.cpuShare()
                    / (scenario.hardware().effectiveCpus() * Hardware.CFS_PERIOD);
            if (scenario.hardware().quotaCpus().isEmpty()) {
                return "no quota";
            }
            return periods < 3 ? "computing for less than 3 periods of the quota" : "computing for longer";
        }

        @Override
        double rank(Scenario scenario) {
            return scenario.hardware().quotaCpus().isEmpty() ? 0 : 1;
        }
    };

    private final String heading;

    Grouping(String heading) {
        this.heading = heading;
    }

    /** What it is called above a table. */
    String heading() {
        return heading;
    }

    /** The group of a scenario. */
    abstract String of(Scenario scenario);

    /** Where its group stands among the groups, ascending; names decide between equals. */
    abstract double rank(Scenario scenario);
}
