"""Each rule that the account uses is switched off in turn: an example's account must change."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from domain.benefit import (
    absence,
    conditions,
    employments,
    endings,
    few_hours,
    hours,
    other_benefits,
    own_claims,
    pauses,
    pay,
    plan,
    pregnancy,
    price,
    prolonging,
    weeks,
)
from domain.benefit.account import Account
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.rules import (
    cooperation,
    covid,
    deadlines,
    employer_period,
    public_holidays,
    refund_claims,
    self_employed,
    wages,
)
from domain.rules.counted_days import Unpaid
from domain.rules.duration import Used
from domain.rules.holiday import AfterHoliday
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount, Money
from domain.shared.period import Period

DOCS = Path(__file__).parents[3] / "docs"
EXAMPLES = DOCS / "examples"
OFF = Citation("Uden reglen", "0")
FAR, ENDLESS = date(2050, 1, 1), Money(10**9)


def saying(output: object) -> Callable[..., Finding[Any]]:
    return lambda *_, **__: Finding("switched_off", OFF, {}, output)


def whole_wage(_: object, __: date, wage: Decimal) -> Finding[Amount]:
    return Finding("switched_off", OFF, {}, Amount(wage))


def whole_benefit(benefit: Money, _: Money) -> Finding[Money]:
    return Finding("switched_off", OFF, {}, benefit)


def resumed(_: object, holiday: Period, *, agreed: bool) -> Finding[AfterHoliday]:
    return Finding("switched_off", OFF, {"agreed": agreed}, AfterHoliday(holiday.last_day))


def one_day(_: object, first_day: date, __: str) -> Finding[Period]:
    return Finding("switched_off", OFF, {}, Period(first_day, first_day))


def one_day_alone(_: object, first_day: date) -> Finding[Period]:
    return Finding("switched_off", OFF, {}, Period(first_day, first_day))


def counted(_: object, __: date, why: Unpaid) -> Finding[bool]:
    return Finding("switched_off", OFF, {}, why is Unpaid.AGREED_HOLIDAY)


# rule of docs/law.md: where the account asks it, what it says when switched off, the example
RULES: Mapping[str, tuple[object, Callable[..., object], str]] = {
    "rates.weekly_cap": (weeks, saying(ENDLESS), "two_employers"),
    "rates.hourly_cap": (wages, saying(Amount(Decimal(1000))), "two_employers"),
    "rates.minimum_self_employed": (self_employed, saying(Money(0)), "self_employed_insured"),
    "labour_market_contribution.after_contribution": (wages, whole_wage, "wage_earner"),
    "wages.hourly_benefit": (price, saying(Amount(Decimal(1))), "wage_earner"),
    "weeks.cap_binds": (weeks, saying(output=True), "rota"),
    "weeks.averaged_cap": (weeks, saying(Money(0)), "rota"),
    "weeks.full_week": (weeks, saying(Money(0)), "covid"),
    "weeks.day_share": (price, saying(Amount(Decimal(1))), "self_employed"),
    "self_employed.income_of_week": (price, saying(Amount(Decimal(1))), "self_employed"),
    "self_employed.week_amount": (price, saying(Amount(Decimal(1))), "self_employed"),
    "unemployed.supplementary_hours": (own_claims, saying(Decimal(37)), "partly_unemployed"),
    "unemployed.average_hours": (own_claims, saying(Decimal(37)), "hours_of_last_weeks"),
    "unemployed.activation_week": (price, saying(Amount(Decimal(1))), "activation"),
    "flexjob.flexjob_share": (price, saying(Fraction(1, 2)), "flexjob"),
    "employer_period.employer_period": (employer_period, one_day_alone, "wage_earner"),
    "employer_period.employer_pays_alone": (employments, saying(None), "wage_earner"),
    "employer_period.paid_in_advance": (employments, saying(output=False), "paid_in_advance"),
    "set_off.part_of_week": (other_benefits, saying(Money(0)), "other_benefits"),
    "employer_period.covid_refund": (employments, saying(output=False), "isolated"),
    "employment_requirement.toward_employer_again": (
        employments,
        saying(output=False),
        "worked_here_before",
    ),
    "employment_requirement.toward_municipality_self_employed": (
        conditions,
        saying(output=True),
        "new_business",
    ),
    "incapacity.paid_in_prison": (pauses, saying(output=True), "prison"),
    "voluntary_insurance.helps_from": (own_claims, saying(date.min), "insured_too_late"),
    "wages.refund": (price, whole_benefit, "lower_wage"),
    "wages.benefit_beside_wage": (price, saying(Money(0)), "lower_wage"),
    "wages.wage_paid": (price, saying(Money(0)), "lower_wage"),
    "wages.average_hourly_wage": (pay, saying(Decimal(100)), "average_wage"),
    "wages.hours_when_unknown": (pay, saying(Decimal(37)), "unknown_hours"),
    "waiting_period.waiting_period": (own_claims, saying(None), "self_employed"),
    "waiting_period.fund_period": (own_claims, saying(None), "unemployed"),
    "employment_requirement.toward_employer": (employments, saying(output=True), "new_employee"),
    "employment_requirement.toward_municipality": (
        conditions,
        saying(output=True),
        "too_little_work",
    ),
    "employment_requirement.employed_on": (
        employments,
        saying(output=True),
        "not_employed_yet",
    ),
    "employment_requirement.met_otherwise": (conditions, saying(output=False), "flexjob"),
    "duration.may_begin": (conditions, saying(output=True), "limit_used"),
    "duration.reassessment_date": (plan, saying(None), "extended"),
    "duration.used": (plan, saying(Used(0, 0, 0, 0)), "wage_earner"),
    "counted_days.not_counted_at_start": (plan, one_day, "insured_employer"),
    "counted_days.counts_unpaid": (pauses, counted, "wage_earner"),
    "counted_days.counts_pregnancy_related": (pregnancy, saying(output=False), "pregnancy"),
    "chronic_illness.agreement_covers": (absence, saying(output=True), "agreement_run_out"),
    "deadlines.employer_notification": (deadlines, saying(FAR), "late_notification"),
    "deadlines.right_only_from": (deadlines, saying(None), "late_notification"),
    "deadlines.in_time": (deadlines, saying(output=True), "late_notification"),
    "deadlines.application": (deadlines, saying(FAR), "wages_stop"),
    "deadlines.application_without_letter": (deadlines, saying(FAR), "applied_without_letter"),
    "deadlines.disagreement": (deadlines, saying(FAR), "wages_stop"),
    "deadlines.member_notification": (deadlines, saying(FAR), "unemployed"),
    "deadlines.self_employed_notification": (deadlines, saying(FAR), "self_employed"),
    "refund_claims.oldest_day": (refund_claims, saying(date(2000, 1, 1)), "late_refund"),
    "refund_claims.last_day_to_claim": (refund_claims, saying(FAR), "wage_earner"),
    "refund_claims.final_day": (refund_claims, saying(FAR), "wage_earner"),
    "refund_claims.dispensation_possible": (refund_claims, saying(output=False), "dispensed"),
    "refund_claims.notification_needed": (refund_claims, saying(output=True), "chronic_illness"),
    "public_holidays.public_holiday": (public_holidays, saying(None), "wage_earner"),
    "public_holidays.pays_on_public_holidays": (pauses, saying(output=True), "wage_earner"),
    "holiday.after_holiday": (endings, resumed, "holiday_not_agreed"),
    "cooperation.resumes_on": (pauses, saying(None), "lack_of_cooperation"),
    "cooperation.resumes_by_regret": (pauses, saying(None), "right_of_regret"),
    "cooperation.right_of_regret_until": (cooperation, saying(FAR), "right_of_regret_late"),
    "pension.last_day_before_pension": (endings, saying(None), "pension_awarded"),
    "partial_incapacity.enough_absence": (few_hours, saying(output=True), "part_work"),
    "partial_incapacity.absent_hours": (hours, saying(Decimal(37)), "part_work"),
    "partial_incapacity.paid_in_full_though_partly_fit": (
        own_claims,
        saying(output=False),
        "unemployed",
    ),
    "partial_incapacity.self_employed_share": (hours, saying(Fraction(1)), "self_employed"),
    "extensions.latest_end": (prolonging, saying(None), "extended_to_its_maximum"),
    "extensions.technical_extension": (prolonging, saying(None), "extended"),
    "covid.after_reassessment": (covid, saying(None), "covid"),
    "covid.overdue": (covid, saying(None), "covid_overdue"),
    "covid.after_extension": (covid, saying(None), "covid_extension"),
    "covid.instead_of_job_clarification": (covid, saying(None), "covid"),
}


def decided(account: Account) -> tuple[object, ...]:
    """All of an account but its findings and what was read for them."""
    days = [(day.kind, day.lines, day.counts_towards_duration) for day in account.days]
    dates = account.employer_period, account.deadlines, account.reassessment_date
    return days, dates, account.duration, account.weeks, account.reasons


def example(name: str) -> Facts:
    return Facts.model_validate_json((EXAMPLES / f"{name}.json").read_bytes())


@pytest.mark.parametrize("rule", RULES)
def test_without_this_rule_an_example_has_another_account(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_in, says, name = RULES[rule]
    before = decided(calculate(example(name)))
    monkeypatch.setattr(asked_in, rule.partition(".")[2], says)
    assert decided(calculate(example(name))) != before


def test_every_example_is_listed_with_the_rules_it_shows() -> None:
    page = (EXAMPLES / "README.md").read_text("utf-8")
    for rule, (_, _, name) in RULES.items():
        assert f"| `{rule}` | [{name}]({name}.json) |" in page
    assert all(f"[{path.stem}]({path.name})" in page for path in EXAMPLES.glob("*.json"))


def functions(text: str) -> list[str]:
    return re.findall(r"`([a-z_0-9]+\.[a-z_0-9]+)`", text)


def test_every_rule_of_the_law_has_an_example_or_a_reason_why_not() -> None:
    page = (DOCS / "law.md").read_text("utf-8").split("## Doubts and their switches")[0]
    tables, elsewhere = page.split("## What decides nothing in the account")
    without, known = functions(elsewhere), set(functions(tables))
    assert len(without) == len(set(without))
    assert set(without) == known - set(RULES)
    assert set(RULES) <= known


def test_every_row_of_the_law_names_the_examples_of_its_rules() -> None:
    page = (DOCS / "law.md").read_text("utf-8").split("## What decides nothing")[0]
    rows = [line for line in page.splitlines() if line.startswith("| ") and functions(line)]
    assert len(rows) > len(RULES)
    for row in rows:
        names = dict.fromkeys(RULES[rule][2] for rule in functions(row) if rule in RULES)
        shown = ", ".join(f"[{name}](examples/{name}.json)" for name in names) or "none"
        assert row.split(" | ")[-1] == f"{shown} |", row
