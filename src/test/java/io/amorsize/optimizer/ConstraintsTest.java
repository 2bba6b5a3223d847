package io.amorsize.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

    @Test
    void listedCountsAreSortedAndDistinct() {
        Constraints constraints = new Constraints(OptionalInt.empty(), List.of(8, 2, 8, 4), OptionalLong.empty(), 0);

        assertThat(constraints.workerCandidates()).containsExactly(2, 4, 8);
    }
}
