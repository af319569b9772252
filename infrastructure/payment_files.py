"""Payment files in a folder: what leaves for NemKonto, and the answer that is laid beside it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args
from uuid import UUID

from application.ports.payment_file import Answer
from domain.shared.envelope import PaymentId, RunId


class AnswerNotUnderstood(Exception):
    """A line of an answer file names no payment or no known answer; nothing of it is used."""


@dataclass(frozen=True)
class FolderOfFiles:
    """`<run>.csv` goes out, `<run>.answer.csv` comes back: a payment id and a word on a line."""

    folder: Path

    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{run_id}.csv"
        write_durably(self.folder / name, "".join(f"{line}\n" for line in lines).encode())
        return name

    def answer(self, run_id: RunId) -> Mapping[PaymentId, Answer] | None:
        path = self.folder / f"{run_id}.answer.csv"
        if not path.exists():
            return None
        return dict(understood(line) for line in path.read_text("utf-8").splitlines() if line)


@dataclass(frozen=True)
class ObligingBank(FolderOfFiles):
    """NemKonto as a simulated log plays it: everything that was sent is settled."""

    def answer(self, run_id: RunId) -> Mapping[PaymentId, Answer] | None:
        path = self.folder / f"{run_id}.csv"
        if not path.exists():
            return None
        sent = path.read_text("utf-8").splitlines()
        return {PaymentId(UUID(line.partition(";")[0])): "settled" for line in sent}


def understood(line: str) -> tuple[PaymentId, Answer]:
    payment, _, word = line.partition(";")
    try:
        known = PaymentId(UUID(payment))
    except ValueError:
        raise AnswerNotUnderstood("a line of the answer names no payment") from None
    if word not in get_args(Answer):
        raise AnswerNotUnderstood(f"the answer to payment {known} is none that is known")
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
