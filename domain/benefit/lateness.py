"""What is lost because somebody was late: the employer's refund, the citizen's benefit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.benefit.absence import Absence
from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.computation import Computation
from domain.benefit.facts import RefundRequest
from domain.benefit.spans import FOREVER, Cover, cover, gaps, ordinal
from domain.rules import deadlines, refund_claims
from domain.shared.law import Citation, Finding

ACT = "Sygedagpengeloven"
LATE_CLAIM = Reason("refund-claimed-late", Citation(ACT, "59", 2))
NOT_CLAIMED = Reason("refund-not-requested", Citation(ACT, "54"))
REFUND_DISPENSATIONS = {"request", "refund_claim"}


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days lost, and the findings that stand for the days that were not."""

    covers: tuple[Cover, ...] = ()
    findings: Findings = field(default=())


def late_refund(comp: Computation, absence: Absence, owed_from: int) -> Lateness:
    """§ 59: an employer who pays wages loses the days he told or claimed too late."""
    if absence.wage_until < owed_from:
        return Lateness()
    told = late_notification(comp, absence)
    claimed = late_claims(comp, absence, owed_from)
    return Lateness((*told.covers, *claimed.covers), (*told.findings, *claimed.findings))


def late_notification(comp: Computation, absence: Absence) -> Lateness:
    """§§ 40, stk. 1, and 59, stk. 3; not needed for a short absence under §§ 55 and 56."""
    if absence.work.insured_section_55 or absence.section_56:
        last = absence.work.last_day_of_absence or comp.facts.last_day_of_absence
        needed = refund_claims.notification_needed(comp.law, absence.first_day, last)
        if not needed.output:
            return Lateness((), (needed,))
    deadline = deadlines.employer_notification(comp.law, absence.first_day)
    span, on = (absence.first, absence.wage_until), comp.facts.notified_on
    return received(comp, deadline, on, "notified_on", span, wages=True)


def received(  # noqa: PLR0913 what, by when, on which day, and what is at stake
    comp: Computation,
    deadline: Finding[date],
    on: date | None,
    fact: Literal["notified_on", "applied_on"],
    span: tuple[int, int],
    *,
    wages: bool = False,
) -> Lateness:
    """Give what came late a right from its own day; what is not known counts as in time."""
    about = "notification" if fact == "notified_on" else "application"
    if on is None:
        comp.assume(fact)
        return Lateness((), (deadline, assumed(deadline, fact)))
    if about in comp.facts.dispensations:
        return Lateness((), (deadline, dispensed(deadline, about)))
    judged = deadlines.right_only_from(comp.law, deadline, on)
    findings: Findings = (deadline, judged)
    if judged.output is None:
        return Lateness((), findings)
    lost_until = min(judged.output.toordinal() - 1, span[1])
    reason = Reason(f"{about}-late", deadline.citation)
    counts = wages or comp.unpaid_day_counts(date.fromordinal(span[0]))
    return Lateness(cover(span[0], lost_until, DayKind.LATE, findings, reason, counts=counts))


def late_claims(comp: Computation, absence: Absence, owed_from: int) -> Lateness:
    """§ 59, stk. 2 and 6: each claim reaches some months back; dispensation, the six months."""
    cvr = absence.work.cvr
    requests = sorted((one for one in comp.facts.refund_requests if one.cvr == cvr), key=str)
    if not requests:
        comp.assume("refund_requests")
        citation = LATE_CLAIM.citation
        met = Finding("counted_as_met", citation, {"fact": "refund_requests"}, output=True)
        return Lateness((), (met,))
    reaches = [reach_of(comp, absence, request) for request in requests]
    findings = tuple(finding for one in reaches for finding in one.findings)
    lost = gaps([one.reached for one in reaches], owed_from, absence.wage_until)
    never = gaps([one.claimed for one in reaches], owed_from, absence.wage_until)
    return Lateness(
        (
            *spread(lost, DayKind.LATE, findings, LATE_CLAIM),
            *spread(never, DayKind.NOT_ENTITLED, findings, NOT_CLAIMED),
        ),
        findings,
    )


def spread(
    spans: Iterable[tuple[int, int]], kind: DayKind, findings: Findings, reason: Reason
) -> tuple[Cover, ...]:
    return tuple(Cover(*span, kind, findings, reason, counts=True) for span in spans)


@dataclass(frozen=True, slots=True)
class Reach:
    """The days a request asks for, and those of them it is not too late for."""

    claimed: tuple[int, int]
    reached: tuple[int, int]
    findings: Findings


def reach_of(comp: Computation, absence: Absence, request: RefundRequest) -> Reach:
    oldest = refund_claims.oldest_day(comp.law, request.on)
    findings: Findings = (oldest,)
    claimed = ordinal(request.from_day, 0), ordinal(request.to_day)
    start = max(claimed[0], oldest.output.toordinal())
    if REFUND_DISPENSATIONS.intersection(comp.facts.dispensations):
        possible = refund_claims.dispensation_possible(comp.law, absence.first_day, request.on)
        findings, start = (*findings, possible), claimed[0] if possible.output else start
    return Reach(claimed, (start, claimed[1]), findings)


def late_application(comp: Computation, absence: Absence, owed_from: int) -> Lateness:
    """§ 38: a citizen who is to be paid applies in time, or is paid from that day only."""
    starts, applied = max(owed_from, absence.wage_until + 1), comp.facts.applied_on
    beyond = starts > comp.last  # the account does not ask for it, but its plan knows what is lost
    if starts > FOREVER or (beyond and applied is None):
        return Lateness()
    deadline = application_deadline(comp, absence, owed_from)
    late = received(comp, deadline, applied, "applied_on", (starts, FOREVER))
    return Lateness(late.covers) if beyond else late


def application_deadline(comp: Computation, absence: Absence, owed_from: int) -> Finding[date]:
    """Count from the letter that followed the last pay, without one from the last pay itself."""
    letter = comp.facts.letter_sent_on
    paid_until = max(absence.wage_until, owed_from - 1)  # wages, or the employer's own benefit
    if letter is not None and letter.toordinal() > absence.wage_until:
        return deadlines.application(comp.law, absence.first_day, letter)
    ended = date.fromordinal(paid_until) if paid_until >= absence.first else None
    return deadlines.application_without_letter(comp.law, absence.first_day, ended)


def assumed(deadline: Finding[date], fact: str) -> Finding[bool]:
    inputs = {"fact": fact, "deadline": deadline.output}
    return Finding("counted_as_met", deadline.citation, inputs, output=True)


def dispensed(deadline: Finding[date], about: str) -> Finding[bool]:
    inputs = {"from": about, "deadline": deadline.output}
    return Finding("dispensation", deadline.citation, inputs, output=True)
