"""What may be known of a citizen's other cases: whether they are open, and periods of benefit."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from domain.case import commands as case
from domain.case.events import WeekElsewhere
from domain.case.states import Cancelled, Closed, Ended, NoCase, Ongoing, UnderClarification
from domain.dossier.commands import WatchReassessment
from domain.dossier.dossier import Dossier, DossierCommand
from domain.dossier.ordering import due
from domain.payment.commands import OrderPayment
from domain.payment.states import LEFT
from domain.shared.money import Money
from domain.shared.period import Period
from domain.task.commands import CancelTask, SolveTask

# Commands after which benefit may be computed: they need the earlier benefit.
COMPUTES: frozenset[type[DossierCommand]] = frozenset(
    {
        case.GrantBenefit,
        case.RecalculateBenefit,
        case.EndBenefit,
        case.WithdrawEnd,
        case.RegisterEmployment,
        case.RegisterWage,
        case.RegisterCircumstances,
        case.RequestRefund,
        case.ApplyForBenefit,
        case.GiveDispensation,
        case.WriteOffRefund,
        case.ReverseWriteOff,
        case.CorrectFirstDayOfAbsence,
        case.ReportRecovery,
        case.RegisterPartialResumption,
        case.RegisterHoliday,
        case.WithdrawRegistration,
        case.RegisterLackOfCooperation,
        case.UseRightOfRegret,
        case.ExtendBenefit,
        SolveTask,
        CancelTask,
        OrderPayment,
        WatchReassessment,
    }
)


def is_open(dossier: Dossier) -> bool:
    return not isinstance(dossier.case, NoCase | Cancelled | Closed)


def goes_on(dossier: Dossier) -> bool:
    """Tell whether somebody is absent still: nothing was told of a last day, nothing ended it."""
    case = dossier.case
    absent = isinstance(case, UnderClarification | Ongoing)
    return absent and case.file.last_day_of_absence is None


def earlier_benefit(others: Iterable[Dossier]) -> tuple[Period, ...]:
    """Give the weeks of other cases that were paid, joined into periods; nothing else of them."""
    weeks = sorted({week for dossier in others for week in paid_weeks(dossier)})
    periods: list[Period] = []
    for first, last in weeks:
        if periods and periods[-1].last_day + timedelta(days=1) >= first:
            joined = periods.pop()
            periods.append(Period(joined.first_day, max(joined.last_day, last)))
        else:
            periods.append(Period(first, last))
    return tuple(periods)


def weeks_elsewhere(others: Iterable[Dossier]) -> tuple[WeekElsewhere, ...]:
    """Sum what other cases have decided of each week; of a closed one, what was paid."""
    oere: Counter[date] = Counter()
    for dossier in others:
        for monday, amount in decided_weeks(dossier):
            oere[monday] += amount
    return tuple(
        WeekElsewhere(monday=monday, amount=Money(oere[monday])) for monday in sorted(oere)
    )


def decided_weeks(dossier: Dossier) -> Iterator[tuple[date, int]]:
    if isinstance(dossier.case, Ongoing | Ended):
        yield from ((one.monday, one.amount.oere) for one in due(dossier.case))
        return
    for payment in dossier.payments.values():
        if payment.stage in LEFT:
            yield payment.order.monday, payment.order.amount.oere


def paid_weeks(dossier: Dossier) -> Iterator[tuple[date, date]]:
    for payment in dossier.payments.values():
        if payment.stage in LEFT and payment.order.account_total.oere > 0:
            yield payment.order.period.first_day, payment.order.period.last_day
