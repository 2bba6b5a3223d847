package io.amorsize.api.recommendation;

/** Example requests of the OpenAPI document; each can be sent as it is. */
final class RequestExamples {

    static final String WAITING = """
            {
              "workload": {
                "name": "orders-shipping",
                "items": 1000,
                "itemTime": {"meanSeconds": 0.045, "standardDeviationSeconds": 0.01},
                "cpuShare": 0.02,
                "downstreamConcurrency": 50
              },
              "runtime": "JVM_VIRTUAL_THREADS"
            }
            """;

    static final String COMPUTING = """
            {
              "workload": {
                "name": "thumbnails",
                "items": 500,
                "itemTime": {"p50Seconds": 0.12, "p95Seconds": 0.31},
                "cpuShare": 1,
                "memoryPerWorkerBytes": 90000000
              },
              "runtime": "PYTHON_PROCESSES_FORK",
              "constraints": {"reservedCpus": 0.5}
            }
            """;

    static final String SAMPLED = """
            {
              "workload": {
                "items": 20000,
                "samples": {
                  "wallSeconds": [0.0041, 0.0044, 0.0052, 0.0039, 0.0047, 0.0043, 0.0061, 0.0042],
                  "cpuSeconds": [0.0040, 0.0043, 0.0051, 0.0039, 0.0046, 0.0042, 0.0060, 0.0041]
                }
              }
            }
            """;

    static final String OBSERVED = """
            {
              "workload": {
                "observations": [
                  {"workers": 1, "itemsPerSecond": 22.1},
                  {"workers": 4, "itemsPerSecond": 81.3},
                  {"workers": 8, "chunkSize": 10, "items": 1000, "elapsedSeconds": 8.4}
                ]
              }
            }
            """;

    static final String ANOTHER_MACHINE = """
            {
              "workload": {"items": 100000, "itemTime": {"meanSeconds": 0.002}, "cpuShare": 1},
              "objective": {"goal": "MIN_COST", "deadlineSeconds": 60},
              "host": {"effectiveCpus": 7.5, "physicalCores": 8, "logicalProcessors": 16, "availableMemoryBytes": 16000000000}
            }
            """;

    static final String CUSTOM_RUNTIME = """
            {
              "workload": {"items": 5000, "itemTime": {"meanSeconds": 0.03}, "cpuShare": 0.9},
              "runtime": "CUSTOM",
              "overheads": {"workerStartSeconds": 0.2, "dispatchSeconds": 0.0005, "transferBytesPerSecond": 500000000},
              "constraints": {"workerCandidates": [1, 2, 4, 8]}
            }
            """;

    static final String BATCH = """
            {
              "requests": [
                {"workload": {"items": 1000, "itemTime": {"meanSeconds": 0.045}, "cpuShare": 0.02}},
                {"workload": {"items": 500, "itemTime": {"p50Seconds": 0.12, "p95Seconds": 0.31}, "cpuShare": 1}}
              ]
            }
            """;

    private RequestExamples() {}
}
