"""The schedule as it is kept: missed dates are done, done ones not again, the rest says why."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from application.ports.clock import DENMARK
from application.runs.agenda import Agenda, NotRun
from application.runs.clockwork import due_of, pass_time
from application.runs.office import Summary
from application.runs.schedule import MONTHLY
from domain.case.events import BenefitGranted
from domain.municipality.commands import RequireFourEyes, SetCutOff
from domain.municipality.states import municipality_id
from domain.run.events import RunFinished
from domain.run.states import RunStage
from domain.shared.envelope import Municipality
from tests.support.errands import open_task
from tests.support.examples import MANAGER, MUNICIPALITY
from tests.support.histories import CLAIMED, READY
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice

MONDAY = datetime(2020, 6, 29, tzinfo=DENMARK)
A_DAY = timedelta(days=1)
WEEK = (MONDAY, MONDAY + 7 * A_DAY)


def kept(office: MemoryOffice, after: datetime, until: datetime) -> list[Summary | NotRun]:
    office.desk.now = until

    async def passed() -> list[Summary | NotRun]:
        return [one async for one in Agenda(office.office).catch_up(after, until)]

    return asyncio.run(passed())


def test_missed_dates_are_done_each_in_its_turn() -> None:
    office = MemoryOffice(desk_after(*READY))
    done = [one for one in kept(office, *WEEK) if isinstance(one, Summary)]
    days = Counter(one.errand.name for one in done)
    assert (days["nightly"], days["evening"], days["payments-prepare"]) == (7, 7, 1)
    assert BenefitGranted in office.desk.events()


@pytest.mark.parametrize("days", [1, 12, 30, 62])
def test_what_is_due_once_a_month_is_done_within_its_month(days: int) -> None:
    first = datetime(2020, 7, 1, 7, tzinfo=DENMARK)
    office, until = MemoryOffice(desk_after(*READY)), first + days * A_DAY
    done = [one.errand.name for one in kept(office, until - A_DAY, until)]
    assert (done.count("random-sample"), done.count("nightly")) == (1, 1)
    assert "random-sample" not in {one.errand.name for one in kept(office, until - A_DAY, until)}


def test_what_is_finished_is_not_done_again_by_the_next_program() -> None:
    office = MemoryOffice(desk_after(*READY))
    kept(office, *WEEK)
    before = office.desk.log()
    again = kept(office, *WEEK)
    assert office.desk.log() == before
    assert {type(one) for one in again} <= {NotRun}


def test_a_summary_from_before_the_hour_is_not_of_this_run() -> None:
    office = MemoryOffice(desk_after(*READY, open_task()))
    office.desk.now = MONDAY + timedelta(hours=12)
    office.run("nightly", MONDAY.date())
    done = kept(office, MONDAY + timedelta(hours=21), MONDAY + timedelta(hours=23))
    assert {one.errand.name for one in done if isinstance(one, Summary)} - MONTHLY == {"nightly"}
    assert kept(office, MONDAY + timedelta(hours=21), MONDAY + timedelta(hours=23)) == []


def test_what_did_not_run_says_why() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.locks.taken.add(("nightly", MUNICIPALITY))
    missed = [one for one in kept(office, MONDAY, MONDAY + 2 * A_DAY) if isinstance(one, NotRun)]
    told = {(one.errand.name, one.errand.day.day, one.why) for one in missed}
    assert told == {
        ("nightly", 29, "run-going-on"),
        ("nightly", 30, "run-going-on"),
        ("payments-reconcile", 30, "no-answer-yet"),
    }


def test_a_run_that_waits_for_a_second_person_is_told_of_once_and_later_steps_are_no_remark() -> (
    None
):
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(RequireFourEyes(), MANAGER, municipality_id(MUNICIPALITY))
    missed = [one for one in kept(office, *WEEK) if isinstance(one, NotRun)]
    told = [(one.errand.name, one.errand.day.day, one.why) for one in missed]
    assert told == [("payments-send", 29, "run-not-approved")]
    assert office.payment_run(MONDAY.date()).stage is RunStage.CLOSED


def test_an_answer_that_does_not_come_is_missed_once_in_a_week() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    missed = [one for one in kept(office, *WEEK) if isinstance(one, NotRun)]
    told = [(one.errand.name, one.errand.day.day, one.why) for one in missed]
    assert told == [("payments-reconcile", 30, "no-answer-yet")]


def test_a_day_without_a_run_is_nothing() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    assert [one for one in kept(office, MONDAY + A_DAY, WEEK[1]) if isinstance(one, NotRun)] == []
    afternoon = kept(office, MONDAY + timedelta(hours=12), MONDAY + A_DAY)
    assert [one for one in afternoon if isinstance(one, NotRun)] == []
    with pytest.raises(AssertionError):
        office.payment_run(MONDAY.date())


def test_each_week_is_told_of_by_itself() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(RequireFourEyes(), MANAGER, municipality_id(MUNICIPALITY))
    missed = [one for one in kept(office, MONDAY, WEEK[1] + A_DAY) if isinstance(one, NotRun)]
    assert [(one.errand.name, one.errand.day.day) for one in missed] == [
        ("payments-send", 29),
        ("payments-send", 6),
    ]


def test_what_waited_is_tried_again_and_done() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    kept(office, MONDAY, MONDAY + 2 * A_DAY)
    office.files.settle()
    done = kept(office, MONDAY, MONDAY + 2 * A_DAY)
    assert [one.errand.name for one in done] == ["payments-reconcile"]


def test_the_cut_off_is_at_the_hour_that_a_municipality_has_set() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    own = municipality_id(MUNICIPALITY)
    for hour, at in ((13, 13), (2, 6), (6, 6)):
        office.desk.ask(SetCutOff(hour=hour), MANAGER, own)
        found = asyncio.run(due_of(office.office, MONDAY, MONDAY + A_DAY))
        hours = {
            one.instant.astimezone(DENMARK).hour: one
            for one in found
            if one.name == "payments-close"
        }
        assert hours.keys() == {at, 15}
        assert hours[at].is_of(MUNICIPALITY)
        assert not hours[15].is_of(MUNICIPALITY)
        assert hours[15].is_of(Municipality(751))
        assert not hours[at].is_of(Municipality(751))


@pytest.mark.parametrize("hour", [0, 5, 6, 14])
def test_what_is_cut_off_early_was_prepared_before_and_is_paid(hour: int) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(SetCutOff(hour=hour), MANAGER, municipality_id(MUNICIPALITY))
    kept(office, MONDAY, MONDAY + A_DAY)
    run = office.payment_run(MONDAY.date())
    assert (run.stage, run.payments) == (RunStage.SENT, 5)


def test_an_earlier_cut_off_comes_though_the_usual_hour_is_not_near() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(SetCutOff(hour=11), MANAGER, municipality_id(MUNICIPALITY))
    hours = [MONDAY + timedelta(hours=hour) for hour in range(25)]
    found = [asyncio.run(due_of(office.office, *pair)) for pair in pairwise(hours)]
    closing = [one for part in found for one in part if one.name == "payments-close"]
    mine = [one for one in closing if one.is_of(MUNICIPALITY)]
    assert [one.instant.astimezone(DENMARK).hour for one in mine] == [11]


def test_a_later_cut_off_is_not_done_at_the_usual_hour() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(SetCutOff(hour=17), MANAGER, municipality_id(MUNICIPALITY))
    for hour, closed in ((16, 0), (18, 1), (20, 0)):
        done = kept(office, MONDAY, MONDAY + timedelta(hours=hour))
        names = [one.errand.name for one in done if isinstance(one, Summary)]
        assert names.count("payments-close") == closed


def test_time_that_passes_does_each_run_at_its_hour() -> None:
    office = MemoryOffice(desk_after(*READY))
    ticks: list[datetime] = []

    def tick(now: datetime) -> None:
        office.desk.now = now
        ticks.append(now)

    asyncio.run(pass_time(office.office, WEEK[1], WEEK[1] + A_DAY, tick))
    finished = [each for each in office.desk.log() if isinstance(each.event, RunFinished)]
    assert [each.event.name for each in finished if isinstance(each.event, RunFinished)] == [
        *("deadlines", "reassessment", "payments-prepare", "payments-close"),
        *("payments-send", "evening", "nightly"),
    ]
    assert [each.envelope.recorded_at for each in finished] == ticks[:-1]
