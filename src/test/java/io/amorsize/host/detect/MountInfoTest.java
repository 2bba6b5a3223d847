package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.detect.MountInfo.CgroupMount;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading mountinfo")
class MountInfoTest {

    @Test
    void keepsTheCgroupMountsOnly() {
        MountInfo mounts = MountInfo.parse("""
                29 23 0:26 / /sys rw shared:7 - sysfs sysfs rw
                32 31 0:29 /a\\040b /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 master:1 - cgroup cgroup rw,cpu,cpuacct
                41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate
                """);

        assertThat(mounts.cgroups())
                .containsExactly(
                        new CgroupMount(1, "/a b", "/sys/fs/cgroup/cpu,cpuacct", Set.of("rw", "cpu", "cpuacct")),
                        new CgroupMount(2, "/", "/sys/fs/cgroup/unified", Set.of()));
    }

    @Test
    void passesOverWhatIsNoMount() {
        assertThat(MountInfo.parse("garbage\n - cgroup2\n1 2 - cgroup cgroup rw\n\\999\n - - - -\n")
                        .cgroups())
                .isEmpty();
    }
}
