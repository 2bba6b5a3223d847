package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobState;
import io.amorsize.job.Proposal;
import io.amorsize.testing.EchoType;
import io.amorsize.testing.JobSpecs;
import io.amorsize.testing.MemoryJobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemUploadTest {

    private final MemoryJobs jobs = new MemoryJobs();
    private final List<Duration> waits = new ArrayList<>();
    private final String id = jobs.submit(new Proposal(
                    JobSpecs.of(EchoType.NAME).build(), new ItemSource.Stored(), List.of(), true, Optional.empty()))
            .job()
            .id();

    private AcceptedItemsBody take(InputStream in) throws InterruptedException {
        return take(in, OptionalLong.empty());
    }

    private AcceptedItemsBody take(InputStream in, OptionalLong position) throws InterruptedException {
        long items = jobs.documents(id).size();
        return new ItemUpload(jobs, new JsonJobType<>(new EchoType()), id, items, position, waits::add)
                .take(new Lines(in));
    }

    private AcceptedItemsBody take(long position, String body) throws InterruptedException {
        return take(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), OptionalLong.of(position));
    }

    private Problem refused(long position, String body) {
        return Objects.requireNonNull(catchThrowableOfType(ProblemException.class, () -> take(position, body)))
                .problem();
    }

    private AcceptedItemsBody take(String body) throws InterruptedException {
        return take(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private Problem refused(InputStream in) {
        return Objects.requireNonNull(catchThrowableOfType(ProblemException.class, () -> take(in)))
                .problem();
    }

    private Problem refused(String body) {
        return refused(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"text\":\"" + i + "\"}")
                .collect(Collectors.joining("\n"));
    }

    @Test
    void takesLinesInOrderWhateverTheirEnds() throws InterruptedException {
        assertThat(take("{\"text\":\"a\"}\r\n\n  \n{\"text\":\"é\"}")).isEqualTo(new AcceptedItemsBody(2, 0, 2, 2));

        assertThat(jobs.documents(id)).containsExactly("{\"text\":\"a\"}", "{\"text\":\"é\"}");
        assertThat(take("")).isEqualTo(new AcceptedItemsBody(0, 0, 2, 2));
    }

    @Test
    void takesMoreThanABatchAndABuffer() throws InterruptedException {
        assertThat(take(lines(25_500)).accepted()).isEqualTo(25_500);
        assertThat(jobs.documents(id)).hasSize(25_500).endsWith("{\"text\":\"25499\"}");
    }

    @Test
    void keepsWhatStandsBeforeABadLine() {
        Problem problem = refused(lines(2_016) + "\n{\"txt\":\"a\"}\n" + lines(5));

        assertThat(problem.itemsAccepted()).isEqualTo(2_016);
        assertThat(problem.detail()).endsWith("2016 items before it were taken and are kept.");
        assertThat(problem.errors())
                .extracting(Violation::pointer)
                .containsExactly("/lines/2017/txt", "/lines/2017/text");
        assertThat(jobs.documents(id)).hasSize(2_016);
    }

    @Test
    void takesWhatIsSentAgainOnce() throws InterruptedException {
        assertThat(take(0, lines(2_500))).isEqualTo(new AcceptedItemsBody(2_500, 0, 2_500, 2_500));

        assertThat(take(0, lines(2_500))).isEqualTo(new AcceptedItemsBody(2_500, 2_500, 2_500, 2_500));
        assertThat(take(0, lines(2_700))).isEqualTo(new AcceptedItemsBody(2_700, 2_500, 2_700, 2_700));
        assertThat(take(0, lines(10))).isEqualTo(new AcceptedItemsBody(10, 10, 10, 2_700));
        assertThat(jobs.documents(id)).hasSize(2_700).doesNotHaveDuplicates();
    }

    @Test
    void refusesAPositionWhereItemsAreMissingBeforeItReadsAny() {
        Problem problem = refused(1, "no item at all");

        assertThat(problem.code()).isEqualTo(ProblemCode.POSITION_CONFLICT);
        assertThat(problem.errors()).extracting(Violation::parameter).containsExactly("position");
        assertThat(problem.itemsAccepted()).isZero();
        assertThat(problem.position()).isZero();
    }

    @Test
    void refusesOtherItemsThanTheJobHas() throws InterruptedException {
        take(0, lines(1_500));

        Problem problem = refused(500, lines(1_000));

        assertThat(problem.code()).isEqualTo(ProblemCode.POSITION_CONFLICT);
        assertThat(problem.position()).isEqualTo(1_500);
        assertThat(jobs.documents(id)).hasSize(1_500);
    }

    @Test
    void tellsWhereToGoOnBehindABadLine() throws InterruptedException {
        take(0, lines(2_000));

        Problem problem = refused(0, lines(2_016) + "\n{\"txt\":\"a\"}\n");
        assertThat(problem.itemsAccepted()).isEqualTo(2_016);
        assertThat(problem.position()).isEqualTo(2_016);
        assertThat(refused(lines(4) + "\n[]").position()).isEqualTo(2_020);
    }

    @Test
    void refusesWhatIsNoText() {
        Problem problem = refused(new ByteArrayInputStream(new byte[] {'{', '}', (byte) 0xff, '\n'}));

        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem.errors()).extracting(Violation::pointer).containsExactly("/lines/1");
    }

    @Test
    void refusesALineWithoutEnd() {
        Problem problem = refused("{\"text\":\"a\"}\n{\"text\":\"" + "x".repeat(3 << 20));

        assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
        assertThat(problem.itemsAccepted()).isEqualTo(1);
        assertThat(problem.errors()).extracting(Violation::pointer).containsExactly("/lines/2");
    }

    @Test
    void tellsWhatWasKeptWhenTheStreamBreaks() {
        Problem problem = refused(new SequenceInputStream(
                new ByteArrayInputStream((lines(3) + "\n").getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken");
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        return read();
                    }
                }));

        assertThat(problem.code()).isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(problem.itemsAccepted()).isEqualTo(3);
    }

    @Test
    void tellsWhatWasKeptWhenTheJobTakesNoMore() {
        jobs.put(id, new JobState.Cancelling(Optional.empty()));

        Problem problem = refused(lines(3));

        assertThat(problem.code()).isEqualTo(ProblemCode.JOB_CONFLICT);
        assertThat(problem.itemsAccepted()).isZero();
    }

    @Test
    void waitsForAServiceThatIsOverloaded() throws InterruptedException {
        jobs.refuseNext(3);

        assertThat(take(lines(3)).accepted()).isEqualTo(3);
        assertThat(waits.stream().filter(wait -> wait.equals(Duration.ofSeconds(1))))
                .hasSize(3);
    }

    @Test
    void doesNotWaitForEver() {
        jobs.refuseNext(1_000);

        Problem problem = refused(lines(3));

        assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED);
        assertThat(waits).hasSizeLessThan(60);
    }

    @Test
    void takesWhatIsThereWhenNothingComes() throws InterruptedException {
        List<Integer> takenBefore = new ArrayList<>();
        InputStream first = new ByteArrayInputStream((lines(3) + "\n").getBytes(StandardCharsets.UTF_8));
        InputStream in = new InputStream() {
            @Override
            public int available() throws IOException {
                return first.available();
            }

            @Override
            public int read() throws IOException {
                throw new IOException("only in pieces");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = first.read(to, offset, length);
                if (read < 0) {
                    takenBefore.add(jobs.documents(id).size());
                }
                return read;
            }
        };

        take(in);

        assertThat(takenBefore).containsExactly(3);
    }
}
