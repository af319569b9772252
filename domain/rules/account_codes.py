"""Account codes: where in the municipality's accounts a payment line is booked."""

from datetime import date
from enum import StrEnum
from typing import Literal

from domain.shared.dated import Law, beside
from domain.shared.law import Finding


class Subdivision(StrEnum):
    SHARE_AND_PAYEE = "share_and_payee"
    NONE = "none"


FUNCTION = beside(__file__, "account_function", str)
GROUP = beside(__file__, "account_group", str)
SUBDIVISION = beside(__file__, "account_subdivision", Subdivision)

PayeeKind = Literal["citizen", "employer"]
PAYEE_DIGIT: dict[PayeeKind, str] = {"citizen": "1", "employer": "2"}


def account_code(law: Law, day: date, state_refund: int, payee: PayeeKind) -> Finding[str]:
    """Konteringsregler 5.57.71: function and group, and below them a subdivision of ours."""
    group, subdivision = law.on(GROUP, day), law.on(SUBDIVISION, day)
    code = f"{law.value(FUNCTION, day)}.{group.value}"
    if subdivision.value is Subdivision.SHARE_AND_PAYEE:
        code += f".{state_refund:03d}.{PAYEE_DIGIT[payee]}"
    inputs = {"day": day, "state_refund": state_refund, "payee": payee}
    return Finding("account_code", group.citation, inputs, code, group)
