"""Trying a change before it is approved: which days move, for whom, and which fact moved them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from domain.benefit.account import Account
from domain.benefit.calculate import LAW, calculate
from domain.benefit.difference import Change, changes_of, cut_off, paid_by
from domain.benefit.facts import Employment, Facts
from domain.shared.dated import Law
from domain.shared.errors import Rejected
from domain.shared.money import Money

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class MovementLine:
    """What one fact moves on one day for one payee; `moved` may be below zero."""

    day: date
    payee: str
    fact: str
    moved: Money


@dataclass(frozen=True, slots=True)
class Movement:
    """The lines sum to `difference`, the new total less the old one."""

    lines: tuple[MovementLine, ...]
    difference: Money
    changes: tuple[Change, ...]
    cut_off: date | None


def what_if(before: Facts, after: Facts, until: date | None = None, law: Law = LAW) -> Movement:
    """Go from the old facts to the new, one fact at a time, and see what each of them moves.

    A fact that makes no sense without the next one is changed together with it.
    """
    old, now = calculate(before, until, law), calculate(after, until, law)
    lines, pending = list[MovementLine](), list[str]()
    account, values = old, values_of(before)
    for name, field, value in changed(before, after):
        values[field] = value
        pending.append(name)
        tried = tried_account(values, until, law)
        if tried is not None:
            lines += moved_by(" + ".join(pending), account, tried)
            account, pending = tried, []
    lines += moved_by(" + ".join(pending), account, now)
    difference = Money(now.total.oere - old.total.oere)
    cases = changes_of(paid_by(old.weeks), paid_by(now.weeks))
    return Movement(tuple(lines), difference, cases, cut_off(old, now))


def values_of(facts: Facts) -> Values:
    return {name: getattr(facts, name) for name in Facts.model_fields}


def tried_account(values: Values, until: date | None, law: Law) -> Account | None:
    """None where the facts contradict themselves, or say no end."""
    try:
        return calculate(Facts.model_validate(values), until, law)
    except (ValidationError, Rejected):
        return None


def changed(before: Facts, after: Facts) -> Iterator[tuple[str, str, object]]:
    """Name each changed fact, its field, and the value of the field when it has changed."""
    old, new = values_of(before), values_of(after)
    for field, value in new.items():
        if field == "employments":
            yield from changed_employments(before.employments, after.employments)
        elif old[field] != value:
            yield field, field, value


def changed_employments(
    before: tuple[Employment, ...], after: tuple[Employment, ...]
) -> Iterator[tuple[str, str, object]]:
    """Change employments one by one, and what is known of each fact by fact."""
    now, then = {work.cvr: work for work in before}, {work.cvr: work for work in after}
    for cvr in sorted(now.keys() | then.keys()):
        work, wanted = now.get(cvr), then.get(cvr)
        if work is None or wanted is None:
            now = {**now, cvr: wanted} if wanted else {one: now[one] for one in now if one != cvr}
            yield f"employment {cvr}", "employments", tuple(now.values())
            continue
        for fact in changed_facts(work, wanted):
            now[cvr] = now[cvr].model_copy(update={fact: getattr(wanted, fact)})
            yield f"{fact} {cvr}", "employments", tuple(now.values())


def changed_facts(work: Employment, wanted: Employment) -> list[str]:
    return [
        name for name in Employment.model_fields if getattr(work, name) != getattr(wanted, name)
    ]


def moved_by(fact: str, before: Account, after: Account) -> Iterator[MovementLine]:
    old, new = by_day_and_payee(before), by_day_and_payee(after)
    for day, payee in sorted(old.keys() | new.keys()):
        moved = new.get((day, payee), 0) - old.get((day, payee), 0)
        if moved:
            yield MovementLine(day, payee, fact, Money(moved))


def by_day_and_payee(account: Account) -> dict[tuple[date, str], int]:
    found: dict[tuple[date, str], int] = {}
    for day in account.days:
        for line in day.lines:
            if line.payee is not None and line.amount.oere:
                key = day.date, line.payee
                found[key] = found.get(key, 0) + line.amount.oere
    return found
