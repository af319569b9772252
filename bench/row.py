"""A row of the benchmark's answer: a figure beside its limit and the stock library, and targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Better = Literal["higher", "lower"]
Against = Literal["limit", "stock", "absolute"]
CONTESTANTS = ("ours", "limit", "stock")
Op = Literal[">=", "<="]


@dataclass(frozen=True)
class Target:
    """What a row must reach: a ratio to its limit or to the stock library, or a figure itself."""

    against: Against
    op: Op
    value: float

    def holds(self, figure: float | None) -> bool:
        return figure is not None and reaches(figure, self.op, self.value)


@dataclass(frozen=True)
class Tail:
    """How much slower the slowest hundredth of requests is than the middle one (milliseconds)."""

    p50: float
    p99: float
    at_most: float | None = None  # times p50; none where nothing is promised

    @property
    def ratio(self) -> float:
        return self.p99 / self.p50

    @property
    def ok(self) -> bool:
        return self.at_most is None or reaches(self.ratio, "<=", self.at_most)

    def as_data(self) -> dict[str, object]:
        return {
            "p50": figure_of(self.p50),
            "p99": figure_of(self.p99),
            "ratio": figure_of(self.ratio),
            "op": "<=",
            "value": self.at_most,
            "ok": self.ok,
        }


@dataclass(frozen=True)
class Measured:
    """The figures of all runs, by contestant; `beside` has what is shown without a target."""

    ours: Sequence[float]
    limit: Sequence[float] = ()
    stock: Sequence[float] = ()
    beside: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    tail: Tail | None = None
    note: str = ""


def measured(
    figures: Mapping[str, Sequence[float]], note: str = "", tail: Tail | None = None
) -> Measured:
    """Put the figures of those who took turns in their places; the others stand beside."""
    return Measured(
        ours=figures.get("ours", ()),
        limit=figures.get("limit", ()),
        stock=figures.get("stock", ()),
        beside={name: runs for name, runs in figures.items() if name not in CONTESTANTS},
        tail=tail,
        note=note,
    )


@dataclass(frozen=True)
class Row:
    name: str
    unit: str
    better: Better
    targets: tuple[Target, ...]
    quick: bool
    measured: Measured | None  # none: not measured, and `note` says why
    note: str = ""
    failed: bool = False  # ended by an error

    @property
    def ok(self) -> bool | None:
        """Whether every target holds; none where a quick look had nothing to look at."""
        if self.failed:
            return False
        if self.measured is None or not self.measured.ours:
            return None if self.quick else False
        tail = self.measured.tail
        return all(target.holds(self._against(target)) for target in self.targets) and (
            tail is None or tail.ok
        )

    def as_data(self) -> dict[str, object]:
        """Render as the contract of `sdp bench` has a row."""
        return {
            "name": self.name,
            "unit": self.unit,
            "better": self.better,
            "value": figure_of(self._median("ours")),
            "spread": self._spread(),
            "limit": figure_of(self._median("limit")),
            "stock": figure_of(self._median("stock")),
            "of_limit": figure_of(self._ratio("limit")),
            "of_stock": figure_of(self._ratio("stock")),
            "targets": [self._target(target) for target in self.targets],
            "ok": self.ok,
            "note": self.note,
            "beside": self._beside(),
            "tail": self.measured.tail.as_data() if self.measured and self.measured.tail else None,
        }

    def _median(self, contestant: Literal["ours", "limit", "stock"]) -> float | None:
        runs: Sequence[float] = getattr(self.measured, contestant, ())
        return median(runs) if runs else None

    def _ratio(self, other: Literal["limit", "stock"]) -> float | None:
        ours, theirs = self._median("ours"), self._median(other)
        return ours / theirs if ours is not None and theirs else None

    def _against(self, target: Target) -> float | None:
        return self._median("ours") if target.against == "absolute" else self._ratio(target.against)

    def _target(self, target: Target) -> dict[str, object]:
        holds = target.holds(self._against(target))
        return {"against": target.against, "op": target.op, "value": target.value, "ok": holds}

    def _spread(self) -> dict[str, float | None]:
        runs = self.measured.ours if self.measured else ()
        least, most = min(runs, default=None), max(runs, default=None)
        return {"min": figure_of(least), "max": figure_of(most), "runs": len(runs)}

    def _beside(self) -> dict[str, float | None]:
        if self.measured is None:
            return {}
        return {name: figure_of(median(runs)) for name, runs in self.measured.beside.items()}


def reaches(figure: float, op: Op, value: float) -> bool:
    return figure >= value if op == ">=" else figure <= value


def figure_of(figure: float | None) -> float | None:
    """Keep four significant digits: more would pretend to know."""
    return None if figure is None else float(f"{figure:.4g}")
