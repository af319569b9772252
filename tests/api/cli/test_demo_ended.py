"""A demo that is ended before its time, on the installed program: nothing of it is left."""

import os
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.cli.demo_place import BEGINNING, LOCK, folder
from tests.infrastructure.postgres.programs import eventually
from tests.support.served import PATIENCE, SDP


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("moment", ["serve.log", "postgres/data/PG_VERSION", "keys/tokens.pem"])
def test_a_signal_takes_everything_with_it(
    tmp_path: Path, number: signal.Signals, moment: str
) -> None:
    with demo(tmp_path) as running:
        eventually(lambda: any(tmp_path.glob(f"{BEGINNING}*/{moment}")), f"no {moment}")
        running.send_signal(number)
        assert running.wait(PATIENCE) == 3
        assert running.stderr
        assert running.stderr.read() == "error interrupted: stopped before it was done\n"
    assert list(tmp_path.glob(f"{BEGINNING}*")) == []
    eventually(lambda: not processes_of(tmp_path), "something outlived the demo")


def test_what_a_killed_demo_left_is_swept_by_the_next_one(tmp_path: Path) -> None:
    """Its server ends by itself, its database too; of another demo, or a kept one, all stays."""
    kept = tmp_path / f"{BEGINNING}kept"
    kept.mkdir()
    with demo(tmp_path) as running:
        eventually(lambda: any(tmp_path.glob(f"{BEGINNING}*/keys/tokens.pem")), "no demo")
        with demo_folder(tmp_path) as other:
            running.kill()
            running.wait(PATIENCE)
            eventually(lambda: not processes_of(tmp_path), "something outlived the demo")
            assert len(list(tmp_path.glob(f"{BEGINNING}*/{LOCK}"))) == 2
            with demo_folder(tmp_path) as next_one:
                assert set(tmp_path.glob(f"{BEGINNING}*")) == {kept, other, next_one}
    assert list(tmp_path.glob(f"{BEGINNING}*")) == [kept]


@contextmanager
def demo(parent: Path) -> Generator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [SDP, "demo"],
        env={**os.environ, "TMPDIR": str(parent), "KEEP": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@contextmanager
def demo_folder(parent: Path) -> Generator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(parent))
        with folder() as made:
            yield made


def processes_of(parent: Path) -> list[str]:
    """List the processes that work in a demo's folder, or were started for one."""
    found = list[str]()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            where = str((process / "cwd").readlink())
        except OSError:
            continue
        if str(parent).encode() + b"/" + BEGINNING.encode() in said or str(parent) in where:
            found.append(process.name)
    return found
