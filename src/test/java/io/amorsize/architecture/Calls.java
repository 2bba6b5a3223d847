package io.amorsize.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.BaseStream;

/** Calls of the Java library that make a result depend on more than its arguments. */
final class Calls {

    private static final String CONSTRUCTOR = "<init>";

    private Calls() {}

    /** Calls that take the time of day from the machine instead of from a source that was handed in. */
    static DescribedPredicate<JavaAccess<?>> readingTheWallClock() {
        Predicate<JavaAccess<?>> now =
                named("now").and(Calls::isOfJavaTime).and(taking(Clock.class).negate());
        Predicate<JavaAccess<?>> systemClock = of(Clock.class, InstantSource.class)
                .and(named("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes"));
        Predicate<JavaAccess<?>> legacy = of(System.class)
                .and(named("currentTimeMillis"))
                .or(of(Date.class).and(named(CONSTRUCTOR)).and(Calls::takesNothing))
                .or(ofAny(Calendar.class).and(named("getInstance")));
        return DescribedPredicate.describe(
                "the wall clock is read", now.or(systemClock).or(legacy));
    }

    /** Calls that take any time from the machine or from a source that was handed in. */
    static DescribedPredicate<JavaAccess<?>> readingAnyClock() {
        return DescribedPredicate.describe(
                "a clock is read",
                readingTheWallClock()
                        .or(of(System.class).and(named("nanoTime")))
                        .or(named("now").and(Calls::isOfJavaTime)));
    }

    /** Calls that yield other numbers in every run. */
    static DescribedPredicate<JavaAccess<?>> drawingUnseeded() {
        Predicate<JavaAccess<?>> generators = ofAny(RandomGenerator.class)
                .and(named("getDefault", "of", "current")
                        .or(named(CONSTRUCTOR).and(Calls::takesNothing))
                        .or(of(SecureRandom.class)));
        Predicate<JavaAccess<?>> factories =
                of(RandomGeneratorFactory.class).and(named("create")).and(Calls::takesNothing);
        Predicate<JavaAccess<?>> shortcuts = of(Math.class, StrictMath.class)
                .and(named("random"))
                .or(of(UUID.class).and(named("randomUUID")))
                .or(of(Collections.class)
                        .and(named("shuffle"))
                        .and(taking(RandomGenerator.class)
                                .or(taking(java.util.Random.class))
                                .negate()));
        return DescribedPredicate.describe(
                "unseeded random numbers are drawn", generators.or(factories).or(shortcuts));
    }

    /** Calls that spread work over the common pool. */
    static DescribedPredicate<JavaAccess<?>> goingParallel() {
        return DescribedPredicate.describe(
                "work goes to the common pool",
                named("parallelStream")
                        .or(ofAny(BaseStream.class).and(named("parallel")))
                        .or(of(Arrays.class).and(access -> name(access).startsWith("parallel"))));
    }

    /** Uses of the process's streams, settings and resources. */
    static DescribedPredicate<JavaAccess<?>> touchingTheProcess() {
        return DescribedPredicate.describe(
                "the process is looked at",
                of(Runtime.class)
                        .or(of(System.class)
                                .and(named("in", "out", "err", "getenv", "getProperty", "getProperties", "console"))));
    }

    private static Predicate<JavaAccess<?>> of(Class<?>... owners) {
        return access -> Arrays.stream(owners).anyMatch(access.getTargetOwner()::isEquivalentTo);
    }

    private static Predicate<JavaAccess<?>> ofAny(Class<?> supertype) {
        return access -> access.getTargetOwner().isAssignableTo(supertype);
    }

    private static boolean isOfJavaTime(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("java.time");
    }

    private static Predicate<JavaAccess<?>> named(String... names) {
        return access -> Set.of(names).contains(name(access));
    }

    private static boolean takesNothing(JavaAccess<?> access) {
        return parameters(access).isEmpty();
    }

    private static Predicate<JavaAccess<?>> taking(Class<?> type) {
        return access -> parameters(access).stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
    }

    private static String name(JavaAccess<?> access) {
        return access.getTarget().getName();
    }

    private static List<JavaClass> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget called
                ? called.getRawParameterTypes()
                : List.of();
    }
}
