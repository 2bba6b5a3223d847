package io.amorsize.job.run;

import io.amorsize.job.Job;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.WorkloadProfile;

/** Plans for this machine. Safe for use by many threads. */
public interface Advisor {

    /**
     * The best plan as far as is known.
     *
     * @param job whose items they are
     * @param workload what has been measured of them
     * @param runtime what executes them
     * @param constraints workers that may be asked for, and memory that items may hold
     */
    Advice advise(Job job, WorkloadProfile workload, ExecutionRuntime runtime, Constraints constraints);
}
