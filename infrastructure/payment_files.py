"""Payment files in a folder: what leaves for NemKonto, and the answer that is laid beside it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args
from uuid import UUID

from application.ports.payment_file import Answer, PaymentAnswer
from domain.shared.envelope import PaymentId, RunId
from domain.shared.errors import AnswerMismatch


@dataclass(frozen=True)
class FolderOfFiles:
    """`<run>.csv` goes out, `<run>.answer.csv` comes back.

    The answer begins with `run;<run>;<control sum>`, as the file did; then a payment id and what
    became of it on each line.
    """

    folder: Path

    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{run_id}.csv"
        write_durably(self.folder / name, "".join(f"{line}\n" for line in lines).encode())
        return name

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        path = self.folder / f"{run_id}.answer.csv"
        if not path.exists():
            return None
        heading, *lines = [line for line in path.read_text("utf-8").splitlines() if line] or [""]
        return PaymentAnswer(control_sum_in(heading, run_id), dict(map(understood, lines)))


@dataclass(frozen=True)
class ObligingBank(FolderOfFiles):
    """NemKonto as a simulated log plays it: everything is settled, unless an answer lies there."""

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        path = self.folder / f"{run_id}.csv"
        if (written := super().answer(run_id)) or not path.exists():
            return written
        heading, *sent = path.read_text("utf-8").splitlines()
        ids = (PaymentId(UUID(line.partition(";")[0])) for line in sent)
        return PaymentAnswer(heading.rpartition(";")[2], dict.fromkeys(ids, "settled"))


def control_sum_in(heading: str, run_id: RunId) -> str:
    word, _, rest = heading.partition(";")
    named, _, control_sum = rest.partition(";")
    if (word, named) != ("run", str(run_id)):
        raise AnswerMismatch("the answer does not begin with the run it is about")
    return control_sum


def understood(line: str) -> tuple[PaymentId, Answer]:
    payment, _, word = line.partition(";")
    try:
        known = PaymentId(UUID(payment))
    except ValueError:
        raise AnswerMismatch("a line of the answer names no payment") from None
    if word not in get_args(Answer):
        raise AnswerMismatch(f"the answer to payment {known} is none that is known")
    return known, cast("Answer", word)


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, flush to disk, then rename: a reader sees all of the file or none."""
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
