"""Lists show a case whose end was taken back as one that goes on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from domain.case.kinds import Registration
from domain.case.states import opened
from domain.dossier.dossier import DossierCommand
from projections.case_overview.v1.projection import CASE
from projections.projection import Folded
from projections.task_queue.v1.projection import TASK_QUEUE
from tests.support.errands import withdraw_end
from tests.support.every_event import envelope
from tests.support.examples import CASE as CASE_ID
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    day,
    end,
    grant,
    grant_by_hand,
    register_employment,
    register_wage,
    report_absence,
    report_recovery,
    withdraw,
)
from tests.support.histories import GRANTED, READY
from tests.support.scenario import given

HEADER = next(one for one in TASK_QUEUE.folded if one.table.name == "case_header")
WELL = withdraw(Registration.RECOVERY, day("06-12"))


def taken(last: date, **cvr: str) -> DossierCommand:
    return withdraw(Registration.RECOVERY, last, **cvr)


WELL_AT_WORK = withdraw(Registration.RECOVERY, day("06-12"), cvr=CVR)


def row(folded: Folded, commands: Iterable[DossierCommand]) -> Any:  # noqa: ANN401 the row of any table
    """Fold what was decided on these into the one row there is of the case."""
    changes = {entry.kind: entry.change for entry in folded.on}
    case, found = given(), None
    for command in commands:
        for event in case.when(command).events():
            if change := changes.get(type(event)):
                found = change(found, event, envelope(CASE_ID, CASE_ID, 101, 1))
        case = case.and_then(command)
    return found


@pytest.mark.parametrize("folded", [CASE, HEADER], ids=lambda one: one.table.name)
@pytest.mark.parametrize(
    ("ends", "taken_back"),
    [
        (report_recovery(), WELL),
        (report_recovery(cvr=CVR), WELL_AT_WORK),
        (end(), withdraw_end()),
    ],
)
def test_it_is_listed_as_before(
    folded: Folded, ends: DossierCommand, taken_back: DossierCommand
) -> None:
    before, ended = row(folded, GRANTED), row(folded, (*GRANTED, ends))
    assert before.right_until is None
    assert ended.right_until is not None
    assert row(folded, (*GRANTED, ends, taken_back)) == before


def test_the_end_date_of_a_grant_by_hand_goes_with_its_end() -> None:
    by_hand = (*READY, grant_by_hand(), end(day("06-28")))
    assert row(CASE, by_hand).granted_to == day("06-28")
    assert row(CASE, (*by_hand, withdraw_end())).granted_to is None


TOLD = (report_absence(last_day=day("06-19")), *READY[1:], grant())
TWO = (*READY, register_employment(OTHER_CVR), register_wage(cvr=OTHER_CVR), grant())
FIRST, OTHER = report_recovery(day("06-10"), CVR), report_recovery(cvr=OTHER_CVR)
WELL_EARLIER = report_recovery(cvr=CVR)
UNTIL_JUNE = register_employment(last_day_of_absence=day("06-30"))
WHOLE = report_recovery(day("06-20"))


@pytest.mark.parametrize("folded", [CASE, HEADER], ids=lambda one: one.table.name)
@pytest.mark.parametrize(
    ("commands", "last"),
    [
        (TOLD, "06-19"),
        ((*TOLD, report_recovery(day("06-05"), CVR)), "06-05"),
        ((*TOLD, report_recovery(day("06-05"), CVR), taken(day("06-05"), cvr=CVR)), "06-19"),
        ((*TOLD, taken(day("06-19"))), None),
        ((*TOLD, register_employment(OTHER_CVR), FIRST), "06-19"),
        ((*GRANTED, WHOLE, WELL_EARLIER, taken(day("06-12"), cvr=CVR)), "06-20"),
        ((*GRANTED, UNTIL_JUNE), None),
        ((*GRANTED, UNTIL_JUNE, FIRST, taken(day("06-10"), cvr=CVR)), None),
        ((*TWO, UNTIL_JUNE, OTHER, FIRST, taken(day("06-10"), cvr=CVR)), "06-30"),
        ((*GRANTED, UNTIL_JUNE, WHOLE, taken(day("06-20"))), None),
        ((*TWO, FIRST, OTHER, withdraw(Registration.EMPLOYMENT, cvr=CVR), WHOLE), "06-20"),
        ((*TWO, FIRST), None),
        ((*TWO, FIRST, OTHER), "06-12"),
        ((*TWO, OTHER, FIRST), "06-12"),
        ((*TWO, FIRST, OTHER, taken(day("06-10"), cvr=CVR)), None),
        ((*TWO, FIRST, OTHER, WHOLE), "06-20"),
        ((*TWO, FIRST, OTHER, WHOLE, taken(day("06-20"))), "06-12"),
        ((*TWO, FIRST, OTHER, withdraw(Registration.EMPLOYMENT, cvr=OTHER_CVR)), "06-12"),
        ((*TWO, FIRST, register_employment(), OTHER), None),
    ],
    ids=str,
)
def test_the_last_day_of_absence_is_what_the_case_knows(
    folded: Folded, commands: tuple[DossierCommand, ...], last: str | None
) -> None:
    shown, case = row(folded, commands).last_day_of_absence, given(*commands).dossier.case
    assert (shown, shown) == (opened(case).file.last_day_of_absence, last and day(last))
