package io.amorsize.api.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.Violation;
import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Machine;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Observation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendationRequestTest {

    private static final RecordReader<RecommendationRequest> READER = RecordReader.of(RecommendationRequest.class);
    private static final Machine HERE = new Machine(HostCapacity.ofCores(4), Calibration.priors());
    private static final String TIME = "'itemTime':{'meanSeconds':0.1}";

    /** What is put into {@code {"workload":{"items":10, …}} }, where it goes wrong, with which code and words. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // shape
                "'itemTime':{'meanSeconds':0.1},'itmes':3 | /workload/itmes | UNKNOWN_FIELD | did you mean items?",
                "'itemTime':{'meanSeconds':0.1},'qqqqqqqq':3 | /workload/qqqqqqqq | UNKNOWN_FIELD | the fields are",
                "'itemTime':{'meanSeconds':0.1},'a/b~c':3 | /workload/a~1b~0c | UNKNOWN_FIELD | is not a field here",
                "'itemTime':{'meanSeconds':0.1},'items':11 | /workload/items | DUPLICATE_FIELD | more than once",
                "'itemTime':{'meanSeconds':'0.1'} | /workload/itemTime/meanSeconds | WRONG_TYPE | the text \"0.1\"",
                "'itemTime':{'meanSeconds':null} | /workload/itemTime/meanSeconds | WRONG_TYPE | leave the field out",
                "'itemTime':{'meanSeconds':true} | /workload/itemTime/meanSeconds | WRONG_TYPE | but is true",
                "'itemTime':[1] | /workload/itemTime | WRONG_TYPE | must be an object, but is a list",
                "'itemTime':{'meanSeconds':0.1},'repetitions':1.5 | /workload/repetitions | WRONG_TYPE | whole number",
                "'itemTime':{'meanSeconds':0.1},'ordered':1 | /workload/ordered | WRONG_TYPE | true or false",
                "'itemTime':{'meanSeconds':0.1},'name':5 | /workload/name | WRONG_TYPE | must be a text",
                "'samples':{'wallSeconds':0.1} | /workload/samples/wallSeconds | WRONG_TYPE | must be a list",
                "'samples':{'wallSeconds':[0.1,'x']} | /workload/samples/wallSeconds/1 | WRONG_TYPE | must be a number",
                "'observations':[{'workers':1,'itemsPerSecond':5},7] | /workload/observations/1 | WRONG_TYPE | object",
                // ranges
                "'itemTime':{'meanSeconds':0} | /workload/itemTime/meanSeconds | OUT_OF_RANGE | between 1e-9 and",
                "'itemTime':{'meanSeconds':-1} | /workload/itemTime/meanSeconds | OUT_OF_RANGE | but is -1",
                "'itemTime':{'meanSeconds':1e400} | /workload/itemTime/meanSeconds | OUT_OF_RANGE | but is 1e400",
                "'itemTime':{'meanSeconds':1e-400} | /workload/itemTime/meanSeconds | OUT_OF_RANGE | but is 1e-400",
                "'itemTime':{'meanSeconds':2e9} | /workload/itemTime/meanSeconds | OUT_OF_RANGE | 1,000,000,000",
                "'itemTime':{'meanSeconds':0.1,'standardDeviationSeconds':-1} | /workload/itemTime/standardDeviationSeconds | OUT_OF_RANGE | between 0 and",
                "'itemTime':{'meanSeconds':0.1},'cpuShare':1.01 | /workload/cpuShare | OUT_OF_RANGE | between 0 and 1,",
                "'itemTime':{'meanSeconds':0.1},'payloadBytes':-1 | /workload/payloadBytes | OUT_OF_RANGE | but is -1",
                "'itemTime':{'meanSeconds':0.1},'payloadBytes':1e19 | /workload/payloadBytes | OUT_OF_RANGE | but is 1e19",
                "'itemTime':{'meanSeconds':0.1},'payloadBytes':99999999999999999999 | /workload/payloadBytes | OUT_OF_RANGE | but is 9999",
                "'itemTime':{'meanSeconds':0.1},'downstreamConcurrency':0 | /workload/downstreamConcurrency | OUT_OF_RANGE | 1,000,000",
                "'samples':{'wallSeconds':[0.1,0]} | /workload/samples/wallSeconds/1 | OUT_OF_RANGE | between 1e-9",
                "'samples':{'wallSeconds':[]} | /workload/samples/wallSeconds | OUT_OF_RANGE | at least 1 element",
                "'observations':[] | /workload/observations | OUT_OF_RANGE | at least 1 element",
                "'observations':[{'workers':0,'itemsPerSecond':5}] | /workload/observations/0/workers | OUT_OF_RANGE | 1,000,000",
                // texts
                "'itemTime':{'meanSeconds':0.1},'name':'' | /workload/name | INVALID_VALUE | must match",
                "'itemTime':{'meanSeconds':0.1},'name':'a b' | /workload/name | INVALID_VALUE | but is \"a b\"",
                // missing
                "'ordered':true | /workload | MISSING_FIELD | needs itemTime, samples or observations",
                "'itemTime':{'maxSeconds':1} | /workload/itemTime | MISSING_FIELD | needs meanSeconds or p50Seconds",
                "'samples':{'cpuSeconds':[1]} | /workload/samples/wallSeconds | MISSING_FIELD | is missing",
                "'observations':[{'itemsPerSecond':5}] | /workload/observations/0/workers | MISSING_FIELD | is missing",
                "'observations':[{'workers':2}] | /workload/observations/0 | MISSING_FIELD | needs elapsedSeconds or",
                // contradictions
                "'itemTime':{'p50Seconds':0.2,'p95Seconds':0.1} | /workload/itemTime/p95Seconds | CONTRADICTION | below p50Seconds",
                "'itemTime':{'p50Seconds':0.1,'p95Seconds':0.3,'maxSeconds':0.2} | /workload/itemTime/maxSeconds | CONTRADICTION | below p95Seconds",
                "'itemTime':{'p50Seconds':0.3,'maxSeconds':0.2} | /workload/itemTime/maxSeconds | CONTRADICTION | below p50Seconds",
                "'itemTime':{'meanSeconds':0.3,'maxSeconds':0.2} | /workload/itemTime/maxSeconds | CONTRADICTION | below meanSeconds",
                "'itemTime':{'meanSeconds':0.1,'standardDeviationSeconds':0.3,'maxSeconds':0.2} | /workload/itemTime/maxSeconds | CONTRADICTION | below standardDeviationSeconds",
                "'itemTime':{'meanSeconds':0.1,'p50Seconds':0.3} | /workload/itemTime/meanSeconds | CONTRADICTION | half of p50Seconds",
                "'itemTime':{'p50Seconds':1e-6,'p95Seconds':1} | /workload/itemTime/p95Seconds | OUT_OF_RANGE | 10,000 times",
                "'samples':{'wallSeconds':[1,2],'cpuSeconds':[1]} | /workload/samples/cpuSeconds | CONTRADICTION | as many elements",
                "'samples':{'wallSeconds':[1,2],'payloadBytes':[1]} | /workload/samples/payloadBytes | CONTRADICTION | has 1 and",
                "'samples':{'wallSeconds':[1,2],'resultBytes':[1,2,3]} | /workload/samples/resultBytes | CONTRADICTION | has 3 and",
                "'observations':[{'workers':2,'elapsedSeconds':5,'itemsPerSecond':2}] | /workload/observations/0/itemsPerSecond | CONTRADICTION | one of them",
            })
    void saysWhatIsWrongWithAWorkload(String inside, String pointer, ProblemCode code, String words) throws Exception {
        onlyViolation("{'workload':{'items':10," + inside + "}}", pointer, code, words);
    }

    /** The same for what stands beside a sound workload. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'runtime':'PYTHON_THREAD' | /runtime | INVALID_VALUE | did you mean PYTHON_THREADS?",
                "'runtime':'auto' | /runtime | INVALID_VALUE | did you mean AUTO?",
                "'runtime':3 | /runtime | WRONG_TYPE | one of the texts AUTO",
                "'runtime':'CUSTOM','overheads':{'workerStartSeconds':1} | /overheads/dispatchSeconds | MISSING_FIELD | CUSTOM",
                "'runtime':'CUSTOM','overheads':{'dispatchSeconds':1} | /overheads/workerStartSeconds | MISSING_FIELD | CUSTOM",
                "'runtime':'CUSTOM','overheads':{'dispatchSeconds':-1,'workerStartSeconds':1} | /overheads/dispatchSeconds | OUT_OF_RANGE | 0 and",
                "'overheads':{'transferBytesPerSecond':0} | /overheads/transferBytesPerSecond | OUT_OF_RANGE | 1 and",
                "'objective':{'goal':'FAST'} | /objective/goal | INVALID_VALUE | MIN_TIME, MIN_COST",
                "'objective':{'deadlineSeconds':0} | /objective/deadlineSeconds | OUT_OF_RANGE | 1e-9",
                "'objective':{'tolerance':2} | /objective/tolerance | OUT_OF_RANGE | 0 and 1",
                "'constraints':{'maxWorkers':0} | /constraints/maxWorkers | OUT_OF_RANGE | 1 and 1,000,000",
                "'constraints':{'workerCandidates':[]} | /constraints/workerCandidates | OUT_OF_RANGE | leave the field out",
                "'constraints':{'workerCandidates':[2,0]} | /constraints/workerCandidates/1 | OUT_OF_RANGE | 1,000,000",
                "'constraints':{'workerCandidates':[2,4],'maxWorkers':1} | /constraints/workerCandidates | CONTRADICTION | maxWorkers",
                "'constraints':{'reservedCpus':4} | /constraints/reservedCpus | CONTRADICTION | less than the host's effectiveCpus",
                "'constraints':{'reservedCpus':2},'host':{'effectiveCpus':2} | /constraints/reservedCpus | CONTRADICTION | 2.0 of 2.0",
                "'host':{} | /host | MISSING_FIELD | leave host out",
                "'host':{'smtGain':0.5} | /host | MISSING_FIELD | needs effectiveCpus",
                "'host':{'effectiveCpus':0.001} | /host/effectiveCpus | OUT_OF_RANGE | 0.01 and 100,000",
                "'host':{'physicalCores':8,'logicalProcessors':4} | /host/physicalCores | CONTRADICTION | must not exceed",
                "'host':{'effectiveCpus':8,'logicalProcessors':4} | /host/effectiveCpus | CONTRADICTION | must not exceed",
                "'worklaod':{} | /worklaod | UNKNOWN_FIELD | did you mean workload?",
            })
    void saysWhatIsWrongBesideTheWorkload(String beside, String pointer, ProblemCode code, String words)
            throws Exception {
        onlyViolation("{'workload':{'items':10," + TIME + "}," + beside + "}", pointer, code, words);
    }

    @Test
    void needsTheNumberOfItemsUnlessThereAreObservations() throws Exception {
        onlyViolation("{'workload':{" + TIME + "}}", "/workload/items", ProblemCode.MISSING_FIELD, "observations");
        onlyViolation(
                "{'workload':{'observations':[{'workers':2,'elapsedSeconds':3}]}}",
                "/workload/observations/0/items",
                ProblemCode.MISSING_FIELD,
                "needs it here or as items of the workload");
        onlyViolation("{}", "/workload", ProblemCode.MISSING_FIELD, "is missing");
        onlyViolation("[]", "", ProblemCode.WRONG_TYPE, "must be an object, but is a list");
    }

    @Test
    void reportsEverythingAtOnceAndNothingThatFollows() throws Exception {
        List<Violation> violations = violations(
                "{'workload':{'items':0,'itemTime':{'meanSeconds':'x','p95':1},'cpuShare':9},'runtime':'R','z':1}");

        assertThat(violations)
                .extracting(Violation::pointer)
                .containsExactly(
                        "/workload/items",
                        "/workload/itemTime/meanSeconds",
                        "/workload/itemTime/p95",
                        "/workload/cpuShare",
                        "/runtime",
                        "/z");
    }

    @Test
    void boundsLists() throws Exception {
        onlyViolation(
                "{'workload':{'items':10,'samples':{'wallSeconds':[" + "1,".repeat(100_000) + "1]}}}",
                "/workload/samples/wallSeconds",
                ProblemCode.LIMIT_EXCEEDED,
                "at most 100,000 elements, but has 100,001");
        onlyViolation(
                "{'workload':{'observations':[" + "{'workers':1,'itemsPerSecond':1},".repeat(1000)
                        + "{'workers':1,'itemsPerSecond':1}]}}",
                "/workload/observations",
                ProblemCode.LIMIT_EXCEEDED,
                "at most 1,000 elements, but has 1,001");
        onlyViolation(
                "{'workload':{'items':1," + TIME + "},'constraints':{'workerCandidates':[" + "1,".repeat(1000) + "1]}}",
                "/constraints/workerCandidates",
                ProblemCode.LIMIT_EXCEEDED,
                "at most 1,000 elements, but has 1,001");
        onlyViolation(
                "{'workload':{'items':1," + TIME + ",'name':'" + "n".repeat(129) + "'}}",
                "/workload/name",
                ProblemCode.LIMIT_EXCEEDED,
                "at most 128 characters, but has 129");
    }

    @Test
    void boundsTheNumberOfViolations() throws Exception {
        assertThat(violations("{'workload':{'items':1,'samples':{'wallSeconds':[" + "0,".repeat(5000) + "0]}}}"))
                .hasSize(Violations.LIMIT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | EMPTY_BODY | has no body",
                "`  ` | EMPTY_BODY | is blank",
                "{'workload': | MALFORMED_JSON | not complete",
                "{'workload':{'items':NaN}} | MALFORMED_JSON | NaN and Infinity are not JSON",
                "{'workload':{'items':-Infinity}} | MALFORMED_JSON | not valid JSON at line 1",
                "{'workload':{'items':01}} | MALFORMED_JSON | line 1, column",
                "{'workload':{'items':1,}} | MALFORMED_JSON | line 1, column",
                "{'workload':{} } {} | MALFORMED_JSON | After the end",
                "{'workload':{}}] | MALFORMED_JSON | line 1, column",
                "{workload:{}} | MALFORMED_JSON | line 1, column",
                "hello | MALFORMED_JSON | line 1, column",
            })
    void tellsWhereABodyIsMalformed(String body, ProblemCode code, String words) {
        assertThatThrownBy(() -> violations(body)).isInstanceOfSatisfying(MalformedBody.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.detail()).contains(words).doesNotContain("jackson", "Exception", "Source");
        });
    }

    @Test
    void boundsNestingAndLiterals() {
        List<String> bodies = List.of(
                "[".repeat(33) + "]".repeat(33),
                "{'x':" + "[".repeat(40) + "]".repeat(40) + "}",
                "{'x':" + "9".repeat(101) + "}",
                "{'" + "x".repeat(1100) + "':1}",
                "{'workload':{'name':'" + "x".repeat(200_000) + "'}}");
        for (String body : bodies) {
            assertThatThrownBy(() -> violations(body))
                    .isInstanceOfSatisfying(
                            MalformedBody.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.JSON_TOO_COMPLEX));
        }
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] body = "{\"workload\":{\"name\":\"\u00e4\"}}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> READER.read(body, new Violations()))
                .isInstanceOfSatisfying(
                        MalformedBody.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.MALFORMED_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10.0", "1e1", "100e-1"})
    void takesAnySpellingOfAWholeNumber(String items) throws Exception {
        PlanRequest request = plan("{'workload':{'items':" + items + "," + TIME + "}}");

        assertThat(request.workload().items()).isEqualTo(OptionalLong.of(10));
    }

    @Test
    void fillsInTheDefaults() throws Exception {
        PlanRequest request = plan("{'workload':{'items':10," + TIME + "}}");

        assertThat(request.runtime()).isEqualTo(ExecutionRuntime.AUTO);
        assertThat(request.objective()).isEqualTo(Objective.FASTEST);
        assertThat(request.constraints()).isEqualTo(Constraints.NONE);
        assertThat(request.host()).isEqualTo(HERE.capacity());
        assertThat(request.workload().cpuShare()).isEmpty();
        assertThat(request.workload().repetitions()).isEqualTo(1);
        assertThat(request.workload().serialSeconds()).isZero();
    }

    @Test
    void takesItemsOfTheWorkloadForARunThatDoesNotSay() throws Exception {
        PlanRequest request = plan("{'workload':{'items':100,'observations':[{'workers':2,'elapsedSeconds':4},"
                + "{'workers':3,'chunkSize':5,'items':60,'elapsedSeconds':2}]}}");

        assertThat(request.workload().observations())
                .containsExactly(
                        Observation.ofRun(2, OptionalLong.empty(), 100, 4),
                        Observation.ofRun(3, OptionalLong.of(5), 60, 2));
    }

    @Test
    void takesEveryField() throws Exception {
        PlanRequest request = plan("{'workload':{'name':'a.b_c:d-1','items':5,"
                + "'itemTime':{'meanSeconds':1,'standardDeviationSeconds':0,'p50Seconds':1,'p95Seconds':2,'maxSeconds':3},"
                + "'samples':{'wallSeconds':[1,2],'cpuSeconds':[0,1],'payloadBytes':[1,2],'resultBytes':[3,4]},"
                + "'observations':[{'workers':1,'itemsPerSecond':2}],'cpuShare':0.5,'payloadBytes':1,'resultBytes':2,"
                + "'memoryPerWorkerBytes':3,'memoryPerItemBytes':4,'baseMemoryBytes':5,'timeoutSeconds':6,"
                + "'serialSeconds':7,'ordered':true,'downstreamConcurrency':8,'repetitions':9},"
                + "'runtime':'CUSTOM','overheads':{'workerStartSeconds':0,'dispatchSeconds':0,"
                + "'transferBytesPerSecond':1},'objective':{'goal':'MIN_COST','deadlineSeconds':1,'tolerance':0},"
                + "'constraints':{'maxWorkers':4,'workerCandidates':[4,2,2],'memoryBytes':0,'reservedCpus':0.5},"
                + "'host':{'effectiveCpus':2,'physicalCores':2,'logicalProcessors':4,'availableMemoryBytes':1,"
                + "'smtGain':0.3}}");

        assertThat(request.workload().samples().orElseThrow().size()).isEqualTo(2);
        assertThat(request.workload().footprint().baseMemoryBytes()).hasValue(5);
        assertThat(request.workload().downstreamConcurrency()).hasValue(8);
        assertThat(request.constraints().workerCandidates()).containsExactly(2, 4);
        assertThat(request.overheads().transferBytesPerSecond()).hasValue(1);
        assertThat(request.host().quotaCpus()).hasValue(2);
        assertThat(request.host().smtGain()).hasValue(0.3);
    }

    @Test
    void everyExampleOfTheDocumentIsValid() throws Exception {
        for (String example : Arrays.asList(
                RequestExamples.WAITING,
                RequestExamples.COMPUTING,
                RequestExamples.SAMPLED,
                RequestExamples.OBSERVED,
                RequestExamples.ANOTHER_MACHINE,
                RequestExamples.CUSTOM_RUNTIME)) {
            plan(example);
        }
    }

    private static void onlyViolation(String body, String pointer, ProblemCode code, String words)
            throws MalformedBody {
        assertThat(violations(body)).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.code()).isEqualTo(code);
            assertThat(violation.message()).contains(words);
        });
    }

    private static List<Violation> violations(String body) throws MalformedBody {
        Violations violations = new Violations();
        @Nullable RecommendationRequest request = READER.read(bytes(body), violations);
        if (request != null && !request.concernsAnotherMachine()) {
            request.checkAgainst(HERE, violations.below(""));
        }
        return violations.toList();
    }

    private static PlanRequest plan(String body) throws MalformedBody {
        assertThat(violations(body)).isEmpty();
        @Nullable RecommendationRequest request = READER.read(bytes(body), new Violations());
        return Objects.requireNonNull(request).toPlanRequest(HERE);
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
