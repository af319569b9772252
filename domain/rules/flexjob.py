"""Flexjobs: refund from the first day, and the doubt about those granted before 2013."""

from datetime import date
from fractions import Fraction

from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding

OLD_SHARE = beside(__file__, "old_flexjob_share", Fraction)
NEW_FROM = beside(__file__, "new_flexjob_from", date)

FLEXJOB = Citation("Sygedagpengeloven", "32", 1, 5)


def flexjob_share(law: Law, day: date, granted_on: date | None) -> Finding[Fraction]:
    """Sygedagpengeloven § 32, stk. 1, nr. 5: the share of the benefit that a flexjob gives.

    A flexjob of unknown date counts as granted under the present law.
    """
    inputs = {"day": day, "granted_on": granted_on}
    if granted_on is None or granted_on >= law.value(NEW_FROM, day):
        return Finding("flexjob_share", FLEXJOB, inputs, Fraction(1))
    share = law.on(OLD_SHARE, day)
    return Finding("flexjob_share", FLEXJOB, inputs, share.value, share)
