"""The days of the account: each day's lines from the pieces of its claims and its hours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from domain.benefit.account import PAID, RANK, DayKind, Findings, Line, Reason
from domain.benefit.hours import DayKey, Hours
from domain.benefit.pieces import Piece
from domain.benefit.price import Price
from domain.rules.wages import EMPLOYER_PAID
from domain.shared.law import Citation, Finding
from domain.shared.money import Money

NOTHING = Money(0)
BESIDE_WAGE = "beside_wage_rounded_half_up"
BY_DAY = Citation("Sygedagpengeloven", "50", 3)
FREE = Finding("no_scheduled_hours", BY_DAY, {"hours": Decimal(0)}, output=True)
ABSENT = {  # kinds without payment on which work is still missed for illness
    DayKind.EMPLOYER_PERIOD,
    DayKind.WAITING_PERIOD,
    DayKind.FUND_PERIOD,
    DayKind.LACK_OF_COOPERATION,
    DayKind.LATE,
}
Place = tuple[tuple[int, ...], int, int]  # pieces, week of hours, first day of the week
Key = tuple[int, DayKey]
Shown = tuple[
    DayKind, Decimal, Money | None, Money, str | None, bool, tuple[Line, ...], Findings
]  # the fields of a Day after its date


class Drawn(NamedTuple):
    """A line before the weekly cap, with what says so; `oere` is its amount.

    `hundredths` are its hours when it is paid at the hourly cap, else none; the hours of what is
    beside a wage are those of the wage.
    """

    line: Line
    oere: int
    counts: bool
    findings: Findings
    notes: Findings = ()
    rota: bool = False
    hundredths: int | None = None
    at_work: bool = False
    beside: bool = False  # a wage: no line of the day where nothing is left


DayLines = tuple[Drawn, ...]
LINE, OERE, COUNTS = attrgetter("line"), attrgetter("oere"), attrgetter("counts")


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
        self,
        numbers: Sequence[tuple[int, ...]],
        pieces: Sequence[Sequence[Piece]],
        hours: Sequence[Hours],
        offset: int,
    ) -> list[DayLines]:
        """Draw the lines of each day of a week from `offset` on, given each claim's pieces."""
        rows = [
            self.rows.get((of, id(week), offset)) or self.row(of, row, week, offset)
            for of, row, week in zip(numbers, pieces, hours, strict=True)
        ]
        return list(zip(*rows, strict=True))

    def shown(self, week: Sequence[DayLines]) -> list[Template]:
        """Put the lines of each day together, once for all days that have the same lines."""
        keys = [tuple(map(id, drawn)) for drawn in week]
        known = self.days
        for key, drawn in zip(keys, week, strict=True):
            if key not in known:
                known[key] = template(drawn)
        return [known[key] for key in keys]

    def row(
        self, numbers: tuple[int, ...], pieces: Sequence[Piece], hours: Hours, offset: int
    ) -> list[Drawn]:
        """Draw the lines of one claim's week, once for all weeks of these pieces and hours."""
        row = [
            self.lines.get((piece.number, hours.keys[day])) or self.line(piece, hours, day)
            for day, piece in enumerate(pieces, offset)
        ]
        self.rows[numbers, id(hours), offset] = row
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
    cvr, beside = piece.claim.cvr, piece.claim.is_beside
    if piece.kind is not None:
        hours = absent if piece.kind in ABSENT else 0
        line = Line(cvr, piece.kind, decimal_hours(hours), None, NOTHING, None)
        at_work = piece.at_work
        return Drawn(line, 0, piece.counts, piece.findings, at_work=at_work, beside=beside)
    if not absent or piece.price is None:
        line = Line(cvr, DayKind.DAY_OFF, Decimal(0), None, NOTHING, None)
        return Drawn(line, 0, piece.counts, (FREE, *more), beside=beside)
    if beside:
        return draw_beside(piece, piece.price, scheduled, absent)
    return draw_paid(piece, piece.price, scheduled, absent, more)


def draw_paid(piece: Piece, price: Price, scheduled: int, absent: int, more: Findings) -> Drawn:
    """Multiply hours by price; rounding half up to øre is itself a finding."""
    kind = paid_kind(piece, scheduled, absent)
    oere = price.amount(absent)
    hours, amount = decimal_hours(absent), Money(oere)
    line = Line(piece.claim.cvr, kind, hours, price.hourly_rate, amount, piece.payee)
    rounded = Finding("line_rounded_half_up", BY_DAY, price.inputs(hours), amount)
    findings = (*piece.findings, *more, rounded)
    at_cap = absent if price.at_cap else None
    return Drawn(line, oere, piece.counts, findings, piece.notes, piece.claim.rota, at_cap)


def draw_beside(piece: Piece, price: Price, scheduled: int, absent: int) -> Drawn:
    """§ 50, stk. 4: the same hours are the employer's line."""
    cvr, oere = piece.claim.cvr, price.amount(absent)
    kind = paid_kind(piece, scheduled, absent)
    line = Line(cvr, kind, Decimal(0), price.rate, Money(oere), piece.payee)
    inputs = {"cvr": cvr, **price.inputs(decimal_hours(absent))}
    rounded = Finding(BESIDE_WAGE, EMPLOYER_PAID, inputs, Money(oere))
    findings = (*piece.findings, rounded)
    notes, rota, at_cap = piece.notes, piece.claim.rota, 0 if price.at_cap else None
    return Drawn(line, oere, piece.counts, findings, notes, rota, at_cap, beside=True)


def paid_kind(piece: Piece, scheduled: int, absent: int) -> DayKind:
    if piece.technical:
        return DayKind.TECHNICAL_EXTENSION
    return DayKind.PAID_FULL if absent >= scheduled else DayKind.PAID_PART


def template(drawn: DayLines) -> Template:
    """Put the lines of one day together; its kind is the one closest to payment.

    Where a wage leaves nothing, nothing is beside it.
    """
    drawn = tuple([one for one in drawn if one.oere or not one.beside])
    lines = tuple(map(LINE, drawn))
    counts = any(map(COUNTS, drawn))
    findings = findings_of(drawn)
    if len(drawn) == 1:
        only = lines[0]
        rate = only.hourly_rate, only.amount, only.payee
        return Template(drawn, (only.kind, only.hours, *rate, counts, lines, findings))
    hours = sum([line.hours for line in lines if line.hours], Decimal(0))
    oere = sum(map(OERE, drawn))
    amount = Money(oere) if oere else NOTHING
    return Template(drawn, (kind_of(drawn), hours, None, amount, None, counts, lines, findings))


def findings_of(drawn: DayLines) -> Findings:
    """Put the lines' findings together; what several lines share stands there once."""
    found = {id(some): some for one in drawn for some in (one.findings, one.notes) if some}
    return tuple(chain.from_iterable(found.values()))


def kind_of(drawn: DayLines) -> DayKind:
    """Of several employments the kind closest to payment; partly paid when any paid one is."""
    kinds = {one.line.kind for one in drawn if not one.at_work} or {drawn[0].line.kind}
    if len(kinds) == 1:
        return kinds.pop()
    return min(kinds & PAID, key=RANK.__getitem__, default=None) or max(kinds, key=RANK.__getitem__)


@cache
def decimal_hours(hundredths: int) -> Decimal:
    return (Decimal(hundredths) / 100).normalize() if hundredths else Decimal(0)
