"""Writing off refund that nobody claimed in time, day by day, and reversing it (§ 59)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.case import commands as ask
from domain.case import events as on
from domain.case.accounting import account_of
from domain.case.deciding import file_granted
from domain.case.file import CaseFile
from domain.case.kinds import Dispensation
from domain.case.refusals import blocks_all
from domain.case.states import Case, Granted, granted, opened
from domain.case.surroundings import Surroundings
from domain.rules import refund_claims
from domain.shared.dated import Law
from domain.shared.errors import WriteOffFinal
from domain.shared.money import Money
from domain.shared.period import Period

CaseEvents = tuple[on.CaseEvent, ...]
DISPENSED = {Dispensation.REQUEST, Dispensation.REFUND_CLAIM}


def write_off(command: ask.WriteOffRefund, case: Case, around: Surroundings) -> CaseEvents:
    """Sygedagpengeloven § 59, stk. 2: what no claim made today or before reaches is lost."""
    case = granted(case)
    waits = tuple(blocks_all(case.file, around))
    if waits:
        raise waits[0]
    wanted = [command.cvr] if command.cvr else sorted(case.file.employments)
    return tuple(event for cvr in wanted for event in lost(cvr, case, around))


def lost(cvr: str, case: Granted, around: Surroundings) -> Iterator[on.RefundWrittenOff]:
    """Give the lost days of an employer that are not written off yet, joined into periods.

    A day that is paid, or may still be claimed, ends a period; one without money does not.
    """
    final_on = final_day(cvr, case.file)
    if dispensed(case.file) and around.today <= final_on:
        return
    run: list[tuple[date, int]] = []
    for day, oere in owed(cvr, case, around):
        if is_lost(day, cvr, case.file, around.today):
            run.append((day, oere))
        elif run:
            yield joined(cvr, run, final_on)
            run = []
    if run:
        yield joined(cvr, run, final_on)


def owed(cvr: str, case: Granted, around: Surroundings) -> Iterator[tuple[date, int]]:
    """Give what each day would be worth to the employer, had he claimed it in time."""
    file = replace(file_granted(case), refund_requests=())
    for day in account_of(file, around).days:
        oere = sum(line.amount.oere for line in day.lines if line.payee == cvr)
        if oere and (case.by_rule or day.date >= case.granted_from):
            yield day.date, oere


def is_lost(day: date, cvr: str, file: CaseFile, today: date) -> bool:
    if any(each.cvr == cvr and day in each.period for each in file.write_offs):
        return False
    too_old = day < refund_claims.oldest_day(Law(), today).output
    return too_old and not claimed(day, cvr, file)


def claimed(day: date, cvr: str, file: CaseFile) -> bool:
    return any(
        asked.cvr == cvr
        and (asked.from_day or day) <= day <= (asked.to_day or day)
        and reaches(day, asked, file)
        for asked in file.refund_requests
    )


def reaches(day: date, asked: on.RefundRequested, file: CaseFile) -> bool:
    """Sygedagpengeloven § 59, stk. 2 and 6: three months back, further by dispensation."""
    if day >= refund_claims.oldest_day(Law(), asked.requested_on).output:
        return True
    return dispensed(file) and asked.requested_on <= final_day(asked.cvr, file)


def dispensed(file: CaseFile) -> bool:
    return bool(DISPENSED & file.dispensations)


def final_day(cvr: str, file: CaseFile) -> date:
    """Sygedagpengeloven § 59, stk. 6: six months after the first day of absence."""
    work = file.employments.get(cvr)
    first = (work.first_day_of_absence if work else None) or file.first_day_of_absence
    return refund_claims.final_day(Law(), first).output


def joined(cvr: str, run: list[tuple[date, int]], final_on: date) -> on.RefundWrittenOff:
    amount = Money(sum(oere for _, oere in run))
    period = Period(run[0][0], run[-1][0])
    return on.RefundWrittenOff(cvr=cvr, period=period, amount=amount, final_on=final_on)


def reverse(command: ask.ReverseWriteOff, case: Case, around: Surroundings) -> CaseEvents:
    """Reverse by dispensation until the last day for it; or where a claim had come in time."""
    file = opened(case).file
    standing = [each for each in file.write_offs if each.cvr == command.cvr]
    late = [each for each in standing if not came_in_time(each, file)]
    if any(around.today > each.final_on for each in late):
        raise WriteOffFinal("six months after the first day of absence it is final")
    of = Dispensation.REFUND_CLAIM
    given = (on.DispensationGiven(of=of, reason=command.reason),) if late else ()
    return (
        *given,
        *(
            on.WriteOffReversed(cvr=each.cvr, period=each.period, reason=command.reason)
            for each in standing
        ),
    )


def came_in_time(written: on.RefundWrittenOff, file: CaseFile) -> bool:
    """Tell whether a claim reaches days that were written off before it arrived."""
    without = replace(file, dispensations=file.dispensations - DISPENSED)
    ends = written.period.first_day, written.period.last_day
    return any(claimed(day, written.cvr, without) for day in ends)
