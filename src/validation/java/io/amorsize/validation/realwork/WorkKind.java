package io.amorsize.validation.realwork;

import java.util.List;

/** Groups of workloads, by what makes advice on them hard. */
enum WorkKind {
    /** Items that only compute and are about equally long. */
    COMPUTING("even items"),
    /** Items that only compute, some of them much longer than others. */
    UNEVEN("uneven items"),
    /** Items that get in each other's way, which no timing of single items can show. */
    SHARING("shared memory or locks"),
    /** Items that wait for something. */
    WAITING("waiting"),
    /** So little work that a pool hardly pays, or does not. */
    SMALL("little work");

    private final String words;

    WorkKind(String words) {
        this.words = words;
    }

    /** What the report calls it. */
    String words() {
        return words;
    }

    /** Its workloads; names are distinct over all kinds. */
    List<Workload> workloads() {
        return switch (this) {
            case COMPUTING -> ComputingWork.all();
            case UNEVEN -> UnevenWork.all();
            case SHARING -> SharingWork.all();
            case WAITING -> WaitingWork.all();
            case SMALL -> SmallWork.all();
        };
    }
}
