"""How a task can be solved."""

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    DONE = "done"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


AGAINST = frozenset({Outcome.NOT_APPROVED, Outcome.NOT_ACCEPTED})
OUTCOMES_IN_DANISH: Mapping[Outcome, str] = {
    Outcome.DONE: "udført",
    Outcome.APPROVED: "godkendt",
    Outcome.NOT_APPROVED: "ikke godkendt",
    Outcome.ACCEPTED: "accepteret",
    Outcome.NOT_ACCEPTED: "ikke accepteret",
}
