"""What was registered and was wrong is taken back: the case stands as if it had never been said."""

from datetime import date, timedelta
from typing import get_args

import pytest

from domain.case import commands as ask
from domain.case import events as on
from domain.case.commands.reports import CircumstanceName
from domain.case.kinds import HearingAbout, RecalculationCause, Registration
from domain.case.states import known
from domain.case.surroundings import Surroundings
from domain.case.withdrawing import KINDS
from domain.dossier.dossier import DossierCommand
from domain.shared.errors import Impossible, NotAllowedNow
from domain.task import keys
from domain.task.events import TaskCancelled, TaskOpened
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    TODAY,
    day,
    extend,
    lack_cooperation,
    register_circumstances,
    register_employment,
    register_holiday,
    register_wage,
    report_recovery,
    request_refund,
    resume_partly,
    use_right_of_regret,
    withdraw,
)
from tests.support.histories import GRANTED, READY
from tests.support.scenario import given

OF, HOLIDAY = Registration, register_holiday()
AWAY = withdraw(OF.HOLIDAY, day("05-14"))
AROUND = Surroundings(TODAY)
SPELL = ({"from": "2020-06-03", "to": "2020-06-09"},)
OTHER_WAGE = register_wage("200.00", OTHER_CVR)
OTHER_JOB = register_employment(OTHER_CVR, pays_wage=False)


def test_a_holiday_that_was_none_is_paid_again_from_its_first_day() -> None:
    away = given(*GRANTED, HOLIDAY)
    taken, again = away.when(AWAY).then(on.RegistrationWithdrawn, on.BenefitRecalculated)
    assert isinstance(taken, on.RegistrationWithdrawn)
    assert (taken.of, taken.day) == (OF.HOLIDAY, day("05-14"))
    assert isinstance(again, on.BenefitRecalculated)
    assert again.cause is RecalculationCause.REGISTRATION_WITHDRAWN
    assert again.cut_off == day("05-14")
    assert again.touched[0].first_day == day("05-25")
    assert again.totals == given(*GRANTED).granted.totals


def test_what_waited_before_it_moves_the_cut_off_to_where_it_matters() -> None:
    """A wage that came while the case waited speaks of the whole absence."""
    earlier = given(*GRANTED, HOLIDAY, stopped(), register_wage("100.00"), resumed())
    events = earlier.when(AWAY).events()
    assert isinstance(events[-1], on.BenefitRecalculated)
    assert events[-1].cut_off == day("04-27")


def stopped() -> ask.StopAutomation:
    return ask.StopAutomation(reason="ses efter")


def resumed() -> ask.ResumeAutomation:
    return ask.ResumeAutomation(reason="set efter")


@pytest.mark.parametrize(
    ("fact", "cut_off"),
    [
        (resume_partly("17", day("06-10")), day("06-10")),
        (lack_cooperation(day("06-15"), None), day("06-15")),
        (register_holiday(day("06-18"), day("06-19")), day("06-18")),
        (register_wage("100.00"), day("04-27")),
    ],
)
def test_no_day_before_the_cut_off_of_a_fact_can_change(
    fact: DossierCommand, cut_off: date
) -> None:
    *_, last = given(*GRANTED).when(fact).events()
    assert isinstance(last, on.BenefitRecalculated)
    assert last.cut_off == cut_off
    monday = cut_off - timedelta(days=cut_off.weekday())
    assert all(week.first_day >= monday for week in last.touched)


@pytest.mark.parametrize(
    ("registered", "taken_back"),
    [
        ((HOLIDAY,), AWAY),
        ((resume_partly("17", day("06-08")),), withdraw(OF.PARTIAL_RESUMPTION, day("06-08"))),
        (
            (resume_partly("17", day("06-08"), cvr=CVR),),
            withdraw(OF.PARTIAL_RESUMPTION, day("06-08"), cvr=CVR),
        ),
        ((lack_cooperation(),), withdraw(OF.LACK_OF_COOPERATION, day("06-15"))),
        ((OTHER_JOB,), withdraw(OF.EMPLOYMENT, cvr=OTHER_CVR)),
        ((OTHER_WAGE,), withdraw(OF.WAGE, cvr=OTHER_CVR)),
        ((request_refund(),), withdraw(OF.REFUND_REQUEST, day("06-15"), cvr=CVR)),
        ((extend(),), withdraw(OF.EXTENSION, date(2020, 11, 1))),
        ((report_recovery(),), withdraw(OF.RECOVERY, day("06-12"))),
        ((report_recovery(cvr=CVR),), withdraw(OF.RECOVERY, day("06-12"), cvr=CVR)),
        (
            (register_circumstances(maternity=SPELL),),
            withdraw(OF.CIRCUMSTANCE, circumstance="maternity"),
        ),
    ],
)
def test_each_kind_of_registration_can_be_taken_back(
    registered: tuple[DossierCommand, ...], taken_back: ask.WithdrawRegistration
) -> None:
    before = given(*GRANTED).granted.file
    again = given(*GRANTED, *registered, taken_back)
    assert again.granted.file == before
    assert given(*GRANTED, *registered).granted.file != before
    again.when(taken_back).then_refused(NotAllowedNow, "no such registration")


