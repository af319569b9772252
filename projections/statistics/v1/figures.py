"""Figures of a period: those of months that were closed, and of the rest what is counted now."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from domain.municipality.values import Measure
from domain.shared.months import add_months
from projections.query import Asked, Blind, Found, Statement
from projections.statistics.v1.counting import closed_months, counted

DENMARK = ZoneInfo("Europe/Copenhagen")
A_DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2101, 1, 1)
Of = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """`amount`: in what the measure is counted in."""

    measure: Measure
    of: Of
    count: int
    amount: int = 0


class Figures(Asked):
    """The figures of some measures, from day to day; without days of all time.

    A month that is closed and lies whole in the period is told as it was closed. Who asks for one
    case worker is told of what is not closed or still known: closed months name nobody.
    """

    projection: ClassVar[str] = "statistics"
    version: ClassVar[int] = 1
    everywhere: ClassVar[bool] = False
    measures: ClassVar[tuple[Measure, ...]] = ()

    from_day: date | None = None
    to_day: date | None = None

    @property
    def municipality(self) -> int:
        """Name one, where more are seen."""
        return 0

    @property
    def workers(self) -> tuple[str, ...]:
        return ()

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        params = {**self.period(), "workers": list(self.workers), "only": self.municipality}
        live = (Statement(counted(measure, schema), params) for measure in self.measures)
        return (Statement(closed_months(schema), params), *live)

    def period(self) -> dict[str, object]:
        """Give the instants of the period, and the months that lie whole in it."""
        first, last = self.from_day or FIRST, (self.to_day or LAST) + A_DAY
        begins = first if first.day == 1 else add_months(first.replace(day=1), 1)
        return {
            "from_at": datetime.combine(first, time(), DENMARK),
            "to_at": datetime.combine(last, time(), DENMARK),
            "whole_from": LAST if self.workers else begins,
            "whole_until": last.replace(day=1),
        }

    def figures(self, results: Sequence[Sequence[Found]]) -> Mapping[tuple[Measure, Of], Figure]:
        """Add what is counted now to what was closed."""
        sums: defaultdict[tuple[Measure, Of], list[int]] = defaultdict(lambda: [0, 0])
        for figure in (*closed_figures(results[0]), *live_figures(self.measures, results[1:])):
            if figure.measure in self.measures:
                total = sums[figure.measure, figure.of]
                total[0] += figure.count
                total[1] += figure.amount
        return {key: Figure(*key, *total) for key, total in sorted(sums.items())}


def closed_figures(rows: Sequence[Found]) -> list[Figure]:
    told: list[Mapping[str, Any]] = [
        one for row in rows for one in json.loads(row["totals"])["totals"]
    ]
    return [
        Figure(Measure(one["measure"]), tuple(one["of"]), one["count"], one["amount"])
        for one in told
    ]


def live_figures(measures: Sequence[Measure], results: Sequence[Sequence[Found]]) -> list[Figure]:
    return [
        Figure(measure, tuple(row["of"]), row["count"], row["amount"] or 0)
        for measure, rows in zip(measures, results, strict=True)
        for row in rows
    ]


class MonthFigures(Figures):
    """Every figure of one month of one municipality, as it is closed."""

    measures: ClassVar[tuple[Measure, ...]] = tuple(Measure)

    of_municipality: int

    @property
    def municipality(self) -> int:
        return self.of_municipality

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[Figure, ...]:
        return tuple(self.figures(results).values())
