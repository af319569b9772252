"""Facts at the edge of what makes sense: periods of no days, and what lay before the absence."""

from datetime import date

import pytest

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
