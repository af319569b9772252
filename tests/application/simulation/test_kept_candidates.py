"""What a simulation proposes to its runs: what is owed or to be watched by now, and no later."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from application.simulation.candidates import KeptCandidates
from application.simulation.time import SimulatedTime
from domain.case.states import Ongoing
from domain.dossier.dossier import Dossier, DossierCommand
from domain.dossier.watching import days_to_watch
from domain.shared.envelope import Municipality
from tests.support.errands import open_task, order_payment
from tests.support.examples import CASE, MUNICIPALITY, end, receive_form, report_absence
from tests.support.histories import CLAIMED, GRANTED
from tests.support.scenario import given

BEFORE_ANY, AFTER_TWO = date(2020, 5, 25), date(2020, 6, 8)  # Mondays


def dossier(*history: DossierCommand) -> Dossier:
    return given(*history[:-1]).when(history[-1]).dossier


def seen(told: Dossier) -> KeptCandidates:
    candidates = KeptCandidates(SimulatedTime(datetime(2020, 5, 25, 10, tzinfo=UTC)))
    candidates.see(told, MUNICIPALITY, ())
    return candidates


def owed_on(candidates: KeptCandidates, monday: date) -> list[object]:
    candidates.clock = SimulatedTime(
        datetime(monday.year, monday.month, monday.day, 10, tzinfo=UTC)
    )
    return list(asyncio.run(candidates.with_benefit(MUNICIPALITY)))


def test_an_end_of_which_something_is_to_be_ordered_yet_is_looked_at_again() -> None:
    candidates = seen(dossier(*CLAIMED, end()))
    assert owed_on(candidates, BEFORE_ANY) == []
    assert owed_on(candidates, AFTER_TWO) == [CASE]


def test_an_end_of_which_all_is_ordered_is_not() -> None:
    candidates = seen(dossier(*CLAIMED, end(), order_payment()))
    assert owed_on(candidates, date(2020, 6, 29)) == []
    assert candidates.asked[CASE] == date.max


def test_what_was_just_ordered_is_not_looked_at_again_unless_it_is_blocked() -> None:
    running, ordered = dossier(*CLAIMED), order_payment(until=AFTER_TWO - timedelta(days=1))
    candidates = seen(running)
    candidates.see(running, MUNICIPALITY, (), ordered)
    assert owed_on(candidates, AFTER_TWO) == []
    assert owed_on(candidates, AFTER_TWO + timedelta(days=7)) == [CASE]
    candidates.see(dossier(*CLAIMED, open_task("financial_outstanding")), MUNICIPALITY, (), ordered)
    assert owed_on(candidates, AFTER_TWO) == [CASE]


def test_a_form_is_watched_until_it_is_there() -> None:
    reported = dossier(report_absence())
    (passed,) = days_to_watch(reported)
    candidates = seen(reported)
    assert asyncio.run(candidates.waiting_for(MUNICIPALITY, passed)) == [CASE]
    candidates.see(dossier(report_absence(), receive_form()), MUNICIPALITY, ())
    assert asyncio.run(candidates.waiting_for(MUNICIPALITY, passed)) == []


def test_nothing_is_proposed_to_another_municipality() -> None:
    granted = dossier(*GRANTED)
    assert isinstance(granted.case, Ongoing)
    assert (near := granted.case.totals.reassessment_date) is not None
    candidates, other = seen(granted), Municipality(MUNICIPALITY + 1)
    assert asyncio.run(candidates.to_reassess(MUNICIPALITY, near)) == [CASE]
    assert asyncio.run(candidates.to_reassess(other, near)) == []
