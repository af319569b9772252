"""Pregnancy, agreements that run out, part work nobody offers, pensioners in the COVID months."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.support.facts import Json
from tests.support.paper import at, case, job, said

WORKED = {"from": "2022-03-14", "hours_worked_per_week": "17"}
EXPECTING = [{"from": "2022-03-14", "to": "2022-05-29"}]  # 77 days
COUNTS = "pregnancy_related_illness_counts_towards_duration"


@pytest.mark.parametrize(
    ("counts", "reassessed", "on", "days"),
    [
        ("true", "2022-08-31", True, 145),
        ("false", "2022-10-31", False, 68),  # September has 143 days, October 174
    ],
)
def test_illness_because_of_pregnancy_is_paid_and_counts_as_the_doubt_is_read(
    counts: str, reassessed: str, *, on: bool, days: int
) -> None:
    found = said(case(until="2022-07-31", pregnancy_related=EXPECTING), {COUNTS: counts})
    assert found["reassessment_date"] == reassessed
    assert at(found, "2022-05-27 amount") == "893.03"
    for place, counted in (("2022-03-13", True), ("2022-03-14", on), ("2022-05-29", on)):
        assert at(found, f"{place} counts_towards_duration") is counted
    assert at(found, "2022-05-30 counts_towards_duration") is True
    assert found["duration"]["counted_days"] == days
    assert COUNTS in found["unconfirmed"]


def test_days_of_maternity_benefit_are_not_paid_and_do_not_count() -> None:
    leave = [{"from": "2022-03-14", "to": "2022-03-20"}]
    found = said(case(maternity=leave))
    assert at(found, "2022-03-14 kind") == at(found, "2022-03-20 kind") == "not_entitled"
    assert at(found, "2022-03-14 counts_towards_duration") is False
    assert at(found, "2022-03-21 kind") == "paid_full"
    assert (at(found, "reasons"), at(found, "week 2022-03-14")) == (["maternity-benefit"], "0.00")


@pytest.mark.parametrize(
    ("since", "first_paid"),
    [
        (None, "2022-02-07"),
        ("2020-02-08", "2022-02-07"),  # the last day of its two years
        ("2020-02-07", "2022-03-09"),
        ("2022-02-07", "2022-02-07"),
        ("2022-02-08", "2022-03-09"),  # approved a day too late
    ],
)
def test_an_agreement_holds_two_years(since: str | None, first_paid: str) -> None:
    """§ 56 (S-SBST)."""
    agreed = {} if since is None else {"section_56_from": since}
    found = said(case(employments=[job(section_56=True, **agreed)]))
    assert next(day["date"] for day in found["days"] if day["amount"] != "0.00") == first_paid


def test_the_day_of_an_agreement_that_nobody_has_decides_nothing() -> None:
    found = said(case(employments=[job(section_56_from="2022-01-01")]))
    assert at(found, "2022-02-07 kind") == "employer_period"


@pytest.mark.parametrize("why", ["became_unemployed", "no_part_time_work"])
def test_who_finds_no_part_time_work_is_paid_in_full_though_partly_fit(why: str) -> None:
    """§ 53, stk. 2."""
    found = said(case(partial_resumptions=[{**WORKED, "in_full_because": why}]))
    assert (at(found, "2022-03-14 kind"), at(found, "week 2022-03-14")) == ("paid_full", "4465.00")
    rules = {finding["rule"] for finding in at(found, "2022-03-14 findings")}
    assert "paid_in_full_though_partly_fit" in rules


def test_a_capacity_has_shares_of_its_own() -> None:
    part = {"from": "2022-03-14", "capacity": "1/2", "in_full_because": "no_part_time_work"}
    with pytest.raises(ValidationError, match="though partly fit"):
        said(case(partial_resumptions=[part]))


@pytest.mark.parametrize(
    ("also", "kind"), [("true", "paid_full"), ("false", "technical_extension")]
)
def test_of_pensioners_in_the_covid_months_only_a_section_speaks_that_was_not_read(
    also: str, kind: str
) -> None:
    """§§ 25, 26 and 26 b: reassessed on 2020-05-31, three months more or none."""
    pension = {"kind": "state", "from": "2018-01-01"}
    facts = case(first_day_of_absence="2019-10-21", until="2021-02-05", pension=pension)
    found = said(facts, {"covid_also_section_27": also})
    assert found["reassessment_date"] == "2020-05-31"
    assert at(found, "2020-08-31 kind") == kind
    assert at(found, f"{date(2021, 2, 1)} kind") == "technical_extension"
    assert "covid_also_section_27" in found["unconfirmed"]


def test_an_agreement_that_ran_out_says_so_and_spares_nobody_the_notification() -> None:
    """§ 59, stk. 4: a new employee, absent for two weeks, told of in April."""
    new: Json = {
        "section_56": True,
        "section_56_from": "2020-02-07",
        "employed_since": "2022-01-31",
    }
    found = said(
        case(last_day_of_absence="2022-02-20", notified_on="2022-04-20", employments=[job(**new)])
    )
    assert at(found, "2022-02-07 kind") == "late"
    plain = at(said(case(employments=[job(**new)])), "2022-02-07 findings")
    assert {one["rule"]: one["output"] for one in plain}["agreement_covers"] is False


@pytest.mark.parametrize(
    ("pension_from", "also", "kind"),
    [
        ("2016-01-01", "true", "paid_full"),
        ("2016-01-01", "false", "technical_extension"),
        ("2020-07-01", "false", "paid_full"),  # no pensioner yet when he was past his date
    ],
)
def test_a_pensioner_past_his_date_is_carried_as_the_same_section_is_read(
    pension_from: str, also: str, kind: str
) -> None:
    """§§ 26, stk. 2, and 26 b: past the date since 2018."""
    pension = {"kind": "early", "from": pension_from}
    facts = case(first_day_of_absence="2018-01-01", until="2020-07-05", pension=pension)
    found = said(facts, {"covid_also_section_27": also})
    assert at(found, "2020-03-31 kind") == kind


@pytest.mark.parametrize("ends", [("2022-03-18", "2022-03-25"), ("2022-03-18", "2022-03-18")])
def test_of_two_lacks_that_begin_one_day_their_order_says_nothing(ends: tuple[str, str]) -> None:
    """Found by the properties: who used the right of regret hung on which was told first."""
    lacks = [
        {"from": "2022-03-14", "to": end, "right_of_regret": regret}
        for end, regret in zip(ends, (ends[0] != ends[1], True), strict=True)
    ]
    one, other = (said(case(lack_of_cooperation=told)) for told in (lacks, lacks[::-1]))
    assert one == other
