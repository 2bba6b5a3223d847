package io.amorsize.host.detect;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A set of hardware threads by number, in the kernel's list notation ({@code 0-3,8}). Immutable, never empty. */
final class CpuSet {

    /** Above the kernel's greatest NR_CPUS (8192 on x86-64); a larger number is not a processor. */
    private static final int GREATEST_NUMBER = 65_535;

    private final BitSet numbers;

    private CpuSet(BitSet numbers) {
        this.numbers = numbers;
    }

    /** The set that a list describes; empty if the list is malformed or describes none. */
    static Optional<CpuSet> parse(String list) {
        BitSet numbers = new BitSet();
        for (String part : list.strip().split(",", -1)) {
            String range = part.strip();
            int dash = range.indexOf('-');
            OptionalLong first = KernelFile.number(dash < 0 ? range : range.substring(0, dash));
            OptionalLong last = dash < 0 ? first : KernelFile.number(range.substring(dash + 1));
            if (first.isEmpty()
                    || last.isEmpty()
                    || first.getAsLong() > last.getAsLong()
                    || last.getAsLong() > GREATEST_NUMBER) {
                return Optional.empty();
            }
            numbers.set((int) first.getAsLong(), (int) last.getAsLong() + 1);
        }
        return Optional.of(new CpuSet(numbers));
    }

    /** Exactly these numbers; empty if there are none. */
    static Optional<CpuSet> of(IntStream numbers) {
        BitSet bits = new BitSet();
        numbers.filter(number -> number >= 0 && number <= GREATEST_NUMBER).forEach(bits::set);
        return bits.isEmpty() ? Optional.empty() : Optional.of(new CpuSet(bits));
    }

    /** What both sets hold; empty if that is nothing. */
    Optional<CpuSet> and(CpuSet other) {
        BitSet both = (BitSet) numbers.clone();
        both.and(other.numbers);
        return both.isEmpty() ? Optional.empty() : Optional.of(new CpuSet(both));
    }

    boolean contains(int number) {
        return number >= 0 && numbers.get(number);
    }

    int count() {
        return numbers.cardinality();
    }

    IntStream numbers() {
        return numbers.stream();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
