"""What a log paid, against the accounts that `sdp calculate` makes of the facts in it."""

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from domain.case.deciding import file_granted
from domain.case.events import BenefitGranted, BenefitRecalculated
from domain.case.facts import facts_of
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import Recorded, fold
from domain.payment.events import PaymentOrdered
from domain.payment.states import VOID
from domain.shared.envelope import CaseId

Week = tuple[str, str]  # payee and Monday
Line = tuple[str, str, str, int, str, str]


@dataclass(frozen=True)
class Account:
    """A decided account: the facts it was made of, and what it says and what was paid, in øre."""

    case_id: CaseId
    facts: dict[str, Any]
    until: str
    decided: Mapping[Week, int]
    ordered: Mapping[Week, int]


def by_case(log: Sequence[Recorded]) -> Mapping[CaseId, list[Recorded]]:
    found: defaultdict[CaseId, list[Recorded]] = defaultdict(list)
    for one in log:
        found[one.envelope.case_id].append(one)
    return found


def payments(log: Sequence[Recorded]) -> list[Line]:
    """List case number, period, payee, amount, account code and state, sorted."""
    return sorted(
        (
            case_id.hex,
            f"{payment.order.period.first_day}/{payment.order.period.last_day}",
            payment.order.payee,
            payment.order.amount.oere,
            payment.order.account_code,
            payment.stage.value,
        )
        for case_id, history in by_case(log).items()
        for payment in fold(case_id, history).payments.values()
    )


def accounts(log: Sequence[Recorded]) -> Iterator[Account]:
    """Give of every case that was paid the account that its newest payments were ordered on."""
    for case_id, history in by_case(log).items():
        ordered = [n for n, one in enumerate(history) if isinstance(one.event, PaymentOrdered)]
        if ordered:
            yield account(case_id, history, ordered[-1])


def account(case_id: CaseId, history: list[Recorded], ordered: int) -> Account:
    decision = max(n for n in range(ordered) if is_account(history[n]))
    event, case = history[decision].event, fold(case_id, history[: decision + 1]).case
    assert isinstance(case, Ongoing | Ended)
    assert isinstance(event, BenefitGranted | BenefitRecalculated)
    facts = facts_of(file_granted(case), event.earlier_benefit, event.weeks_elsewhere)
    return Account(
        case_id,
        facts.model_dump(mode="json", by_alias=True, exclude_none=True),
        str(event.totals.calculated_until),
        {(one.payee, str(one.monday)): one.amount.oere for one in event.totals.weeks},
        paid(case_id, history[: ordered + 1]),
    )


def is_account(one: Recorded) -> bool:
    return isinstance(one.event, BenefitGranted | BenefitRecalculated)


def paid(case_id: CaseId, history: list[Recorded]) -> Mapping[Week, int]:
    """Sum what was ordered and not undone, of each payee and week."""
    found = Counter[Week]()
    for payment in fold(case_id, history).payments.values():
        if payment.stage not in VOID:
            found[payment.order.payee, str(payment.order.monday)] += payment.order.amount.oere
    return found


def recomputed(found: Sequence[Account]) -> list[dict[Week, int]]:
    """Have all of them computed by another process, from nothing but their facts."""
    asked = b"\n".join(orjson.dumps({"facts": one.facts, "until": one.until}) for one in found)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.proof.recalculating"],
        input=asked, capture_output=True, check=True, timeout=1800,
    )  # fmt: skip
    return [weeks(orjson.loads(line)) for line in ended.stdout.splitlines()]


def weeks(said: Sequence[Mapping[str, Any]]) -> dict[Week, int]:
    return {
        (payee, week["monday"]): int(Decimal(amount) * 100)
        for week in said
        for payee, amount in week["by_payee"].items()
    }


def disagreements(log: Sequence[Recorded]) -> list[str]:
    """Name every week that was decided or paid otherwise than it is computed."""
    found = list(accounts(log))
    wrong: list[str] = []
    for one, computed in zip(found, recomputed(found), strict=True):
        if dict(one.decided) != computed:
            wrong.append(f"{one.case_id} decided {one.decided}, computed {computed}")
        for week, oere in one.ordered.items():
            if computed.get(week, 0) != oere:
                wrong.append(f"{one.case_id} {week}: paid {oere}, computed {computed.get(week)}")
    return wrong
