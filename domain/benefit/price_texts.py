"""How an hour's or a day's price came about, in plain Danish: one text for each rule of prices."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import cast

from domain.benefit.danish import amount, as_decimal, figure, kroner
from domain.shared.law import Finding
from domain.shared.money import Amount
from domain.shared.rounding import to_oere


def hourly_text(found: Finding[object]) -> str:
    wage, after, cap = (
        as_decimal(found.inputs[name]) for name in ("wage", "after_contribution", "hourly_cap")
    )
    percent = figure(100 - after * 100 / wage) if wage else "0"
    return (
        f"Timesats: timeløn {figure(wage, 2)} kr. minus {percent} % arbejdsmarkedsbidrag "
        f"= {figure(after)} kr., dog højst {figure(cap, 2)} kr. ({found.citation})."
    )


def profit_text(found: Finding[object]) -> str:
    profit, week = as_decimal(found.inputs["annual_profit"]), as_decimal(found.output)
    return (
        f"Overskud {figure(profit, 2)} kr. om året svarer til {figure(week, 2)} kr. om ugen "
        f"({found.citation})."
    )


def week_text(found: Finding[object]) -> str:
    return f"Ugebeløb for selvstændig: {amount(found.output)} ({found.citation})."


def day_share_text(found: Finding[object]) -> str:
    week, day = as_decimal(found.inputs["week"]), Amount(as_decimal(found.output)).rounded()
    return f"Dagsbeløb: {figure(week, 2)} kr. / 5 dage = {kroner(day)} ({found.citation})."


def day_rate_text(found: Finding[object]) -> str:
    return f"Dagssats fra a-kassen: {amount(found.output)} om dagen ({found.citation})."


def activation_text(found: Finding[object]) -> str:
    earned, cap = (amount(found.inputs[name]) for name in ("earnings", "weekly_cap"))
    return (
        f"Aktivering: indtjening {earned} om ugen, dog højst {cap}, "
        f"giver {amount(found.output)} om ugen ({found.citation})."
    )


def average_hours_text(found: Finding[object]) -> str:
    """Show the weeks that it is the average of."""
    weeks = cast("tuple[Decimal, ...]", found.inputs["weeks"])
    said, hours = [figure(week) for week in weeks], figure(as_decimal(found.output))
    return (
        f"Arbejdstid i gennemsnit: {' + '.join(said)} timer delt med {len(said)} uger er "
        f"{hours} timer om ugen ({found.citation})."
    )


def flexjob_text(found: Finding[object]) -> str:
    return f"Fleksjob: {found.output} af timesatsen ({found.citation})."


def average_text(found: Finding[object]) -> str:
    pay, hours = as_decimal(found.inputs["pay"]), as_decimal(found.inputs["hours"])
    wage = to_oere(as_decimal(found.output))
    if not hours or found.output == found.inputs["agreed"]:
        return f"Timeløn efter aftale: {figure(wage, 2)} kr. ({found.citation})."
    return (
        f"Timeløn i gennemsnit: {figure(pay, 2)} kr. delt med {figure(hours)} timer er "
        f"{figure(wage, 2)} kr. ({found.citation})."
    )


def unknown_hours_text(found: Finding[object]) -> str:
    pay, rate = as_decimal(found.inputs["week_wage"]), amount(found.inputs["rate"])
    hours = figure(to_oere(as_decimal(found.output)))
    return (
        f"Ukendt arbejdstid: {figure(pay, 2)} kr. om ugen delt med {rate} er {hours} timer "
        f"({found.citation})."
    )


def refund_text(found: Finding[object]) -> str:
    benefit, paid = (amount(found.inputs[name]) for name in ("benefit", "wage_paid"))
    return (
        f"Refusion for en time: {benefit}, dog højst den betalte løn {paid} "
        f"= {amount(found.output)} ({found.citation})."
    )


def beside_text(found: Finding[object]) -> str:
    benefit, paid = (amount(found.inputs[name]) for name in ("benefit", "wage_paid"))
    return (
        f"Ved siden af lønnen for en time: {benefit} minus {paid} "
        f"= {amount(found.output)}, mindst 0 kr. ({found.citation})."
    )


PRICES: Mapping[str, Callable[[Finding[object]], str]] = {
    "average_hourly_wage": average_text,
    "hours_when_unknown": unknown_hours_text,
    "hourly_benefit": hourly_text,
    "income_of_week": profit_text,
    "week_amount": week_text,
    "day_share": day_share_text,
    "day_rate_of_fund": day_rate_text,
    "activation_week": activation_text,
    "average_hours": average_hours_text,
    "flexjob_share": flexjob_text,
    "refund": refund_text,
    "benefit_beside_wage": beside_text,
}
