"""What `sdp calculate` says, against what was computed on paper from the rule book."""

from collections.abc import Mapping

import pytest

from tests.domain.benefit.paper import (
    course,
    deadlines,
    members,
    nothing_owed,
    others,
    wage_earners,
)
from tests.support.facts import Json
from tests.support.paper import at, said

PAGES = (wage_earners, others, members, deadlines, course, nothing_owed)
CASES = tuple(one for page in PAGES for one in page.CASES)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(facts, expected, id=f"{what} ({source})")
        for what, source, facts, expected in CASES
    ],
)
def test_the_account_is_the_one_on_paper(facts: Json, expected: Mapping[str, object]) -> None:
    found = said(facts)
    assert {place: at(found, place) for place in expected} == expected


def test_every_case_is_another_one() -> None:
    assert len({what for what, *_ in CASES}) == len(CASES) > 60
