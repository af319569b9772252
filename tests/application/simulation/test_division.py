"""How municipalities are divided among programs: all of them, each once, as evenly as they go."""

from collections import Counter
from datetime import date

import pytest

from application.simulation.division import divided
from application.simulation.traits import Plan

FIRST, LAST = date(2026, 1, 5), date(2026, 7, 6)


@pytest.mark.parametrize("among", [1, 2, 3, 5])
def test_each_municipality_with_cases_has_one_program(among: int) -> None:
    plan = Plan(200, 1, FIRST, LAST, municipalities=4)
    here = {plan.municipality(number) for number in range(plan.cases)}
    shares = divided(plan, among)
    assert len(shares) == among
    assert sorted(each for share in shares for each in share) == sorted(here)


def test_who_has_the_fewest_cases_gets_the_next() -> None:
    plan = Plan(3000, 1, FIRST, LAST, municipalities=4)
    cases = Counter(plan.municipality(number) for number in range(plan.cases))
    assert cases == {103: 785, 101: 763, 102: 756, 104: 696}
    assert divided(plan, 2) == [{103, 104}, {101, 102}]
