"""An accepted answer about a lack of cooperation takes back the one it was about, and no other."""

from datetime import date

import pytest

from domain.case import events as on
from domain.case.commands import CaseCommand
from domain.case.kinds import HearingAbout
from domain.case.states import opened
from domain.task.outcomes import Outcome
from tests.support.errands import solve_task, task_id
from tests.support.examples import answer_hearing, day, lack_cooperation, start_hearing
from tests.support.histories import GRANTED
from tests.support.scenario import Given, given
from tests.support.told import Told

ABOUT = HearingAbout.LACK_OF_COOPERATION
HEARD = start_hearing(ABOUT, day("06-17"), day("06-24"))
FIRST, SECOND, AFTER = (lack_cooperation(day(one), day(one)) for one in ("06-15", "06-17", "06-18"))
ANSWERED = (HEARD, answer_hearing(ABOUT, day("06-19")))
TASK = task_id("party_hearing_answer_received", f"hearing about {ABOUT}, answered 2020-06-19")
LATENESS = HearingAbout.LATE_NOTIFICATION
LATE = task_id("party_hearing_answer_received", f"hearing about {LATENESS}, answered 2020-06-19")


def lacks_of(case: Given) -> list[date]:
    return [one.from_day for one in opened(case.dossier.case).file.lacks]


@pytest.mark.parametrize(
    ("lacks", "left"),
    [
        ((FIRST,), []),
        ((FIRST, SECOND), ["06-15"]),
        ((SECOND, FIRST), ["06-15"]),
        ((FIRST, AFTER), ["06-18"]),
        ((AFTER,), ["06-18"]),
    ],
)
def test_the_last_one_begun_when_the_party_was_heard_is_taken_back(
    lacks: tuple[CaseCommand, ...], left: list[str]
) -> None:
    heard = given(*GRANTED, *lacks, *ANSWERED)
    accepted = heard.and_then(solve_task(TASK, Outcome.ACCEPTED))
    assert lacks_of(accepted) == [day(one) for one in left]
    refused = heard.and_then(solve_task(TASK, Outcome.NOT_ACCEPTED))
    assert lacks_of(refused) == lacks_of(heard)


def test_the_days_that_lapsed_are_owed_again() -> None:
    never = given(*GRANTED)
    lapsed = never.and_then(FIRST)
    accepted = lapsed.and_then(*ANSWERED, solve_task(TASK, Outcome.ACCEPTED))
    assert lapsed.granted.totals.weeks != never.granted.totals.weeks
    assert accepted.granted.totals.weeks == never.granted.totals.weeks
    assert not accepted.granted.stale


def test_an_accepted_answer_about_something_else_takes_no_lack_back() -> None:
    both = start_hearing(LATENESS), answer_hearing(LATENESS, day("06-19"))
    case = given(*GRANTED, FIRST, *ANSWERED, *both)
    for before in ((), (solve_task(TASK, Outcome.NOT_ACCEPTED),)):
        other = case.and_then(*before, solve_task(LATE, Outcome.ACCEPTED))
        assert lacks_of(other) == [day("06-15")]


def test_it_is_so_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    for command in (*GRANTED, FIRST, *ANSWERED):
        assert told.ask(command)[0] < 300
    before = len(told.log())
    assert told.ask(solve_task(TASK, Outcome.ACCEPTED)) == (200, None)
    events = [one.event for one in told.log()[before:]]
    assert [type(event) for event in events[1:]] == [
        on.RegistrationWithdrawn,
        on.BenefitRecalculated,
    ]
