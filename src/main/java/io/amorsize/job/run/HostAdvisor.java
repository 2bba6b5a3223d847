package io.amorsize.job.run;

import io.amorsize.host.Calibrator;
import io.amorsize.host.HostCapacity;
import io.amorsize.host.HostDetector;
import io.amorsize.job.Job;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.WorkloadProfile;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Plans for this machine as it is now. Safe for use by many threads if detector and calibrator are. */
public final class HostAdvisor implements Advisor {

    private final Optimizer optimizer;
    private final HostDetector detector;
    private final Calibrator calibrator;

    /**
     * @param detector reads this machine
     * @param calibrator knows its overheads
     */
    public HostAdvisor(Optimizer optimizer, HostDetector detector, Calibrator calibrator) {
        this.optimizer = optimizer;
        this.detector = detector;
        this.calibrator = calibrator;
    }

    @Override
    public Advice advise(Job job, WorkloadProfile workload, ExecutionRuntime runtime, int mostWorkers) {
        return optimizer.advise(new PlanRequest(
                workload,
                runtime,
                OverheadOverrides.NONE,
                Objective.FASTEST,
                new Constraints(OptionalInt.of(mostWorkers), List.of(), OptionalLong.empty(), 0),
                HostCapacity.of(detector.current(), calibrator.current()),
                calibrator.current(),
                Experience.NONE));
    }
}
