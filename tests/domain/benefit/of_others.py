"""What other benefits may take of an account: of the citizen alone, and no more than they are."""

from domain.benefit.account import CITIZEN, Account, Week
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts


def other_benefits_take_of_the_citizen_alone_and_no_more_than_they_are(
    facts: Facts, account: Account
) -> None:
    """Each week at most what it has of them; who got more for the time has that week nothing."""
    if not facts.other_benefits:
        return
    known = {name: getattr(facts, name) for name in Facts.model_fields}
    without = calculate(Facts.model_validate({**known, "other_benefits": ()}))
    taken = [less(one, other) for one, other in zip(without.weeks, account.weeks, strict=True)]
    received = sum(int(one.amount * 100) for one in facts.other_benefits)
    assert all(each >= 0 for each in taken)
    assert sum(taken) <= received


def less(before: Week, after: Week) -> int:
    moved = {payee: before.by_payee[payee].oere for payee in before.by_payee}
    for payee, amount in after.by_payee.items():
        moved[payee] -= amount.oere
    assert {payee for payee, each in moved.items() if each} <= {CITIZEN}
    return moved.get(CITIZEN, 0)
