"""What a change would move, before it is approved: the accounts before and after, day by day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.benefit.account import Account
from domain.benefit.calculate import calculate
from domain.benefit.difference import Change, changes_of
from domain.benefit.facts import Facts
from domain.benefit.what_if import MovementLine, by_day_and_payee, what_if
from domain.case.accounting import until_of
from domain.case.deciding import file_granted
from domain.case.facts import facts_of
from domain.case.refusals import missing
from domain.case.states import Case, Ended, Ongoing, UnderClarification
from domain.case.surroundings import Surroundings
from domain.shared.money import Money

Owed = Mapping[tuple[date, str], int]  # øre by day and payee


@dataclass(frozen=True, slots=True)
class Forecast:
    """The lines sum to `after` less `before`; where nothing is decided, nothing is owed."""

    before: Money
    after: Money
    reassessment_before: date | None
    reassessment_after: date | None
    changes: tuple[Change, ...]
    lines: tuple[MovementLine, ...]


def forecast(before: Case, after: Case, around: Surroundings, command: str) -> Forecast:
    """Compare what is decided; where nothing is, neither before nor after, what would be.

    A decision (a grant, a cancellation) moves all its days by the name of its command.
    """
    old, new = decided(before, around), decided(after, around)
    if old is None and new is None:
        old, new = expected(before, around), expected(after, around)
    until = max((until_of(each, around.today) for each in (old, new) if each), default=None)
    was, will = account_of(old, until), account_of(new, until)
    owed, owing = owed_from(was, first_day(before)), owed_from(will, first_day(after))
    lines = what_if(old, new, until).lines if old and new else moved_at_once(owed, owing, command)
    return Forecast(
        before=total(owed),
        after=total(owing),
        reassessment_before=was.reassessment_date if was else None,
        reassessment_after=will.reassessment_date if will else None,
        changes=changes_of(by_week(owed), by_week(owing)),
        lines=tuple(line for line in lines if line.day >= first_day(after)),
    )


def decided(case: Case, around: Surroundings) -> Facts | None:
    if not isinstance(case, Ongoing | Ended):
        return None
    return facts_of(file_granted(case), around.earlier_benefit, around.weeks_elsewhere)


def expected(case: Case, around: Surroundings) -> Facts | None:
    """Give the facts of a case that waits for its decision, where they are enough for one."""
    if not isinstance(case, UnderClarification) or any(missing(case.file)):
        return None
    return facts_of(case.file, around.earlier_benefit, around.weeks_elsewhere)


def first_day(case: Case) -> date:
    """Pay nothing before a grant by hand begins."""
    if isinstance(case, Ongoing | Ended) and not case.by_rule:
        return case.granted_from
    return date.min


def account_of(facts: Facts | None, until: date | None) -> Account | None:
    return None if facts is None else calculate(facts, until)


def owed_from(account: Account | None, first: date) -> Owed:
    if account is None:
        return {}
    return {key: oere for key, oere in by_day_and_payee(account).items() if key[0] >= first}


def moved_at_once(owed: Owed, owing: Owed, command: str) -> Iterator[MovementLine]:
    for day, payee in sorted(owed.keys() | owing.keys()):
        moved = owing.get((day, payee), 0) - owed.get((day, payee), 0)
        yield MovementLine(day, payee, command, Money(moved))


def total(owed: Owed) -> Money:
    return Money(sum(owed.values()))


def by_week(owed: Owed) -> dict[tuple[date, str], Money]:
    weeks: defaultdict[tuple[date, str], int] = defaultdict(int)
    for (day, payee), oere in owed.items():
        weeks[day - timedelta(days=day.weekday()), payee] += oere
    return {week: Money(oere) for week, oere in weeks.items()}
