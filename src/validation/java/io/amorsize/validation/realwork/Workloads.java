package io.amorsize.validation.realwork;

import java.util.ArrayList;
import java.util.List;

/** All workloads of the study. Their items are the same in each run and on each machine; how long they take is not. */
final class Workloads {

    private Workloads() {}

    /** In the order of the report; names are distinct. */
    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        all.addAll(ComputingWork.all());
        all.addAll(UnevenWork.all());
        all.addAll(SharingWork.all());
        all.addAll(WaitingWork.all());
        all.addAll(SmallWork.all());
        return List.copyOf(all);
    }
}
