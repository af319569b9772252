"""Nobody is asked about what is taken back; what a task asks about something else stays open."""

import pytest

from application.policies.taking_back import asked_no_more
from domain.case.commands import WithdrawRegistration
from domain.case.events import RegistrationWithdrawn
from domain.case.kinds import Registration
from domain.dossier.dossier import DossierCommand
from tests.application.policies.story import FLEXJOB, OWNER
from tests.support import examples as ask
from tests.support.examples import CVR, OTHER_CVR, business, day, months, withdraw
from tests.support.histories import ENDED, GRANTED, REPORTED
from tests.support.scenario import given

OF = Registration
TASKS: tuple[tuple[tuple[DossierCommand, ...], WithdrawRegistration], ...] = (
    ((*ENDED, ask.register_holiday(day("06-22"), None)), withdraw(OF.HOLIDAY, day("06-22"))),
    (
        (*REPORTED[:2], ask.register_wage("24000.00")),
        withdraw(OF.WAGE, cvr=CVR),
    ),
    (
        (*GRANTED, ask.request_refund(day("09-21"))),
        withdraw(OF.REFUND_REQUEST, day("09-21"), cvr=CVR),
    ),
    (
        (OWNER, ask.register_circumstances(self_employed=business(section_58a=True))),
        withdraw(OF.CIRCUMSTANCE, circumstance="self_employed"),
    ),
    (
        (*REPORTED, ask.register_circumstances(monthly_hours=months("20"))),
        withdraw(OF.CIRCUMSTANCE, circumstance="monthly_hours"),
    ),
    (
        (FLEXJOB, ask.register_circumstances(flexjob_granted_on=day("01-01").replace(year=2010))),
        withdraw(OF.CIRCUMSTANCE, circumstance="flexjob_granted_on"),
    ),
    (
        (*REPORTED, ask.report_recovery(day("05-20"))),
        withdraw(OF.RECOVERY, day("05-20")),
    ),
    (
        (ask.report_absence(), ask.register_employment(insured_section_55=True)),
        withdraw(OF.EMPLOYMENT, cvr=CVR),
    ),
    (
        (ask.report_absence(), ask.register_employment(week=None)),
        withdraw(OF.EMPLOYMENT, cvr=CVR),
    ),
)


@pytest.mark.parametrize(("history", "taken_back"), TASKS)
def test_nobody_is_asked_about_what_is_taken_back(
    history: tuple[DossierCommand, ...], taken_back: WithdrawRegistration
) -> None:
    case = given(*history)
    assert len(case.dossier.open_tasks) == 1
    assert not case.and_then(taken_back).dossier.open_tasks


def test_the_tasks_of_another_employer_stay() -> None:
    other = ask.register_employment(OTHER_CVR, insured_section_55=True)
    two = given(ask.report_absence(), other, ask.register_employment(insured_section_55=True))
    left = two.and_then(withdraw(OF.EMPLOYMENT, cvr=CVR)).dossier.open_tasks.values()
    assert [task.cause for task in left] == [f"employer {OTHER_CVR}"]


def test_that_no_wage_was_told_is_still_asked_when_one_of_many_is_taken_back() -> None:
    """One was told and taken back before: the question is about there being none."""
    waiting = given(*REPORTED[:2], ask.receive_form())
    (asked,) = waiting.dossier.open_tasks
    told = waiting.dossier.open_tasks[asked].cause
    gone = event_of(withdraw(OF.WAGE, cvr=CVR))
    commands = asked_no_more(gone, waiting.dossier, waiting.around)
    assert (told, commands) == (f"wage of {CVR}", ())


def event_of(command: WithdrawRegistration) -> RegistrationWithdrawn:
    return RegistrationWithdrawn(**dict(command))
