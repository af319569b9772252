"""Berettigelse: every decision with its legal basis, and what each week was decided to be worth."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from api.views.view import Cash, Hours, Said, Seen, View, said
from application.policies.looking import file_of
from domain.benefit.calculate import LAW
from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import EndReason, RecalculationCause, RejectionReason
from domain.dossier.dossier import Recorded, fold
from domain.rules.cooperation import right_of_regret_until
from domain.shared.dated import Law
from domain.shared.envelope import CaseId

A_DAY, SIX_DAYS = timedelta(days=1), timedelta(days=6)


class Ruling(View):
    rule: str
    citation: str
    first_day: date
    last_day: date
    output: str
    parameter: str | None


class Week(View):
    monday: date
    payee: str
    hours: Hours
    amount: Cash


class Totals(View):
    """The account as decided; `unconfirmed` and `assumed` name what it stands on."""

    calculated_until: date
    reassessment_date: date | None
    weeks_used: Hours
    weeks: tuple[Week, ...]
    rulings: tuple[Ruling, ...]
    unconfirmed: tuple[str, ...]
    assumed: tuple[str, ...]


class Decision(View):
    """`type` is the event's name; which of the others are there depends on it."""

    said: Said
    type: str
    by_rule: bool | None = None
    from_day: date | None = None
    to_day: date | None = None
    reason: RejectionReason | EndReason | RecalculationCause | None = None
    text: str | None = None
    citation: str | None = None
    totals: Totals | None = None


class RightOfRegret(View):
    """The one second chance after a lack of cooperation that goes on, and its last day."""

    lapsed_on: date
    last_day: date
    citation: str
    confirmed: bool


class Entitlement(View):
    case_id: UUID
    version: int
    decisions: tuple[Decision, ...]
    right_of_regret: RightOfRegret | None


def entitlement(seen: Seen) -> Entitlement:
    regret = right_of_regret(file_of(fold(CaseId(seen.case_id), seen.recorded)))
    usable = regret is not None and seen.applies(regret.lapsed_on, regret.last_day)
    return Entitlement(
        case_id=seen.case_id,
        version=seen.version,
        decisions=tuple(decisions(seen)),
        right_of_regret=regret if usable else None,
    )


def right_of_regret(file: CaseFile, law: Law = LAW) -> RightOfRegret | None:
    """Sygedagpengeloven § 21: none where nothing lapsed, or where it is used already."""
    lapsed = [each.from_day for each in file.lacks if each.to_day is None]
    if file.regret is not None or not lapsed:
        return None
    until = right_of_regret_until(law.afresh(), min(lapsed) - timedelta(days=1))
    return RightOfRegret(
        lapsed_on=min(lapsed),
        last_day=until.output,
        citation=str(until.citation),
        confirmed=bool(until.parameter and until.parameter.confirmed),
    )


def decisions(seen: Seen) -> Iterable[Decision]:
    for one in seen.recorded:
        if seen.applies(*reach(one)) and (decided := content(one, seen)):
            yield Decision(said=said(one), type=type(one.event).__name__).model_copy(update=decided)


def reach(one: Recorded) -> tuple[date | None, date | None]:
    """Give the days that a decision is about: an end those after the last with right."""
    match one.event:
        case on.BenefitGranted(from_day=first, to_day=last):
            return first, last
        case on.BenefitExtended(from_day=first, to_day=last):
            return first, last
        case on.BenefitEnded(last_day_with_right=last) | on.EndWithdrawn(last_day_with_right=last):
            return last + A_DAY, None
        case on.BenefitRecalculated(cut_off=first):
            return first, None
        case _:
            return None, None


def content(one: Recorded, seen: Seen) -> dict[str, object]:
    match one.event:
        case on.BenefitGranted() as event:
            days = {"from_day": event.from_day, "to_day": event.to_day}
            return {**days, "by_rule": event.by_rule, "totals": totals(event.totals, seen)}
        case on.ClaimRejected() as event:
            why = {"reason": event.reason, "text": event.text, "citation": event.citation}
            return {**why, "by_rule": event.by_rule}
        case on.BenefitExtended() as event:
            return {"from_day": event.from_day, "to_day": event.to_day, "text": str(event.code)}
        case on.BenefitEnded() | on.EndWithdrawn() as event:
            return end_or_going_on(event)
        case on.BenefitRecalculated() as event:
            changed = {"from_day": event.cut_off, "reason": event.cause}
            return {**changed, "totals": totals(event.totals, seen)}
        case _:
            return {}


def end_or_going_on(event: on.BenefitEnded | on.EndWithdrawn) -> dict[str, object]:
    if isinstance(event, on.BenefitEnded):
        return {"to_day": event.last_day_with_right, "reason": event.reason}
    first = event.last_day_with_right + A_DAY
    return {"from_day": first, "to_day": event.granted_to, "text": event.reason}


def totals(of: on.AccountTotals, seen: Seen) -> Totals:
    """Show what was decided; of a day, the week it is in and the rules that it came under."""
    return Totals(
        calculated_until=of.calculated_until,
        reassessment_date=of.reassessment_date,
        weeks_used=of.weeks_used,
        weeks=tuple(
            week(one) for one in of.weeks if seen.applies(one.monday, one.monday + SIX_DAYS)
        ),
        rulings=tuple(
            ruling(one)
            for one in of.rulings
            if seen.applies(one.period.first_day, one.period.last_day)
        ),
        unconfirmed=of.unconfirmed,
        assumed=of.assumed,
    )


def week(of: on.WeekTotal) -> Week:
    return Week(monday=of.monday, payee=of.payee, hours=of.hours, amount=of.amount)


def ruling(of: on.Ruling) -> Ruling:
    return Ruling(
        rule=of.rule,
        citation=of.citation,
        first_day=of.period.first_day,
        last_day=of.period.last_day,
        output=of.output,
        parameter=of.parameter,
    )
