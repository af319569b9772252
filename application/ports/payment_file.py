"""Where payments leave for NemKonto, and where its answer comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from domain.shared.envelope import PaymentId, RunId

Answer = Literal["settled", "returned", "failed"]


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    """What became of each payment; `control_sum` is that of the file it answers to."""

    control_sum: str
    answers: Mapping[PaymentId, Answer]


class PaymentFiles(Protocol):
    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        """Write the file of a run durably and give its name; the same lines give the same bytes.

        The first line names the run and its sums, each other one a payment.
        """
        ...

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        """Read what NemKonto answered to the file of a run; none while it has not.

        Raises AnswerMismatch where it cannot be understood.
        """
        ...
