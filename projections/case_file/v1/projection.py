"""Case file: one line for each event of a case, in its order, with a Danish headline."""

from typing import get_args

from domain.dossier.dossier import DossierEvent
from domain.municipality.events import MunicipalityEvent
from domain.run.events import RunEvent
from domain.shared.envelope import Envelope
from projections.case_file.v1.headlines import TOLD, headline
from projections.case_file.v1.tables import PROTECTED, EntryRow, entry
from projections.projection import Folded, Projection, by_position, on


def tell(_: EntryRow | None, event: DossierEvent, envelope: Envelope) -> EntryRow:
    told = TOLD[type(event)]
    return EntryRow(
        position=envelope.position,
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        stream_id=envelope.stream_id,
        dossier_version=envelope.dossier_version,
        recorded_at=envelope.recorded_at,
        actor=envelope.actor,
        role=envelope.role.value,
        topic=told.topic.value,
        event=type(event).__name__,
        headline=headline(event),
        task_type=getattr(event, "type", None),
        text=told.text and getattr(event, told.text),
    )


ENTRY = Folded(entry, EntryRow, by_position, on=tuple(on(kind, tell) for kind in TOLD))

CASE_FILE = Projection(
    name="case_file",
    version=1,
    folded=(ENTRY, PROTECTED),
    left_out=frozenset({*get_args(RunEvent), *get_args(MunicipalityEvent)}),  # they have no case
)
