#!/usr/bin/env python3
"""Measures what CPython adds to parallel work: worker start, dispatch of one chunk, transfer of payloads.

Prints one Markdown table: median and spread (half the interquartile range divided by the median) of the repetitions.
Standard library only. Usage: python3 measure_python.py [repetitions]
"""
import multiprocessing
import os
import platform
import statistics
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

WORKERS = 2
CHUNKS = 4000
RUN_SECONDS = 0.06
BALLAST_MEGABYTES = (0, 50, 200)
OBJECTS_PER_MEGABYTE = 4300


def cpu_model():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def nothing(_=None):
    return None


def size(payload):
    return len(payload)


def wait_at(barrier):
    barrier.wait()


def timed(action):
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def report(name, unit, values):
    quartiles = statistics.quantiles(values, n=4, method="inclusive")
    median = statistics.median(values)
    spread = (quartiles[2] - quartiles[0]) / 2 / median
    print(f"| {name} | {median:.4g} {unit} | {spread:.2f} | {len(values)} |", flush=True)
    return median


def pool_ready(context, workers):
    """Seconds until every one of the workers runs code of ours: they and the caller meet at a barrier."""
    barrier = context.Barrier(workers + 1)
    begin = time.perf_counter()
    pool = context.Pool(workers, initializer=wait_at, initargs=(barrier,))
    barrier.wait()
    elapsed = time.perf_counter() - begin
    pool.terminate()
    pool.join()
    return elapsed


def measure_start(method, repetitions):
    context = multiprocessing.get_context(method)
    pool_ready(context, 1)
    first, marginal, mean = [], [], []
    for _ in range(repetitions):
        one, eight = pool_ready(context, 1), pool_ready(context, 8)
        first.append(one * 1e3)
        marginal.append((eight - one) / 7 * 1e3)
        mean.append(eight / 8 * 1e3)
    report(f"{method}: pool of 1 ready", "ms", first)
    report(f"{method}: each further worker, 2 to 8", "ms", marginal)
    report(f"{method}: pool of 8 ready, per worker", "ms", mean)


def pool_end(context, workers, end):
    """Seconds until a pool whose workers all run, and have nothing left to do, is gone."""
    barrier = context.Barrier(workers + 1)
    pool = context.Pool(workers, initializer=wait_at, initargs=(barrier,))
    barrier.wait()
    pool.map(nothing, range(workers))
    begin = time.perf_counter()
    end(pool)
    pool.join()
    return time.perf_counter() - begin


def measure_end(method, repetitions):
    context = multiprocessing.get_context(method)
    for name, end in (("close", lambda pool: pool.close()), ("terminate", lambda pool: pool.terminate())):
        for workers in (1, 8):
            ends = [pool_end(context, workers, end) / workers * 1e3 for _ in range(repetitions)]
            report(f"{method}: {name} and join a pool of {workers}, per worker", "ms", ends)


def compute(rounds):
    total = 0
    for k in range(rounds):
        total += k * k
    return total


def pool_run(context, workers, rounds):
    """Seconds of a whole run: a pool is started, computes one equal share on each worker, and is gone."""

    def run():
        with context.Pool(workers) as pool:
            pool.map(compute, [rounds // workers] * workers, chunksize=1)
            pool.close()
            pool.join()

    return timed(run)


def measure_run(repetitions):
    """What a forked pool adds to its work, in programs that hold more and more memory, which each fork copies the map of."""
    context = multiprocessing.get_context("fork")
    workers = os.cpu_count()
    rounds = int(RUN_SECONDS / timed(lambda: compute(1_000_000)) * 1_000_000)
    ballast = []
    for megabytes in BALLAST_MEGABYTES:
        while sum(len(block) for block in ballast) < megabytes * OBJECTS_PER_MEGABYTE:
            ballast.append([{"id": i} for i in range(OBJECTS_PER_MEGABYTE)])
        name = f"fork from a program with {megabytes} MB of objects"
        starts = [pool_ready(context, 8) / 8 * 1e3 for _ in range(repetitions)]
        report(f"{name}: pool of 8 ready, per worker", "ms", starts)
        ends = [pool_end(context, 8, lambda pool: pool.close()) / 8 * 1e3 for _ in range(repetitions)]
        report(f"{name}: close and join a pool of 8, per worker", "ms", ends)
        added = []
        for _ in range(3 * repetitions):
            alone = timed(lambda: compute(rounds))
            added.append((pool_run(context, workers, rounds) - alone / workers) * 1e3)
        report(f"{name}: what a run by a pool of {workers} takes beyond its share of the work", "ms", added)


def measure_dispatch(repetitions):
    """One trivial chunk per hand-over, as many in flight as the pool takes: elapsed / chunks is the serialised cost."""
    context = multiprocessing.get_context("fork")
    with context.Pool(WORKERS) as pool:
        pool.map(nothing, range(CHUNKS), chunksize=1)
        report(
            "multiprocessing.Pool: dispatch of a chunk",
            "us",
            [timed(lambda: pool.map(nothing, range(CHUNKS), chunksize=1)) / CHUNKS * 1e6 for _ in range(repetitions)],
        )
        report(
            "multiprocessing.Pool: round trip of one chunk alone",
            "us",
            [timed(lambda: pool.apply(nothing)) * 1e6 for _ in range(40 * repetitions)],
        )
    with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        list(pool.map(nothing, range(CHUNKS)))
        report(
            "ProcessPoolExecutor: dispatch of a chunk",
            "us",
            [timed(lambda: list(pool.map(nothing, range(CHUNKS)))) / CHUNKS * 1e6 for _ in range(repetitions)],
        )
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(nothing, range(CHUNKS)))
        report(
            "ThreadPoolExecutor: dispatch of a chunk",
            "us",
            [timed(lambda: list(pool.map(nothing, range(CHUNKS)))) / CHUNKS * 1e6 for _ in range(repetitions)],
        )


def measure_thread_start(repetitions):
    def start_and_join():
        thread = threading.Thread(target=nothing)
        thread.start()
        thread.join()

    report("threading.Thread: start and join", "us", [timed(start_and_join) * 1e6 for _ in range(100 * repetitions)])


def measure_transfer(repetitions):
    """Payloads of about 1 MiB to a worker and only their length back; the dispatch itself is below 1 % of it."""
    import pickle

    payloads = {
        "bytes": b"x" * (1 << 20),
        "list of floats": [i * 1.1 for i in range(116_000)],
        "list of dicts": [{"id": i, "name": f"item {i}", "price": i * 0.5} for i in range(28_000)],
    }
    with multiprocessing.get_context("fork").Pool(1) as pool:
        for name, payload in payloads.items():
            pickled = len(pickle.dumps(payload))
            pool.apply(size, (payload,))
            report(
                f"pickle and pipe, {name}",
                "MB/s",
                [pickled / timed(lambda: pool.apply(size, (payload,))) / 1e6 for _ in range(5 * repetitions)],
            )


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.release()},")
    print(f"{cpu_model()}, {os.cpu_count()} hardware threads, load average {os.getloadavg()[0]:.2f}\n")
    print("| what | median | spread | repetitions |\n|---|---|---|---|")
    for method in ("fork", "spawn"):
        measure_start(method, repetitions)
        measure_end(method, repetitions)
    measure_run(repetitions)
    measure_dispatch(repetitions)
    measure_thread_start(repetitions)
    measure_transfer(repetitions)


if __name__ == "__main__":
    main()
