"""Every way a use case says no beside the domain."""

from domain.shared.errors import Rejected

WEEKLY_CAP = "weekly_cap"
TAKEN = {
    "open_absence": "this citizen has an open case of this absence already",
    WEEKLY_CAP: "another case of this citizen was decided at this moment",
}


class VersionMismatch(Rejected):
    """The dossier has moved on since it was read."""

    code = "version-mismatch"

    def __init__(self, present: int) -> None:
        super().__init__("the case has changed since it was read", present_version=present)


class Conflict(Rejected):
    """A machine's command met a moving dossier every time it was decided."""

    code = "conflict"


class KeyReused(Rejected):
    """The idempotency key belongs to another request."""

    code = "idempotency-key-reused"


class Taken(Rejected):
    """The citizen has an open case of this absence, or the message had its effect before.

    Of kind `weekly_cap`: another case of the citizen was decided at this moment.
    """

    code = "taken"

    def __init__(self, kind: str) -> None:
        super().__init__(TAKEN.get(kind, "this message had its effect before"), claim=kind)
        self.kind = kind


class NothingWaits(Rejected):
    """No task of those asked for waits for somebody."""

    code = "nothing-waits"


class Busy(Rejected):
    """Too much waits to be recorded; try again later."""

    code = "busy"

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__("too many commands wait; try again", retry_after=retry_after)


class RunGoingOn(Rejected):
    """Another program is doing this run at this moment."""

    code = "run-going-on"
