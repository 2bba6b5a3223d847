package io.amorsize.store.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterConflict;
import io.amorsize.deadletter.DeadLetterCount;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterGroup;
import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterRetention;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.NewRedrive;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.RedriveFeeder;
import io.amorsize.deadletter.Redrives;
import io.amorsize.deadletter.Redriving;
import io.amorsize.deadletter.UnavailableJobType;
import io.amorsize.deadletter.UnknownDeadLetter;
import io.amorsize.job.DamagedJob;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobState;
import io.amorsize.job.NewJob;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.RateLimit;
import io.amorsize.store.FailureSink;
import io.amorsize.store.job.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for dead letters and redrives whatever keeps them: inherited by a test for each. */
abstract class DeadLetterContract extends DeadLetterFixture {

    @Test
    void keepsAllThatIsKnownOfAFailure() {
        // Given
        submit("job", HTTP, 3);
        ItemOutcome outcome = failed(1, error(ItemError.Reason.TIMEOUT, "TIMED_OUT"), 5);

        // When it is recorded beside one that is fine
        run("job", ItemOutcome.ok(0, 1, 0.1, "{}"), outcome, ItemOutcome.cancelled(2));

        // Then
        DeadLetter listed =
                letters.list(DeadLetterFilter.ALL, Optional.empty(), 10).getFirst();
        assertThat(listed.payload())
                .contains(new Payload(
                        Optional.empty(), 11, Payload.of("{\"order\":1}").sha256()));
        DeadLetter letter = letter(listed.id());
        assertThat(letters.read(List.of(listed.id(), "gone"))).containsExactly(letter);
        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(1);
        assertThat(letter.origin())
                .isEqualTo(new DeadLetter.Origin(
                        "job",
                        1,
                        "http",
                        OptionalInt.empty(),
                        "job:1",
                        Recipe.idOf(HTTP),
                        Set.of(),
                        Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"),
                        "replica-a",
                        "1.2.3"));
        assertThat(letter.payload()).contains(Payload.of("{\"order\":1}"));
        assertThat(letter.trouble().error())
                .isEqualTo(outcome.failure().orElseThrow().error());
        assertThat(letter.trouble().history())
                .isEqualTo(outcome.failure().orElseThrow().history());
        assertThat(letter.trouble().attempts()).isEqualTo(5);
        assertThat(letter.trouble().maxAttempts()).isEqualTo(5);
        assertThat(letter.trouble().firstFailedAt()).isEqualTo(clock.instant());
        assertThat(letter.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(letter.createdAt()).isEqualTo(clock.instant());
        assertThat(letter.version()).isEqualTo(1);
        assertThat(heard).containsExactly("http TIMEOUT");
    }

    @Test
    void tellsOfNothingThatIsRolledBack() {
        // Given a job, and the replay of what failed in another
        submit("job", HTTP, 1);
        PartitionResults failure = new PartitionResults(
                jobs.take("job", 0, "test", true).orElseThrow(),
                List.of(failed(0, error(ItemError.Reason.TIMEOUT, "TIMED_OUT"), 5)),
                0);
        fail("other", COMMAND, error(ItemError.Reason.EXCEPTION, "X"), 2);
        String replay = feedAll(submit(request(Redrive.Target.NEW_JOB))).jobs().getFirst();
        PartitionResults replayed = new PartitionResults(
                jobs.take(replay, 0, "test", true).orElseThrow(),
                List.of(ItemOutcome.ok(0, 1, 0.1, "{}"), failed(1, error(ItemError.Reason.EXCEPTION, "X"), 1)),
                0);
        heard.clear();

        // When
        recordingDies = true;
        assertThatThrownBy(() -> jobs.record(List.of(failure, replayed))).hasMessage("died here");

        // Then
        assertThat(heard).isEmpty();
        jobs.record(List.of(failure, replayed));
        assertThat(heard).containsExactly("http TIMEOUT", "again command EXCEPTION", "replayed command");
        jobs.record(List.of(failure, replayed));
        assertThat(heard).hasSize(3);
    }

    @Test
    void takesTextThatNoDatabaseTakes() {
        DeadLetter letter = fail("job", HTTP, error(ItemError.Reason.EXCEPTION, "A\u0000B\uD800C" + "x".repeat(300)), 1)
                .getFirst();

        assertThat(letter.trouble().error().errorClass()).startsWith("A?B?C").hasSize(200);
        assertThat(letter.trouble().error().message()).isEqualTo("said \u0000 no");
    }

    @Test
    void keepsOneLetterForAnItemThatFailsTwice() {
        String first = fail("job", 1).getFirst().id();
        clock.tick(Duration.ofMinutes(1));
        ItemOutcome second = failed(0, error(ItemError.Reason.WORKER_DIED, "EXIT_137"), 2);
        database.write(connection -> {
            sink.recorded(
                    connection,
                    List.of(new FailureSink.Recorded(
                            new FailureSink.Origin("job", HTTP, Optional.empty()), List.of(second))));
            return "";
        });

        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(1);
        DeadLetter letter = letter(first);
        assertThat(letter.trouble().attempts()).isEqualTo(7);
        assertThat(letter.trouble().deaths()).isEqualTo(1);
        assertThat(letter.trouble().error().errorClass()).isEqualTo("EXIT_137");
        assertThat(letter.trouble().firstFailedAt()).isEqualTo(clock.instant().minusSeconds(60));
        assertThat(letter.trouble().lastFailedAt()).isEqualTo(clock.instant());
    }

    @Test
    void findsByEachPartOfAFilter() {
        // Given
        List<DeadLetter> old = fail("one", 2);
        clock.tick(Duration.ofMinutes(1));
        Instant later = clock.instant();
        fail("two", COMMAND, error(ItemError.Reason.WORKER_DIED, "EXIT_1"), 1);
        letters.resolve(old.getFirst().id(), new DeadLetter.Remarks("known", Set.of("a_b", "c")), OptionalLong.empty());

        // Then
        DeadLetterFilter all = DeadLetterFilter.ALL;
        assertThat(letters.count(all)).isEqualTo(3);
        assertThat(letters.count(all.ofType("http"))).isEqualTo(2);
        assertThat(letters.count(all.in(OPEN))).isEqualTo(1);
        assertThat(letters.count(ofJob("two"))).isEqualTo(1);
        assertThat(letters.count(filter(Optional.of("EXIT_1"), Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(1);
        assertThat(letters.count(filter(Optional.empty(), Optional.of(later), Optional.empty(), Optional.empty())))
                .isEqualTo(1);
        assertThat(letters.count(filter(Optional.empty(), Optional.empty(), Optional.of(later), Optional.empty())))
                .isEqualTo(2);
        assertThat(letters.count(filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("a_b"))))
                .isEqualTo(1);
        assertThat(letters.count(filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("axb"))))
                .isZero();
        assertThat(letters.count(filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("a"))))
                .isZero();
        assertThat(letters.list(all, Optional.empty(), 2)).hasSize(2);
        assertThat(letters.list(all, Optional.of(old.getLast().id()), 5))
                .extracting(DeadLetter::id)
                .containsExactly(old.getFirst().id());
    }

    private static DeadLetterFilter filter(
            Optional<String> errorClass, Optional<Instant> from, Optional<Instant> to, Optional<String> tag) {
        return new DeadLetterFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                errorClass.map(given -> ItemError.Reason.WORKER_DIED),
                errorClass,
                errorClass.map(given -> "print-" + given),
                from,
                to,
                DeadLetterFilter.PRESENT,
                errorClass.isPresent() ? OptionalInt.of(5) : OptionalInt.empty(),
                tag);
    }

