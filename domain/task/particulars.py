"""What the solution of a task may have to tell: the data that its effect on the case needs."""

from collections.abc import Set as AbstractSet
from datetime import date

from domain.shared.errors import ParticularsMissing, ParticularsNotTaken
from domain.shared.messages import Message
from domain.shared.rejection_reason import RejectionReason


class Particulars(Message):
    last_day_with_right: date | None = None
    rejection_reason: RejectionReason | None = None


def check(given: Particulars | None, needed: AbstractSet[str]) -> None:
    """Let an outcome be told all that its effect needs, and nothing else."""
    said = {name for name, value in given or () if value is not None}
    if missing := sorted(needed - said):
        raise ParticularsMissing(
            "this way to solve the task needs to be told more", field=missing[0]
        )
    if surplus := sorted(said - needed):
        raise ParticularsNotTaken("this way to solve the task does not use that", field=surplus[0])
