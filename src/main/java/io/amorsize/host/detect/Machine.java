package io.amorsize.host.detect;

/** A source of facts about the whole machine, not about this process's share of it. Its methods never throw. */
interface Machine {

    /** What does not change while the service runs. */
    Finding<Topology> topology();

    Finding<MachineMemory> memory();

    Finding<ProcessorTicks> ticks();

    /** The one-minute load average. */
    Finding<Double> loadAverage1();
}
