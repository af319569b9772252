"""Benchmarks that measure nothing, so that a test says what they come to."""

from collections.abc import Callable
from signal import Signals, raise_signal

from bench.benchmark import Benchmark, NotBuilt
from bench.ground import Ground
from bench.row import Measured, Tail, Target


def benchmark(
    name: str = "toy", *targets: Target, ours: float = 8, tail: Tail | None = None
) -> Benchmark:
    """A row of `ours` a second beside a limit of 10 and a stock library of 2."""

    def measure(_: Ground) -> Measured:
        return Measured(ours=(ours,) * 3, limit=(9, 10, 11), stock=(2,), tail=tail)

    return Benchmark(name, "things/s", "higher", measure, targets)


def not_built(name: str = "missing") -> Benchmark:
    def measure(_: Ground) -> Measured:
        raise NotBuilt("the thing itself")

    return Benchmark(name, "things/s", "higher", measure, (Target("absolute", ">=", 1),))


def failing(name: str, error: BaseException) -> Benchmark:
    def measure(_: Ground) -> Measured:
        raise error

    return Benchmark(name, "things/s", "higher", measure, (Target("absolute", ">=", 1),))


def signalled(name: str, number: Signals) -> Benchmark:
    """While it is measured, somebody ends the program."""

    def measure(_: Ground) -> Measured:
        raise_signal(number)
        raise AssertionError("it was not ended")

    return Benchmark(name, "things/s", "higher", measure, (Target("absolute", ">=", 1),))


def counted(runs: list[str], name: str, figures: list[float]) -> Callable[[], float]:
    """A run that writes down that it took place, and gives the next figure."""
    given = iter(figures)

    def run() -> float:
        runs.append(name)
        return next(given)

    return run
