"""After the reassessment date: extensions, the COVID months, and going on without a decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.computation import Computation
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
        latest = latest_end(comp.law, one.code, one.from_day, day)
    except NotEntitled as refused:
        citation = Citation("Sygedagpengeloven", "27", 1, one.code)
        nothing = Finding("no_such_ground", citation, {"from": one.from_day}, str(refused))
        return Prolonged((first, first - 1), nothing)
    return Prolonged((first, min(last, ordinal(latest.output))), latest)


def covid_months(comp: Computation, day: date, extensions: list[Prolonged]) -> Iterator[Prolonged]:
    """Chapter 8 a: after the reassessment date, after an extension, before job clarification."""
    law = comp.law
    found = [
        (day, covid.after_reassessment(law, day)),
        (day, covid.overdue(law, day, still_paid=True)),
    ]
    for one in extensions:
        if day.toordinal() < one.span[1] <= comp.last:
            ends = date.fromordinal(one.span[1])
            found.append((ends, covid.after_extension(law, ends, section_27=True)))
    carried = [*extensions, *spans_of(found)]
    yield from spans_of(found)
    ends = right_ends(day, carried)
    if ends < comp.last:
        last_day = date.fromordinal(ends)
        yield from spans_of([(last_day, covid.instead_of_job_clarification(law, last_day))])


def spans_of(found: list[tuple[date, Finding[date | None]]]) -> Iterator[Prolonged]:
    for ends, finding in found:
        if finding.output is not None:
            yield Prolonged((ends.toordinal() + 1, finding.output.toordinal()), finding)


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
