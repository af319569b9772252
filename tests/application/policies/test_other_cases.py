"""When an absence ends, the citizen's other cases are asked about that are absent still."""

import asyncio

import pytest

from domain.dossier.dossier import DossierCommand
from infrastructure.memory import MemoryJournal
from tests.support import examples as ask
from tests.support.examples import CASE, NOON, OTHER_CVR, day
from tests.support.histories import READY
from tests.support.two_cases import OTHER, SECOND, carried_out

RECOVERED = ask.report_recovery(day("06-12"))
REMINDER = "other cases at the last day 2020-06-12"


def causes(elsewhere: tuple[DossierCommand, ...], here: tuple[DossierCommand, ...]) -> list[str]:
    """Tell the reminders of other cases, after both were reported and this one went on."""
    journal = MemoryJournal(clock=lambda: NOON)

    async def told() -> list[str]:
        await carried_out(READY, CASE, journal, journal)
        await carried_out(elsewhere, OTHER, journal, journal)
        await carried_out(here, CASE, journal, journal)
        tasks = (await journal.folded(CASE)).open_tasks.values()
        return [task.cause for task in tasks if task.cause.startswith("other cases")]

    return asyncio.run(told())


@pytest.mark.parametrize("elsewhere", [SECOND, (*SECOND, ask.grant())], ids=["new", "ongoing"])
def test_an_absence_that_goes_on_elsewhere_is_asked_about(
    elsewhere: tuple[DossierCommand, ...],
) -> None:
    assert causes(elsewhere, (RECOVERED,)) == [REMINDER]


@pytest.mark.parametrize(
    "elsewhere",
    [
        (),
        (*SECOND, ask.report_recovery(day("06-05"))),
        (*SECOND, ask.grant(), ask.end()),
        (*SECOND, ask.reject()),
        (*SECOND, ask.cancel_case()),
    ],
    ids=["none", "recovered", "ended", "rejected", "cancelled"],
)
def test_what_is_over_elsewhere_is_not_asked_about(
    elsewhere: tuple[DossierCommand, ...],
) -> None:
    assert causes(elsewhere, (RECOVERED,)) == []


def test_fit_in_one_of_two_jobs_the_absence_goes_on_here() -> None:
    job = ask.register_employment(OTHER_CVR, week=None)
    assert causes(SECOND, (job, ask.report_recovery(day("06-12"), ask.CVR))) == []
