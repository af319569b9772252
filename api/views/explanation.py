"""Forklaring: each week and each payment in plain Danish, line by line, with its paragraphs."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from api.views.account import computed_from
from api.views.view import Seen, View
from domain.benefit.calculate import LAW
from domain.benefit.explanation import explanation
from domain.dossier.dossier import fold
from domain.payment.explaining import explained
from domain.shared.envelope import CaseId

SIX_DAYS = timedelta(days=6)


class WeekExplained(View):
    """What the account gives for a week, to whom, and why no more."""

    monday: date
    lines: tuple[str, ...]


class PaymentExplained(View):
    """How what is sent came of a week's amount; of a claim, what is left of it."""

    payment_id: UUID
    monday: date
    payee: str
    lines: tuple[str, ...]


class Explanation(View):
    case_id: UUID
    version: int
    weeks: tuple[WeekExplained, ...]
    payments: tuple[PaymentExplained, ...]


def explanations(seen: Seen) -> Explanation:
    """Explain the account of the facts as recorded; raises Rejected where facts are missing."""
    weeks = explanation(computed_from(seen, LAW))
    return Explanation(
        case_id=seen.case_id,
        version=seen.version,
        weeks=tuple(
            WeekExplained(monday=one.monday, lines=one.lines)
            for one in weeks
            if seen.applies(one.monday, one.monday + SIX_DAYS)
        ),
        payments=tuple(of_payments(seen)),
    )


def of_payments(seen: Seen) -> Iterable[PaymentExplained]:
    known = fold(CaseId(seen.case_id), seen.recorded).payments
    for payment_id, payment in known.items():
        period = payment.order.period
        if not seen.applies(period.first_day, period.last_day):
            continue
        yield PaymentExplained(
            payment_id=payment_id,
            monday=payment.order.monday,
            payee=payment.order.payee,
            lines=explained(payment_id, known),
        )
