"""Histories that most tests begin with: each is the commands that lead there."""

from datetime import date

from domain.dossier.dossier import DossierCommand
from tests.support.errands import include_payment, order_payment, send_payment
from tests.support.examples import (
    cancel_case,
    close_case,
    end,
    grant,
    receive_form,
    register_employment,
    register_wage,
    reject,
    report_absence,
    request_refund,
    write_off,
)

REPORTED: tuple[DossierCommand, ...] = (
    report_absence(),
    register_employment(),
    register_wage(),
)
READY = (*REPORTED, receive_form())  # nothing stands in the way of a decision
GRANTED = (*READY, grant())
CLAIMED = (*GRANTED, request_refund())  # the employer asked for refund
ORDERED = (*CLAIMED, order_payment())  # five payments, from the week of 25 May; all approved
INCLUDED = (*ORDERED, include_payment())
SENT = (*INCLUDED, send_payment())
REJECTED = (*READY, reject())
CANCELLED = (*READY, cancel_case())
ENDED = (*GRANTED, end())
CLOSED = (*ENDED, close_case())
# Ill since January: what nobody claimed of February and March is lost by the end of June.
UNCLAIMED = (
    report_absence(date(2020, 1, 6), notified_on=date(2020, 1, 10)),
    *READY[1:],
    grant(),
)
WRITTEN_OFF = (*UNCLAIMED, write_off())
# Ill in 2013 and granted in 2020: what was due more than three years ago may have lapsed.
LONG_AGO = (
    report_absence(date(2013, 1, 7), notified_on=date(2013, 2, 8)),
    *READY[1:],
    grant(),
    request_refund(date(2013, 3, 15)),
)
