"""Facts at the edge of what makes sense: periods of no days, and what lay before the absence."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from domain.rules.parameters import law_with
from tests.support.facts import FULL_TIME, employment, self_employed, wage_earner


@pytest.mark.parametrize(
    ("days", "reassessed"),
    [("0", date(2020, 9, 30)), ("14", date(2020, 10, 31))],  # 157 and 174 days
)
def test_no_first_days_at_all_can_be_tried(days: str, reassessed: date) -> None:
    law = law_with({"days_not_counted_self_employed": days, "waiting_days_self_employed": days})
    account = calculate(self_employed("2020-04-27", "2020-12-31"), law=law)
    assert account.reassessment_date == reassessed
    waited = [one for one in account.days if one.kind is DayKind.WAITING_PERIOD]
    assert len(waited) == int(days)


@pytest.mark.parametrize(
    "before",
    [
        {"holidays": [{"from": "2021-12-20", "to": "2022-01-02", "agreed": False}]},
        {"lack_of_cooperation": [{"from": "2021-11-01", "to": "2021-12-31"}]},
        {"ended": {"on": "2022-03-06", "reason": "raskmeldt"}},
    ],
)
def test_what_was_over_before_the_absence_takes_nothing_from_it(before: dict[str, object]) -> None:
    account = calculate(wage_earner("2022-01-03", "2022-03-06", **before))
    assert account.weeks == calculate(wage_earner("2022-01-03", "2022-03-06")).weeks
    assert account.reasons == ()


def test_a_rota_of_equal_weeks_is_an_ordinary_week() -> None:
    usual = calculate(wage_earner("2022-01-03", "2022-02-27"))
    for weeks in ([FULL_TIME], [FULL_TIME, FULL_TIME]):
        rota = calculate(wage_earner("2022-01-03", "2022-02-27", employment(rota=weeks)))
        assert rota == usual


def test_an_end_before_the_absence_leaves_no_day_and_says_so() -> None:
    ended = {"on": "2022-01-02", "reason": "bortfaldet"}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", ended=ended))
    assert {one.kind for one in account.days} == {DayKind.AFTER_END}
    assert not account.entitled
    assert [reason.code for reason in account.reasons] == ["ended-before-absence"]


def test_an_end_on_the_first_day_is_an_ordinary_end() -> None:
    ended = {"on": "2022-01-03", "reason": "bortfaldet"}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", ended=ended))
    assert account.days[0].kind is DayKind.EMPLOYER_PERIOD
    assert [reason.code for reason in account.reasons] == ["within-employer-period"]


def test_an_absence_from_work_that_began_before_the_case_has_its_own_employer_period() -> None:
    """The account begins with the case; the employer's 30 days with his own employee's absence."""
    work = employment(first_day_of_absence="2021-12-20")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert account.days[0].date == date(2022, 1, 3)
    own = [one.date for one in account.days if one.kind is DayKind.EMPLOYER_PERIOD]
    assert (min(own), max(own)) == (date(2022, 1, 3), date(2022, 1, 18))


def test_an_absence_from_work_that_begins_after_the_account_pays_nothing_in_it() -> None:
    work = employment(first_day_of_absence="2022-03-07")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert {one.kind for one in account.days} == {DayKind.NOT_ENTITLED}
    assert not account.entitled


@pytest.mark.parametrize(
    ("case", "work"),
    [
        ({"last_day_of_absence": "2022-01-02"}, employment()),
        ({"until": "2022-01-02"}, employment()),
        ({}, employment(last_day_of_absence="2022-01-02")),
        ({}, employment(first_day_of_absence="2022-02-01", last_day_of_absence="2022-01-31")),
    ],
)
def test_a_last_day_before_the_first_is_refused(
    case: dict[str, str], work: dict[str, object]
) -> None:
    facts = {"first_day": "2022-01-03", "until": "2022-03-06", **case}
    with pytest.raises(ValidationError, match="the last day lies before the first"):
        wage_earner(facts.pop("first_day"), facts.pop("until"), work, **facts)
