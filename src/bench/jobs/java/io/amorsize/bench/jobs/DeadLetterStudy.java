package io.amorsize.bench.jobs;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterRetention;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.NewRedrive;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redrives;
import io.amorsize.job.ItemError;
import io.amorsize.recommendation.TimeOrderedIds;
import io.amorsize.store.Database;
import io.amorsize.store.deadletter.JobTables;
import io.amorsize.store.deadletter.SqlDeadLetters;
import io.amorsize.store.deadletter.SqlRedrives;
import io.amorsize.store.job.JobIntake;
import io.amorsize.store.sqlite.SqliteFile;
import io.amorsize.testing.TestPostgres;
import io.amorsize.validation.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/** How long do operations take when there are very many dead letters, and how long do they keep jobs from writing? */
final class DeadLetterStudy implements Study {

    private static final int PAGE = 51;
    private static final int SLICE = 200;
    private static final int FED = 20_000;
    private static final Set<DeadLetterStatus> OPEN = EnumSet.of(DeadLetterStatus.OPEN);

    private final int letters;

    /** @param letters how many there are, at least 1 */
    DeadLetterStudy(int letters) {
        this.letters = letters;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%,d dead letters", letters);
    }

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        Path folder = Files.createTempDirectory("amorsize-letters");
        StringBuilder text = new StringBuilder();
        try (Database sqlite = SqliteFile.open(folder)) {
            text.append("SQLite:\n\n").append(table(sqlite, rounds));
        }
        TestPostgres.Empty postgres = TestPostgres.emptyDatabase();
        try (Database database = postgres.server().open()) {
            text.append("\nPostgreSQL:\n\n").append(table(database, rounds));
        } finally {
            postgres.drop();
        }
        return text.toString();
    }

    private String table(Database database, int rounds) throws Exception {
        Table table = new Table("operation", "letters", "ms, median", "greatest", "longest commit beside it, ms");
        InstantSource clock = InstantSource.system();
        DeadLetters all = new SqlDeadLetters(database, clock);
        try (SteadyWriter writer = new SteadyWriter(database)) {
            Measuring measuring = new Measuring(table, writer, rounds);
            measuring.once("fill", () -> {
                LetterFiller.fill(database, letters);
                return letters;
            });
            reading(measuring, all);
            redriving(measuring, database, clock);
            measuring.once("export", () -> export(all));
            measuring.once(
                    "purge by type",
                    () -> purge(all, DeadLetterFilter.ALL.ofType("type-1").in(OPEN)));
            measuring.once("retention by number", () -> retain(database, all, clock));
        }
        return table.markdown();
    }

    private void reading(Measuring measuring, DeadLetters all) {
        DeadLetterFilter any = DeadLetterFilter.ALL;
        measuring.often("list, any", () -> list(all, any));
        measuring.often(
                "list, page in the middle",
                () -> all.list(any, Optional.of(LetterFiller.id(letters / 2)), PAGE)
                        .size());
        measuring.often("list, open", () -> list(all, any.in(OPEN)));
        measuring.often("list, type", () -> list(all, any.ofType("type-2")));
        measuring.often("list, rare type", () -> list(all, any.ofType("rare")));
        measuring.often("list, job", () -> list(all, with(Optional.of(LetterFiller.job(7)), "", "", false)));
        measuring.often("list, error class", () -> list(all, with(Optional.empty(), "HTTP_503", "", false)));
        measuring.often("list, rare error class", () -> list(all, with(Optional.empty(), "RARE", "", false)));
        measuring.often(
                "list, type and rare error class",
                () -> list(all, with(Optional.empty(), "RARE", "", false).ofType("type-2")));
        measuring.often("list, rare reason", () -> list(all, with(Optional.empty(), "", "", true)));
        measuring.often("list, fingerprint", () -> list(all, with(Optional.empty(), "", "0000000000000007", false)));
        measuring.often("count, open", () -> all.count(any.in(OPEN)));
        measuring.often("count, error class", () -> all.count(with(Optional.empty(), "HTTP_503", "", false)));
        measuring.often(
                "count, type and error class",
                () -> all.count(with(Optional.empty(), "HTTP_503", "", false).ofType("type-3")));
        measuring.often("groups, any", () -> all.groups(any, PAGE).size());
        measuring.often(
                "groups, type", () -> all.groups(any.ofType("type-2"), PAGE).size());
        measuring.often("population, for metrics", () -> all.population().size());
    }

    private static void redriving(Measuring measuring, Database database, InstantSource clock) {
        TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
        Redrives redrives = new SqlRedrives(
                database, new JobTables(new JobIntake((connection, job, number, priority) -> {}), 256), ids, clock);
        Redrive.Request request = new Redrive.Request(
                with(Optional.empty(), "HTTP_505", "", false).in(OPEN),
                OptionalDouble.empty(),
                OptionalLong.of(FED),
                Redrive.Target.NEW_JOB);
        measuring.often(
                "dry run of a redrive",
                () -> redrives.preview(request, clock.instant()).stream()
                        .mapToLong(Redrives.Matched::letters)
                        .sum());
        List<Redrive> begun = new ArrayList<>();
        measuring.once("begin a redrive", () -> {
            begun.add(redrives.submit(
                            new NewRedrive(ids.get(), clock.instant(), request, Optional.empty(), Optional.empty()))
                    .redrive());
            return begun.getFirst().progress().matched();
        });
        String id = begun.getFirst().id();
        measuring.once("feed it", () -> {
            while (redrives.feed(id, 500)) {
                // a batch is a transaction
            }
            return redrives.find(id).orElseThrow().progress().fed();
        });
        measuring.once("cancel it", () -> {
            redrives.cancel(id);
            long given = 0;
            for (String job : redrives.find(id).orElseThrow().jobs()) {
                int slice = redrives.giveBack(id, Optional.of(job), 500);
                while (slice > 0) {
                    given += slice;
                    slice = redrives.giveBack(id, Optional.of(job), 500);
                }
            }
            return given;
        });
    }

    private static long list(DeadLetters all, DeadLetterFilter filter) {
        return all.list(filter, Optional.empty(), PAGE).size();
    }

    private static DeadLetterFilter with(
            Optional<String> job, String errorClass, String fingerprint, boolean workerDied) {
        DeadLetterFilter any = DeadLetterFilter.ALL;
        return new DeadLetterFilter(
                any.id(),
                job,
                any.type(),
                workerDied ? Optional.of(ItemError.Reason.WORKER_DIED) : Optional.empty(),
                Optional.of(errorClass).filter(text -> !text.isEmpty()),
                Optional.of(fingerprint).filter(text -> !text.isEmpty()),
                any.from(),
                any.to(),
                any.statuses(),
                OptionalInt.empty(),
                any.tag());
    }

    private static long export(DeadLetters all) {
        long exported = 0;
        List<DeadLetter> page = all.list(DeadLetterFilter.ALL, Optional.empty(), SLICE);
        while (!page.isEmpty()) {
            exported += all.read(page.stream().map(DeadLetter::id).toList()).size();
            page = all.list(DeadLetterFilter.ALL, Optional.of(page.getLast().id()), SLICE);
        }
        return exported;
    }

    private static long purge(DeadLetters all, DeadLetterFilter filter) {
        Instant now = Instant.ofEpochMilli(Long.MAX_VALUE / 2);
        long purged = 0;
        DeadLetters.Purged slice = all.purge(filter, now, Optional.empty(), SLICE);
        while (slice.last().isPresent()) {
            purged += slice.count();
            slice = all.purge(filter, now, slice.last(), SLICE);
        }
        return purged;
    }

    private long retain(Database database, DeadLetters all, InstantSource clock) {
        long before = all.count(DeadLetterFilter.ALL);
        DeadLetterRetention retention = new DeadLetterRetention(
                all,
                new SqlRedrives(database, new JobTables(new JobIntake((c, j, n, p) -> {}), 256), () -> "", clock),
                new DeadLetterRetention.Policy(letters / 10, Duration.ofDays(10_000), Duration.ofDays(10_000)),
                clock,
                DeadLetterListener.NONE);
        while (retention.step()) {
            // in slices
        }
        return before - all.count(DeadLetterFilter.ALL);
    }

    /** Times operations and enters them in a table. */
    private record Measuring(Table table, SteadyWriter writer, int rounds) {

        void once(String name, LongSupplier operation) {
            time(name, 1, operation);
        }

        void often(String name, LongSupplier operation) {
            time(name, rounds, operation);
        }

        private void time(String name, int times, LongSupplier operation) {
            writer.longestMillis();
            List<Double> millis = new ArrayList<>();
            long found = 0;
            for (int i = 0; i < times; i++) {
                long from = System.nanoTime();
                found = operation.getAsLong();
                millis.add((System.nanoTime() - from) / 1e6);
            }
            millis.sort(null);
            table.row(
                    name,
                    String.format(Locale.ROOT, "%,d", found),
                    figure(millis.get(millis.size() / 2)),
                    figure(millis.getLast()),
                    String.format(Locale.ROOT, "%,d", writer.longestMillis()));
            System.err.println(name + ": " + millis);
        }

        private static String figure(double millis) {
            return String.format(Locale.ROOT, millis < 10 ? "%,.1f" : "%,.0f", millis);
        }
    }
}
