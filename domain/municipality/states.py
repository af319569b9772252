"""How a municipality has arranged its work, and how its dossier is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from domain.municipality.events import SampleDrawn, SampleResultRecorded
from domain.shared.envelope import ActorId, CaseId, Municipality, same_person

MUNICIPALITIES = UUID("5b0d8f4e-2a3c-4c0b-8f53-9a1f6d1f3c77")  # their name space; never changed


@dataclass(frozen=True, slots=True)
class Sample:
    drawn: SampleDrawn
    results: Mapping[CaseId, SampleResultRecorded] = field(
        default_factory=dict[CaseId, SampleResultRecorded]
    )


@dataclass(frozen=True, slots=True)
class Arrangements:
    """What was never set is empty; a case worker who watches nothing takes all types."""

    priority: tuple[str, ...] = ()
    watches: Mapping[ActorId, tuple[str, ...]] = field(
        default_factory=dict[ActorId, tuple[str, ...]]
    )
    cut_off_hour: int | None = None
    offset_percent: int | None = None
    four_eyes: bool = False
    four_eyes_lifted_by: ActorId | None = None
    samples: Mapping[date, Sample] = field(default_factory=dict[date, Sample])
    closed_months: frozenset[date] = frozenset()

    def four_eyes_for(self, actor: ActorId) -> bool:
        """Tell whether a run that they prepare or close is approved by somebody else.

        Who lifted it never is the only person that a run was seen by.
        """
        lifted_by = self.four_eyes_lifted_by
        return self.four_eyes or (lifted_by is not None and same_person(actor, lifted_by))


def municipality_id(municipality: Municipality) -> CaseId:
    """Give the dossier of a municipality the same id wherever it is asked for."""
    return CaseId(uuid5(MUNICIPALITIES, str(municipality)))
