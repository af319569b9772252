"""The days of the account: each day's lines from the pieces of its claims and its hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from domain.benefit.account import PAID, RANK, DayKind, Findings, Line, Reason
from domain.benefit.hours import DayKey, Hours
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
Place = tuple[int, int, int, int]  # piece, week of hours, first day of the week, number of days
Key = tuple[int, DayKey]
Shown = tuple[
    DayKind, Decimal, Money | None, Money, str | None, bool, tuple[Line, ...], Findings
]  # the fields of a Day after its date


class Drawn(NamedTuple):
    """A line before the weekly cap, with what says so; `oere` is its amount.

    `hundredths` are its hours when it is paid at the hourly cap, else none.
    """

    line: Line
    oere: int
    counts: bool
    findings: Findings
    notes: Findings = ()
    rota: bool = False
    hundredths: int | None = None
    at_work: bool = False


DayLines = tuple[Drawn, ...]


class Template(NamedTuple):
    """All of a day but its date: shared by every day with the same pieces and hours."""

    drawn: DayLines  # kept, so that a day can be known by the identity of its lines
    shown: Shown


@dataclass(frozen=True, slots=True)
class Templates:
    """Lines and days already drawn: lines by piece and hours, days by their lines."""

    rows: dict[Place, list[Drawn]] = field(default_factory=dict[Place, list[Drawn]])
    lines: dict[Key, Drawn] = field(default_factory=dict[Key, Drawn])
    days: dict[tuple[int, ...], Template] = field(default_factory=dict[tuple[int, ...], Template])
    reasons: set[Reason] = field(default_factory=set[Reason])

    def week(
        self, pieces: Sequence[Sequence[Piece]], hours: Sequence[Hours], offset: int
    ) -> list[DayLines]:
        """Draw the lines of each day of a week from `offset` on, given each claim's pieces."""
        rows = [self.lines_of(*one, offset) for one in zip(pieces, hours, strict=True)]
        return list(zip(*rows, strict=True))

    def day(self, drawn: DayLines) -> Template:
        key = tuple(map(id, drawn))
        known = self.days.get(key)
        if known is None:
            known = self.days[key] = template(drawn)
        return known

    def lines_of(self, pieces: Sequence[Piece], hours: Hours, offset: int) -> list[Drawn]:
        """Draw the lines of one claim's week; a week that is one piece is drawn only once."""
        key = pieces[0].number, id(hours), offset, len(pieces)
        one_piece = len(set(map(id, pieces))) == 1
        if one_piece and key in self.rows:
            return self.rows[key]
        row = [
            self.lines.get((piece.number, hours.keys[day])) or self.line(piece, hours, day)
            for day, piece in enumerate(pieces, offset)
        ]
        if one_piece:
            self.rows[key] = row
        return row

    def line(self, piece: Piece, hours: Hours, offset: int) -> Drawn:
        """Draw a line, once for all days with the same piece and hours."""
        part = hours.parts[offset]
        more = part.findings if part else ()
        line = draw(piece, hours.scheduled[offset], hours.absent[offset], more)
        self.lines[piece.number, hours.keys[offset]] = line
        if piece.reason is not None:
            self.reasons.add(piece.reason)
        return line


def draw(piece: Piece, scheduled: int, absent: int, more: Findings) -> Drawn:
    """Draw the line of one claim on a day with these hours (hundredths)."""
    cvr = piece.claim.cvr
    if piece.kind is not None:
        hours = absent if piece.kind in ABSENT else 0
        line = Line(cvr, piece.kind, decimal_hours(hours), None, NOTHING, None)
        return Drawn(line, 0, piece.counts, piece.findings, at_work=piece.at_work)
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
    return Drawn(line, oere, piece.counts, findings, piece.notes, piece.claim.rota, at_cap)


def template(drawn: DayLines) -> Template:
    """Put the lines of one day together; its kind is the one closest to payment."""
    lines = tuple([one.line for one in drawn])
    found = {id(some): some for one in drawn for some in (one.findings, one.notes)}
    findings = tuple(chain.from_iterable(found.values()))
    counts = any([one.counts for one in drawn])  # noqa: C419 a list is faster, and this is hot
    if len(drawn) == 1:
        only = lines[0]
        rate = only.hourly_rate, only.amount, only.payee
        return Template(drawn, (only.kind, only.hours, *rate, counts, lines, findings))
    kind = kind_of([one.line.kind for one in drawn if not one.at_work] or [lines[0].kind])
    hours = sum([line.hours for line in lines], Decimal(0))
    oere = sum([one.oere for one in drawn])
    return Template(drawn, (kind, hours, None, Money(oere), None, counts, lines, findings))


def kind_of(kinds: Sequence[DayKind]) -> DayKind:
    """Of several employments the kind closest to payment; partly paid when any paid one is."""
    paid = [kind for kind in kinds if kind in PAID]
    return min(paid, key=RANK.__getitem__) if paid else max(kinds, key=RANK.__getitem__)


def decimal_hours(hundredths: int) -> Decimal:
    return (Decimal(hundredths) / 100).normalize() if hundredths else Decimal(0)
