"""What a recalculation changes, compared with what was decided or paid before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.benefit.account import Account, Week
from domain.shared.money import Money

Paid = Mapping[tuple[date, str], Money]  # by Monday and payee


class Change(StrEnum):
    """The cases of a recalculation; more than one can hold."""

    NOTHING = "nothing"
    FIRST = "first"  # nothing before
    ANNULLED = "annulled"  # nothing now
    START_EARLIER = "start_moved_earlier"
    START_LATER = "start_moved_later"
    LENGTHENED = "lengthened"
    SHORTENED = "shortened"
    INSIDE = "changed_inside"


@dataclass(frozen=True, slots=True)
class Difference:
    """One week of one payee; `moved` is what is owed beyond before, below zero: paid too much."""

    monday: date
    payee: str
    before: Money
    after: Money

    @property
    def moved(self) -> Money:
        return Money(self.after.oere - self.before.oere)


def paid_by(weeks: tuple[Week, ...]) -> dict[tuple[date, str], Money]:
    return {(week.monday, payee): money for week in weeks for payee, money in week.by_payee.items()}


def differences(before: Paid, after: Paid) -> tuple[Difference, ...]:
    """Compare week by week and payee by payee; what is equal is left out."""
    nothing = Money(0)
    compared = [
        Difference(*key, before.get(key, nothing), after.get(key, nothing))
        for key in sorted(before.keys() | after.keys())
    ]
    return tuple(one for one in compared if one.before != one.after)


def changes_of(before: Paid, after: Paid) -> tuple[Change, ...]:
    """Name the cases, those of the bounds first; weeks are the unit, as in payment."""
    old, new = weeks_with_money(before), weeks_with_money(after)
    if not differences(before, after):
        return (Change.NOTHING,)
    if not old or not new:
        return (Change.FIRST,) if new else (Change.ANNULLED,)
    bounds = (
        (Change.START_EARLIER, new[0] < old[0]),
        (Change.START_LATER, new[0] > old[0]),
        (Change.LENGTHENED, new[-1] > old[-1]),
        (Change.SHORTENED, new[-1] < old[-1]),
        (Change.INSIDE, changed_inside(before, after, old, new)),
    )
    return tuple(change for change, holds in bounds if holds)


def weeks_with_money(paid: Paid) -> list[date]:
    return sorted({monday for (monday, _), money in paid.items() if money.oere})


def changed_inside(before: Paid, after: Paid, old: list[date], new: list[date]) -> bool:
    first, last = max(old[0], new[0]), min(old[-1], new[-1])
    return any(first <= one.monday <= last for one in differences(before, after))


def cut_off(before: Account, after: Account) -> date | None:
    """Find the first day that changed; no day before it did. None: no day changed."""
    old = {day.date: day.lines for day in before.days}
    new = {day.date: day.lines for day in after.days}
    return min(
        (day for day in old.keys() | new.keys() if old.get(day) != new.get(day)), default=None
    )
