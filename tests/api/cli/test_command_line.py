"""The command line as a whole: every command shows itself, every wrong word is one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SDP = str(Path(sys.executable).parent / "sdp")


def sdp(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SDP, *words], capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing command."),
        *(((group,), "Missing command.") for group in ("check", "db", "law", "projections")),
        (("nonsense",), "No such command 'nonsense'."),
        (("db", "nonsense"), "No such command 'nonsense'."),
        (("db", "url", "--nonsense"), "No such option: --nonsense"),
        (("db", "url", "nonsense"), "Got unexpected extra argument(s) (nonsense)"),
        (("db", "run"), "Missing argument 'COMMAND…'."),
        (("db", "upgrade", "--bindir"), "Option '--bindir' requires an argument."),
    ],
)
def test_wrong_words_are_one_line_and_exit_2(words: tuple[str, ...], said: str) -> None:
    ended = sdp(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"error usage: {said}\n"


def test_with_json_the_error_is_a_document_too() -> None:
    ended = sdp("db", "url", "--json", "--nonsense")
    assert ended.returncode == 2
    document = {"error": {"code": "usage", "detail": "No such option: --nonsense"}}
    assert json.loads(ended.stdout) == document


TOKEN = ("token", "--role", "manager", "--municipality", "101")


def test_no_token_is_signed_in_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    ended = sdp(*TOKEN, "--data-dir", str(in_the_way / "data"))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == f"error data-dir-not-writable: {in_the_way}/data: Not a directory\n"


def test_a_signing_key_that_is_none_is_a_fault_of_the_surroundings(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "tokens.pem").write_text("no key")
    ended = sdp(*TOKEN, "--data-dir", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith("error token-key-damaged: ")


def test_help_is_no_error() -> None:
    ended = sdp("--help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "db" in ended.stdout


@pytest.mark.parametrize("command", ["url", "run", "migrate", "stop", "upgrade", "adopt"])
def test_every_command_of_the_database_shows_an_example(command: str) -> None:
    ended = sdp("db", command, "--help")
    assert ended.returncode == 0
    assert f"Example: sdp db {command}" in ended.stdout
