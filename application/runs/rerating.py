"""Rerating: at a change of rates every case with a right from that day on is calculated again.

Cases are taken in the order of their ids, in several shares; each share keeps a durable mark after
every few cases, so that a killed run goes on where it was and touches nothing before again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial, reduce

from application.handle import check_sight, circumstances_of, decided_on
from application.ports.marks import Marks
from application.runs.office import Errand, Office, at_once, give_each, order
from domain.benefit.difference import Difference, differences
from domain.case.commands import RecalculateBenefit
from domain.case.events import AccountTotals, BenefitRecalculated
from domain.case.kinds import RecalculationCause
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import fold
from domain.shared.envelope import CaseId, Municipality
from domain.shared.errors import Rejected

NAME = "rerate"
SHARES = 4  # of each municipality
AT_A_TIME = 64  # cases between two marks


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a municipality's cases, to be calculated again from a day on."""

    municipality: Municipality
    day: date
    number: int

    @property
    def errand(self) -> Errand:
        return Errand(NAME, self.municipality, self.day)

    @property
    def mark(self) -> str:
        return f"{NAME}-{self.day}-{self.municipality:04}-{self.number}"


@dataclass(frozen=True, slots=True)
class Move:
    """A week of a payee that moves in a case."""

    case_id: CaseId
    week: Difference


@dataclass(frozen=True, slots=True)
class Rerated:
    """What a share came to; `skipped` were done before, by a run that was cut off."""

    done: int = 0
    skipped: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    moves: tuple[Move, ...] = ()

    def plus(self, other: "Rerated") -> "Rerated":
        return Rerated(
            self.done + other.done,
            self.skipped + other.skipped,
            self.refused + other.refused,
            (*self.moves, *other.moves),
        )


Told = Callable[[int], None]  # so many cases more


def shares(municipalities: Sequence[Municipality], day: date) -> Iterator[Share]:
    for municipality in municipalities:
        for number in range(SHARES):
            yield Share(municipality, day, number)


def asked(day: date) -> RecalculateBenefit:
    return RecalculateBenefit(cause=RecalculationCause.NEW_RATES, cut_off=day)


async def cases_of(office: Office, share: Share) -> list[CaseId]:
    cases = await office.candidates.with_benefit(share.municipality)
    return sorted(each for each in cases if each.int % SHARES == share.number)


async def rerate(office: Office, share: Share, marks: Marks, told: Told) -> Rerated:
    """Calculate the share's cases again, from where an earlier run was cut off."""
    cases, reached = await cases_of(office, share), marks.reached(share.mark)
    left = [each for each in cases if reached is None or each > reached]
    done = Rerated(skipped=len(cases) - len(left))
    told(done.skipped)
    for some in in_batches(left):
        orders = ((case_id, asked(share.day)) for case_id in some)
        summary = await give_each(office, share.errand, orders)
        marks.reach(share.mark, some[-1])
        done = done.plus(Rerated(summary.done, refused=Counter(summary.refused)))
        told(len(some))
    return done


async def foresee(office: Office, share: Share, told: Told) -> Rerated:
    """List the weeks that would move; nothing is recorded and no mark is kept."""
    found = Rerated()
    for some in in_batches(await cases_of(office, share)):
        each = await at_once(partial(foreseen, office, share, one) for one in some)
        found = reduce(Rerated.plus, each, found)
        told(len(some))
    return found


def in_batches(cases: Sequence[CaseId]) -> Iterator[Sequence[CaseId]]:
    for first in range(0, len(cases), AT_A_TIME):
        yield cases[first : first + AT_A_TIME]


async def foreseen(office: Office, share: Share, case_id: CaseId) -> Rerated:
    """Decide one case as the run would, and compare the weeks before and after."""
    given = order(office, share.errand, case_id, asked(share.day))
    loaded = await office.journal.load(given)
    dossier = fold(case_id, loaded.recorded)
    try:
        check_sight(given, loaded)
        around = await circumstances_of(given, dossier, office.journal, office.citizens)
        facts = decided_on(given, dossier, around).facts
    except Rejected as refused:
        return Rerated(refused=Counter([refused.code]))
    if not isinstance(dossier.case, Ongoing | Ended):
        return Rerated(done=1)
    before = dossier.case.totals
    events = (fact.event for fact in facts)
    after = (event.totals for event in events if isinstance(event, BenefitRecalculated))
    moves = (Move(case_id, one) for each in after for one in moved(before, each))
    return Rerated(done=1, moves=tuple(moves))


def moved(before: AccountTotals, after: AccountTotals) -> tuple[Difference, ...]:
    old, new = ({(w.monday, w.payee): w.amount for w in one.weeks} for one in (before, after))
    return differences(old, new)
