"""What stands in the way of a decision is named by its codes, each once, in order."""

from domain.case.refusals import codes
from domain.shared.errors import FormOutstanding, WageOutstanding


def test_two_jobs_without_a_wage_are_one_reason() -> None:
    found = (WageOutstanding("of one"), FormOutstanding("no answer"), WageOutstanding("of another"))
    assert codes(found) == (WageOutstanding.code, FormOutstanding.code)
