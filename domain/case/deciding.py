"""The decisions of a case: grant, reject, recalculate; a human's or a rule's, always said."""

from datetime import date, timedelta

from domain.benefit.account import PAID, Account
from domain.case import commands as ask
from domain.case import events as on
from domain.case.accounting import account_of, kept_before, same, totals_of, touched
from domain.case.file import CaseFile
from domain.case.filing import filed
from domain.case.kinds import EndReason, RecalculationCause, RejectionReason, SicknessCause
from domain.case.refusals import blocks_all, refusals, refused_with, waits_for
from domain.case.sharing import freed, nothing_left
from domain.case.states import Case, Ended, Granted, Ongoing, Rejected, granted, opened
from domain.case.surroundings import Surroundings
from domain.shared.altered import altered
from domain.shared.errors import Impossible, NotAllowedNow, NotEntitled
from domain.shared.law import Citation
from domain.shared.period import Period

CaseEvents = tuple[on.CaseEvent, ...]
A_DAY = timedelta(days=1)

REASONS = {"employment-requirement-not-met": RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET}
ACT = "Sygedagpengeloven"
CITATIONS = {
    RejectionReason.UBE: Citation(ACT, "21", 1),
    RejectionReason.FHH: Citation(ACT, "21", 1),
    RejectionReason.UAM: Citation(ACT, "21", 1),
    RejectionReason.FEA: Citation(ACT, "35"),
    RejectionReason.SIF: Citation(ACT, "42"),
    RejectionReason.BUO: Citation(ACT, "71"),
    RejectionReason.NOT_INCAPABLE_OF_WORK: Citation(ACT, "7", 1),
    RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET: Citation(ACT, "32", 1),
}


def grant(command: ask.GrantBenefit, case: Case, around: Surroundings) -> CaseEvents:
    """Grant what the account gives; by rule a claim without right is rejected instead."""
    case = opened(case)
    if isinstance(case, Ongoing | Ended):
        return decided_before(command)
    if isinstance(case, Rejected) and command.by_rule:
        raise NotAllowedNow("the claim is rejected; a person may decide otherwise")
    stand_in_the_way = refusals(case.file, around) if command.by_rule else by_hand(case, around)
    if stand_in_the_way:
        raise refused_with(stand_in_the_way, case.file)
    if command.by_rule and case.file.cause is SicknessCause.OTHER_NOT_APPROVED:
        return (rejected(RejectionReason.NOT_INCAPABLE_OF_WORK, by_rule=True),)
    file = until(command.to_day, case.file)
    account = account_of(file, around)
    if not (account.entitled or nothing_left(account) or comes_back(file, around)):
        return not_entitled(command, account)
    return (granting(command, file, account, around),)


def comes_back(file: CaseFile, around: Surroundings) -> bool:
    """Tell whether an agreed holiday of which nobody knows the end is all that is in the way."""
    away = [each for each in file.holidays if each.agreed and each.to_day is None]
    if not away or file.last_day_of_absence or file.ended:
        return False
    over = altered(file, holidays=tuple(each for each in file.holidays if each not in away))
    return account_of(over, around).entitled


def by_hand(case: Case, around: Surroundings) -> tuple[NotAllowedNow, ...]:
    return tuple(blocks_all(opened(case).file, around))


def decided_before(command: ask.GrantBenefit) -> CaseEvents:
    if command.by_rule:
        return ()
    raise NotAllowedNow("benefit is granted already")


def until(last_day: date | None, file: CaseFile) -> CaseFile:
    """Treat the end date of a grant by hand as the last day with right that it is."""
    if last_day is None:
        return file
    if last_day < file.first_day_of_absence:
        raise Impossible("the grant would end before the absence began")
    end = on.BenefitEnded(last_day_with_right=last_day, reason=EndReason.OTHER, decided_on=last_day)
    return filed(file, end)


