"""NemKonto as a simulated log plays it: what is sent is settled, but for a few that come back."""

from dataclasses import dataclass
from hashlib import sha256

from application.ports.payment_file import Answer, PaymentAnswer, PaymentFiles
from domain.shared.envelope import PaymentId, RunId

RETURNED, FAILED = 4, 2  # of a thousand, ours


@dataclass(frozen=True)
class SometimesReturning:
    """The port `PaymentFiles`; the same payment always has the same answer."""

    files: PaymentFiles

    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        return self.files.write(run_id, lines)

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        said = self.files.answer(run_id)
        return said and PaymentAnswer(said.control_sum, {one: fate(one) for one in said.answers})


def fate(payment_id: PaymentId) -> Answer:
    drawn = int.from_bytes(sha256(payment_id.bytes).digest()[:4]) % 1000
    return "returned" if drawn < RETURNED else "failed" if drawn < RETURNED + FAILED else "settled"
