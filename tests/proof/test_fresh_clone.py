"""A newcomer's first hour: a clone, an empty home, another user, `make demo` and `make test`."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.test_registers_are_complete import ROOT

pytestmark = pytest.mark.proof
LAST = re.compile(r"demo ok: events=\d+ tasks=\d+ payments=4 total=15522\.24 rebuild=[\d.]+/s")
KEPT = ("LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
LONG = 7200  # seconds that set-up and every test may take on a busy machine with a slow line


@dataclass(frozen=True)
class Newcomer:
    """Someone with nothing but a clone; `user` is none where we are no superuser ourselves."""

    clone: Path
    home: Path
    user: int | None

    def make(self, verb: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return self.run(["make", verb], more)

    def run(
        self, words: list[str | Path], more: Mapping[str, str]
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            words,
            cwd=self.clone,
            env=self.surroundings(more),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )

    def surroundings(self, more: Mapping[str, str]) -> dict[str, str]:
        """What a fresh login has, and how this machine reaches the package index."""
        index = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        path = os.environ["PATH"] if self.user is None else "/usr/local/bin:/usr/bin:/bin"
        own = {"PATH": path, "HOME": str(self.home), "TMPDIR": str(self.home)}
        return {**kept, **index, **own, **more}


@pytest.fixture(scope="module")
def newcomer() -> Iterator[Newcomer]:
    place = Path(tempfile.mkdtemp(prefix="sdp c")).resolve()
    clone, home = place / "et klon", place / "home"
    home.mkdir()
    cloning = ["git", "-c", f"safe.directory={ROOT}", "clone", "--quiet", "--no-hardlinks"]
    subprocess.run([*cloning, ROOT, clone], check=True, timeout=LONG)
    user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    if user is not None:
        for path in (place, *place.rglob("*")):
            os.chown(path, user, user, follow_symlinks=False)
    yield Newcomer(clone, home, user)
    shutil.rmtree(place, ignore_errors=True)


def test_the_demo_is_played_twice_and_beside_a_running_server(newcomer: Newcomer) -> None:
    assert " " in str(newcomer.clone)
    for _ in range(2):
        assert_played(newcomer.make("demo"))
    serving = subprocess.Popen(
        [newcomer.clone / ".venv/bin/sdp", "serve", "--port", "0"],
        cwd=newcomer.clone,
        env=newcomer.surroundings({}),
        stdout=subprocess.PIPE,
        user=newcomer.user,
        group=newcomer.user,
    )
    with serving:
        try:
            assert serving.stdout
            assert serving.stdout.readline().startswith(b"listening on ")
            assert_played(newcomer.make("demo"))
            assert serving.poll() is None
        finally:
            serving.terminate()
    assert_nothing_left(newcomer)


def test_another_wage_has_other_totals_and_a_folder_is_kept_where_asked(newcomer: Newcomer) -> None:
    assert newcomer.make("setup").returncode == 0
    sdp = newcomer.clone / ".venv/bin/sdp"
    played = newcomer.run([sdp, "demo", "--wage", "100"], {"KEEP": "1"})
    assert played.returncode == 0, played.stderr[-2000:] + played.stdout[-2000:]
    assert " payments=4 total=12935.20 " in played.stdout.splitlines()[-1]
    (kept,) = newcomer.home.glob("sdp-demo-*")
    assert (kept / "postgres").is_dir()
    assert str(kept) in played.stdout


def test_every_test_passes(newcomer: Newcomer) -> None:
    ended = newcomer.make("test")
    assert ended.returncode == 0, ended.stderr[-2000:] + ended.stdout[-2000:]
    assert_nothing_left(newcomer)


def assert_played(ended: "subprocess.CompletedProcess[str]") -> None:
    assert ended.returncode == 0, ended.stderr[-2000:] + ended.stdout[-2000:]
    assert LAST.fullmatch(ended.stdout.splitlines()[-1])


def assert_nothing_left(newcomer: Newcomer) -> None:
    """No file outside the checkout but what the package tools keep of their own."""
    changed = newcomer.run(["git", "status", "--porcelain"], {})
    assert changed.stdout == "", changed.stderr
    assert list(newcomer.home.glob("sdp-demo-*")) == []
