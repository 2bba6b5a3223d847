package io.amorsize.job.run;

import io.amorsize.job.JobListener;
import io.amorsize.job.JobRules;
import io.amorsize.job.JobStore;
import io.amorsize.job.Replicas;
import io.amorsize.job.work.TargetGuards;
import io.amorsize.job.work.WorkerPool;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What the jobs of a replica share. All of it is safe for use by many threads.
 *
 * @param store keeps everything
 * @param pool runs chunks
 * @param writer keeps outcomes
 * @param advisor plans
 * @param guards protects what items call
 * @param rules ends jobs whose time is over, and pauses those that fail too often
 * @param replicas how many share the work
 * @param listener told what happens
 * @param timer does things later
 * @param offered called when a partition was made available
 * @param clock the time of day
 * @param nanoTime for durations
 * @param draws evenly from 0 to 1
 * @param mostWorkers workers that one job may ask for, at least 1
 */
public record Services(
        JobStore store,
        WorkerPool pool,
        ResultWriter writer,
        Advisor advisor,
        TargetGuards guards,
        JobRules rules,
        Replicas replicas,
        JobListener listener,
        Timer timer,
        Runnable offered,
        InstantSource clock,
        LongSupplier nanoTime,
        DoubleSupplier draws,
        int mostWorkers) {

    /** Does things later. */
    public interface Timer {

        /** Runs a quick task once, after so many nanoseconds or soon after. */
        void schedule(Runnable task, long nanos);
    }
}