    @Test
    void groupsByFingerprintAndCountsByTypeAndStatus() {
        fail("one", 3);
        Instant first = clock.instant();
        clock.tick(Duration.ofMinutes(1));
        DeadLetter newest = fail("two", 1).getFirst();
        fail("three", COMMAND, error(ItemError.Reason.WORKER_DIED, "EXIT_1"), 1);

        List<DeadLetterGroup> groups = letters.groups(DeadLetterFilter.ALL, 10);

        assertThat(groups).extracting(DeadLetterGroup::count).containsExactly(4L, 1L);
        assertThat(groups.getFirst())
                .isEqualTo(new DeadLetterGroup("print-HTTP_503", 4, first, clock.instant(), newest));
        assertThat(letters.groups(DeadLetterFilter.ALL, 1)).hasSize(1);
        assertThat(letters.population())
                .containsExactly(
                        new DeadLetterCount("command", DeadLetterStatus.QUARANTINED, 1, clock.instant()),
                        new DeadLetterCount("http", DeadLetterStatus.OPEN, 4, first));
    }

    @Test
    void resolvesReleasesAndPurges() {
        String id = fail("job", 1).getFirst().id();

        DeadLetter resolved =
                letters.resolve(id, new DeadLetter.Remarks("a bug", Set.of("x", "y")), OptionalLong.of(1));
        assertThat(resolved.status()).isEqualTo(DeadLetterStatus.RESOLVED);
        assertThat(resolved.remarks()).isEqualTo(new DeadLetter.Remarks("a bug", Set.of("x", "y")));
        assertThat(resolved.version()).isEqualTo(2);
        assertThatThrownBy(() -> letters.resolve(id, DeadLetter.Remarks.NONE, OptionalLong.of(1)))
                .isInstanceOf(DeadLetterConflict.class);
        assertThat(letters.release(id).status()).isEqualTo(DeadLetterStatus.OPEN);

        letters.purge(id);
        letters.purge(id);
        DeadLetter purged = letter(id);
        assertThat(purged.status()).isEqualTo(DeadLetterStatus.PURGED);
        assertThat(purged.payload()).isEmpty();
        assertThat(purged.trouble().error().message()).isEmpty();
        assertThat(purged.trouble().history()).isEmpty();
        assertThat(purged.remarks()).isEqualTo(DeadLetter.Remarks.NONE);
        assertThat(letters.list(DeadLetterFilter.ALL, Optional.empty(), 10)).isEmpty();
        assertThatThrownBy(() -> letters.release(id)).isInstanceOf(DeadLetterConflict.class);
        assertThatThrownBy(() -> letters.purge("other")).isInstanceOf(UnknownDeadLetter.class);
    }

