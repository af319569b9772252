"""Lists show a case whose end was taken back as one that goes on."""

from collections.abc import Iterable
from typing import Any

import pytest

from domain.case.kinds import Registration
from domain.dossier.dossier import DossierCommand
from projections.case_overview.v1.projection import CASE
from projections.projection import Folded
from projections.task_queue.v1.projection import TASK_QUEUE
from tests.support.errands import withdraw_end
from tests.support.every_event import envelope
from tests.support.examples import CASE as CASE_ID
from tests.support.examples import CVR, day, end, grant_by_hand, report_recovery, withdraw
from tests.support.histories import GRANTED, READY
from tests.support.scenario import given

HEADER = next(one for one in TASK_QUEUE.folded if one.table.name == "case_header")
WELL = withdraw(Registration.RECOVERY, day("06-12"))
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
