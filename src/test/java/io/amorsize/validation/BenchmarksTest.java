package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarksTest {

    @Test
    void variantsBelongToOneBenchmark() {
        assertThat(Benchmarks.of("dedup_alt_3")).isEqualTo("dedup");
        assertThat(Benchmarks.of("MDEV-16413-utf8mb4-general")).isEqualTo("MDEV-16413");
        assertThat(Benchmarks.of("MDEV-13491")).isEqualTo("MDEV-13491");
        assertThat(Benchmarks.of("MaxScale-sysbench")).isEqualTo("MaxScale-sysbench");
    }
}
