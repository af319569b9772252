"""When somebody thinks that the citizen will be well: known, corrected, taken back; no more."""

from domain.case import events as on
from domain.case.kinds import Registration as Of
from domain.case.states import known
from domain.shared.errors import CaseIsClosed, Impossible, NotAllowedNow, NotFound
from tests.support.examples import day, withdraw
from tests.support.histories import CLOSED, GRANTED, REPORTED
from tests.support.registrations import expected
from tests.support.scenario import Given, given

EXPECTED, BACK = expected(day("06-15"))


def test_a_later_word_takes_the_place_of_the_earlier_one() -> None:
    case = given(*REPORTED, EXPECTED)
    case.when(EXPECTED).then_nothing_happens()
    again = case.and_then(expected(day("06-22"))[0])
    assert standing(again) == on.RecoveryExpected(
        expected_recovery=day("06-22"), told_on=day("06-22")
    )


def test_nobody_is_expected_to_be_well_before_the_absence_and_all_may_be_on_its_first_day() -> None:
    case = given(*REPORTED)
    case.when(expected(day("04-26"))[0]).then_refused(Impossible, "before the first")
    case.when(expected(day("04-27"))[0]).then(on.RecoveryExpected)


def test_it_is_taken_back_by_the_day_that_was_expected() -> None:
    case = given(*REPORTED, EXPECTED)
    other = withdraw(Of.EXPECTED_RECOVERY, day("06-16"))
    case.when(other).then_refused(NotAllowedNow, "no such registration")
    case.when(withdraw(Of.EXPECTED_RECOVERY)).then_refused(Impossible, "known by its day")
    assert standing(case.and_then(BACK)) is None
    given(*REPORTED).when(BACK).then_refused(NotAllowedNow, "no such registration")


def test_no_decision_changes_by_it_and_none_is_made() -> None:
    """Neither the word nor taking it back is looked at by an account, also past the day."""
    case = given(*GRANTED)
    told = case.and_then(EXPECTED)
    case.when(EXPECTED).then(on.RecoveryExpected)
    assert (told.granted.stale, told.granted.file.last_day_of_absence) == (False, None)
    told.when(BACK).then(on.RegistrationWithdrawn)
    assert told.and_then(BACK).granted == case.granted


def test_there_is_an_open_case_to_tell_it_of() -> None:
    given().when(EXPECTED).then_refused(NotFound)
    given(*CLOSED).when(EXPECTED).then_refused(CaseIsClosed)


def standing(case: Given) -> on.RecoveryExpected | None:
    return known(case.dossier.case).file.expected_recovery
