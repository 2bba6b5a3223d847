package io.amorsize.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.recommendation.Headline;
import io.amorsize.recommendation.IdempotentAnswer;
import io.amorsize.recommendation.IdempotentAnswers;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.RecommendationArchive;
import io.amorsize.recommendation.Retention;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.recommendation.WorkloadCount;
import io.amorsize.testing.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for kept recommendations and answers, whatever database they are in. */
abstract class RecommendationArchiveContract {

    private static final Retention ALL = new Retention(1_000_000, Duration.ofDays(10_000), 1L << 40);
    private static final Instant NOW = Kept.EPOCH.plusSeconds(3_600);
    private static final Instant LONG_AGO = Kept.EPOCH.minus(Duration.ofDays(1));

    @SuppressWarnings("NullAway.Init") // before each test
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private RecommendationArchive archive;

    @SuppressWarnings("NullAway.Init")
    private IdempotentAnswers answers;

    /** An open database with an up-to-date and empty schema. */
    abstract Database empty();

    @BeforeEach
    void open() {
        database = empty();
        archive = new SqlRecommendationArchive(database);
        answers = new SqlIdempotentAnswers(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsWhatWasSavedUnchanged() {
        KeptRecommendation plain = Kept.numbered(1);
        KeptRecommendation odd = Kept.answering(
                2, "{\"text\":\"\u0000 “quotes” 'n' \\\\ \uD83D\uDE00\", \"number\": 0.30000000000000004}");

        archive.save(List.of(plain, odd));

        assertThat(archive.find(plain.headline().id())).contains(plain);
        assertThat(archive.find(odd.headline().id())).contains(odd);
        assertThat(archive.find(Kept.id(3))).isEmpty();
    }

    @Test
    void leavesTheFirstOfTwoWithOneIdentifier() {
        archive.save(List.of(Kept.answering(1, "first")));

        archive.save(List.of(Kept.answering(1, "second"), Kept.answering(2, "other")));

        assertThat(archive.find(Kept.id(1))).map(KeptRecommendation::answer).contains("first");
        assertThat(archive.find(Kept.id(2))).map(KeptRecommendation::answer).contains("other");
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        archive.save(IntStream.range(0, 25).mapToObj(Kept::numbered).toList());

        List<String> seen = new ArrayList<>();
        Optional<String> before = Optional.empty();
        List<Headline> page = archive.newest(10, before, Optional.empty());
        while (!page.isEmpty()) {
            page.forEach(headline -> seen.add(headline.id()));
            page = archive.newest(10, Optional.of(seen.getLast()), Optional.empty());
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> Kept.id(24 - i)).toList());
    }

    @Test
    void listsWhatIsSavedInTheHeadline() {
        KeptRecommendation kept = Kept.named(7, "orders");
        archive.save(List.of(kept));

        assertThat(archive.newest(1, Optional.empty(), Optional.empty())).containsExactly(kept.headline());
    }

    @Test
    void listsOneWorkloadOnly() {
        archive.save(
                List.of(Kept.named(1, "orders"), Kept.numbered(2), Kept.named(3, "Orders"), Kept.named(4, "orders")));

        assertThat(archive.newest(10, Optional.empty(), Optional.of("orders")))
                .extracting(Headline::id)
                .containsExactly(Kept.id(4), Kept.id(1));
        assertThat(archive.newest(10, Optional.of(Kept.id(4)), Optional.of("orders")))
                .extracting(Headline::id)
                .containsExactly(Kept.id(1));
        assertThat(archive.newest(10, Optional.empty(), Optional.of("' OR '1' = '1")))
                .isEmpty();
    }

    @Test
    void countsTheWorkloadsThatHaveNames() {
        archive.save(List.of(
                Kept.named(1, "b"), Kept.named(2, "a"), Kept.named(3, "B"), Kept.named(4, "b"), Kept.numbered(5)));

        assertThat(archive.workloads())
                .containsExactly(new WorkloadCount("B", 1), new WorkloadCount("a", 1), new WorkloadCount("b", 2));
    }

    @Test
    void prunesNothingThatMayStay() {
        archive.save(List.of(Kept.numbered(1), Kept.numbered(2)));

        assertThat(archive.prune(ALL, NOW)).isZero();
        assertThat(archive.newest(10, Optional.empty(), Optional.empty())).hasSize(2);
    }

    @Test
    void prunesTheOldestBeyondTheCount() {
        archive.save(IntStream.range(0, 1_300).mapToObj(Kept::numbered).toList());

        assertThat(archive.prune(new Retention(3, ALL.age(), ALL.bytes()), NOW)).isEqualTo(1_297);
        assertThat(archive.newest(10, Optional.empty(), Optional.empty()))
                .extracting(Headline::id)
                .containsExactly(Kept.id(1_299), Kept.id(1_298), Kept.id(1_297));
    }

    @Test
    void prunesWhatIsTooOld() {
        archive.save(IntStream.range(0, 10).mapToObj(Kept::numbered).toList());
        Instant now = Kept.EPOCH.plusSeconds(100);

        assertThat(archive.prune(new Retention(ALL.count(), Duration.ofSeconds(95), ALL.bytes()), now))
                .isEqualTo(5);
        assertThat(archive.newest(10, Optional.empty(), Optional.empty()))
                .extracting(Headline::id)
                .endsWith(Kept.id(5));
    }

    @Test
    void prunesTheOldestBeyondTheBytes() {
        String noise = IntStream.range(0, 2_000)
                .mapToObj(i -> Integer.toHexString(i * 7919))
                .toList()
                .toString();
        archive.save(
                IntStream.range(0, 20).mapToObj(i -> Kept.answering(i, noise)).toList());

        int removed = archive.prune(new Retention(ALL.count(), ALL.age(), 40_000), NOW);

        assertThat(removed).isBetween(1, 19);
        assertThat(archive.newest(100, Optional.empty(), Optional.empty()))
                .hasSize(20 - removed)
                .extracting(Headline::id)
                .startsWith(Kept.id(19));
        assertThat(archive.prune(new Retention(ALL.count(), ALL.age(), 40_000), NOW))
                .isZero();
    }

    @Test
    void keepsAnAnswerWithItsRecommendations() {
        IdempotentAnswer answer = answer("key", "f", "{}", Kept.EPOCH);

        assertThat(answers.keepFirst(answer, List.of(Kept.numbered(1)), LONG_AGO))
                .isEqualTo(answer);

        assertThat(answers.find("key", LONG_AGO)).contains(answer);
        assertThat(answers.find("other", LONG_AGO)).isEmpty();
        assertThat(archive.find(Kept.id(1))).isPresent();
    }

    @Test
    void keepsTheFirstAnswerAndNothingOfTheSecond() {
        IdempotentAnswer first = answer("key", "f", "first", Kept.EPOCH);
        answers.keepFirst(first, List.of(Kept.numbered(1)), LONG_AGO);

        IdempotentAnswer kept = answers.keepFirst(
                answer("key", "g", "second", Kept.EPOCH.plusSeconds(1)), List.of(Kept.numbered(2)), LONG_AGO);

        assertThat(kept).isEqualTo(first);
        assertThat(archive.find(Kept.id(2))).isEmpty();
    }

    @Test
    void replacesAnAnswerThatIsTooOld() {
        answers.keepFirst(answer("key", "f", "first", Kept.EPOCH), List.of(), LONG_AGO);
        Instant since = Kept.EPOCH.plusMillis(1);
        IdempotentAnswer second = answer("key", "g", "second", Kept.EPOCH.plusSeconds(1));

        assertThat(answers.find("key", since)).isEmpty();
        assertThat(answers.keepFirst(second, List.of(), since)).isEqualTo(second);
        assertThat(answers.find("key", since)).contains(second);
    }

    @Test
    void forgetsAnswersThatAreTooOld() {
        answers.keepFirst(answer("old", "f", "1", Kept.EPOCH), List.of(), LONG_AGO);
        answers.keepFirst(answer("new", "f", "2", Kept.EPOCH.plusSeconds(10)), List.of(), LONG_AGO);

        assertThat(answers.forget(Kept.EPOCH.plusSeconds(10))).isEqualTo(1);
        assertThat(answers.find("old", LONG_AGO)).isEmpty();
        assertThat(answers.find("new", LONG_AGO)).isPresent();
    }

    @Test
    void ofManyAtOnceOneKeepsItsAnswer() throws Exception {
        List<IdempotentAnswer> kept = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<IdempotentAnswer>> racing = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> answers.keepFirst(
                            answer("key", "f", "answer " + i, Kept.EPOCH), List.of(Kept.numbered(i)), LONG_AGO)))
                    .toList();
            for (Future<IdempotentAnswer> each : racing) {
                kept.add(each.get());
            }
        }

        assertThat(kept).hasSize(16).containsOnly(kept.getFirst());
        assertThat(archive.newest(100, Optional.empty(), Optional.empty())).hasSize(1);
    }

    @Test
    void saysThatItIsUnavailable() {
        database.close();

        assertThatThrownBy(() -> archive.save(List.of(Kept.numbered(1)))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> archive.find(Kept.id(1))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> answers.find("key", LONG_AGO)).isInstanceOf(StoreUnavailable.class);
    }

    private static IdempotentAnswer answer(String key, String fingerprint, String text, Instant at) {
        return new IdempotentAnswer(key, fingerprint, at, text);
    }
}
