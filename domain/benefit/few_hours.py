"""Partial resumption with too little absence left: nothing is owed for such days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation
from domain.benefit.horizon import planned_until, round_of_rotas
from domain.benefit.hours import Hours, in_hours
from domain.benefit.spans import FOREVER, Cover, Note
from domain.rules.partial_incapacity import enough_absence
from domain.shared.law import Citation

Weeks = Mapping[int, Sequence[Hours]]  # by Monday


def judged_hours(
    comp: Computation, claims: Sequence[Claim], weeks: Weeks
) -> tuple[tuple[Cover, ...], tuple[Note, ...]]:
    """§ 7: at least four hours of absence a week, all employments together."""
    if not comp.facts.partial_resumptions:
        return (), ()
    covers: list[Cover] = []
    notes: list[Note] = []
    known: dict[tuple[int, int], Findings] = {}
    horizon = planned_until(comp)
    for first, end, absent in equal_absence(claims, weeks):
        day, last = date.fromordinal(first), end if end < horizon else FOREVER
        enough = enough_absence(comp.law, day, in_hours(absent))
        if enough.output:
            found = known.setdefault((absent, id(enough.parameter)), (enough,))
            notes.append(Note(first, last, found))  # one for all weeks that have as many hours
        else:
            counts, reason = comp.unpaid_day_counts(day), few_hours(enough.citation)
            covers.append(
                Cover(first, last, DayKind.NOT_ENTITLED, (enough,), reason, counts=counts)
            )
    return (*covers, *after_the_horizon(comp, covers, notes, horizon)), tuple(notes)


def after_the_horizon(
    comp: Computation, covers: Sequence[Cover], notes: Sequence[Note], horizon: int
) -> Iterator[Cover]:
    """Where a rota has too few hours again and again, a limit not passed by then never is."""
    enough_last = any(one.last == FOREVER for one in notes)
    few = [one for one in covers if one.last >= horizon - round_of_rotas(comp)]
    if enough_last and few:
        yield few[-1]._replace(first=horizon + 1, last=FOREVER)


def few_hours(citation: Citation) -> Reason:
    return Reason("absent-too-few-hours", citation)


def equal_absence(claims: Sequence[Claim], weeks: Weeks) -> Iterator[tuple[int, int, int]]:
    """Find the spans of days on which equally many hours (hundredths) of a week are missed."""
    span: tuple[int, int, int] | None = None
    for first, last, absent in absences(claims, weeks):
        if span and span[1] == first - 1 and span[2] == absent:
            span = span[0], last, absent
            continue
        if span:
            yield span
        span = first, last, absent
    if span:
        yield span


def absences(claims: Sequence[Claim], weeks: Weeks) -> Iterator[tuple[int, int, int]]:
    """Give the days that a partial resumption covers, each with the absence of such a week."""
    for monday, hours in weeks.items():
        if any(week.resumed for week in hours):
            begins = 1 if equal_days(claims, hours, monday) else 7
            for day in range(monday, monday + begins):
                absent = absence_on(claims, hours, monday, day)
                if absent is not None:
                    yield day, day + 7 - begins, absent


def equal_days(claims: Sequence[Claim], hours: Sequence[Hours], monday: int) -> bool:
    """Say whether each claim's week is resumed in one way from Monday to Sunday."""
    for claim, week in zip(claims, hours, strict=True):
        if not week.even or claim.first > monday or claim.last < monday + 6:
            return False
    return True


def absence_on(
    claims: Sequence[Claim], hours: Sequence[Hours], monday: int, day: int
) -> int | None:
    """Sum up the week's absence as that day has it; none where nothing is resumed."""
    away = [
        (week.parts[day - monday], week.scheduled)
        for claim, week in zip(claims, hours, strict=True)
        if claim.first <= day <= claim.last
    ]
    if all(part is None for part, _ in away):
        return None
    return sum([part.of_week if part else sum(week) for part, week in away])
