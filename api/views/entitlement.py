"""Berettigelse: every decision with its legal basis, and what each week was decided to be worth."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from api.views.view import Cash, Hours, Said, Seen, View, said
from domain.case import events as on
from domain.case.kinds import EndReason, RecalculationCause, RejectionReason
from domain.dossier.dossier import Recorded


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


class Entitlement(View):
    case_id: UUID
    version: int
    decisions: tuple[Decision, ...]


def entitlement(seen: Seen) -> Entitlement:
    found = tuple(decisions(seen.recorded))
    return Entitlement(case_id=seen.case_id, version=seen.version, decisions=found)


def decisions(recorded: Iterable[Recorded]) -> Iterable[Decision]:
    for one in recorded:
        if decided := content(one):
            yield Decision(said=said(one), type=type(one.event).__name__).model_copy(update=decided)


def content(one: Recorded) -> dict[str, object]:
    match one.event:
        case on.BenefitGranted() as event:
            days = {"from_day": event.from_day, "to_day": event.to_day}
            return {**days, "by_rule": event.by_rule, "totals": totals(event.totals)}
        case on.ClaimRejected() as event:
            why = {"reason": event.reason, "text": event.text, "citation": event.citation}
            return {**why, "by_rule": event.by_rule}
        case on.BenefitExtended() as event:
            return {"from_day": event.from_day, "to_day": event.to_day, "text": str(event.code)}
        case on.BenefitEnded() as event:
            return {"to_day": event.last_day_with_right, "reason": event.reason}
        case on.BenefitRecalculated() as event:
            changed = {"from_day": event.cut_off, "reason": event.cause}
            return {**changed, "totals": totals(event.totals)}
        case _:
            return {}


def totals(of: on.AccountTotals) -> Totals:
    return Totals(
        calculated_until=of.calculated_until,
        reassessment_date=of.reassessment_date,
        weeks_used=of.weeks_used,
        weeks=tuple(week(one) for one in of.weeks),
        rulings=tuple(ruling(one) for one in of.rulings),
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
