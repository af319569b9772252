"""Where payments leave for NemKonto, and where its answer comes from."""

from collections.abc import Mapping
from typing import Literal, Protocol

from domain.shared.envelope import PaymentId, RunId

Answer = Literal["settled", "returned", "failed"]


class PaymentFiles(Protocol):
    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        """Write the file of a run durably and give its name; the same lines give the same bytes."""
        ...

    def answer(self, run_id: RunId) -> Mapping[PaymentId, Answer] | None:
        """Read what NemKonto answered to the file of a run; none while it has not."""
        ...
