"""From facts to the account: the one calculation of sickness benefit."""

from collections.abc import Callable, Iterable
from datetime import date

from domain.benefit.account import Account, Reason
from domain.benefit.computation import Computation, computation
from domain.benefit.employments import widest
from domain.benefit.facts import Facts
from domain.benefit.nothing_owed import nothing_owed
from domain.benefit.plan import Plan, duration, foreseen, planned
from domain.benefit.sheet import sheet_of
from domain.benefit.terms import deadlines_of
from domain.shared.dated import Law
from domain.shared.money import Money

LAW = Law()


def calculate(facts: Facts, until: date | None = None, law: Law = LAW) -> Account:
    """Give every day from the first of absence its kind, amount, payee and findings.

    Raises UntilNeeded when nothing says where the account ends, UntilTooEarly and UntilTooFar
    when it could not be made. The same facts give the same account, in whatever order.
    """
    return account_of(computation(facts, until, law))


def calculate_until(
    facts: Facts, last_day: Callable[[date | None], date], law: Law = LAW
) -> Account:
    """Compute to the last day that follows from the reassessment date.

    It is planned once where that date is the one foreseen: a plan gives the same one, whatever
    day it ends on.
    """
    until = last_day(foreseen(facts, law))
    comp = computation(facts, until, law)
    plan = planned(comp)
    if (found := last_day(plan.reassessed.output)) != until:
        comp = computation(facts, found, law)
        plan = planned(comp)
    return account_by(comp, plan)


def reassessment_of(facts: Facts, until: date, law: Law = LAW) -> date | None:
    """Find the reassessment date from the plan alone, without any day of an account."""
    return planned(computation(facts, until, law)).reassessed.output


def account_of(comp: Computation) -> Account:
    return account_by(comp, planned(comp))


def account_by(comp: Computation, plan: Plan) -> Account:
    sheet = sheet_of(comp, plan)
    days, weeks = sheet.filled()
    entitled = any(week.amount.oere for week in weeks)
    reasons = sheet.templates.reasons or (set() if entitled else nothing_owed(days))
    return Account(
        employer_period=widest([one.employer_period for one in plan.claims]),
        entitled=entitled,
        reasons=in_order(reasons),
        deadlines=deadlines_of(comp, plan.claims),
        reassessment_date=plan.reassessed.output,
        duration=duration(comp, plan),
        days=days,
        weeks=weeks,
        total=Money(sum(week.amount.oere for week in weeks)),
        unconfirmed=tuple(sorted(comp.law.unconfirmed)),
        assumed=tuple(sorted(comp.assumed)),
    )


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (reason.code, str(reason.citation))))
