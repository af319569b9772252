"""One build of a read model: what it is, and the schema that its tables are in."""

from dataclasses import dataclass

from projections.projection import Projection


@dataclass(frozen=True)
class Slot:
    projection: Projection
    schema: str
