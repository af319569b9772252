"""The account in plain Danish, week by week, so that every amount can be computed again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from domain.benefit.account import Account, Day, Findings, Line, Week
from domain.benefit.danish import WHY_UNPAID, figure, kroner, payee_text, span_text
from domain.benefit.days import BESIDE_WAGE
from domain.benefit.weeks import CUT_BY_ALL_CASES
from domain.shared.law import Finding
from domain.shared.money import Amount, Money
from domain.shared.rounding import to_oere


@dataclass(frozen=True, slots=True)
class Explained:
    """The text of one week, line by line."""

    monday: date
    lines: tuple[str, ...]


WEEKLY_CAP = "§ 50, stk. 2"


def explanation(account: Account) -> tuple[Explained, ...]:
    """Explain every week that has a day; nothing is computed here, figures are only shown."""
    by_monday = groupby(account.days, key=lambda day: monday_of(day.date))
    days = {monday: list(found) for monday, found in by_monday}
    return tuple(
        Explained(week.monday, tuple(week_lines(week, days[week.monday]))) for week in account.weeks
    )


def week_lines(week: Week, days: Sequence[Day]) -> Iterator[str]:
    yield from dict.fromkeys(text for day in days for text in rates(day.findings))
    for _, equal in groupby(days, key=lambda day: (day.kind, day.lines)):
        same = list(equal)
        yield from day_lines(same[0], span_text(same[0].date, same[-1].date))
    yield from dict.fromkeys(text for day in days for text in limits(day.findings))
    yield from sums(week, [line for day in days for line in day.lines if line.amount.oere])


def rates(findings: Findings) -> Iterator[str]:
    """Say how an hour's or a day's price came about."""
    for found in findings:
        say = PRICES.get(found.rule)
        if say is not None:
            yield say(found)


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
    "flexjob_share": flexjob_text,
    "refund": refund_text,
    "benefit_beside_wage": beside_text,
}


def day_lines(day: Day, when: str) -> Iterator[str]:
    for line in day.lines:
        if line.payee is None:
            yield f"{when}: {unpaid(line, day)}."
        else:
            yield f"{when}: {paid(line, day.findings)} til {payee_text(line.payee)}."


def unpaid(line: Line, day: Day) -> str:
    cited = sorted({str(found.citation) for found in day.findings})
    source = f" ({'; '.join(cited)})" if cited and len(day.lines) == 1 else ""
    return f"{of_employer(line)}{WHY_UNPAID[line.kind]}{source}"


def of_employer(line: Line) -> str:
    return f"CVR {line.cvr}: " if line.cvr is not None else ""


def paid(line: Line, findings: Findings) -> str:
    """Show the product and, where the week's cap changed it, what is left of it."""
    absent = line.hours or hours_beside(line, findings)
    hours = figure(absent)
    if line.hourly_rate is not None:
        product = Amount(absent * Decimal(line.hourly_rate.oere) / 100).rounded()
        shown = f"{hours} timer × {kroner(line.hourly_rate)} = {kroner(product)}"
    else:
        full, of_day, product = daily(line, findings)
        shown = f"{kroner(full)} × {hours} / {figure(of_day)} timer = {kroner(product)}"
    changed = "" if product == line.amount else f", ændret til {kroner(line.amount)}"
    return f"{shown}{changed} om dagen"


def hours_beside(line: Line, findings: Findings) -> Decimal:
    """Find the hours of which a line beside a wage pays what the wage leaves."""
    for found in findings:
        if found.rule == BESIDE_WAGE and found.inputs["cvr"] == line.cvr:
            return as_decimal(found.inputs["hours"])
    return Decimal(0)


def daily(line: Line, findings: Findings) -> tuple[Money, Decimal, Money]:
    """Find the price of a full day that the line was computed from."""
    for found in findings:
        full = found.inputs.get("full_day")
        if found.rule == "line_rounded_half_up" and found.inputs.get("hours") == line.hours:
            output = found.output
            if isinstance(full, Money) and isinstance(output, Money):
                return full, as_decimal(found.inputs["hours_of_full_day"]), output
    raise ValueError("a line without hourly rate has the price of a full day among its findings")


def limits(findings: Findings) -> Iterator[str]:
    """Say why a line gives another amount than its hours and price."""
    for found in findings:
        if found.rule == "cut_by_weekly_cap":
            cap = amount(found.inputs["weekly_cap"])
            yield f"Ugen giver højst {cap}; det overskydende falder bort ({WEEKLY_CAP})."
        elif found.rule == CUT_BY_ALL_CASES:
            cap, taken = (amount(found.inputs[one]) for one in ("weekly_cap", "decided_elsewhere"))
            yield (
                f"Ugen giver højst {cap} i alle borgerens sager, og {taken} er bevilget i andre; "
                f"det overskydende falder bort ({WEEKLY_CAP})."
            )
        elif found.rule == "averaged_cap" and found.output is not None:
            yield part_of_rota(found)
        elif found.rule == "cap_binds":
            yield f"Arbejde efter turnus begrænses ikke af ugens beløb ({found.citation})."
        elif found.rule == "full_week":
            yield f"Fuld uge ved højeste timesats: {amount(found.output)} ({found.citation})."


def part_of_rota(found: Finding[object]) -> str:
    """Show the part of the weekly cap that a week of a rota has."""
    names = ("hours", "weeks", "hours_of_weeks")
    cap, (hours, weeks, all_hours) = (
        amount(found.inputs["weekly_cap"]),
        (figure(as_decimal(found.inputs[name])) for name in names),
    )
    given = f"{cap} × {hours} timer × {weeks} uger / {all_hours} timer = {amount(found.output)}"
    return f"Turnus: {given} ({found.citation})."


def sums(week: Week, lines: Sequence[Line]) -> Iterator[str]:
    """Add up each payee's lines, and the payees."""
    for payee, total in week.by_payee.items():
        parts = [kroner(line.amount) for line in lines if line.payee == payee]
        yield f"Til {payee_text(payee)}: {' + '.join(parts)} = {kroner(total)}"
    yield f"I alt for ugen: {kroner(week.amount)}"


def amount(value: object) -> str:
    if isinstance(value, Money):
        return kroner(value)
    return f"{figure(as_decimal(value))} kr."


def as_decimal(value: object) -> Decimal:
    if isinstance(value, Amount):
        return value.kroner
    return value if isinstance(value, Decimal) else Decimal(str(value))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
