// Workloads that show the range of answers. Samples are fixed figures, so that an example always asks the same question.

export const EXAMPLES = [
  {
    title: '1,000 API calls',
    note: '45 ms each at 2 % CPU',
    request: {
      workload: {
        items: 1000,
        itemTime: { meanSeconds: 0.045, standardDeviationSeconds: 0.012 },
        cpuShare: 0.02,
        downstreamConcurrency: 50,
      },
    },
  },
  {
    title: '500 image thumbnails',
    note: '180 ms CPU-bound, 40 MiB per worker',
    request: {
      workload: {
        items: 500,
        itemTime: { meanSeconds: 0.18, standardDeviationSeconds: 0.06 },
        cpuShare: 1,
        memoryPerWorkerBytes: 41943040,
      },
    },
  },
  {
    title: '200 pages to analyse',
    note: '24 sampled timings with a heavy tail',
    request: {
      workload: {
        items: 200,
        samples: {
          wallSeconds: [
            0.212, 0.187, 0.241, 0.198, 0.305, 0.176, 0.229, 1.872, 0.264, 0.193, 0.218, 0.351, 0.184, 0.207, 0.276, 0.733,
            0.199, 0.232, 0.188, 0.416, 0.221, 0.205, 3.147, 0.247,
          ],
          cpuSeconds: [
            0.021, 0.018, 0.024, 0.019, 0.027, 0.018, 0.022, 0.046, 0.025, 0.019, 0.021, 0.03, 0.018, 0.02, 0.026, 0.034,
            0.02, 0.023, 0.019, 0.031, 0.022, 0.02, 0.058, 0.024,
          ],
        },
      },
    },
  },
  {
    title: '100 tiny records',
    note: '2 µs each: is a pool worth it?',
    request: {
      workload: {
        items: 100,
        itemTime: { meanSeconds: 0.000002, standardDeviationSeconds: 0.0000005 },
        cpuShare: 1,
      },
    },
  },
  {
    title: 'Three runs you made',
    note: 'Rates at 1, 2 and 4 workers, nothing else',
    request: {
      workload: {
        observations: [
          { workers: 1, itemsPerSecond: 118 },
          { workers: 2, itemsPerSecond: 221 },
          { workers: 4, itemsPerSecond: 362 },
        ],
        cpuShare: 0.6,
      },
      host: { effectiveCpus: 16, physicalCores: 16, logicalProcessors: 16 },
    },
  },
];
