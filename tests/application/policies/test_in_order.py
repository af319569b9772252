"""What is looked at by a person, and what is in order and left to the machine."""

from datetime import date
from decimal import Decimal

import pytest

from domain.case.kinds import (
    CitizenKind,
)
from domain.dossier.dossier import DossierCommand
from domain.task.events import TaskOpened
from tests.application.policies.story import FLEXJOB, MEMBER, OWNER, SMALL, History
from tests.support import examples as ask
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    business,
    day,
    fund,
    months,
    report_absence,
)
from tests.support.histories import (
    GRANTED,
    READY,
    REJECTED,
    REPORTED,
)
from tests.support.scenario import given


def test_other_circumstances_are_looked_at_too() -> None:
    for report, said, key in (
        (OWNER, {"self_employed": business(section_58a=True)}, "section_56_58a_assessment"),
        (OWNER, {"self_employed": business("first_day")}, "voluntarily_insured_check"),
        (
            report_absence(kind=CitizenKind.SELF_EMPLOYED, notified_on=day("05-19")),
            {"self_employed": business()},
            "self_employed_requested_late",
        ),
        (MEMBER, {"unemployed": fund("0")}, "unemployed_employment_requirement"),
    ):
        events = given(report).when(ask.register_circumstances(**said)).events()
        assert key in {event.type for event in events if isinstance(event, TaskOpened)}


ORDINARY = (
    ((), report_absence(notified_on=day("06-01"))),
    ((), report_absence(last_day=day("05-27"))),
    ((report_absence(),), ask.register_employment(employed_since=day("03-02"))),
    ((report_absence(),), ask.register_employment(hours_last_8_weeks=Decimal(74))),
    ((report_absence(),), ask.register_employment(week=(Decimal(13), *SMALL[1:]))),
    ((FLEXJOB,), ask.register_employment()),
    (REPORTED, ask.register_wage("1000.00")),
    (REPORTED, ask.register_circumstances(monthly_hours=months("40"))),
    ((FLEXJOB,), ask.register_circumstances(flexjob_granted_on=date(2013, 1, 1))),
    ((OWNER,), ask.register_circumstances(self_employed=business())),
    ((MEMBER,), ask.register_circumstances(unemployed=fund())),
    (REPORTED, ask.receive_form()),
    (REPORTED, ask.register_employment(OTHER_CVR, week=SMALL)),
    (READY, ask.request_refund(day("08-26"))),
    (READY, ask.report_recovery(day("05-27"))),
    (READY, ask.resume_partly()),
    (READY, ask.register_holiday()),
    (READY, ask.lack_cooperation()),
)


@pytest.mark.parametrize(("history", "command"), ORDINARY)
def test_what_is_in_order_is_left_to_the_machine(history: History, command: DossierCommand) -> None:
    events = given(*history).when(command).events()
    assert not [event for event in events if isinstance(event, TaskOpened)]


def test_a_change_on_the_last_day_of_the_grant_is_within_it() -> None:
    ended = given(*GRANTED, ask.end(day("06-14")))
    for last_day in (ask.resume_partly(from_day=day("06-14")), ask.lack_cooperation(day("06-14"))):
        events = ended.when(last_day).events()
        assert not [event for event in events if isinstance(event, TaskOpened)]


def test_one_employment_fit_is_not_a_start_stop_case() -> None:
    two = given(*READY, ask.register_employment(OTHER_CVR, week=SMALL))
    events = two.when(ask.report_recovery(day("05-20"), CVR)).events()
    opened = {event.type for event in events if isinstance(event, TaskOpened)}
    assert opened == {"check_case_non_blocking"}  # a reminder of the other claim


def test_a_refund_request_on_a_rejected_case_is_parked_and_revives_nothing() -> None:
    case = given(*REJECTED).and_then(ask.request_refund())
    assert case.dossier.case.__class__.__name__ == "Rejected"
    types = {task.type for task in case.dossier.open_tasks.values()}
    assert types == {"rejection_letter_manual", "check_case_non_blocking"}
