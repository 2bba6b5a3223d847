package io.amorsize.validation.realwork;

/**
 * The Python side of the comparison with joblib. It measures items of each of its workloads and prints them; then it
 * reads a plan for each and prints how long the plan and its rivals took.
 *
 * <p>Lines are separated by tabs. Out: {@code sample name about items payloadBytes wall,wall,… cpu,cpu,…}, then {@code
 * end}. In: {@code name workers chunkSize}, then {@code run}. Out: {@code run name way seconds} for each run,
 * with the ways serial, advised, pool, joblib and joblib-cold.
 */
final class PythonScript {

    static final String TEXT = """
            import json, multiprocessing, sys, time, zlib
            from joblib import Parallel, delayed
            from joblib.externals.loky import get_reusable_executor

            SAMPLE = 48
            ROUNDS = 5
            COLD_ROUNDS = 2

            def loop(rounds):
                total = 0
                for k in range(rounds):
                    total += k * k
                return total

            def tiny(i):
                return i * i + 1

            def loop_20us(i):
                return i + loop(600)

            def loop_1ms(i):
                return i + loop(30_000)

            def loop_20ms(i):
                return i + loop(600_000)

            def two_kinds(i):
                return i + loop(30_000 if i % 10 == 3 else 1_000)

            def sort(i):
                return sorted((k * 2654435761 + i) % 4096 for k in range(1500))[7]

            def words(i):
                text = json.dumps({"id": i, "names": ["item %d" % k for k in range(60)]})
                return len(json.loads(text)["names"])

            def sleep_5ms(i):
                time.sleep(0.005)
                return i

            def checksum(data):
                return zlib.crc32(data)

            WORK = [
                ("python-tiny", "1,000 items of a tenth of a microsecond", tiny, list(range(1000))),
                ("python-loop-20us", "a loop, 20 µs", loop_20us, list(range(3000))),
                ("python-words", "JSON there and back, 50 µs", words, list(range(1500))),
                ("python-sort", "sorts 1,500 numbers, 250 µs", sort, list(range(300))),
                ("python-loop-1ms", "a loop, 1 ms", loop_1ms, list(range(80))),
                ("python-two-kinds", "1 of 10 takes 1 ms, the others 35 µs", two_kinds, list(range(600))),
                ("python-loop-20ms", "a loop, 20 ms", loop_20ms, list(range(5))),
                ("python-sleep-5ms", "waits 5 ms", sleep_5ms, list(range(20))),
                ("python-checksum", "CRC-32 of 256 KiB", checksum, [bytes([i]) * 262_144 for i in range(200)]),
            ]

            def sampled(function, items):
                for item in items[: max(3, len(items) // 10)]:
                    function(item)
                count = max(2, min(SAMPLE, len(items) // 4))
                wall, cpu = [], []
                for j in range(count):
                    item = items[(2 * j + 1) * len(items) // (2 * count)]
                    c = time.thread_time()
                    w = time.perf_counter()
                    function(item)
                    wall.append(time.perf_counter() - w)
                    cpu.append(min(wall[-1], time.thread_time() - c))
                return wall, cpu

            def pool(workers, function, items, chunk):
                with multiprocessing.get_context("fork").Pool(workers) as processes:
                    results = processes.map(function, items, chunk)
                    processes.close()
                    processes.join()
                return results

            def by_joblib(function, items):
                return Parallel(n_jobs=-1)(delayed(function)(item) for item in items)

            def run(name, way, call, expected):
                begin = time.perf_counter()
                results = call()
                seconds = time.perf_counter() - begin
                if list(results) != expected:
                    sys.exit("wrong results of %s by %s" % (name, way))
                print("run", name, way, seconds, sep="\\t", flush=True)

            def main():
                for name, about, function, items in WORK:
                    wall, cpu = sampled(function, items)
                    payload = len(items[0]) if isinstance(items[0], bytes) else 0
                    print("sample", name, about, len(items), payload,
                          ",".join(map(repr, wall)), ",".join(map(repr, cpu)), sep="\\t")
                print("end", flush=True)
                plans = {}
                for line in iter(sys.stdin.readline, "run\\n"):
                    name, workers, chunk = line.split("\\t")
                    plans[name] = (int(workers), int(chunk))
                for name, about, function, items in WORK:
                    workers, chunk = plans[name]
                    expected = [function(item) for item in items]
                    serial = lambda: [function(item) for item in items]
                    advised = serial if workers == 1 else lambda: pool(workers, function, items, chunk)
                    by_joblib(function, items)
                    for _ in range(ROUNDS):
                        run(name, "serial", serial, expected)
                        run(name, "advised", advised, expected)
                        run(name, "pool", lambda: pool(None, function, items, None), expected)
                        run(name, "joblib", lambda: by_joblib(function, items), expected)
                    for _ in range(COLD_ROUNDS):
                        get_reusable_executor().shutdown(wait=True)
                        run(name, "joblib-cold", lambda: by_joblib(function, items), expected)

            if __name__ == "__main__":
                main()
            """;

    private PythonScript() {}
}
