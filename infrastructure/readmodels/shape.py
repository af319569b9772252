"""The shape of a read model: a fingerprint of all that its tables are made with.

A definition that changed while its version did not has another shape, and so another build.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256

from infrastructure.readmodels.gathering import gatherers
from infrastructure.readmodels.schema import indexes, tables
from infrastructure.readmodels.slot import Slot
from projections.projection import Projection
from projections.register import ALL


@cache
def shape_of(projection: Projection) -> str:
    """Give 64 hexadecimal digits: the same in every process, whatever schema a build is in."""
    lines = "\n".join(made_with(Slot(projection, "shape")))
    return sha256(lines.encode()).hexdigest()


def made_with(slot: Slot) -> Iterable[str]:
    """Give every statement that makes the build and fills what is gathered in it."""
    for statement in (*tables(slot), *indexes(slot)):
        yield statement.as_string()
    for said in (said for one in gatherers(slot) for said in one.filling):
        yield f"{said.sql.decode()} {sorted(said.fixed.items())}"


def shapes(projections: Sequence[Projection] = ALL) -> Mapping[tuple[str, int], str]:
    """Give the shape of every version that this program knows."""
    return {(one.name, one.version): shape_of(one) for one in projections}
