"""Payments that do not leave, as SQL: what each waits for, and until when."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, case, func, literal_column, select

from domain.payment.events import PaymentKind
from projections.payment_list.v1.tables import payment, wait


def word(text: str) -> ColumnElement[str]:
    return literal_column(f"'{text}'", Text)


def kept() -> ColumnElement[bool]:
    """Choose what is held, not approved, or approved and in no run.

    What a run orders enters it at once: who is approved and in none was not ordered for one, or
    was taken out. A claim that was decided on is collected otherwise.
    """
    one = payment.c
    in_no_run = (one.status == word("approved")) & (one.kind != word(PaymentKind.REPAYMENT_CLAIM))
    return (one.status == word("held")) | (one.status == word("ordered")) | in_no_run


def waits_for() -> ColumnElement[str]:
    one = payment.c
    return case(
        (one.status == word("held"), word("release")),
        (one.status == word("ordered"), word("approval")),
        else_=word("next_run"),
    )


def waits_until() -> ColumnElement[date]:
    """Give the day that was said, or by which what it waits for is due; else its own."""
    one = payment.c
    of_claim = one.kind == word(PaymentKind.REPAYMENT_CLAIM)
    said = case(
        (one.status == word("held"), one.held_until),
        (of_claim, due(of_claims=True)),
        else_=due(of_claims=False),
    )
    return func.coalesce(said, one.due_on)


def due(*, of_claims: bool) -> ColumnElement[Any]:
    """Find the last day by which the case's blocking tasks, or the answer on claims, are due."""
    of = wait.c.of_claims.is_(of_claims)
    waiting = (wait.c.case_id == payment.c.case_id) & of & wait.c.over.is_(False)
    return select(func.max(wait.c.due_on)).where(waiting).correlate(payment).scalar_subquery()
