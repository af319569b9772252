"""What stands in the way of a decision is named by its codes, each once, in order."""

from domain.case.refusals import codes, refused_with
from domain.case.states import known
from domain.shared.errors import (
    DecisionBlocked,
    FormOutstanding,
    HearingOutstanding,
    WageOutstanding,
)
from tests.support.examples import report_absence
from tests.support.scenario import given


def test_two_jobs_without_a_wage_are_one_reason() -> None:
    found = (WageOutstanding("of one"), FormOutstanding("no answer"), WageOutstanding("of another"))
    assert codes(found) == (WageOutstanding.code, FormOutstanding.code)


def test_what_a_hearing_refuses_is_refused_until_its_time_has_passed() -> None:
    file = known(given(report_absence()).dossier.case).file
    task, hearing = DecisionBlocked("a task"), HearingOutstanding("may still answer")
    assert refused_with((task,), file).stands
    assert not refused_with((task, hearing), file).stands
    assert not refused_with((hearing,), file).stands
