"""A small population played in memory: the same log each time, nothing in it that must not be."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from uuid import UUID

from application.invariants.check import check
from application.ports.payment_file import PaymentAnswer
from application.runs.refusals import Unknown
from application.simulation.bank import fate
from application.simulation.figures import Figures
from application.simulation.player import Player, player
from application.simulation.time import SimulatedTime
from application.simulation.traits import A_DAY, Plan
from domain.dossier.dossier import Recorded
from domain.run.events import RunReconciled
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from infrastructure.canonical import canonical
from infrastructure.memory import MemoryJournal
from tests.support.office import RememberedFiles

PLAN = Plan(25, 4, date(2026, 1, 5), date(2026, 4, 12), 2)


class Obliging(RememberedFiles):
    """A bank in memory that settles whatever it was sent."""

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        self.settle()
        return super().answer(run_id)


@dataclass
class Played:
    journal: MemoryJournal
    player: Player

    def figures(self) -> Figures:
        found = Figures()
        for recorded in asyncio.run(read(self.journal)):
            found.see(recorded, canonical(recorded))
        return found


async def read(journal: MemoryJournal) -> list[Recorded]:
    return [each async for page in journal.pages() for each in page.recorded]


async def everything(plan: Plan, shares: tuple[Callable[[Municipality], bool], ...]) -> Played:
    """Play the shares beside each other, day by day, on one journal."""
    time = SimulatedTime(datetime(2026, 1, 1, tzinfo=UTC))
    journal, bank = MemoryJournal(time), Obliging()
    players = [player(plan, journal, bank, time, share) for share in shares]
    for n in range((plan.last_day - plan.first_day).days + 1):
        for one in players:
            await one.play(plan.first_day + n * A_DAY)
    return Played(journal, players[0])


@cache
def played(seed: int = PLAN.seed) -> Played:
    return asyncio.run(everything(replace(PLAN, seed=seed), (lambda _: True,)))


def test_the_digest_is_the_same_each_time_and_another_for_another_seed() -> None:
    again = asyncio.run(everything(PLAN, (lambda _: True,)))
    assert played().figures().digest() == again.figures().digest()
    assert played().figures().digest() != played(5).figures().digest()


def test_what_is_refused_again_is_counted_as_if_it_had_been_asked() -> None:
    """An office that asks each time, and one order after the other, come to the same."""
    time, bank = SimulatedTime(datetime(2026, 1, 1, tzinfo=UTC)), Obliging()
    asking = player(PLAN, MemoryJournal(time), bank, time, lambda _: True)
    asking.office = replace(asking.office, refusals=Unknown(), at_once=1)
    counted = asked_of(asking)
    assert counted.figures().digest() == played().figures().digest()
    assert counted.player.journal.standing_refusals == {}
    assert played().player.journal.standing_refusals


def asked_of(one: Player) -> Played:
    async def every_day() -> None:
        for n in range((PLAN.last_day - PLAN.first_day).days + 1):
            await one.play(PLAN.first_day + n * A_DAY)

    asyncio.run(every_day())
    journal = one.journal.journal
    assert isinstance(journal, MemoryJournal)
    return Played(journal, one)


def test_the_digest_does_not_say_who_played_which_municipality() -> None:
    shared = asyncio.run(everything(PLAN, (lambda here: here > 101, lambda here: here <= 101)))
    order = [one.envelope.case_id for one in asyncio.run(read(shared.journal))]
    assert order != [one.envelope.case_id for one in asyncio.run(read(played().journal))]
    assert shared.figures().digest() == played().figures().digest()


def test_nothing_is_in_the_log_that_must_not_be() -> None:
    assert asyncio.run(check(played().journal)).violations == ()


def test_the_population_lives_through_all_of_it() -> None:
    figures = played().figures()
    seen = Counter(type(one.event).__name__ for one in asyncio.run(read(played().journal)))
    assert (figures.cases, len(figures.municipalities)) == (25, 2)
    assert seen["AbsenceReported"] == 25
    wanted = {
        *("InformationFormReceived", "RefundRequested", "RecoveryReported", "BenefitGranted"),
        *("BenefitEnded", "TaskOpened", "TaskSolved", "PaymentSettled", "RunReconciled"),
    }
    assert {name for name in wanted if not seen[name]} == set()
    assert seen["TaskOpened"] == figures.tasks_opened
    assert seen["PaymentSent"] == figures.payments > 0
    assert 0 < figures.without_human_touch < 1


def test_the_total_is_what_the_runs_reconciled() -> None:
    log = asyncio.run(read(played().journal))
    settled = [one.event.total_settled.oere for one in log if isinstance(one.event, RunReconciled)]
    assert played().figures().paid.oere == sum(settled) > 0


def test_a_digest_knows_payload_version_and_instant_and_no_id() -> None:
    (first, *_) = asyncio.run(read(played().journal))
    told = canonical(first)
    moved = first.envelope._replace(
        case_id=CaseId(UUID(int=1)), position=99, recorded_at=datetime.now(UTC)
    )
    assert canonical(first._replace(envelope=moved)) == told
    later = first.envelope._replace(received_at=datetime.now(UTC))
    assert canonical(first._replace(envelope=later)) != told


def test_a_few_payments_come_back_and_always_the_same() -> None:
    fates = Counter(fate(PaymentId(UUID(int=n))) for n in range(5000))
    assert fates == Counter(fate(PaymentId(UUID(int=n))) for n in range(5000))
    assert 0 < fates["failed"] < fates["returned"] < 60
