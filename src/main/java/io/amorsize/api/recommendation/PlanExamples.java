package io.amorsize.api.recommendation;

/** Example exports of the OpenAPI document. */
final class PlanExamples {

    static final String JSON = """
            {
              "recommendationId": "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10",
              "workload": "orders-shipping",
              "createdAt": "2026-11-21T08:30:00.123Z",
              "decision": "PARALLEL",
              "workers": 48,
              "chunkSize": 1,
              "executor": "VIRTUAL_THREADS",
              "expectedSpeedup": 45.2,
              "expectedSpeedupLow90": 43.5,
              "expectedSpeedupHigh90": 47.1,
              "modelVersion": "2"
            }
            """;

    static final String HELM = """
            parallelism:
              recommendationId: "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"
              workload: "orders-shipping"
              createdAt: "2026-11-21T08:30:00.123Z"
              decision: "PARALLEL"
              workers: 48
              chunkSize: 1
              executor: "VIRTUAL_THREADS"
              expectedSpeedup: 45.2
              expectedSpeedupLow90: 43.5
              expectedSpeedupHigh90: 47.1
              modelVersion: "2"
            """;

    static final String ENV = """
            PLAN_RECOMMENDATION_ID=019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10
            PLAN_WORKLOAD=orders-shipping
            PLAN_CREATED_AT=2026-11-21T08:30:00.123Z
            PLAN_DECISION=PARALLEL
            PLAN_WORKERS=48
            PLAN_CHUNK_SIZE=1
            PLAN_EXECUTOR=VIRTUAL_THREADS
            PLAN_EXPECTED_SPEEDUP=45.2
            PLAN_EXPECTED_SPEEDUP_LOW90=43.5
            PLAN_EXPECTED_SPEEDUP_HIGH90=47.1
            PLAN_MODEL_VERSION=2
            """;

    private PlanExamples() {}
}
