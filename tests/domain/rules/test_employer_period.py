"""Sygedagpengeloven § 30, stk. 1, by first day of absence; and the exceptions to it."""

from datetime import date

import pytest

from domain.rules.employer_period import (
    EmployerPays,
    covid_refund,
    employer_pays_alone,
    employer_period,
)
from domain.rules.parameters import law_with
from domain.shared.dated import Law
from domain.shared.period import Period

FIRST = date(2020, 4, 27)


@pytest.mark.parametrize(
    ("first_day", "last_day", "days"),
    [
        (date(2006, 7, 3), date(2006, 7, 17), 15),
        (date(2008, 6, 1), date(2008, 6, 15), 15),
        (date(2008, 6, 2), date(2008, 6, 22), 21),
        (date(2012, 1, 1), date(2012, 1, 21), 21),
        (date(2012, 1, 2), date(2012, 1, 31), 30),
        (date(2020, 2, 1), date(2020, 3, 1), 30),
        (date(2020, 4, 27), date(2020, 5, 26), 30),
    ],
)
def test_the_employer_pays_to_this_day(first_day: date, last_day: date, days: int) -> None:
    found = employer_period(Law(), first_day)
    assert found.output == Period(first_day, last_day)
    assert found.parameter is not None
    assert found.parameter.value == days


@pytest.mark.parametrize(
    ("employment", "last_day", "citation"),
    [
        (EmployerPays(), date(2020, 5, 26), "§ 30, stk. 1"),
        (EmployerPays(requirement_met=False), None, "§ 30, stk. 2"),
        (EmployerPays(flexjob=True), None, "§ 32, stk. 1, nr. 5"),
        (EmployerPays(section_56=True), None, "§ 56, stk. 1"),
        (EmployerPays(insured_section_55=True), date(2020, 4, 27), "§ 55"),
        (EmployerPays(employed_until=date(2020, 5, 3)), date(2020, 5, 3), "§ 30, stk. 1"),
        (EmployerPays(employed_until=date(2020, 6, 3)), date(2020, 5, 26), "§ 30, stk. 1"),
        (EmployerPays(employed_until=date(2020, 4, 27)), date(2020, 4, 27), "§ 30, stk. 1"),
        (EmployerPays(employed_until=date(2020, 4, 26)), None, "§ 30, stk. 1"),
    ],
)
def test_what_an_employer_pays_alone_depends_on_the_employment(
    employment: EmployerPays, last_day: date | None, citation: str
) -> None:
    found = employer_pays_alone(Law(), FIRST, employment)
    assert found.output == (Period(FIRST, last_day) if last_day else None)
    assert str(found.citation) == f"Sygedagpengeloven {citation}"


def test_the_days_of_an_insured_employer_are_counted_from_the_first() -> None:
    law = law_with({"insured_employer_pays_days": "3"})
    found = employer_pays_alone(law, FIRST, EmployerPays(insured_section_55=True))
    assert found.output == Period(FIRST, date(2020, 4, 29))


@pytest.mark.parametrize(
    ("day", "refunded"),
    [
        (date(2019, 12, 31), False),
        (date(2021, 11, 22), False),
        (date(2021, 11, 23), True),
        (date(2022, 2, 28), True),
        (date(2022, 3, 1), False),
    ],
)
def test_isolation_was_refunded_from_the_first_day(day: date, *, refunded: bool) -> None:
    assert covid_refund(Law(), day).output is refunded


@pytest.mark.parametrize(
    ("day", "doubtful"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),  # the predecessors of § 53 b, whose days were not confirmed
        (date(2021, 11, 22), True),
        (date(2021, 11, 23), False),
    ],
)
def test_that_isolation_was_not_refunded_before_section_53_b_is_not_confirmed(
    day: date, *, doubtful: bool
) -> None:
    law = Law()
    covid_refund(law, day)
    assert ("covid_refund_from_first_day" in law.unconfirmed) is doubtful
