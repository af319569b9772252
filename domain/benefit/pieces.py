"""Pieces of a claim: stretches of days that share kind, payee, price and findings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.claim import Claim
from domain.benefit.price import Price
from domain.benefit.spans import Cover, stretches, uppermost
from domain.shared.dated import Law

Priced = tuple[str | None, int]  # which claim, since which change of prices


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is none where the days are paid as the hours of each day say; then with a price."""

    number: int
    claim: Claim
    kind: DayKind | None
    counts: bool
    findings: Findings
    payee: str | None = None
    price: Price | None = None
    technical: bool = False
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Cutting:
    """What all claims of a case are cut by: days on which prices change, unextended days."""

    first: int
    last: int
    count_from: int
    price_changes: Sequence[int]
    technical: Sequence[tuple[int, int]]
    technical_findings: Findings = ()
    shared: Findings = ()
    prices: dict[Priced, Price] = field(default_factory=dict[Priced, Price])

    def is_technical(self, day: int) -> bool:
        return any(first <= day <= last for first, last in self.technical)


def row_of_pieces(law: Law, claim: Claim, number: int, cutting: Cutting) -> list[Piece]:
    """Give the piece of every day from the first to the last of the account."""
    row: list[Piece] = []
    bounds = set(bounds_of(claim, cutting))
    for first, last in stretches(bounds, cutting.first, cutting.last):
        row += [piece_on(law, claim, first, number + len(row), cutting)] * (last - first + 1)
    return row


def bounds_of(claim: Claim, cutting: Cutting) -> Iterator[int]:
    yield from (claim.first, claim.last + 1, claim.employer_until + 1, cutting.count_from)
    yield from cutting.price_changes
    for one in claim.covers:
        yield from (one.first, one.last + 1)
    for first, last in cutting.technical:
        yield from (first, last + 1)


def piece_on(law: Law, claim: Claim, day: int, number: int, cutting: Cutting) -> Piece:
    counts_from_here = day >= cutting.count_from
    above = outside(claim, day) or uppermost(claim.covers, day)
    if above is not None:
        counts = counts_from_here and above.counts
        return Piece(number, claim, above.kind, counts, above.findings, reason=above.reason)
    price = price_on(law, claim, day, cutting)
    technical = cutting.is_technical(day)
    more = cutting.technical_findings if technical else ()
    findings = (*cutting.shared, *claim.findings, *price.findings, *more)
    payee = claim.payee(day)
    return Piece(number, claim, None, counts_from_here, findings, payee, price, technical)


def outside(claim: Claim, day: int) -> Cover | None:
    """At work in this employment: before its first or after its last day of absence."""
    if day < claim.first:
        return Cover(day, claim.first - 1, DayKind.NOT_ENTITLED, ())
    return Cover(claim.last + 1, day, DayKind.AFTER_END, ()) if day > claim.last else None


def price_on(law: Law, claim: Claim, day: int, cutting: Cutting) -> Price:
    """Price the day by the last change before it, once for all its pieces."""
    since = max((one for one in cutting.price_changes if one <= day), default=0)
    known = cutting.prices.get((claim.cvr, since))
    if known is None:
        known = claim.pricing(law, date.fromordinal(day))
        cutting.prices[claim.cvr, since] = known
    return known
