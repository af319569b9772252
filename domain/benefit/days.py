"""The days of the account: each day's lines from the pieces of its claims and its hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from domain.benefit.account import PAID, RANK, DayKind, Findings, Line, Reason
from domain.benefit.hours import Hours
from domain.benefit.pieces import Piece
from domain.benefit.price import Price
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
Key = tuple[int, int, int, int]  # piece, hundredths scheduled, hundredths absent, part


class Drawn(NamedTuple):
    """A line before the weekly cap, with what says so; `oere` is its amount.

    `hundredths` are its hours when it is paid at the hourly cap, else none.
    """

    line: Line
    oere: int
    counts: bool
    findings: Findings
    rota: bool = False
    hundredths: int | None = None


class Template(NamedTuple):
    """All of a day but its date: shared by every day with the same pieces and hours."""

    kind: DayKind
    hours: Decimal
    hourly_rate: Money | None
    oere: int
    amount: Money
    payee: str | None
    counts: bool
    drawn: tuple[Drawn, ...]
    lines: tuple[Line, ...]
    findings: Findings


@dataclass(frozen=True, slots=True)
class Templates:
    """Lines and days already drawn, by piece and hours."""

    drawn: dict[Key, Drawn] = field(default_factory=dict[Key, Drawn])
    days: dict[tuple[Key, ...], Template] = field(default_factory=dict[tuple[Key, ...], Template])
    reasons: set[Reason] = field(default_factory=set[Reason])

    def day(self, pieces: Sequence[Piece], hours: Sequence[Hours], offset: int) -> Template:
        keys = tuple([key_of(*one, offset) for one in zip(pieces, hours, strict=True)])
        known = self.days.get(keys)
        if known is None:
            each = zip(pieces, hours, keys, strict=True)
            drawn = tuple([self.line(*one, offset) for one in each])
            known = self.days[keys] = template(drawn)
        return known

    def line(self, piece: Piece, hours: Hours, key: Key, offset: int) -> Drawn:
        if piece.reason is not None:
            self.reasons.add(piece.reason)
        if key not in self.drawn:
            part = hours.parts[offset]
            self.drawn[key] = draw(piece, key[1], key[2], part.findings if part else ())
        return self.drawn[key]


def key_of(piece: Piece, hours: Hours, offset: int) -> Key:
    part = hours.parts[offset]
    number = 0 if part is None else part.number
    return piece.number, hours.scheduled[offset], hours.absent[offset], number


def draw(piece: Piece, scheduled: int, absent: int, more: Findings) -> Drawn:
    """Draw the line of one claim on a day with these hours (hundredths)."""
    cvr = piece.claim.cvr
    if piece.kind is not None:
        hours = absent if piece.kind in ABSENT else 0
        line = Line(cvr, piece.kind, decimal_hours(hours), None, NOTHING, None)
        return Drawn(line, 0, piece.counts, piece.findings)
    if not absent or piece.price is None:
        line = Line(cvr, DayKind.DAY_OFF, Decimal(0), None, NOTHING, None)
        return Drawn(line, 0, piece.counts, (FREE, *more))
    return draw_paid(piece, piece.price, scheduled, absent, more)


def draw_paid(piece: Piece, price: Price, scheduled: int, absent: int, more: Findings) -> Drawn:
    """Multiply hours by price; rounding half up to øre is itself a finding."""
    kind = DayKind.PAID_FULL if absent >= scheduled else DayKind.PAID_PART
    kind = DayKind.TECHNICAL_EXTENSION if piece.technical else kind
    oere = price.amount(absent)
    hours, amount = decimal_hours(absent), Money(oere)
    line = Line(piece.claim.cvr, kind, hours, price.hourly_rate, amount, piece.payee)
    rounded = Finding("line_rounded_half_up", BY_DAY, price.inputs(absent), amount)
    findings = (*piece.findings, *more, rounded)
    at_cap = absent if price.at_cap else None
    return Drawn(line, oere, piece.counts, findings, piece.claim.rota, at_cap)


def template(drawn: tuple[Drawn, ...]) -> Template:
    """Put the lines of one day together; its kind is the one closest to payment."""
    lines = tuple([one.line for one in drawn])
    found = {id(finding): finding for one in drawn for finding in one.findings}
    only = lines[0] if len(lines) == 1 else None
    oere = sum([one.oere for one in drawn])
    return Template(
        kind=kind_of([line.kind for line in lines]),
        hours=sum([line.hours for line in lines], Decimal(0)),
        hourly_rate=only.hourly_rate if only else None,
        oere=oere,
        amount=Money(oere),
        payee=only.payee if only else None,
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
