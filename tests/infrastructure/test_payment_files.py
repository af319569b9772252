"""Payment files in a folder: written whole, answered under the run's own heading, or refused."""

import os
import stat
from pathlib import Path
from uuid import UUID

import pytest

from domain.shared.envelope import PaymentId, RunId
from domain.shared.errors import AnswerMismatch
from infrastructure.payment_files import FolderOfFiles, ObligingBank, write_durably

RUN, PAYMENT = RunId(UUID(int=1)), PaymentId(UUID(int=2))
HEADING = f"run;{RUN};1;12.00;abc"


def answered(folder: Path, text: str) -> FolderOfFiles:
    (folder / f"{RUN}.answer.csv").write_text(text, "utf-8")
    return FolderOfFiles(folder)


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    files = FolderOfFiles(tmp_path / "payments")
    name = files.write(RUN, (HEADING, f"{PAYMENT};citizen;2020-06-01;12.00"))
    first = (tmp_path / "payments" / name).read_bytes()
    files.write(RUN, (HEADING, f"{PAYMENT};citizen;2020-06-01;12.00"))
    assert (tmp_path / "payments" / name).read_bytes() == first
    assert [path.name for path in (tmp_path / "payments").iterdir()] == [f"{RUN}.csv"]


def test_no_answer_is_none(tmp_path: Path) -> None:
    assert FolderOfFiles(tmp_path).answer(RUN) is None
    assert ObligingBank(tmp_path).answer(RUN) is None


def test_an_answer_says_what_became_of_each_payment(tmp_path: Path) -> None:
    said = answered(tmp_path, f"run;{RUN};abc\n{PAYMENT};returned\n\n").answer(RUN)
    assert said
    assert (said.control_sum, dict(said.answers)) == ("abc", {PAYMENT: "returned"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{PAYMENT};settled",
        f"run;{PAYMENT};abc\n{PAYMENT};settled",
        f"run;{RUN};abc\nsomething;settled",
        f"run;{RUN};abc\n{PAYMENT};perhaps",
        f"run;{RUN};abc\n{PAYMENT}",
    ],
)
def test_an_answer_that_cannot_be_understood_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(AnswerMismatch):
        answered(tmp_path, text).answer(RUN)


def test_the_bank_of_a_simulated_log_settles_what_it_was_sent_unless_an_answer_lies_there(
    tmp_path: Path,
) -> None:
    bank = ObligingBank(tmp_path)
    bank.write(RUN, (HEADING, f"{PAYMENT};citizen;2020-06-01;12.00"))
    said = bank.answer(RUN)
    assert said
    assert (said.control_sum, dict(said.answers)) == ("abc", {PAYMENT: "settled"})
    answered(tmp_path, f"run;{RUN};abc\n{PAYMENT};failed")
    told = bank.answer(RUN)
    assert told
    assert told.answers[PAYMENT] == "failed"


def test_a_file_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power may go at any moment: what was told is there, what is there is whole."""
    steps = list[tuple[bool, bool]]()  # whether a folder was flushed, and whether the name stood
    flush, path = os.fsync, tmp_path / "run.csv"

    def seen(descriptor: int) -> None:
        steps.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), path.exists()))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    write_durably(path, b"whole")
    assert steps == [(False, False), (True, True)]
    assert path.read_bytes() == b"whole"
