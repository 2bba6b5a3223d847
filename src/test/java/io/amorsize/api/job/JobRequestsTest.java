package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobSpec;
import io.amorsize.job.PlanWish;
import io.amorsize.job.Proposal;
import io.amorsize.job.RetryPolicy;
import io.amorsize.testing.EchoType;
import io.amorsize.testing.JobSpecs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRequestsTest {

    private static final String KNOWN = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10";
    private static final PlanWish.Fixed ADVICE = new PlanWish.Fixed(7, 3, Optional.empty());

    private final JobRequests requests = new JobRequests(
            new JsonJobTypes(List.of(new EchoType())), id -> id.equals(KNOWN) ? Optional.of(ADVICE) : Optional.empty());

    private Proposal read(String body) {
        return requests.read(body.getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty());
    }

    private Problem refused(String body) {
        return Objects.requireNonNull(catchThrowableOfType(ProblemException.class, () -> read(body)))
                .problem();
    }

    @Test
    void defaultsAreThoseOfTheDomain() {
        Proposal proposal = read("{\"type\":\"echo\",\"items\":[ {\"text\": \"a\"} ]}");

        assertThat(proposal.spec()).isEqualTo(JobSpecs.of(EchoType.NAME).build());
        assertThat(proposal.items()).containsExactly("{\"text\":\"a\"}");
        assertThat(proposal.open()).isFalse();
        assertThat(proposal.source()).isEqualTo(new ItemSource.Stored());
    }

    @Test
    void readsEverything() {
        Proposal proposal = requests.read(
                """
                {"type":"echo","parameters":{"prefix":"p"},"range":{"from":5,"to":9},
                "plan":{"mode":"ADVISED","recommendationId":"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"},
                "itemTimeoutSeconds":10,"deadlineSeconds":60,"priority":20,
                "retry":{"maxAttempts":5,"initialDelaySeconds":40,"retryOn":["HTTP_503"]},
                "rateLimit":{"itemsPerSecond":2.5},"failurePolicy":{"maxFailures":3},"labels":{"team":"a b"}}
                """.getBytes(StandardCharsets.UTF_8),
                Optional.of("key"),
                Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));

        JobSpec spec = proposal.spec();
        assertThat(proposal.source()).isEqualTo(new ItemSource.Range(5, 9));
        assertThat(spec.plan()).isEqualTo(new PlanWish.Advised(KNOWN, ADVICE));
        assertThat(spec.parameters()).isEqualTo("{\"prefix\":\"p\"}");
        assertThat(spec.retry().maxDelaySeconds()).isEqualTo(40);
        assertThat(spec.retry().multiplier()).isEqualTo(RetryPolicy.DEFAULT.multiplier());
        assertThat(spec.rateLimit().orElseThrow().burst()).isEqualTo(1);
        assertThat(spec.failurePolicy().maxFailureShare()).isEqualTo(1);
        assertThat(spec.labels()).containsEntry("team", "a b");
        assertThat(spec.traceId()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(proposal.idempotency().orElseThrow().fingerprint()).hasSize(64);
        assertThat(read("{\"type\":\"echo\",\"items\":\"stream\"}").open()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"ecko","items":"stream"}                                           | /type | INVALID_VALUE
            {"items":"stream"}                                                         | /type | MISSING_FIELD
            {"type":"e\\u0000","items":"stream"}                                       | /type | INVALID_VALUE
            {"type":"echo"}                                                            | `` | MISSING_FIELD
            {"type":"echo","items":"stream","range":{"from":0,"to":1}}                 | /range | CONTRADICTION
            {"type":"echo","items":[]}                                                 | /items | OUT_OF_RANGE
            {"type":"echo","items":"streams"}                                          | /items | WRONG_TYPE
            {"type":"echo","items":{}}                                                 | /items | WRONG_TYPE
            {"type":"echo","items":null}                                               | /items | WRONG_TYPE
            {"type":"echo","items":[{"text":"a"},{"text":"a","tags":{"x":1}}]}         | /items/1/tags/x | WRONG_TYPE
            {"type":"echo","items":[{"text":"a"},3]}                                   | /items/1 | WRONG_TYPE
            {"type":"echo","items":[{"text":"a","txt":1}]}                             | /items/0/txt | UNKNOWN_FIELD
            {"type":"echo","items":"stream","parameters":{"prefix":3}}                 | /parameters/prefix | WRONG_TYPE
            {"type":"echo","items":"stream","parameters":[]}                           | /parameters | WRONG_TYPE
            {"type":"echo","range":{"from":3,"to":3}}                                  | /range/to | CONTRADICTION
            {"type":"echo","range":{"from":9,"to":3}}                                  | /range/to | CONTRADICTION
            {"type":"echo","range":{"from":-1,"to":3}}                                 | /range/from | OUT_OF_RANGE
            {"type":"echo","items":"stream","plan":{"mode":"FIXED"}}                   | /plan/workers | MISSING_FIELD
            {"type":"echo","items":"stream","plan":{"mode":"AUTO","workers":3}}        | /plan/workers | CONTRADICTION
            {"type":"echo","items":"stream","plan":{"mode":"ADVISED"}}                 | /plan/recommendationId | MISSING_FIELD
            {"type":"echo","items":"stream","plan":{"mode":"ADVISED","recommendationId":"x\\u0000"}} | /plan/recommendationId | INVALID_VALUE
            {"type":"echo","items":"stream","retry":{"maxDelaySeconds":0.1}}           | /retry/maxDelaySeconds | CONTRADICTION
            {"type":"echo","items":"stream","priority":0}                              | /priority | OUT_OF_RANGE
            {"type":"echo","items":"stream","labels":{"a/b":"c"}}                      | /labels/a~1b | INVALID_VALUE
            {"type":"echo","items":"stream","labels":{"a":"\\u0000"}}                  | /labels/a | INVALID_VALUE
            {"type":"echo","items":"stream","labels":{"a":"\\ud800"}}                  | /labels/a | INVALID_VALUE
            {"type":"echo","items":"stream","rateLimit":{"burst":2}}                   | /rateLimit/itemsPerSecond | MISSING_FIELD
            {"type":"echo","items":"stream","item":1}                                  | /item | UNKNOWN_FIELD
            """)
    void pointsAtWhatIsWrong(String body, String pointer, String code) {
        Problem problem = refused(body);

        assertThat(problem.errors()).as(body).hasSize(1);
        Violation error = Objects.requireNonNull(problem.errors()).getFirst();
        assertThat(error.pointer() + " " + error.code()).isEqualTo(pointer + " " + code);
    }

    @Test
    void namesNoMoreErrorsThanAnybodyReads() {
        String items = "1,".repeat(5_000) + "1";

        assertThat(refused("{\"type\":\"echo\",\"items\":[" + items + "]}").errors())
                .hasSize(100);
    }
}
