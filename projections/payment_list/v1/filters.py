"""Which payments are asked for: present ones, or those of a position of the log."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Table

from domain.payment.events import PaymentKind
from projections import filters as by
from projections.payment_list.v1.tables import citizen_word, payment, payment_history
from projections.query import Asked, Blind, given
from projections.words import person_asked

Status = Literal[
    "ordered",
    "held",
    "approved",
    "included",
    "sent",
    "settled",
    "returned",
    "failed",
    "cancelled",
]
OF_PAYMENT: by.Filters = {
    "case_id": by.equal("case_id", "case_id"),
    "payee": by.equal("payee", "payee"),
    "kinds": by.one_of("kind", "kinds"),
    "statuses": by.one_of("status", "statuses"),
    "run_id": by.equal("run_id", "run_id"),
    "from_monday": by.at_least("monday", "from_monday"),
    "to_monday": by.at_most("monday", "to_monday"),
    "account_code": by.equal("account_code", "account_code"),
    "as_of_position": by.as_of("as_of_position"),
}
OF_CASE: by.Filters = {"citizen": by.with_words(citizen_word, "case_id", "citizen")}


class PaymentFilter(Asked):
    """What the list can be asked for; nothing set asks for everything."""

    case_id: UUID | None = None
    payee: str | None = None
    kinds: tuple[PaymentKind, ...] = ()
    statuses: tuple[Status, ...] = ()
    run_id: UUID | None = None
    from_monday: date | None = None
    to_monday: date | None = None
    account_code: str | None = None
    citizen: str | None = None
    as_of_position: int | None = None

    def params(self, blind: Blind) -> dict[str, object]:
        values = given(self, OF_PAYMENT)
        if self.citizen is not None:
            values |= by.tokens("citizen", person_asked(self.citizen), blind)
        return values


def rows(params: Iterable[str]) -> Table:
    """Choose the payments as they are, or all their versions."""
    return payment_history if "as_of_position" in set(params) else payment


def conditions(params: Iterable[str], source: FromClause) -> list[ColumnElement[Any]]:
    names = frozenset(params)
    of_case = by.asked_for(OF_CASE, names, source)
    return [*by.asked_for(OF_PAYMENT, names, source), *of_case]
