"""From which day a fact can change what was decided, and what is no longer waited for."""

from datetime import date, timedelta

import pytest

from domain.case import commands as ask
from domain.case import events as on
from domain.case.concerning import concerned_from
from domain.case.kinds import EndReason, HearingAbout, Registration
from domain.case.states import OpenCase, known, opened
from domain.dossier.watching import days_to_watch, deadlines_passed
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    day,
    end,
    lack_cooperation,
    register_holiday,
    register_wage,
    request_refund,
    start_hearing,
    withdraw,
)
from tests.support.histories import GRANTED, READY
from tests.support.scenario import Given, given

FIRST = day("04-27")
FILE = known(given(*READY).dossier.case).file


def holiday(first: date) -> on.HolidayRegistered:
    return on.HolidayRegistered(from_day=first, to_day=None, reported_on=first, agreed=True)


def gone(of: Registration, when: date | None, cvr: str | None) -> on.RegistrationWithdrawn:
    return on.RegistrationWithdrawn(of=of, day=when, cvr=cvr, circumstance=None, reason="fejl")


@pytest.mark.parametrize(
    ("event", "since"),
    [
        (holiday(day("06-08")), day("06-08")),
        (holiday(day("04-06")), FIRST),
        (
            on.FirstDayOfAbsenceCorrected(
                first_day_of_absence=FIRST, before=day("04-20"), reason="fejl"
            ),
            day("04-20"),
        ),
        (on.RightOfRegretUsed(used_on=day("06-12"), lapsed_on=day("06-02")), day("06-02")),
        (
            on.BenefitEnded(
                last_day_with_right=day("06-12"), reason=EndReason.OTHER, decided_on=FIRST
            ),
            day("06-13"),
        ),
        (gone(Registration.HOLIDAY, day("06-08"), None), day("06-08")),
        (gone(Registration.REFUND_REQUEST, day("06-08"), CVR), FIRST),
        (gone(Registration.WAGE, None, CVR), FIRST),
        (gone(Registration.RECOVERY, day("06-12"), None), day("06-13")),
        (gone(Registration.RECOVERY, day("06-12"), CVR), day("06-13")),
        (
            on.EndWithdrawn(last_day_with_right=day("06-12"), granted_to=None, reason="fejl"),
            day("06-13"),
        ),
    ],
)
def test_a_fact_speaks_of_days_from_its_first_on(event: on.CaseEvent, since: date) -> None:
    assert concerned_from(event, FILE) == since


def test_an_end_does_not_hide_what_waited_before_it() -> None:
    waiting = (*GRANTED, ask.StopAutomation(reason="ses efter"), register_wage("100.00"), end())
    assert given(*waiting).granted.stale_from == FIRST


def test_an_end_that_is_moved_is_cut_off_at_the_first_week_that_moves() -> None:
    ended = given(*GRANTED, end(day("06-12")))
    *_, again = ended.when(end(day("06-26"))).events()
    assert isinstance(again, on.BenefitRecalculated)
    assert again.cut_off == again.touched[0].first_day == day("06-15")


def heard(about: HearingAbout, *then: ask.CaseCommand) -> Given:
    return given(*READY, *then[:-1], start_hearing(about), then[-1])


def test_a_hearing_about_what_never_was_is_not_waited_for() -> None:
    about, lack = HearingAbout.LACK_OF_COOPERATION, lack_cooperation()
    case = heard(about, lack, withdraw(Registration.LACK_OF_COOPERATION, day("06-15")))
    hearing = known(case.dossier.case).file.hearings[about]
    assert not hearing.unanswered
    after = hearing.deadline + timedelta(days=1)
    assert after not in set(days_to_watch(case.dossier))
    assert not list(deadlines_passed(case.dossier, known_open(case), after))
    stands = given(*READY, lack, start_hearing(about))
    assert after in set(days_to_watch(stands.dossier))
    assert list(deadlines_passed(stands.dossier, known_open(stands), after))


def known_open(case: Given) -> OpenCase:
    return opened(case.dossier.case)


def test_a_hearing_about_another_holiday_is_not_ended_by_an_agreed_one() -> None:
    about, away = HearingAbout.HOLIDAY, withdraw(Registration.HOLIDAY, day("05-14"))
    case = heard(about, register_holiday(), away)
    assert known(case.dossier.case).file.hearings[about].unanswered


def test_a_refund_request_is_known_by_its_employer_too() -> None:
    two = given(*READY, request_refund(), request_refund(cvr=OTHER_CVR))
    left = two.and_then(withdraw(Registration.REFUND_REQUEST, day("06-15"), cvr=CVR))
    assert [one.cvr for one in known(left.dossier.case).file.refund_requests] == [OTHER_CVR]
