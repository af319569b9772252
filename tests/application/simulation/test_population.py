"""Who is simulated: nobody real, the same people each time, and every type of task has a cause."""

from collections import Counter
from datetime import date, timedelta

import pytest
from stdnum.dk import cpr as cpr_numbers
from stdnum.dk import cvr as cvr_numbers

from application.simulation import people
from application.simulation.causes import BY_HAND, CAUSES, OF_ITSELF
from application.simulation.rates import RATES, count_of
from application.simulation.telling import story
from application.simulation.traits import Plan, drawn
from domain.case.commands import ReportAbsence
from domain.task import keys
from domain.task.types import TASK_TYPES, Created

PLAN = Plan(2000, 7, date(2026, 1, 5), date(2026, 12, 31), 3)


@pytest.mark.parametrize("number", [0, 1, 26, 27, 12_959, 12_960, 999_999, 12_959_999])
def test_no_citizen_has_a_number_that_somebody_has(number: int) -> None:
    found = people.cpr(number)
    assert len(found) == 10
    assert cpr_numbers.checksum(found) != 0
    assert found[:4] != "0101"
    assert cpr_numbers.get_birth_date(found)


def test_citizens_and_employers_have_numbers_of_their_own() -> None:
    assert len({people.cpr(n) for n in range(50_000)}) == 50_000
    employers = {people.cvr(n) for n in range(3000)}
    assert len(employers) == 3000
    assert not any(map(cvr_numbers.is_valid, employers))


def test_a_story_is_told_twice_in_the_same_words() -> None:
    told = [(one.at, one.role, one.name) for one in story(PLAN, 5).moments]
    assert told == [(one.at, one.role, one.name) for one in story(PLAN, 5).moments]
    other = Plan(2000, 8, PLAN.first_day, PLAN.last_day, 3)
    assert told != [(one.at, one.role, one.name) for one in story(other, 5).moments]


def test_every_case_is_reported_once_on_its_day() -> None:
    days = (PLAN.last_day - PLAN.first_day).days + 1
    found = [(n, PLAN.first_day + d * timedelta(1)) for d in range(days)
             for n in PLAN.numbers(PLAN.first_day + d * timedelta(1))]  # fmt: skip
    assert [n for n, _ in found] == list(range(PLAN.cases))
    assert all(PLAN.reported_on(n) == day for n, day in found)


def test_a_story_begins_with_its_report_and_names_each_moment_once() -> None:
    for number in range(300):
        moments = story(PLAN, number).moments
        assert isinstance(moments[0].asked, ReportAbsence)
        assert len({one.name for one in moments}) == len(moments)
        assert [one.at for one in moments] == sorted(one.at for one in moments)


def test_who_is_absent_again_stays_in_the_municipality() -> None:
    again = [n for n in range(PLAN.cases) if PLAN.citizen(n) != n]
    assert len(again) > 50
    for number in again:
        first = drawn(PLAN, PLAN.citizen(number))[0]
        assert drawn(PLAN, number)[0].municipality == first.municipality
        assert first.reported_on < drawn(PLAN, number)[0].reported_on


def test_short_absences_are_most_and_every_kind_and_municipality_is_there() -> None:
    traits = [drawn(PLAN, n)[0] for n in range(PLAN.cases)]
    lengths = sorted(each.days for each in traits)
    assert lengths[len(lengths) // 2] < 45
    assert lengths[-1] > 180
    assert len(Counter(each.kind for each in traits)) == 4
    assert {each.municipality for each in traits} == {101, 102, 103}


def test_every_type_of_task_has_a_cause() -> None:
    told = {key for key, kind in TASK_TYPES.items() if Created.INBOUND in kind.created}
    assert set(CAUSES) | BY_HAND | OF_ITSELF | told == set(TASK_TYPES)
    assert set(CAUSES) & OF_ITSELF == set()


def test_rates_follow_the_published_counts_and_ranks() -> None:
    assert RATES.keys() == TASK_TYPES.keys()
    counted = [kind for kind in TASK_TYPES.values() if kind.seen is not None]
    assert len(counted) == 20
    for kind in counted:
        assert RATES[kind.key] * 100_000 == pytest.approx(kind.seen)
    ranked = sorted(
        (kind for kind in TASK_TYPES.values() if kind.frequency_rank),
        key=lambda kind: kind.frequency_rank or 0,
    )
    counts = [count_of(kind) for kind in ranked]
    assert counts == sorted(counts, reverse=True)
    assert RATES["se_cvr_mismatch"] == RATES["unjustified_refund_received"] == 0
    assert RATES[keys.OTHER_CAUSE] > RATES["missing_control"]
