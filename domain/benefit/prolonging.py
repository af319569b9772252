"""After the reassessment date: extensions, the COVID months, and going on without a decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.computation import Computation
from domain.benefit.endings import pensioner_from
from domain.benefit.facts import Extension
from domain.benefit.spans import FOREVER, Cover, Note, gaps, ordinal
from domain.rules import covid
from domain.rules.extensions import latest_end, technical_extension
from domain.shared.errors import NotEntitled
from domain.shared.law import Citation, Finding

LIMIT = Reason("duration-limit-reached", Citation("Sygedagpengeloven", "24", 1))


@dataclass(frozen=True, slots=True)
class Prolonging:
    """Spans paid only because nobody has decided yet; covers, where payment does not go on."""

    technical: tuple[tuple[int, int], ...] = ()
    covers: tuple[Cover, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Prolonged:
    """Days from which and until which something carries benefit past its date."""

    span: tuple[int, int]
    finding: Finding[object]


def prolonging(comp: Computation, reassessed: Finding[date | None]) -> Prolonging:
    """Find what carries the days after the reassessment date, as far as the account reaches."""
    day = reassessed.output
    if day is None or day.toordinal() >= comp.last:
        return Prolonging()
    carried = list(extended(comp, day))
    carried += covid_months(comp, day, carried)
    findings = tuple(one.finding for one in carried)
    spans = [one.span for one in carried if one.span[0] <= one.span[1]]
    start = day.toordinal() + 1
    uncarried = list(gaps(spans, start, FOREVER))
    return going_on(comp, start, uncarried, (reassessed, *findings))


def extended(comp: Computation, day: date) -> Iterator[Prolonged]:
    order = sorted(comp.facts.extensions, key=lambda one: (one.from_day, one.code, str(one)))
    for one in order:
        yield extension(comp, one, day)


def extension(comp: Computation, one: Extension, day: date) -> Prolonged:
    """§ 27, stk. 1: at most until its latest end; a ground the law did not have carries nothing."""
    first, last = one.from_day.toordinal(), ordinal(one.to_day)
    try:
        latest = latest_end(comp.law, one.code, one.from_day, day, one.hospital_wait_days)
    except NotEntitled as refused:
        citation = Citation("Sygedagpengeloven", "27", 1, one.code)
        nothing = Finding("no_such_ground", citation, {"from": one.from_day}, str(refused))
        return Prolonged((first, first - 1), nothing)
    return Prolonged((first, min(last, ordinal(latest.output))), latest)


def covid_months(comp: Computation, day: date, extensions: list[Prolonged]) -> Iterator[Prolonged]:
    """Chapter 8 a: after the reassessment date, after an extension, before job clarification."""
    law, pensioner = comp.law, is_pensioner(comp, day)
    months = covid.after_reassessment(law, day, pensioner=pensioner)
    put_off = [*after(day, months), *overdue(comp, day, extensions)]
    found = [
        *put_off,
        *further(comp, day, put_off, section_27=False),
        *further(comp, day, extensions, section_27=True),
    ]
    yield from found
    ends = right_ends(day, [*extensions, *found])
    if ends < comp.last and not pensioner:  # who has no job clarification to move to
        last_day = date.fromordinal(ends)
        yield from after(last_day, covid.instead_of_job_clarification(law, last_day))


def is_pensioner(comp: Computation, day: date) -> bool:
    since = pensioner_from(comp)
    return since is not None and since <= day


def after(ends: date, finding: Finding[date | None]) -> Iterator[Prolonged]:
    if finding.output is not None:
        yield Prolonged((ends.toordinal() + 1, finding.output.toordinal()), finding)


def overdue(comp: Computation, day: date, extensions: list[Prolonged]) -> Iterator[Prolonged]:
    """§ 26, stk. 2: for who was past his date when the chapter began, and still paid."""
    ended = comp.facts.ended.on if comp.facts.ended else None
    paid_until = min(comp.last, ordinal(comp.facts.last_day_of_absence), ordinal(ended))
    last = date.fromordinal(paid_until)
    began = comp.law.value(covid.STILL_PAID_ON, day).toordinal()
    extended = any(one.span[0] <= began <= one.span[1] for one in extensions)
    by_others = extended or is_pensioner(comp, day)
    found = covid.overdue(comp.law, day, last, by_others=by_others)
    if found.output is not None:
        span = found.output.first_day.toordinal(), found.output.last_day.toordinal()
        yield Prolonged(span, found)


def further(
    comp: Computation, day: date, carried: list[Prolonged], *, section_27: bool
) -> Iterator[Prolonged]:
    """§ 26, stk. 3, and §§ 26 a and 26 b: what carried the days runs out in the summer."""
    for one in carried:
        if day.toordinal() < one.span[1] <= comp.last:
            ends = date.fromordinal(one.span[1])
            yield from after(ends, covid.after_extension(comp.law, ends, section_27=section_27))


def right_ends(day: date, carried: list[Prolonged]) -> int:
    """Find the last day that is carried without a break from the reassessment date."""
    reached = day.toordinal()
    for first, last in sorted(one.span for one in carried):
        if first <= reached + 1:
            reached = max(reached, last)
    return reached


def going_on(
    comp: Computation, start: int, uncarried: list[tuple[int, int]], findings: Findings
) -> Prolonging:
    """Payment goes on without right until a decision is made, which `ended` would say."""
    technical: list[tuple[int, int]] = []
    covers: list[Cover] = []
    for first, last in uncarried:
        if first > comp.last:
            continue
        ended = date.fromordinal(first - 1)
        goes_on = technical_extension(comp.law, ended, None)
        findings = (*findings, goes_on)
        if goes_on.output is not None:
            technical.append((first, last))
        else:
            covers.append(Cover(first, last, DayKind.AFTER_END, findings, LIMIT))
    note = Note(start, FOREVER, findings)
    return Prolonging(tuple(technical), tuple(covers), (note,))
