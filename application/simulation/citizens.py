"""Who simulated citizens are: their ids follow from the seed, so that a log can be played again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid5

from application.simulation.traits import PEOPLE
from domain.shared.envelope import CaseId, CitizenId


@dataclass
class SimulatedCitizens:
    """The port `Citizens`."""

    seed: int
    cases: defaultdict[CitizenId, list[CaseId]] = field(
        default_factory=lambda: defaultdict[CitizenId, list[CaseId]](list[CaseId])
    )

    async def identify(self, cpr: str) -> CitizenId | None:
        return CitizenId(uuid5(PEOPLE, f"{self.seed}/citizen/{cpr}"))

    async def cases_of(self, citizen_id: CitizenId) -> Sequence[CaseId]:
        return tuple(sorted(self.cases.get(citizen_id, ())))

    def has_case(self, citizen_id: CitizenId, case_id: CaseId) -> None:
        if case_id not in self.cases[citizen_id]:
            self.cases[citizen_id].append(case_id)
