"""Doubts read the other way at the height of the account, and the findings that carry a day."""

import pytest

from tests.support.paper import at, case, said

EXTENDED = {"extensions": [{"code": 5, "from": "2020-02-01", "to": "2020-09-30"}]}


@pytest.mark.parametrize(("share", "week"), [("1/1", "4465.00"), ("1/2", "2232.60")])
def test_a_flexjob_of_the_old_kind_pays_its_share(share: str, week: str) -> None:
    """Half of 120.68 an hour, 446.52 a day; granted on the day before the present law."""
    flexjob = case("flexjob", flexjob_granted_on="2012-12-31")
    assert at(said(flexjob, {"old_flexjob_share": share}), "week 2022-02-14") == week


@pytest.mark.parametrize(
    ("also", "kind"), [("true", "paid_full"), ("false", "technical_extension")]
)
def test_an_extension_that_runs_out_in_the_covid_summer_goes_on_if_section_26_a_says_so(
    also: str, kind: str
) -> None:
    """§ 26 a, which was not read: an extension to 30 September 2020, three months more or none."""
    facts = case(first_day_of_absence="2019-07-01", until="2020-11-29", **EXTENDED)
    found = said(facts, {"covid_also_section_27": also})
    assert at(found, "2020-09-30 kind") == "paid_full"
    assert at(found, "2020-10-05 kind") == kind


def test_a_day_past_the_date_is_paid_with_the_rules_that_carry_it() -> None:
    facts = case(first_day_of_absence="2019-07-01", until="2020-11-29", **EXTENDED)
    rules = {one["rule"]: one for one in at(said(facts), "2020-07-30 findings")}
    assert {"reassessment_date", "latest_end"} <= set(rules)
    assert rules["latest_end"]["citation"] == "Sygedagpengeloven § 27, stk. 1, nr. 5"


PAID_BY_SECTION_27 = {"extensions": [{"code": 5, "from": "2020-02-01", "to": "2020-03-20"}]}


@pytest.mark.parametrize(
    ("also", "kind"), [("true", "paid_full"), ("false", "technical_extension")]
)
def test_who_was_overdue_but_paid_by_an_extension_goes_on_if_section_26_a_says_so(
    also: str, kind: str
) -> None:
    """§ 26, stk. 2: overdue from 31 January, and on 9 March paid by § 27 until the 20th."""
    facts = case(first_day_of_absence="2019-07-01", until="2020-06-14", **PAID_BY_SECTION_27)
    found = said(facts, {"covid_also_section_27": also})
    assert at(found, "2020-06-08 kind") == kind
    assert "covid_also_section_27" in at(said(facts), "unconfirmed")


@pytest.mark.parametrize("spell", [("2020-02-01", "2020-03-08"), ("2020-03-10", "2020-03-20")])
def test_who_was_overdue_on_the_day_and_not_paid_by_an_extension_goes_on_by_the_law(
    spell: tuple[str, str],
) -> None:
    """§ 26, stk. 2, as it was read: the extension ended the day before 9 March, or began after."""
    extended = {"extensions": [{"code": 5, "from": spell[0], "to": spell[1]}]}
    facts = case(first_day_of_absence="2019-07-01", until="2020-06-14", **extended)
    found = said(facts, {"covid_also_section_27": "false"})
    assert at(found, "2020-06-08 kind") == "paid_full"
