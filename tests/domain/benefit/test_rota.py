"""The weekly cap and a rota: no cap at all, or that of its average week; figures made on paper."""

import pytest

from domain.benefit.calculate import calculate
from domain.benefit.explanation import explanation
from domain.rules.parameters import law_with
from tests.domain.benefit.recompute import recomputed
from tests.support.facts import OTHER_CVR, Json, read
from tests.support.paper import at, case, each_day, job, rota, said

SWITCH = "weekly_cap_averages_rota"
AVERAGED = {SWITCH: "true"}
LONG, SHORT = "2022-03-21", "2022-03-14"  # the rota begins with a long week on 7 February


@pytest.mark.parametrize(
    ("hours", "law", "long", "short"),
    [
        (("10", "6"), {}, "6034.00", "3620.40"),  # 50 and 30 hours at 120.68: no cap
        (("10", "6"), AVERAGED, "5581.25", "3348.75"),  # 4465 x 50/40 and 30/40: 8930 in two weeks
        (("9.6", "5.2"), AVERAGED, "5792.43", "3137.57"),  # 48 and 26 hours: 37 on average
        (("8", "4"), AVERAGED, "4827.20", "2413.60"),  # 30 on average: the cap is never reached
        (("10", "6"), {**AVERAGED, "rota_average_weeks": "1"}, "4465.00", "2679.00"),
        (("10", "6"), {**AVERAGED, "rota_average_weeks": "3"}, "5151.92", "3091.15"),
    ],
)
def test_a_rota_has_no_cap_or_that_of_its_average_week(
    hours: tuple[str, str], law: dict[str, str], long: str, short: str
) -> None:
    found = said(case(employments=[rota(*hours)]), law)
    assert (at(found, f"week {LONG}"), at(found, f"week {SHORT}")) == (long, short)


@pytest.mark.parametrize(
    ("law", "long", "short"),
    [
        ({}, "4827.20", "4223.80"),  # of Friday, the ordinary job is cut to nothing, the rota not
        (AVERAGED, "5023.13", "3906.88"),  # 45 and 35 hours, 40 on average, of both jobs together
    ],
)
def test_the_average_is_that_of_all_employments(law: dict[str, str], long: str, short: str) -> None:
    shifts, other = rota("4", "2"), job(OTHER_CVR, week=each_day("5"))
    found = said(case(employments=[shifts, other]), law)
    assert (at(found, f"week {LONG}"), at(found, f"week {SHORT}")) == (long, short)


def test_what_other_cases_have_is_taken_from_the_cap_of_the_week() -> None:
    elsewhere = [{"monday": LONG, "amount": "1000.00"}]
    found = said(case(employments=[rota("10", "6")], weeks_elsewhere=elsewhere), AVERAGED)
    assert at(found, f"week {LONG}") == "4581.25"


@pytest.mark.parametrize(
    ("hours", "wage", "doubtful"),
    [
        (("10", "6"), "140.00", True),
        (("10", "6"), "100.00", True),  # 92 an hour: 50 hours are 4600
        (("8", "6"), "100.00", False),  # 92 an hour, and no rota averages more than 40 hours
        (("9", "9"), "140.00", False),  # weeks that are equal are no rota
    ],
)
def test_the_doubt_is_read_where_it_can_matter(
    hours: tuple[str, str], wage: str, *, doubtful: bool
) -> None:
    found = said(case(employments=[rota(*hours, hourly_wage=wage)]))
    assert (SWITCH in found["unconfirmed"]) is doubtful


def test_a_line_without_cap_says_what_was_in_doubt() -> None:
    account = calculate(read(case(employments=[rota("10", "6")])))
    rules = {finding.rule for day in account.days for finding in day.findings}
    assert {"cap_binds", "averaged_cap"} <= rules


@pytest.mark.parametrize("jobs", [[rota("10", "6")], [rota("4", "2"), job(OTHER_CVR)]])
def test_the_part_of_the_cap_is_shown_in_its_own_figures(jobs: list[Json]) -> None:
    account = calculate(read(case(employments=jobs)), law=law_with(AVERAGED))
    texts = explanation(account)
    for week, told in zip(account.weeks, texts, strict=True):
        assert recomputed(told.lines) == week.amount.oere
    assert any(line.startswith("Turnus: 4.465,00 kr.") for told in texts for line in told.lines)
