"""The schedule as it is kept: what is due and not finished is done; what did not run says why."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from application.runs.clockwork import RUNS, due_of, tried
from application.runs.office import Errand, Office, Summary
from application.runs.payments import NOT_CLOSED, NOT_PREPARED
from application.runs.reconciling import NOT_SENT
from application.runs.schedule import MONTHLY, Due, due
from application.runs.summing import is_of
from domain.shared.envelope import CaseId, RunId

A_MONTH = timedelta(days=31)
# A payment run that has not come so far, or that there is none of, has no such step to miss: the
# step before it says why, where it is due.
NOT_SO_FAR = frozenset({NOT_PREPARED, NOT_CLOSED, NOT_SENT})


@dataclass(frozen=True, slots=True)
class NotRun:
    """A run that is due and did not go through: it is tried again the next time."""

    errand: Errand
    since: datetime
    why: str


@dataclass
class Agenda:
    """Remembers what is finished, so that the log is asked once for each run."""

    office: Office
    finished: set[Errand] = field(default_factory=set[Errand])

    async def catch_up(self, after: datetime, until: datetime) -> AsyncGenerator[Summary | NotRun]:
        """Do what is due between two instants and not finished, in order of time.

        A run that waits is tried once: on each of its days it would wait for the same.
        """
        waiting = set[tuple[str, RunId]]()
        for one in await self.due(after, until):
            for municipality in await self.office.candidates.municipalities():
                errand = Errand(one.name, municipality, one.day)
                step = errand.name, RUNS[errand.name].dossier(errand)
                if step in waiting or not one.is_of(municipality):
                    continue
                if not await self.is_finished(errand, one):
                    outcome = await self.attempt(errand, one)
                    if isinstance(outcome, NotRun):
                        waiting.add(step)
                    if not isinstance(outcome, NotRun) or outcome.why not in NOT_SO_FAR:
                        yield outcome

    async def due(self, after: datetime, until: datetime) -> tuple[Due, ...]:
        """List what is due; what is due once a month is not forgotten within its month."""
        before = [one for one in due(until - A_MONTH, after) if one.name in MONTHLY]
        return (*before, *await due_of(self.office, after, until))

    async def is_finished(self, errand: Errand, one: Due) -> bool:
        """Look for its summary in its dossier; one from before its hour is not of this run."""
        if errand not in self.finished:
            dossier = CaseId(RUNS[errand.name].dossier(errand))
            for each in await self.office.journal.history(dossier):
                if each.envelope.recorded_at >= one.instant and is_of(errand, each.event):
                    self.finished.add(errand)
        return errand in self.finished

    async def attempt(self, errand: Errand, one: Due) -> Summary | NotRun:
        summary = await tried(self.office, errand, anew=True)
        if summary.waits_for:
            return NotRun(errand, one.instant, summary.waits_for)
        self.finished.add(errand)
        return summary
