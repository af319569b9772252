"""Why a case cannot be decided now: all reasons at once, each with its code."""

from collections.abc import Iterable, Iterator, Sequence

from domain.case.file import CaseFile, Hearing
from domain.case.kinds import CitizenKind, HearingAbout
from domain.case.surroundings import Surroundings
from domain.shared.blocks import Blocks
from domain.shared.errors import (
    AutomationHalted,
    CircumstancesOutstanding,
    DecisionBlocked,
    EmploymentOutstanding,
    FormOutstanding,
    HearingOutstanding,
    NotAllowedNow,
    NothingAppliedFor,
    WageOutstanding,
)
from domain.shared.values import Cvr

WAITS = {"blocked-by-task", "outstanding-hearing"}
EMPLOYED = {CitizenKind.WAGE_EARNER, CitizenKind.FLEXJOB}


def refusals(file: CaseFile, around: Surroundings) -> tuple[NotAllowedNow, ...]:
    """List what stands in the way of a decision by rule."""
    return (*blocks_rule(file), *blocks_all(file, around))


def codes(found: Iterable[NotAllowedNow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in found))


def refused_with(found: Sequence[NotAllowedNow], file: CaseFile) -> NotAllowedNow:
    """Refuse with the first of them, and tell whether the case file names them all already.

    All but a hearing, whose time to answer passes, stand until the dossier changes.
    """
    found[0].recorded = codes(found) == file.refused
    found[0].stands = not any(isinstance(each, HearingOutstanding) for each in found)
    return found[0]


def blocks_all(file: CaseFile, around: Surroundings) -> Iterator[NotAllowedNow]:
    """Whoever decides: a task, a hearing, or facts without which nothing can be computed."""
    if Blocks.DECISION in around.blocked:
        yield DecisionBlocked("an open task blocks the decision")
    if any(hearing.outstanding(around.today) for hearing in before_decisions(file)):
        yield HearingOutstanding("a party was heard and may still answer")
    yield from missing(file)


def waits_for(file: CaseFile, around: Surroundings) -> None:
    """Let a decision that computes nothing wait for tasks and hearings alone."""
    waits = [each for each in blocks_all(file, around) if each.code in WAITS]
    if waits:
        raise waits[0]


def before_decisions(file: CaseFile) -> Iterator[Hearing]:
    """Give the hearings that a decision on benefit waits for: not those about repayment."""
    for about, hearing in file.hearings.items():
        if about is not HearingAbout.REPAYMENT:
            yield hearing


def blocks_rule(file: CaseFile) -> Iterator[NotAllowedNow]:
    if not file.automatic:
        yield AutomationHalted("a case worker decides this case by hand")
    if file.form is None:
        yield FormOutstanding("the information form is not answered")
    elif not file.form.wishes_to_apply and not asks_for_refund(file):
        yield NothingAppliedFor("neither benefit nor refund is applied for")


def missing(file: CaseFile) -> Iterator[NotAllowedNow]:
    """Name the facts without which nothing can be computed for this kind of citizen."""
    background = file.background
    if file.kind in EMPLOYED and not file.employments:
        yield EmploymentOutstanding("no employment is registered")
    if not all(hours_known(file, cvr) or pay_of_week(file, cvr) for cvr in file.employments):
        yield EmploymentOutstanding("an employment has no working hours")
    if not all(wage_known(file, cvr) or pay_of_week(file, cvr) for cvr in file.employments):
        yield WageOutstanding("an employment has no wage")
    if file.kind is CitizenKind.SELF_EMPLOYED and background.self_employed is None:
        yield CircumstancesOutstanding("the business is not registered")
    if file.kind is CitizenKind.UNEMPLOYED and background.unemployed is None:
        yield CircumstancesOutstanding("the unemployment benefit is not registered")


def hours_known(file: CaseFile, cvr: Cvr) -> bool:
    work = file.employments[cvr]
    return bool(work.week or work.rota)


def wage_known(file: CaseFile, cvr: Cvr) -> bool:
    """Ask for the wage of an hour: unknown hours are the fault of the hours, not of it."""
    wage = file.wages.get(cvr)
    return wage is not None and wage.hourly_wage is not None


def pay_of_week(file: CaseFile, cvr: Cvr) -> bool:
    """§ 47, stk. 2: the pay of a week stands for hours that nobody knows."""
    wage = file.wages.get(cvr)
    return not hours_known(file, cvr) and wage is not None and wage.weekly_pay is not None


def asks_for_refund(file: CaseFile) -> bool:
    pays = any(work.pays_wage for work in file.employments.values())
    return bool(file.refund_requests) or pays