    @Test
    void purgesByFilterInSlicesWhatHadFailedBefore() {
        fail("one", 5);
        clock.tick(Duration.ofMinutes(1));
        Instant now = clock.instant();
        fail("two", 1);

        DeadLetters.Purged first = letters.purge(DeadLetterFilter.ALL, now, Optional.empty(), 3);
        assertThat(first.count()).isEqualTo(3);
        DeadLetters.Purged second = letters.purge(DeadLetterFilter.ALL, now, first.last(), 3);
        assertThat(second.count()).isEqualTo(2);
        assertThat(letters.purge(DeadLetterFilter.ALL, now, second.last(), 3))
                .isEqualTo(new DeadLetters.Purged(0, Optional.empty()));
        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(1);
    }

    @Test
    void feedsEachLetterOnceTheOldestFirstWithOneJobForEachRecipe() {
        // Given two recipes, and a letter that fails after the redrive was asked for
        List<DeadLetter> http = fail("one", 5);
        fail("two", COMMAND, error(ItemError.Reason.EXCEPTION, "BOOM"), 3);
        assertThat(redrives.preview(request(Redrive.Target.NEW_JOB), clock.instant()))
                .containsExactly(new Redrives.Matched("command", 3), new Redrives.Matched("http", 5));
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        clock.tick(Duration.ofMillis(1));
        fail("three", 1);

        // When
        Redrive fed = feedAll(redrive);

        // Then
        assertThat(redrive.progress().matched()).isEqualTo(8);
        assertThat(fed.progress().fed()).isEqualTo(8);
        assertThat(fed.state()).isEqualTo(Redrive.State.RUNNING);
        assertThat(fed.remaining()).isEqualTo(8);
        assertThat(fed.jobs()).hasSize(2);
        DeadLetter.Replay replay = letter(http.getFirst().id()).replays().last().orElseThrow();
        Job job = jobs.find(replay.place().orElseThrow().jobId()).orElseThrow();
        assertThat(items(job.id()))
                .containsExactlyElementsOf(IntStream.range(0, 5)
                        .mapToObj(i -> new InputItem(i, "{\"order\":" + i + "}", Optional.of("one:" + i)))
                        .toList());
        assertThat(job.state()).isEqualTo(new JobState.Accepting());
        assertThat(job.redrive()).contains(redrive.id());
        assertThat(job.spec().parameters()).isEqualTo(HTTP.parameters());
        assertThat(job.spec().retry()).isEqualTo(HTTP.retry());
        assertThat(job.spec().itemTimeoutSeconds()).isEqualTo(HTTP.itemTimeoutSeconds());
        assertThat(job.spec().deadlineSeconds()).isEmpty();
        assertThat(job.spec().rateLimit()).contains(new RateLimit(12.5, 1));
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(1);
    }

    @Test
    void takesNoMoreThanItMayAndNoneThatAnotherHas() {
        List<DeadLetter> all = fail("one", 6);
        Redrive some = submit(new Redrive.Request(
                DeadLetterFilter.ALL.in(OPEN), OptionalDouble.empty(), OptionalLong.of(3), Redrive.Target.NEW_JOB));
        Redrive rest = submit(request(Redrive.Target.NEW_JOB));

        feedAll(some);
        Redrive fed = feedAll(rest);

        assertThat(some.progress().matched()).isEqualTo(3);
        assertThat(fed.progress()).isEqualTo(new Redrive.Progress(6, 3, 0, 0, 0));
        assertThat(all.subList(0, 3))
                .allSatisfy(letter -> assertThat(letter(letter.id())
                                .replays()
                                .last()
                                .orElseThrow()
                                .redrive())
                        .isEqualTo(some.id()));
    }

    @Test
    void feedsNothingOfABatchThatDies() {
        List<DeadLetter> all = fail("one", 3);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        dies = true;

        assertThatThrownBy(() -> redrives.feed(redrive.id(), 2)).hasMessage("died here");

        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(3);
        assertThat(redrives.find(redrive.id()).orElseThrow().jobs()).isEmpty();
        Redrive fed = feedAll(redrive);
        assertThat(fed.jobs()).hasSize(1);
        assertThat(items(fed.jobs().getFirst())).hasSize(3);
        assertThat(letter(all.getLast().id()).replays().last().orElseThrow().place())
                .contains(new DeadLetter.Place(fed.jobs().getFirst(), 2));
    }

