"""Pieces of a claim: stretches of days that share kind, payee, price and findings."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.claim import Claim
from domain.benefit.counting import Counted
from domain.benefit.price import Price
from domain.benefit.spans import FOREVER, Cover, Note, stretches, uppermost
from domain.shared.dated import Law
from domain.shared.errors import NoLawInForce
from domain.shared.law import Citation, Finding

Priced = tuple[int, int, bool]  # which claim, after how many changes of prices, refunded or not
NO_RATE = Citation("Sygedagpengeloven", "50", 1)


class Piece(NamedTuple):
    """`kind` is none where the days are paid as the hours of each day say; then with a price."""

    number: int
    claim: Claim
    kind: DayKind | None
    counts: bool
    findings: Findings
    notes: Findings = ()
    reason: Reason | None = None
    payee: str | None = None
    price: Price | None = None
    technical: bool = False
    at_work: bool = False


@dataclass(frozen=True, slots=True)
class Cutting:
    """What all claims are cut by, from the first to the last day of the account (ordinals).

    `technical` spans are paid without right; `notes` are findings of paid days.
    """

    law: Law
    first: int
    last: int
    counted: Counted
    price_changes: Sequence[int]
    technical: Sequence[tuple[int, int]]
    notes: Sequence[Note]
    known: dict[tuple[object, ...], Piece] = field(default_factory=dict[tuple[object, ...], Piece])
    together: dict[tuple[int, ...], Findings] = field(
        default_factory=dict[tuple[int, ...], Findings]
    )
    prices: dict[Priced, Price | Cover] = field(default_factory=dict[Priced, Price | Cover])
    starts: set[int] = field(default_factory=set[int])  # days on which any row may go on otherwise

    def row(self, claim: Claim, number: int) -> list[Piece]:
        """Give the piece of every day."""
        row: list[Piece] = []
        for first, last in stretches(self.bounds(claim), self.first, self.last):
            row += [self.piece(claim, first, number + len(row))] * (last - first + 1)
            self.starts.add(first)
        return row

    def bounds(self, claim: Claim) -> list[int]:
        spans = [(one.first, one.last) for one in (*claim.covers, *self.notes)]
        starts = [first for first, _ in (*spans, *self.technical)]
        ends = [last + 1 for _, last in (*spans, *self.technical)]
        changes = self.price_changes
        return [claim.employer_until + 1, *self.counted.bounds, *changes, *starts, *ends]

    def piece(self, claim: Claim, day: int, number: int) -> Piece:
        """Find the piece of a day; what has the same answer is the same piece again."""
        counts = self.counted.on(day)
        above = uppermost(claim.covers, day) or self.price(claim, day)
        if isinstance(above, Price):
            return self.paid(claim, day, number, above)
        key = (id(claim), id(above), counts)
        if key not in self.known:
            counted, found = counts and above.counts, above.findings
            kind, why, at_work = above.kind, above.reason, above.at_work
            self.known[key] = Piece(
                number, claim, kind, counted, found, reason=why, at_work=at_work
            )
        return self.known[key]

    def paid(self, claim: Claim, day: int, number: int, price: Price) -> Piece:
        counts, payee = self.counted.on(day), claim.payee(day)
        technical = any(first <= day <= last for first, last in self.technical)
        noted = [one for one in self.notes if one.first <= day <= one.last]
        key = (id(claim), id(price), payee, technical, counts, *[id(one.findings) for one in noted])
        if key not in self.known:
            notes, findings = self.noted(noted), (*claim.findings, *price.findings)
            self.known[key] = Piece(
                number, claim, None, counts, findings, notes, None, payee, price, technical
            )
        return self.known[key]

    def noted(self, notes: Sequence[Note]) -> Findings:
        """Put notes together, as one object for every claim that has the same."""
        key = tuple([id(one.findings) for one in notes])
        if key not in self.together:
            self.together[key] = tuple([found for one in notes for found in one.findings])
        return self.together[key]

    def price(self, claim: Claim, day: int) -> Price | Cover:
        """Price the day by the last change before it, once for all its pieces."""
        since = bisect_right(self.price_changes, day)
        refunding = claim.refunding if day <= claim.employer_until else None
        key = id(claim), since, refunding is not None
        known = self.prices.get(key)
        if known is None:
            try:
                known = (refunding or claim.pricing)(self.law, date.fromordinal(day))
            except NoLawInForce as unknown:
                known = unknown_law(unknown)
            self.prices[key] = known
        return known


def unknown_law(unknown: NoLawInForce) -> Cover:
    """Say that something is owed whose rate nobody told us, rather than guess it."""
    finding = Finding("no_rate_known", NO_RATE, {}, str(unknown))
    reason = Reason(unknown.code, NO_RATE)
    return Cover(0, FOREVER, DayKind.NOT_ENTITLED, (finding,), reason, counts=True)
