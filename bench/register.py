"""Every benchmark, in the order in which they run: name, unit, what it must reach."""

from bench.benchmark import Benchmark
from bench.row import Target
from bench.rows import append, calculation, http, queue, rebuild, replay, runs, simulation

ALL = (
    Benchmark(
        "load_decide_append",
        "commands/s",
        "higher",
        append.load_decide_append,
        (Target("limit", ">=", 0.5), Target("stock", ">=", 3)),
    ),
    Benchmark(
        "concurrent_writers",
        "commands/s",
        "higher",
        append.concurrent_writers,
        (Target("stock", ">=", 4),),
    ),
    Benchmark(
        "rebuild_task_queue",
        "events/s",
        "higher",
        rebuild.rebuild_task_queue,
        (Target("limit", ">=", 0.4), Target("stock", ">=", 30)),
    ),
    Benchmark(
        "replay_25",
        "ms",
        "lower",
        replay.replay_25,
        (Target("limit", "<=", 2),),
    ),
    Benchmark(
        "replay_2000",
        "ms",
        "lower",
        replay.replay_2000,
        (Target("limit", "<=", 2),),
    ),
    Benchmark(
        "http_query",
        "requests/s",
        "higher",
        http.http_query,
        (Target("limit", ">=", 0.6),),
    ),
    Benchmark(
        "http_command",
        "requests/s",
        "higher",
        http.http_command,
        (Target("limit", ">=", 0.5),),
    ),
    Benchmark(
        "calculate_year",
        "ms",
        "lower",
        calculation.calculate_year,
        (Target("absolute", "<=", 5),),
    ),
    Benchmark(
        "rerate",
        "minutes/100,000 cases",
        "lower",
        calculation.rerate,
        (Target("absolute", "<=", 10),),
    ),
    Benchmark(
        "queue_page",
        "ms p99",
        "lower",
        queue.queue_page,
        (Target("absolute", "<=", 20),),
    ),
    Benchmark(
        "nightly_run",
        "cases/s",
        "higher",
        runs.nightly_run,
        (Target("absolute", ">=", 300),),
    ),
    Benchmark(
        "payment_run",
        "minutes/100,000 payments",
        "lower",
        runs.payment_run,
        (Target("absolute", "<=", 5),),
    ),
    Benchmark(
        "simulate",
        "events/s",
        "higher",
        simulation.simulate,
        (Target("absolute", ">=", 5000),),
    ),
)
