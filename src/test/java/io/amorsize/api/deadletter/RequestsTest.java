package io.amorsize.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Violation;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.Redrive;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

    private static final RecordReader<Requests.RedriveRequest> REDRIVE = RecordReader.of(Requests.RedriveRequest.class);
    private static final RecordReader<Requests.PurgeRequest> PURGE = RecordReader.of(Requests.PurgeRequest.class);
    private static final RecordReader<Requests.ResolveRequest> RESOLVE = RecordReader.of(Requests.ResolveRequest.class);

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void takesOpenLettersIntoNewJobsUnlessToldOtherwise() throws MalformedBody {
        Violations violations = new Violations();
        Requests.RedriveRequest read =
                Objects.requireNonNull(REDRIVE.read(bytes("{'filter': {'type': 'http'}}"), violations));

        Redrive.Request request = read.toRequest(violations.below("/filter"));
        assertThat(violations.isEmpty()).isTrue();
        assertThat(request.filter().statuses()).containsExactly(DeadLetterStatus.OPEN);
        assertThat(request.filter().type()).contains("http");
        assertThat(request.target()).isEqualTo(Redrive.Target.NEW_JOB);
    }

    @Test
    void tellsTheFilterOfARedriveSoThatItCanBeSentAgain() throws Exception {
        Violations violations = new Violations();
        String sent = "{'filter': {'type': 'http', 'status': 'OPEN', 'minAttempts': 2}}".replace('\'', '"');
        Redrive.Request request =
                Objects.requireNonNull(REDRIVE.read(bytes(sent), violations)).toRequest(violations.below("/filter"));

        String told = new ObjectMapper().writeValueAsString(FilterInput.of(request.filter()));

        assertThat(new ObjectMapper().readTree("{\"filter\": " + told + "}"))
                .isEqualTo(new ObjectMapper().readTree(sent));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/filter",
                "{'filter': {'status': 'REPLAYED'}}|/filter/status",
                "{'filter': {'status': 'open'}}|/filter/status",
                "{'filter': {'from': 'yesterday'}}|/filter/from",
                "{'filter': {'from': '+1000000000-12-31T23:59:59Z'}}|/filter/from",
                "{'filter': {'from': '2026-01-02T00:00:00Z', 'to': '2026-01-01T00:00:00Z'}}|/filter/to",
                "{'filter': {'jobId': 'a b'}}|/filter/jobId",
                "{'filter': {'errorClass': 'a\\u0000'}}|/filter/errorClass",
                "{'filter': {'tag': '%'}}|/filter/tag",
                "{'filter': {'minAttempts': -1}}|/filter/minAttempts",
                "{'filter': {'nothing': 1}}|/filter/nothing",
                "{'filter': {}, 'itemsPerSecond': 0}|/itemsPerSecond",
                "{'filter': {}, 'maxItems': 0}|/maxItems",
                "{'filter': {}, 'dryRun': 1}|/dryRun",
                "{'filter': {}, 'target': 'HERE'}|/target",
            })
    void namesWhatIsWrongWithARedrive(String body, String pointer) throws MalformedBody {
        Violations violations = new Violations();
        Requests.RedriveRequest read = REDRIVE.read(bytes(body), violations);
        if (read != null && violations.isEmpty()) {
            read.toRequest(violations.below("/filter"));
        }

        assertThat(violations.toList()).extracting(Violation::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'filter': {}}|/expectedCount",
                "{'filter': {}, 'expectedCount': -1}|/expectedCount",
                "{'filter': {'status': 'REPLAYING'}, 'expectedCount': 1}|/filter/status",
                "{'filter': {'status': 'PURGED'}, 'expectedCount': 1}|/filter/status",
            })
    void namesWhatIsWrongWithAPurge(String body, String pointer) throws MalformedBody {
        Violations violations = new Violations();
        Requests.PurgeRequest read = PURGE.read(bytes(body), violations);
        if (read != null && violations.isEmpty()) {
            read.toFilter(violations.below("/filter"));
        }

        assertThat(violations.toList()).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void namesWhatIsWrongWithTags() throws MalformedBody {
        Violations violations = new Violations();
        RESOLVE.read(bytes("{'tags': ['a', 'B']}"), violations);
        RESOLVE.read(bytes("{'tags': ['a', 'a']}"), violations);

        assertThat(violations.toList()).extracting(Violation::pointer).isEqualTo(List.of("/tags/1", "/tags"));
    }
}
