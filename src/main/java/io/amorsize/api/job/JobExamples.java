package io.amorsize.api.job;

/** Examples of the OpenAPI document; tests send them. */
final class JobExamples {

    static final String ITEMS = """
            {
              "type": "synthetic",
              "parameters": {"sleepSeconds": 0.05},
              "items": [{}, {"sleepSeconds": 0.2}, {"cpuSeconds": 0.01}],
              "retry": {"maxAttempts": 5, "initialDelaySeconds": 1},
              "labels": {"team": "shipping"}
            }
            """;

    static final String RANGE = """
            {
              "type": "synthetic",
              "parameters": {"cpuSeconds": 0.001},
              "range": {"from": 0, "to": 1000},
              "plan": {"mode": "FIXED", "workers": 2, "chunkSize": 50},
              "deadlineSeconds": 3600,
              "failurePolicy": {"maxFailures": 100, "maxFailureShare": 0.1}
            }
            """;

    static final String STREAM = """
            {
              "type": "synthetic",
              "items": "stream",
              "rateLimit": {"itemsPerSecond": 100, "burst": 20},
              "priority": 20
            }
            """;

    static final String LINES = """
            {"index": 0}
            {"index": 1, "sleepSeconds": 0.2}
            """;

    static final String EVENTS = """
            event: progress
            data: {"id":"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10","type":"synthetic","state":"RUNNING", …}

            event: end
            data: {"id":"019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10","type":"synthetic","state":"SUCCEEDED", …}

            """;

    private JobExamples() {}
}
