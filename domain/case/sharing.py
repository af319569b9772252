"""One weekly cap over all cases of a citizen: what others took of it, and what they gave back.

Sygedagpengeloven § 50, stk. 2 bounds what is paid, not the right to it.
"""

from datetime import date, timedelta

from domain.benefit.account import Account
from domain.benefit.other_benefits import SET_OFF
from domain.benefit.weeks import CUT_BY_ALL_CASES
from domain.case.states import Granted
from domain.case.surroundings import Surroundings
from domain.shared.period import Period

OF_OTHERS = {CUT_BY_ALL_CASES, SET_OFF}
SIX_DAYS = timedelta(days=6)


def nothing_left(account: Account) -> bool:
    """Tell whether something would be paid, had the citizen not got it of others already."""
    return any(finding.rule in OF_OTHERS for day in account.days for finding in day.findings)


def freed(case: Granted, around: Surroundings) -> bool:
    """Tell whether a week was cut for what other cases had then, and they have less of it now."""
    now = {week.monday: week.amount.oere for week in around.weeks_elsewhere}
    less = [
        week.monday for week in case.weeks_elsewhere if now.get(week.monday, 0) < week.amount.oere
    ]
    return any(
        ruling.rule == CUT_BY_ALL_CASES and any(touches(ruling.period, monday) for monday in less)
        for ruling in case.totals.rulings
    )


def touches(period: Period, monday: date) -> bool:
    return period.first_day <= monday + SIX_DAYS and monday <= period.last_day
