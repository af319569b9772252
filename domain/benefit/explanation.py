"""The account in plain Danish, week by week, so that every amount can be computed again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from domain.benefit.account import Account, Day, Findings, Line, Week
from domain.benefit.danish import (
    WHY_UNPAID,
    amount,
    as_decimal,
    figure,
    kroner,
    payee_text,
    span_text,
)
from domain.benefit.days import BESIDE_WAGE
from domain.benefit.price_texts import PRICES
from domain.benefit.weeks import CUT_BY_ALL_CASES
from domain.rules.set_off import PART_OF_WEEK
from domain.shared.law import Finding
from domain.shared.money import Amount, Money


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
    yield from dict.fromkeys(text for day in days for text in set_offs(day.findings))
    yield from sums(week, [line for day in days for line in day.lines if line.amount.oere])


def rates(findings: Findings) -> Iterator[str]:
    """Say how an hour's or a day's price came about."""
    for found in findings:
        say = PRICES.get(found.rule)
        if say is not None:
            yield say(found)


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


def set_offs(findings: Findings) -> Iterator[str]:
    """Say what is taken from what the week is left with."""
    yield from (part_of_other_benefit(found) for found in findings if found.rule == PART_OF_WEEK)


def part_of_other_benefit(found: Finding[object]) -> str:
    """Show what the week has of another benefit that was received for the time."""
    here, whole = (figure(as_decimal(found.inputs[name])) for name in ("days", "days_of_benefit"))
    received = amount(found.inputs["received"])
    part = f"{received} × {here} / {whole} dage = {amount(found.output)}"
    return f"Anden ydelse for tiden: {part}, som modregnes i ugen ({found.citation})."


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


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
