"""Automation is a list of named refusals: all that apply are recorded, other ones anew."""

from domain.case import events as on
from domain.case.commands import RecordRefusals
from domain.case.kinds import HearingAbout
from domain.shared.errors import AutomationHalted, NotAllowedNow
from tests.support import examples as ask
from tests.support.errands import open_task
from tests.support.examples import day, report_absence
from tests.support.histories import CANCELLED, GRANTED, READY, REJECTED, REPORTED
from tests.support.scenario import Given, given

RECORD = RecordRefusals()


def recorded(case: Given) -> tuple[str, ...]:
    (event,) = case.when(RECORD).then(on.AutomationRefused)
    assert isinstance(event, on.AutomationRefused)
    return event.refusals


def test_all_that_apply_are_recorded_by_their_codes() -> None:
    assert recorded(given(*REPORTED)) == ("outstanding-form",)
    heard = ask.start_hearing(HearingAbout.ENTITLEMENT, deadline=day("07-10"))
    everything = given(report_absence(), ask.stop_automation(), open_task(), heard)
    assert recorded(everything) == (
        *("automation-stopped", "outstanding-form", "blocked-by-task"),
        *("outstanding-hearing", "outstanding-employment"),
    )


def test_the_same_reasons_say_nothing_new_and_other_ones_do() -> None:
    asked = given(*REPORTED).and_then(RECORD)
    asked.when(RECORD).then_nothing_happens()
    assert recorded(asked.and_then(ask.receive_form(), open_task())) == ("blocked-by-task",)


def test_reasons_that_are_gone_are_said_to_be_gone() -> None:
    asked = given(*REPORTED).and_then(RECORD, ask.receive_form())
    assert recorded(asked) == ()


def test_where_nothing_stands_in_the_way_or_it_is_decided_there_is_nothing_to_record() -> None:
    for history in (READY, GRANTED, REJECTED):
        given(*history).when(RECORD).then_nothing_happens()
    given(*CANCELLED).when(RECORD).then_refused(NotAllowedNow)


def test_a_case_worker_stops_automation_and_lifts_the_stop() -> None:
    stopped = given(*READY, ask.stop_automation())
    assert recorded(stopped) == ("automation-stopped",)
    stopped.when(ask.grant()).then_refused(AutomationHalted)
    stopped.and_then(ask.resume_automation()).when(ask.grant()).then(on.BenefitGranted)
