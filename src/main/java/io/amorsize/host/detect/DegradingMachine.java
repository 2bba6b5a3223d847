package io.amorsize.host.detect;

import java.util.Optional;
import java.util.function.Function;

/** Asks one machine and, for whatever that cannot tell, another. */
final class DegradingMachine implements Machine {

    private final Machine first;
    private final Machine second;
    private volatile Optional<String> complaint = Optional.empty();

    DegradingMachine(Machine first, Machine second) {
        this.first = first;
        this.second = second;
    }

    /** Why the second machine had to answer, if it ever had to. */
    Optional<String> complaint() {
        return complaint;
    }

    @Override
    public Finding<Topology> topology() {
        return ask(Machine::topology);
    }

    @Override
    public Finding<MachineMemory> memory() {
        return ask(Machine::memory);
    }

    @Override
    public Finding<ProcessorTicks> ticks() {
        return ask(Machine::ticks);
    }

    @Override
    public Finding<Double> loadAverage1() {
        return ask(Machine::loadAverage1);
    }

    private <T> Finding<T> ask(Function<Machine, Finding<T>> question) {
        Finding<T> answer = question.apply(first);
        if (!(answer instanceof Finding.Missing<T> missing)) {
            return answer;
        }
        Finding<T> substitute = question.apply(second);
        if (substitute.found().isPresent()) {
            complaint = Optional.of(missing.reason());
            return substitute;
        }
        return answer;
    }
}