def granting(
    command: ask.GrantBenefit, file: CaseFile, account: Account, around: Surroundings
) -> on.CaseEvent:
    paid = (day.date for day in account.days if day.kind in PAID)
    return on.BenefitGranted(
        from_day=command.from_day or next(paid, file.first_day_of_absence),
        to_day=command.to_day or file.last_day_of_absence,
        by_rule=command.by_rule,
        totals=totals_of(account, around.today, command.from_day or date.min),
        earlier_benefit=around.earlier_benefit,
        weeks_elsewhere=around.weeks_elsewhere,
    )


def not_entitled(command: ask.GrantBenefit, account: Account) -> CaseEvents:
    reason = account.reasons[0] if account.reasons else None
    citation = reason.citation if reason else Citation(ACT, "2", 1)
    if not command.by_rule:
        raise NotEntitled("the account gives no right to benefit", citation)
    found = REASONS.get(reason.code if reason else "", RejectionReason.NOT_ENTITLED)
    return (rejected(found, by_rule=True, citation=citation),)


def reject(command: ask.RejectClaim, case: Case, around: Surroundings) -> CaseEvents:
    case = opened(case)
    if isinstance(case, Rejected) and case.reason is command.reason:
        return ()
    if isinstance(case, Ongoing | Ended | Rejected):
        raise NotAllowedNow("the claim is decided already")
    waits_for(case.file, around)
    return (rejected(command.reason, by_rule=False, text=command.text),)


def rejected(
    reason: RejectionReason,
    *,
    by_rule: bool,
    citation: Citation | None = None,
    text: str | None = None,
) -> on.ClaimRejected:
    cited = citation or CITATIONS.get(reason)
    return on.ClaimRejected(
        reason=reason, by_rule=by_rule, citation=str(cited) if cited else None, text=text
    )


def recalculate(command: ask.RecalculateBenefit, case: Case, around: Surroundings) -> CaseEvents:
    """Compute again on the facts as they are; where nothing differs, at most that is said."""
    case = granted(case)
    waits = tuple(blocks_all(case.file, around))
    if waits:
        raise waits[0]
    if over_before_new_rates(command, case):
        return ()
    from_day = date.min if case.by_rule else case.granted_from
    totals = totals_of(account_of(file_granted(case), around), around.today, from_day)
    if command.cut_off:
        totals = kept_before(command.cut_off, case.totals, totals)
    if same(totals, case.totals):
        return confirmed(command, case, around)
    weeks = touched(case.totals, totals)
    return (
        on.BenefitRecalculated(
            cause=command.cause,
            cut_off=command.cut_off or cut_off(case, weeks),
            touched=weeks,
            totals=totals,
            earlier_benefit=around.earlier_benefit,
            weeks_elsewhere=around.weeks_elsewhere,
        ),
    )


def cut_off(case: Granted, touched: tuple[Period, ...]) -> date:
    """Say from when the facts that waited can matter, and no later than a week that moves."""
    since = case.stale_from or case.file.first_day_of_absence
    return touched[0].first_day if touched and touched[0].last_day < since else since


def confirmed(command: ask.RecalculateBenefit, case: Granted, around: Surroundings) -> CaseEvents:
    """Say once that what came moves nothing: it need not be computed again every week."""
    if command.cut_off or not (case.stale or freed(case, around)):
        return ()
    earlier, elsewhere = around.earlier_benefit, around.weeks_elsewhere
    return (
        on.BenefitConfirmed(
            cause=command.cause, earlier_benefit=earlier, weeks_elsewhere=elsewhere
        ),
    )


def over_before_new_rates(command: ask.RecalculateBenefit, case: Granted) -> bool:
    """Leave alone, when rates change, what nobody has a right to from that day on."""
    if command.cause is not RecalculationCause.NEW_RATES or command.cut_off is None:
        return False
    last = case.last_day_with_right if isinstance(case, Ended) else case.granted_to
    return last is not None and last < command.cut_off


def file_granted(case: Granted) -> CaseFile:
    """Give the file as granted: a grant by hand ends where it says, unless an end came since."""
    if case.by_rule or case.file.ended or case.granted_to is None:
        return case.file
    return until(case.granted_to, case.file)
