"""The days of the account: each day's lines from the pieces of its claims and its hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from domain.benefit.account import PAID, RANK, DayKind, Findings, Line
from domain.benefit.hours import Hours
from domain.benefit.pieces import Piece
from domain.shared.law import Citation, Finding
from domain.shared.money import Money

NOTHING = Money(0)
BY_DAY = Citation("Sygedagpengeloven", "50", 3)
FREE = Finding("no_scheduled_hours", BY_DAY, {"hours": Decimal(0)}, output=True)
ABSENT = {  # kinds without payment on which work is still missed for illness
    DayKind.EMPLOYER_PERIOD,
    DayKind.WAITING_PERIOD,
    DayKind.FUND_PERIOD,
    DayKind.LACK_OF_COOPERATION,
    DayKind.LATE,
}
Key = tuple[int, int, int]


class Drawn(NamedTuple):
    """A line before the weekly cap, with what says so; `oere` is its amount."""

    line: Line
    oere: int
    counts: bool
    findings: Findings
    rota: bool


class Template(NamedTuple):
    """All of a day but its date: shared by every day with the same pieces and hours."""

    kind: DayKind
    hours: Decimal
    oere: int
    counts: bool
    drawn: tuple[Drawn, ...]
    lines: tuple[Line, ...]
    findings: Findings


@dataclass(frozen=True, slots=True)
class Templates:
    """Lines and days already drawn, by piece and hours."""

    drawn: dict[Key, Drawn] = field(default_factory=dict[Key, Drawn])
    days: dict[tuple[Key, ...], Template] = field(default_factory=dict[tuple[Key, ...], Template])

    def day(self, pieces: Sequence[Piece], hours: Sequence[Hours], offset: int) -> Template:
        keys = tuple(
            [
                (piece.number, week.scheduled[offset], week.absent[offset])
                for piece, week in zip(pieces, hours, strict=True)
            ]
        )
        known = self.days.get(keys)
        if known is None:
            drawn = [self.line(piece, key) for piece, key in zip(pieces, keys, strict=True)]
            known = self.days[keys] = template(tuple(drawn))
        return known

    def line(self, piece: Piece, key: Key) -> Drawn:
        if key not in self.drawn:
            self.drawn[key] = draw(piece, key[1], key[2])
        return self.drawn[key]


def draw(piece: Piece, scheduled: int, absent: int) -> Drawn:
    """Draw the line of one claim on a day with these hours (hundredths)."""
    claim = piece.claim
    if piece.kind is not None:
        hours = absent if piece.kind in ABSENT else 0
        line = Line(claim.cvr, piece.kind, decimal_hours(hours), None, NOTHING, None)
        return Drawn(line, 0, piece.counts, piece.findings, rota=False)
    if not absent or piece.price is None:
        line = Line(claim.cvr, DayKind.DAY_OFF, Decimal(0), None, NOTHING, None)
        return Drawn(line, 0, piece.counts, (FREE,), rota=False)
    return draw_paid(piece, scheduled, absent)


def draw_paid(piece: Piece, scheduled: int, absent: int) -> Drawn:
    """Multiply hours by price; rounding half up to øre is itself a finding."""
    price = piece.price
    if price is None:
        raise ValueError("a paid piece has a price")
    kind = DayKind.PAID_FULL if absent >= scheduled else DayKind.PAID_PART
    kind = DayKind.TECHNICAL_EXTENSION if piece.technical else kind
    oere = price.amount(absent)
    hours, amount = decimal_hours(absent), Money(oere)
    line = Line(piece.claim.cvr, kind, hours, price.hourly_rate, amount, piece.payee)
    inputs = price.inputs(absent)
    rounded = Finding("line_rounded_half_up", BY_DAY, inputs, amount)
    return Drawn(line, oere, piece.counts, (*piece.findings, rounded), rota=piece.claim.rota)


def template(drawn: tuple[Drawn, ...]) -> Template:
    """Put the lines of one day together; its kind is the one closest to payment."""
    lines = tuple([one.line for one in drawn])
    found = {id(finding): finding for one in drawn for finding in one.findings}
    return Template(
        kind=kind_of([line.kind for line in lines]),
        hours=sum([line.hours for line in lines], Decimal(0)),
        oere=sum([one.oere for one in drawn]),
        counts=any(one.counts for one in drawn),
        drawn=drawn,
        lines=lines,
        findings=tuple(found.values()),
    )


def kind_of(kinds: Sequence[DayKind]) -> DayKind:
    """Of several employments the kind closest to payment; partly paid when any paid one is."""
    paid = [kind for kind in kinds if kind in PAID]
    return min(paid, key=RANK.__getitem__) if paid else max(kinds, key=RANK.__getitem__)


def decimal_hours(hundredths: int) -> Decimal:
    return (Decimal(hundredths) / 100).normalize() if hundredths else Decimal(0)
