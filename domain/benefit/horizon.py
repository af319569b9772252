"""How far a plan looks ahead: past everything that is known to change, and the law's months."""

from collections.abc import Iterator
from datetime import date

from domain.benefit.computation import LONGEST, Computation

PLANNED_DAYS = 800  # further than a reassessment date lies after the last change


def planned_until(comp: Computation) -> int:
    """Find the last day the plan needs; after it all goes on as it was in the days before it.

    A change later than any account reaches is not awaited.
    """
    latest = comp.first + LONGEST
    ahead = [day for day in map(date.toordinal, days_of_change(comp)) if day <= latest]
    return max(comp.last, *ahead) + PLANNED_DAYS + round_of_rotas(comp)


def days_of_change(comp: Computation) -> Iterator[date]:
    """Give the days on which something begins, and those on which something ends."""
    facts = comp.facts
    yield facts.first_day_of_absence
    spells = (
        *facts.partial_resumptions,
        *facts.holidays,
        *facts.lack_of_cooperation,
        *facts.imprisonments,
        *facts.maternity,
        *facts.pregnancy_related,
    )
    for spell in spells:
        yield from (day for day in (spell.from_day, spell.to_day) if day)
    for work in facts.employments:
        yield from (day for day in (work.first_day_of_absence, work.last_day_of_absence) if day)


def round_of_rotas(comp: Computation) -> int:
    """Give the days after which every rota has begun again as the longest of them does."""
    longest = max((len(work.weeks) for work in comp.facts.employments), default=0)
    return 7 * longest if longest > 1 else 0