    @Test
    void leavesOutWhatIsResolvedWhileItFeeds() {
        List<DeadLetter> all = fail("one", 4);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 2);
        letters.resolve(all.get(2).id(), DeadLetter.Remarks.NONE, OptionalLong.empty());

        Redrive fed = feedAll(redrive);

        assertThat(fed.progress().fed()).isEqualTo(3);
        assertThat(fed.remaining()).isEqualTo(3);
    }

    @Test
    void settlesLettersWithTheOutcomesOfTheirItems() {
        // Given
        List<DeadLetter> all = fail("one", 3);
        Redrive redrive = feedAll(submit(request(Redrive.Target.SAME_JOB)));
        String job = redrive.jobs().getFirst();
        clock.tick(Duration.ofSeconds(1));

        // When one succeeds, one fails again and one is not run
        run(
                job,
                ItemOutcome.ok(0, 2, 0.5, "{\"shipped\":true}"),
                failed(1, error(ItemError.Reason.EXCEPTION, "HTTP_400"), 1));
        assertThat(redrives.find(redrive.id()).orElseThrow().remaining()).isEqualTo(1);
        jobs.change(job, state -> new JobState.Cancelled(clock.instant()));

        // Then
        DeadLetter replayed = letter(all.get(0).id());
        assertThat(replayed.status()).isEqualTo(DeadLetterStatus.REPLAYED);
        assertThat(replayed.replays().count()).isEqualTo(1);
        assertThat(replayed.trouble().attempts()).isEqualTo(7);
        DeadLetter again = letter(all.get(1).id());
        assertThat(again.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(again.trouble().attempts()).isEqualTo(6);
        assertThat(again.trouble().error().errorClass()).isEqualTo("HTTP_400");
        assertThat(again.trouble().history()).hasSize(2);
        assertThat(again.trouble().lastFailedAt()).isEqualTo(clock.instant());
        assertThat(again.replays().failed()).isEqualTo(1);
        DeadLetter back = letter(all.get(2).id());
        assertThat(back.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(back.replays().count()).isZero();
        assertThat(jobs.outcomes("one", 0, 10, 1_000))
                .extracting(ItemOutcome::status)
                .containsExactly(OutcomeStatus.OK, OutcomeStatus.ERROR, OutcomeStatus.ERROR);
        assertThat(jobs.outcomes("one", 0, 1, 1_000).getFirst().result()).contains("{\"shipped\":true}");
        Redrive done = redrives.find(redrive.id()).orElseThrow();
        assertThat(done.progress()).isEqualTo(new Redrive.Progress(3, 3, 1, 1, 1));
        assertThat(done.state()).isEqualTo(Redrive.State.DONE);
        assertThat(done.endedAt()).contains(clock.instant());
        assertThat(letters.count(DeadLetterFilter.ALL)).isEqualTo(3);
        assertThat(heard.subList(3, 5)).containsExactly("again http EXCEPTION", "replayed http");
    }

    @Test
    void amendsNoOtherJobWhenAskedNotTo() {
        fail("one", 1);
        Redrive redrive = feedAll(submit(request(Redrive.Target.NEW_JOB)));
        run(redrive.jobs().getFirst(), ItemOutcome.ok(0, 1, 0.5, "{}"));

        assertThat(jobs.outcomes("one", 0, 10, 1_000).getFirst().status()).isEqualTo(OutcomeStatus.ERROR);
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
    }

    @Test
    void quarantinesWhatFailsItsThirdReplayUntilItIsReleased() {
        String id = fail("one", 1).getFirst().id();
        for (int i = 0; i < 3; i++) {
            assertThat(letter(id).status()).isEqualTo(DeadLetterStatus.OPEN);
            failReplay(submit(request(Redrive.Target.NEW_JOB)));
        }

        assertThat(letter(id).status()).isEqualTo(DeadLetterStatus.QUARANTINED);
        assertThat(letter(id).replays().failed()).isEqualTo(3);
        assertThat(submit(request(Redrive.Target.NEW_JOB)).progress().matched()).isZero();
        DeadLetter released = letters.release(id);
        assertThat(released.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(released.replays().failed()).isZero();
        assertThat(released.replays().count()).isEqualTo(3);
    }

    private void failReplay(Redrive redrive) {
        Redrive fed = feedAll(redrive);
        run(fed.jobs().getFirst(), failed(0, error(ItemError.Reason.RETRIES_EXHAUSTED, "HTTP_503"), 5));
    }

    @Test
    void givesBackWhatItHasTakenAsItWas() {
        // Given one in quarantine that is replayed, by a redrive that names its status
        String id = fail("one", HTTP, error(ItemError.Reason.WORKER_DIED, "EXIT_137"), 1)
                .getFirst()
                .id();
        Redrive redrive = feedAll(submit(new Redrive.Request(
                DeadLetterFilter.ALL.in(EnumSet.of(DeadLetterStatus.QUARANTINED)),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Redrive.Target.NEW_JOB)));
        assertThat(letter(id).status()).isEqualTo(DeadLetterStatus.REPLAYING);
        assertThatThrownBy(() -> letters.purge(id)).isInstanceOf(DeadLetterConflict.class);
        assertThatThrownBy(() -> letters.resolve(id, DeadLetter.Remarks.NONE, OptionalLong.empty()))
                .isInstanceOf(DeadLetterConflict.class);

        // When it is cancelled
        assertThat(redrives.cancel(redrive.id()).state()).isEqualTo(Redrive.State.CANCELLING);
        redrives.end(redrive.id());
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.CANCELLING);
        assertThat(redrives.giveBack(redrive.id(), Optional.of(redrive.jobs().getFirst()), 10))
                .isEqualTo(1);
        assertThat(redrives.giveBack(redrive.id(), Optional.of(redrive.jobs().getFirst()), 10))
                .isZero();
        redrives.end(redrive.id());

        // Then
        assertThat(letter(id).status()).isEqualTo(DeadLetterStatus.QUARANTINED);
        Redrive over = redrives.find(redrive.id()).orElseThrow();
        assertThat(over.state()).isEqualTo(Redrive.State.CANCELLED);
        assertThat(over.progress()).isEqualTo(new Redrive.Progress(1, 1, 0, 0, 1));
        assertThat(redrives.cancel(redrive.id()).state()).isEqualTo(Redrive.State.CANCELLED);
        assertThat(redrives.unfinished(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void replaysOneAtOnceWithWhatWasEdited() {
        // Given
        DeadLetter letter = fail("one", 2).getFirst();

        // When
        Redrive redrive = replay(letter, Optional.of("{\"order\":42}"));

        // Then it is taken before it is fed
        assertThat(letter(letter.id()).status()).isEqualTo(DeadLetterStatus.REPLAYING);
        assertThat(letter(letter.id()).payload()).isEqualTo(letter.payload());
        assertThatThrownBy(() -> replay(letter, Optional.empty())).isInstanceOf(DeadLetterConflict.class);
        Redrive fed = feedAll(redrive);
        assertThat(items(fed.jobs().getFirst()))
                .containsExactly(new InputItem(0, "{\"order\":42}", Optional.of("one:0")));
        assertThat(fed.progress()).isEqualTo(new Redrive.Progress(1, 1, 0, 0, 0));
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(1);
    }

    @Test
    void replaysAgainWhatIsDoneOnlyByForceAndNothingThatIsGone() {
        // Given letters in each status at rest, of a job type that is not installed
        List<DeadLetter> all = fail("one", 4);
        String resolved = all.get(0).id();
        letters.resolve(resolved, DeadLetter.Remarks.NONE, OptionalLong.empty());
        String purged = all.get(1).id();
        letters.purge(purged);
        String replayed = all.get(2).id();
        Redrive redrive = feedAll(replay(all.get(2), Optional.empty()));
        assertThatThrownBy(() -> redriving().replay(replayed, how(true), Optional.empty()))
                .isInstanceOf(DeadLetterConflict.class)
                .hasMessageContaining("is being replayed already");
        run(redrive.jobs().getFirst(), ItemOutcome.ok(0, 1, 0.1, "{}"));

        // Then the status is looked at first
        assertThatThrownBy(() -> redriving().replay(resolved, how(false), Optional.empty()))
                .isInstanceOf(DeadLetterConflict.class);
        assertThatThrownBy(() -> redriving().replay(replayed, how(false), Optional.empty()))
                .isInstanceOf(DeadLetterConflict.class);
        assertThatThrownBy(() -> redriving().replay(purged, how(true), Optional.empty()))
                .isInstanceOf(DeadLetterConflict.class);
        assertThatThrownBy(() -> redriving().replay(resolved, how(true), Optional.empty()))
                .isInstanceOf(UnavailableJobType.class);
        assertThatThrownBy(() -> redriving().replay(replayed, how(true), Optional.empty()))
                .isInstanceOf(UnavailableJobType.class);
        assertThatThrownBy(() -> redriving().replay("gone", how(true), Optional.empty()))
                .isInstanceOf(UnknownDeadLetter.class);
    }

    @Test
    void replaysOnceMoreWhatWasReplayed() {
        DeadLetter letter = fail("one", 1).getFirst();
        for (int i = 1; i <= 2; i++) {
            Redrive redrive = feedAll(replay(letter(letter.id()), Optional.empty()));
            run(redrive.jobs().getFirst(), ItemOutcome.ok(0, 1, 0.1, "{}"));
            assertThat(letter(letter.id()).replays().count()).isEqualTo(i);
            assertThat(letter(letter.id()).status()).isEqualTo(DeadLetterStatus.REPLAYED);
        }
    }

    @Test
    void givesBackAsItWasWhatIsReplayedByForce() {
        DeadLetter letter = fail("one", 1).getFirst();
        run(feedAll(replay(letter, Optional.empty())).jobs().getFirst(), ItemOutcome.ok(0, 1, 0.1, "{}"));
        Redrive forced = feedAll(replay(letter(letter.id()), Optional.empty()));

        redrives.giveBack(forced.id(), Optional.of(forced.jobs().getFirst()), 10);

        assertThat(letter(letter.id()).status()).isEqualTo(DeadLetterStatus.REPLAYED);
    }

    @Test
    void beginsNoRedriveOfJobTypesThatAreNotInstalled() {
        fail("one", 1);

        assertThatThrownBy(() -> redriving().begin(request(Redrive.Target.NEW_JOB), Optional.empty()))
                .isInstanceOf(UnavailableJobType.class)
                .hasMessageContaining("http");

        assertThat(redrives.list(Optional.empty(), 10)).isEmpty();
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(1);
    }

    private Redriving redriving() {
        return new Redriving(letters, redrives, jobs, new NoTypes(), this::id, clock, () -> {});
    }

    private static Redriving.Replay how(boolean force) {
        return new Redriving.Replay(Optional.empty(), force, Redrive.Target.NEW_JOB);
    }

    @Test
    void goesOnWhereAnotherServiceDied() {
        // Given two services, one of which dies behind its first batch
        List<DeadLetter> all = fail("one", 5);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 2);

        // When another one goes on
        RedriveFeeder another = new RedriveFeeder(redrives, jobs);
        while (another.step()) {
            // until nothing is left to do
        }

        // Then each is in the job once
        Redrive fed = redrives.find(redrive.id()).orElseThrow();
        assertThat(items(fed.jobs().getFirst()))
                .extracting(item -> item.key().orElseThrow())
                .containsExactlyElementsOf(all.stream()
                        .map(letter -> letter.origin().idempotencyKey())
                        .toList());
    }

    @Test
    void drivesOnALaterRedriveWhileManyOthersWaitForTheirJobs() {
        // Given more than are looked at together, none of whose jobs comes to its end
        List<DeadLetter> all = fail("one", 102);
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        for (DeadLetter letter : all.subList(0, 101)) {
            replay(letter, Optional.empty());
        }
        while (feeder.step()) {
            // until nothing is left to do
        }

        // When
        Redrive last = replay(all.getLast(), Optional.empty());
        while (feeder.step()) {
            // until nothing is left to do
        }

        // Then
        assertThat(redrives.find(last.id()).orElseThrow().state()).isEqualTo(Redrive.State.RUNNING);
    }

    @Test
    void givesBackOneThatWasNeverFed() {
        DeadLetter letter = fail("one", 1).getFirst();
        Redrive redrive = replay(letter, Optional.empty());
        redrives.cancel(redrive.id());

        assertThat(redrives.feed(redrive.id(), 10)).isFalse();
        assertThat(redrives.giveBack(redrive.id(), Optional.empty(), 10)).isEqualTo(1);
        redrives.end(redrive.id());

        assertThat(letter(letter.id()).status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.CANCELLED);
    }

    @Test
    void beginsARepeatedRedriveOnce() {
        fail("one", 1);
        NewJob.Idempotency key = new NewJob.Idempotency("key", "print");
        assertThat(redrives.earlier(key)).isEmpty();
        NewRedrive first = new NewRedrive(
                id(), clock.instant(), request(Redrive.Target.NEW_JOB), Optional.empty(), Optional.of(key));
        NewRedrive second = new NewRedrive(
                id(), clock.instant(), request(Redrive.Target.NEW_JOB), Optional.empty(), Optional.of(key));

        assertThat(redrives.submit(first).isNew()).isTrue();
        Redrives.Submission repeated = redrives.submit(second);

        assertThat(repeated.isNew()).isFalse();
        assertThat(repeated.sameRequest()).isTrue();
        assertThat(repeated.redrive().id()).isEqualTo(first.id());
        assertThat(redrives.earlier(new NewJob.Idempotency("key", "other"))
                        .orElseThrow()
                        .sameRequest())
                .isFalse();
        assertThat(redrives.list(Optional.empty(), 10)).hasSize(1);
        assertThat(redrives.list(Optional.of(first.id()), 10)).isEmpty();
    }

    @Test
    void endsARedriveThatFindsNothing() {
        assertThat(feedAll(submit(request(Redrive.Target.NEW_JOB))).state()).isEqualTo(Redrive.State.DONE);
    }

    @Test
    void makesALetterOfAnItemOfARedriveThatHasNone() {
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        NewJob job = new NewJob(
                "job", clock.instant(), HTTP, new ItemSource.Stored(), List.of("{}"), false, Optional.empty());
        database.write(connection -> intake.accept(connection, job, Optional.of(redrive.id()), 1));
        run("job", failed(0, error(ItemError.Reason.EXCEPTION, "X"), 1));

        assertThat(letters.count(ofJob("job"))).isEqualTo(1);
    }

    @Test
    void removesWhatIsTooOldOrTooManyAndWhatIsLeftOfIt() {
        // Given
        DeadLetterRetention retention = new DeadLetterRetention(
                letters,
                redrives,
                new DeadLetterRetention.Policy(3, Duration.ofDays(30), Duration.ofDays(7)),
                clock,
                DeadLetterListener.NONE);
        fail("old", COMMAND, error(ItemError.Reason.EXCEPTION, "X"), 2);
        clock.tick(Duration.ofDays(29));
        List<DeadLetter> five = fail("new", 5);
        letters.resolve(five.getLast().id(), DeadLetter.Remarks.NONE, OptionalLong.empty());
        Redrive redrive = submit(new Redrive.Request(
                DeadLetterFilter.ALL.ofType("http").in(OPEN),
                OptionalDouble.empty(),
                OptionalLong.of(1),
                Redrive.Target.NEW_JOB));
        feedAll(redrive);

        // When: four of the new ones count, and the resolved one goes first
        while (retention.step()) {
            // in slices
        }
        assertThat(letters.list(ofJob("new"), Optional.empty(), 10))
                .extracting(DeadLetter::id)
                .containsExactlyElementsOf(five.subList(0, 4).reversed().stream()
                        .map(DeadLetter::id)
                        .toList());
        assertThat(letters.count(ofJob("old"))).isEqualTo(2);

        // When time goes on
        letters.purge(five.get(1).id());
        clock.tick(Duration.ofDays(2));
        while (retention.step()) {
            // in slices
        }
        assertThat(letters.count(ofJob("old"))).isZero();
        assertThat(letters.find(five.get(1).id())).isPresent();
        clock.tick(Duration.ofDays(40));
        while (retention.step()) {
            // in slices
        }

        // Then only what is being replayed is left, and how to run it
        assertThat(letters.find(five.get(1).id())).isEmpty();
        assertThat(letters.list(DeadLetterFilter.ALL, Optional.empty(), 10))
                .extracting(DeadLetter::id)
                .containsExactly(five.getFirst().id());
        assertThat(recipes()).isEqualTo(1);
        assertThat(redrives.find(redrive.id())).isPresent();
    }

    @Test
    void drivesARedriveFromItsBeginToItsEnd() {
        // Given
        fail("one", 3);
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));

        // When
        assertThat(feeder.step()).isTrue();
        assertThat(feeder.step()).isFalse();

        // Then its job takes no more
        Redrive fed = redrives.find(redrive.id()).orElseThrow();
        assertThat(fed.state()).isEqualTo(Redrive.State.RUNNING);
        String job = fed.jobs().getFirst();
        assertThat(jobs.find(job).orElseThrow().state()).isEqualTo(new JobState.Queued());
        run(
                job,
                IntStream.range(0, 3)
                        .mapToObj(i -> ItemOutcome.ok(i, 1, 0.1, "{}"))
                        .toArray(ItemOutcome[]::new));
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
        assertThat(jobs.find(job).orElseThrow().state().label()).isEqualTo(JobState.Label.SUCCEEDED);
    }

    @Test
    void cancelsTheJobsOfARedriveAndGivesBackTheirLetters() {
        // Given one of two letters fed
        fail("one", 2);
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 1);
        String job = redrives.find(redrive.id()).orElseThrow().jobs().getFirst();

        // When
        redrives.cancel(redrive.id());
        feeder.step();

        // Then its end is that of its job
        assertThat(jobs.find(job).orElseThrow().state()).isEqualTo(new JobState.Cancelling(Optional.empty()));
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.CANCELLING);
        jobs.change(job, state -> new JobState.Cancelled(clock.instant()));
        feeder.step();
        Redrive over = redrives.find(redrive.id()).orElseThrow();
        assertThat(over.state()).isEqualTo(Redrive.State.CANCELLED);
        assertThat(over.progress()).isEqualTo(new Redrive.Progress(2, 1, 0, 0, 1));
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(2);
    }

    @Test
    void nobodyElseAddsToTheJobOfARedrive() {
        fail("one", 2);
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 1);
        String job = redrives.find(redrive.id()).orElseThrow().jobs().getFirst();

        for (OptionalLong position : List.of(OptionalLong.empty(), OptionalLong.of(1))) {
            assertThatThrownBy(() -> jobs.append(job, position, List.of("1"), 1))
                    .isInstanceOf(JobConflict.class)
                    .hasMessageContaining(job)
                    .hasMessageContaining("redrive");
        }

        // It goes on as if nothing had been
        while (feeder.step()) {
            // until nothing is left to do
        }
        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.RUNNING);
        assertThat(jobs.find(job).orElseThrow().items()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWithTheJobThatSomebodyCancels(boolean removed) {
        fail("one", 2);
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        Redrive redrive = submit(request(Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 1);
        String job = redrives.find(redrive.id()).orElseThrow().jobs().getFirst();
        jobs.change(job, state -> new JobState.Cancelled(clock.instant()));
        if (removed) {
            jobs.delete(job);
        }

        while (feeder.step()) {
            // until nothing is left to do
        }
        feeder.step();

        assertThat(redrives.find(redrive.id()).orElseThrow().state()).isEqualTo(Redrive.State.CANCELLED);
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(2);
    }

    @Test
    void drivesOthersOnWhenAJobIsDamagedAndSaysSo() {
        // Given two redrives that are being fed, one of which has a job that cannot be read
        Redrive damaged = fedOnce(fail("one", 3));
        String job = damaged.jobs().getFirst();
        Rows.damage(database, "job_spec", job);
        Redrive other = fedOnce(fail("two", 3));
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);

        // When
        assertThatThrownBy(() -> {
                    while (feeder.step()) {
                        // until nothing is left to do
                    }
                })
                .isInstanceOf(DamagedJob.class)
                .hasMessageContaining(job);
        run(
                other.jobs().getFirst(),
                IntStream.range(0, 3)
                        .mapToObj(i -> ItemOutcome.ok(i, 1, 0.1, "{}"))
                        .toArray(ItemOutcome[]::new));

        // Then the other one comes to its end, and this one waits
        assertThat(redrives.find(other.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
        Redrive waits = redrives.find(damaged.id()).orElseThrow();
        assertThat(waits.state()).isEqualTo(Redrive.State.FEEDING);
        assertThat(redriving().obstacle(waits).orElseThrow())
                .contains("of job " + job + " in table job_spec is damaged")
                .contains("cancel it");
        assertThat(redriving().obstacle(other)).isEmpty();

        // When it is repaired, it goes on
        Rows.damage(database, "job_spec", job);
        assertThat(redriving().obstacle(waits)).isEmpty();
        assertThat(feeder.step()).isFalse();
        assertThat(redrives.find(damaged.id()).orElseThrow().state()).isEqualTo(Redrive.State.RUNNING);
        assertThat(jobs.find(job).orElseThrow().state()).isEqualTo(new JobState.Queued());
    }

    @Test
    void settlesOthersWhenAJobIsDamaged() {
        // Given two redrives that are being run, one of which has a job that cannot be read
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        Redrive damaged = fedOnce(fail("one", 3));
        Redrive other = fedOnce(fail("two", 1_200));
        while (feeder.step()) {
            // until nothing is left to do
        }
        String job = damaged.jobs().getFirst();
        Rows.damage(database, "job_spec", job);

        // When the job of the other one ends before its letters were run
        jobs.change(other.jobs().getFirst(), state -> new JobState.Cancelled(clock.instant()));
        feeder.step();

        // Then
        assertThat(redrives.find(other.id()).orElseThrow().state()).isEqualTo(Redrive.State.DONE);
        assertThat(redrives.find(damaged.id()).orElseThrow().state()).isEqualTo(Redrive.State.RUNNING);
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(1_200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelsARedriveOneOfWhoseJobsIsDamaged(boolean running) {
        RedriveFeeder feeder = new RedriveFeeder(redrives, jobs);
        Redrive redrive = fedOnce(fail("one", 3));
        if (running) {
            while (feeder.step()) {
                // until nothing is left to do
            }
        }
        Rows.damage(database, "job_spec", redrive.jobs().getFirst());

        redrives.cancel(redrive.id());
        feeder.step();

        Redrive over = redrives.find(redrive.id()).orElseThrow();
        assertThat(over.state()).isEqualTo(Redrive.State.CANCELLED);
        assertThat(redriving().obstacle(over)).isEmpty();
        assertThat(letters.count(DeadLetterFilter.ALL.in(OPEN))).isEqualTo(3);
        assertThat(jobs.state(redrive.jobs().getFirst())).contains(new JobState.Cancelled(clock.instant()));
    }

    /** A redrive of letters that are open, the first of which was handed over. */
    private Redrive fedOnce(List<DeadLetter> all) {
        Redrive redrive = submit(new Redrive.Request(
                ofJob(all.getFirst().origin().jobId()).in(OPEN),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Redrive.Target.NEW_JOB));
        redrives.feed(redrive.id(), 1);
        return redrives.find(redrive.id()).orElseThrow();
    }

    private long recipes() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT COUNT(*) FROM dead_letter_recipe");
                    var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
