"""How a payment is booked: its account code, and the share of it that the state refunds."""

from datetime import date
from typing import NamedTuple

from domain.rules.account_codes import account_code
from domain.rules.state_refund import state_refund
from domain.shared.dated import Law
from domain.shared.values import Payee

DAYS_OF_A_WEEK = 7
CITIZEN = "citizen"
LAW = Law()


class Coding(NamedTuple):
    account_code: str
    state_refund_percent: int


def coded(  # noqa: PLR0913 what counts the weeks, by three readings, and the law
    payee: Payee,
    first_day: date,
    monday: date,
    of_benefit: int | None = None,
    *,
    active: bool = False,
    law: Law = LAW,
) -> Coding:
    """Book a week by how far the absence has come, and how many of its weeks have benefit.

    `active`: a gradual return to work or an active offer has begun, which counted until 2015.
    """
    week = max(0, (monday - first_day).days + DAYS_OF_A_WEEK - 1) // DAYS_OF_A_WEEK + 1
    percent = state_refund(law, monday, week, of_benefit=of_benefit, active=active).output
    kind = "citizen" if payee == CITIZEN else "employer"
    return Coding(account_code(law, monday, percent, kind).output, percent)
