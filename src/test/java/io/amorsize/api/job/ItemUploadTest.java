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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemUploadTest {

    private final MemoryJobs jobs = new MemoryJobs();
    private final List<Duration> waits = new ArrayList<>();
    private final String id = jobs.submit(
                    new Proposal(Specs.ECHO, new ItemSource.Stored(), List.of(), true, Optional.empty()))
            .job()
            .id();

    private AcceptedItemsBody take(InputStream in) throws InterruptedException {
        return new ItemUpload(jobs, new JsonJobType<>(new EchoType()), id, 0, waits::add).take(new Lines(in));
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
        assertThat(take("{\"text\":\"a\"}\r\n\n  \n{\"text\":\"é\"}")).isEqualTo(new AcceptedItemsBody(2, 2));

        assertThat(jobs.documents(id)).containsExactly("{\"text\":\"a\"}", "{\"text\":\"é\"}");
        assertThat(take("")).isEqualTo(new AcceptedItemsBody(0, 0));
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
