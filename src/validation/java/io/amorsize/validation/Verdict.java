package io.amorsize.validation;

/**
 * One decision of the model held against the truth.
 *
 * @param study name of the study
 * @param subject what was decided on, for example "canneal on POWER8 with pthreads, 2 runs seen"
 * @param chosen the plan that was advised, in words
 * @param best the best plan, in words
 * @param regret time lost against the best plan as a share of the time taken, 0..1: 1 - best time / time taken
 * @param why what is known about the reason; empty if nothing is
 */
public record Verdict(String study, String subject, String chosen, String best, double regret, String why) {}
