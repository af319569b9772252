"""What a case is told beside its own history, to decide by."""

from dataclasses import dataclass
from datetime import date

from domain.case.events import WeekElsewhere
from domain.shared.blocks import Blocks
from domain.shared.envelope import CitizenId
from domain.shared.period import Period


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`blocked` is what the open tasks hold back, one entry a task; `paid` whether money left."""

    today: date
    citizen_id: CitizenId | None = None
    earlier_benefit: tuple[Period, ...] = ()
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()  # decided in the citizen's other cases
    blocked: tuple[Blocks, ...] = ()
    paid: bool = False
    on_its_way: bool = False
