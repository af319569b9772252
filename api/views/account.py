"""The account: day by day what is owed to whom, every day with the findings that say so."""

from uuid import UUID

import orjson

from api.views.view import Seen, View
from domain.benefit.account import Account
from domain.benefit.calculate import LAW, calculate
from domain.benefit.document import document
from domain.benefit.facts import Facts
from domain.case.accounting import until_of
from domain.case.events import BenefitConfirmed, BenefitGranted, BenefitRecalculated
from domain.case.facts import facts_of
from domain.case.file import CaseFile
from domain.case.states import NoCase
from domain.dossier.dossier import fold
from domain.shared.dated import Law
from domain.shared.envelope import CaseId
from domain.shared.errors import NotFound


class AccountShape(View):
    """As `sdp calculate` answers (contracts.md), with the case it is of."""

    case_id: UUID
    version: int
    employer_period: dict[str, str] | None
    entitled: bool
    reasons: list[dict[str, str]]
    deadlines: dict[str, str | None]
    reassessment_date: str | None
    duration: dict[str, int]
    days: list[dict[str, object]]
    weeks: list[dict[str, object]]
    total: str
    unconfirmed: list[str]
    assumed: list[str]


def account(seen: Seen) -> bytes:
    """Compute the account from the facts as recorded; raises Rejected where facts are missing.

    Of a day that is asked for it is the same account, of which only that day is shown.
    """
    computed = document(computed_from(seen, LAW))
    if seen.applies_on is not None:
        days = computed["days"]
        wanted = seen.applies_on.isoformat()
        computed["days"] = [one for one in list_of(days) if one["date"] == wanted]
    return orjson.dumps({"case_id": seen.case_id, "version": seen.version, **computed})


def list_of(days: object) -> list[dict[str, object]]:
    return days if isinstance(days, list) else []  # pyright: ignore[reportUnknownVariableType] the document's own


def computed_from(seen: Seen, law: Law) -> Account:
    facts = facts_in(seen)
    return calculate(facts, until_of(facts, seen.today), law.afresh())


def facts_in(seen: Seen) -> Facts:
    """Give the facts, with what the newest decision knew of the citizen's other cases."""
    newest = decision_in(seen)
    if newest is None:
        return facts_of(file_in(seen))
    return facts_of(file_in(seen), newest.earlier_benefit, newest.weeks_elsewhere)


def file_in(seen: Seen) -> CaseFile:
    case = fold(CaseId(seen.case_id), seen.recorded).case
    if isinstance(case, NoCase):
        raise NotFound("there is no such case")
    return case.file


def decision_in(seen: Seen) -> BenefitGranted | BenefitRecalculated | BenefitConfirmed | None:
    for one in reversed(seen.recorded):
        if isinstance(one.event, BenefitGranted | BenefitRecalculated | BenefitConfirmed):
            return one.event
    return None
