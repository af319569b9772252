"""Values that the law changes from a day on, read from the data file beside their rule."""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from domain.shared.errors import NoLawInForce
from domain.shared.law import Citation, Parameter
from domain.shared.law_values import read_text, read_value

T = TypeVar("T")
DecidedBy = Literal["first_day", "day", "month_end", "claim_day", "payment_day"]
Timeline = tuple[tuple[date, ...], tuple[Parameter[T] | None, ...]]


@dataclass(frozen=True)
class Dated(Generic[T]):
    """Looked up by the day that decides, never by today; a correction is a new row."""

    name: str
    says: str
    citation: Citation
    decided_by: DecidedBy
    kind: type[T]
    rows: tuple["Row[T]", ...]
    least: int | None = None  # what a number that is tried out may be
    most: int | None = None
    _known: dict[int | None, Timeline[T]] = field(
        default_factory=dict[int | None, Timeline[T]], repr=False, compare=False
    )

    def on(self, day: date, release: int | None = None) -> Parameter[T]:
        """Find the row in force on `day` as `release` knew it (none: as known now)."""
        starts, values = self._known.get(release) or self._timeline(release)
        found = bisect_right(starts, day)
        value = values[found - 1] if found else None
        if value is None:
            raise NoLawInForce(f"{self.name} has no known value on {day}", self.citation)
        return value

    def said(self, text: str) -> "Dated[T]":
        """Put one value in place of all rows, on every day: somebody's assumption, not law."""
        value = read_text(self.kind, text)
        if isinstance(value, int | Decimal):
            self._check(value)
        row = Row(date.min, value, source="set for this computation", confirmed=False)
        return replace(self, rows=(row,), _known={})

    def _check(self, number: Decimal | int) -> None:
        if self.least is not None and number < self.least:
            raise ValueError(f"it is at least {self.least}")
        if self.most is not None and number > self.most:
            raise ValueError(f"it is at most {self.most}")

    def _timeline(self, release: int | None) -> Timeline[T]:
        known = [row for row in self.rows if release is None or row.known_since <= release]
        latest = {row.in_force_from: row for row in sorted(known, key=lambda row: row.known_since)}
        starts = tuple(sorted(latest))
        self._known[release] = starts, tuple(self._parameter(latest[start]) for start in starts)
        return self._known[release]

    def _parameter(self, row: "Row[T]") -> Parameter[T] | None:
        if row.value is None:
            return None
        return Parameter(
            name=self.name,
            value=row.value,
            in_force_from=row.in_force_from,
            known_since=row.known_since,
            confirmed=row.confirmed,
            source=row.source,
            citation=self.citation,
            decided_by=self.decided_by,
        )


@dataclass(frozen=True)
class Row(Generic[T]):
    """A value from a day on; without a value the law had one, but it is unknown to us."""

    in_force_from: date
    value: T | None
    source: str
    known_since: int = 1
    confirmed: bool = True


@dataclass(frozen=True)
class Law:
    """The law as one computation reads it; it notes which parameters it was asked for.

    `overrides` are values somebody tries out; `release` asks for what an older release knew.
    """

    overrides: Mapping[str, Dated[Any]] = field(default_factory=dict[str, Dated[Any]])
    release: int | None = None
    read: set[str] = field(default_factory=set[str], compare=False)
    unconfirmed: set[str] = field(default_factory=set[str], compare=False)

    def on(self, dated: Dated[T], day: date) -> Parameter[T]:
        """Read the value in force on `day`; NoLawInForce where none is known."""
        asked: Dated[T] = self.overrides.get(dated.name, dated) if self.overrides else dated
        found = asked.on(day, self.release)
        self.read.add(found.name)
        if not found.confirmed:
            self.unconfirmed.add(found.name)
        return found

    def value(self, dated: Dated[T], day: date) -> T:
        return self.on(dated, day).value

    def afresh(self) -> "Law":
        """Give the same law to a new computation, nothing read yet."""
        return Law(self.overrides, self.release)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    in_force_from: date
    known_since: int
    source: str
    value: object = None
    confirmed: bool | None = None


class _Parameter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    says: str
    citation: Citation
    decided_by: DecidedBy
    confirmed: bool
    least: int | None = None
    most: int | None = None
    rows: list[_Row]


@cache
def _file(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text("utf-8"))


def beside(rule: str, name: str, kind: type[T]) -> Dated[T]:
    """Read the parameter `name` from the TOML file named as the module `rule`."""
    found = _Parameter.model_validate(_file(Path(rule).with_suffix(".toml"))[name])
    rows = tuple(
        Row(
            in_force_from=row.in_force_from,
            value=None if row.value is None else read_value(kind, row.value),
            source=row.source,
            known_since=row.known_since,
            confirmed=found.confirmed if row.confirmed is None else row.confirmed,
        )
        for row in found.rows
    )
    bounds = found.least, found.most
    return Dated(name, found.says, found.citation, found.decided_by, kind, rows, *bounds)
