"""What a benchmark is, and how one becomes a row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bench.ground import Ground
from bench.row import Better, Measured, Row, Target


class NotBuilt(Exception):
    """What the row measures does not exist yet; the row says so and is missing in a full run."""


@dataclass(frozen=True)
class Benchmark:
    name: str
    unit: str
    better: Better
    measure: Callable[[Ground], Measured]
    targets: tuple[Target, ...] = ()


def rows(benchmarks: Iterable[Benchmark], ground: Ground) -> Iterator[Row]:
    return (measured_row(benchmark, ground) for benchmark in benchmarks)


def measured_row(benchmark: Benchmark, ground: Ground) -> Row:
    try:
        measured = benchmark.measure(ground)
    except NotBuilt as missing:
        return row_of(benchmark, ground, None, f"not built yet: {missing}")
    except Exception as failure:  # noqa: BLE001  (a row that fails does not cost the others)
        note = f"failed: {type(failure).__name__}: {failure}"
        return replace(row_of(benchmark, ground, None, note), failed=True)
    return row_of(benchmark, ground, measured, measured.note)


def row_of(benchmark: Benchmark, ground: Ground, measured: Measured | None, note: str) -> Row:
    return Row(
        name=benchmark.name,
        unit=benchmark.unit,
        better=benchmark.better,
        targets=benchmark.targets,
        quick=ground.quick,
        measured=measured,
        note=note,
    )