@pytest.mark.parametrize("by", [{}, {"cvr": CVR}])
def test_a_recovery_taken_back_leaves_the_last_days_that_were_reported(by: dict[str, str]) -> None:
    ends = register_employment(last_day_of_absence=day("06-20"))
    case = given(*READY, ends)
    before = known(case.dossier.case).file
    assert before.last_day_of_absence is None
    again = case.and_then(
        report_recovery(day("06-24"), **by), withdraw(OF.RECOVERY, day("06-24"), **by)
    )
    assert known(again.dossier.case).file == before


def test_what_is_said_beside_it_stands() -> None:
    two = given(*READY, resume_partly("17"), resume_partly("10", cvr=CVR))
    left = known(two.and_then(withdraw(OF.PARTIAL_RESUMPTION, day("06-08"))).dossier.case).file
    assert [one.cvr for one in left.resumptions] == [CVR]
    both = {"life_threatening": True, "letter_sent_on": day("05-04")}
    case = given(*READY, register_circumstances(**both))
    case = case.and_then(withdraw(OF.CIRCUMSTANCE, circumstance="life_threatening"))
    assert known(case.dossier.case).file.background.life_threatening is None
    assert known(case.dossier.case).file.background.letter_sent_on == day("05-04")


@pytest.mark.parametrize(
    "taken_back",
    [
        withdraw(OF.HOLIDAY),
        withdraw(OF.HOLIDAY, day("05-14"), cvr=CVR),
        withdraw(OF.EMPLOYMENT, day("05-14"), cvr=CVR),
        withdraw(OF.EMPLOYMENT),
        withdraw(OF.REFUND_REQUEST, cvr=CVR),
        withdraw(OF.CIRCUMSTANCE),
    ],
)
def test_it_is_named_by_what_it_is_known_by(taken_back: ask.WithdrawRegistration) -> None:
    given(*READY, HOLIDAY).when(taken_back).then_refused(Impossible, "known by its")


def test_nobody_waits_for_an_answer_about_a_holiday_that_was_none() -> None:
    heard = given(*GRANTED, register_holiday(agreed=False))
    assert heard.granted.stale
    events = heard.when(AWAY).events()
    assert [type(one) for one in events] == [
        on.RegistrationWithdrawn,
        TaskCancelled,
        on.BenefitConfirmed,
    ]
    after = heard.and_then(AWAY)
    assert not after.granted.file.hearings[HearingAbout.HOLIDAY].unanswered
    assert after.granted.totals == given(*GRANTED).granted.totals
    again = after.when(register_holiday(agreed=False)).events()
    assert [type(one) for one in again] == [on.HolidayRegistered, TaskOpened, on.HearingStarted]


def test_another_holiday_that_was_not_agreed_keeps_its_hearing() -> None:
    later = register_holiday(day("06-22"), day("06-24"), agreed=False)
    case = given(*GRANTED, register_holiday(agreed=False), later, AWAY)
    assert case.granted.file.hearings[HearingAbout.HOLIDAY].unanswered
    agreed = given(*GRANTED, HOLIDAY, later, AWAY)
    assert agreed.granted.file.hearings[HearingAbout.HOLIDAY].unanswered


def test_the_right_of_regret_used_on_what_never_was_is_there_again() -> None:
    lapsed = (*READY, lack_cooperation(day("06-02"), None))
    gone = withdraw(OF.LACK_OF_COOPERATION, day("06-02"))
    case = given(*lapsed, use_right_of_regret(), gone)
    assert known(case.dossier.case).file.regret is None
    again = case.and_then(lack_cooperation(day("06-02"), None))
    again.when(use_right_of_regret()).then(on.RightOfRegretUsed)
    kept = given(*lapsed, use_right_of_regret(), lack_cooperation(day("06-20"), None))
    kept = kept.and_then(withdraw(OF.LACK_OF_COOPERATION, day("06-20")))
    assert known(kept.dossier.case).file.regret is not None


def test_without_what_it_needs_a_case_waits_for_a_person_and_pays_nothing() -> None:
    case = given(*GRANTED).and_then(withdraw(OF.EMPLOYMENT, cvr=CVR))
    assert [task.type for task in case.dossier.open_tasks.values()] == [keys.CHECK_BLOCKING]
    assert case.dossier.payment_blocked
    back = case.and_then(register_employment())
    assert not back.dossier.open_tasks
    assert back.granted.totals == given(*GRANTED).granted.totals


def test_an_undecided_case_waits_for_what_is_missing_as_ever() -> None:
    assert not given(*READY, withdraw(OF.EMPLOYMENT, cvr=CVR)).dossier.open_tasks


def test_every_kind_and_every_circumstance_has_its_name() -> None:
    assert set(KINDS) == set(Registration)
    assert set(get_args(CircumstanceName)) == set(ask.RegisterCircumstances.model_fields)
