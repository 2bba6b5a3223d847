/**
 * Runs of invented workloads, simulated event by event, and how the optimizer's advice does on them. The simulation shares no
 * formula with the cost model: it is what the model is judged by.
 */
@NullMarked
package io.amorsize.validation.synthetic;

import org.jspecify.annotations.NullMarked;
