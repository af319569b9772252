"""Root, root in a container, an ordinary user, a user without a name: the server runs for all."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

import api
from tests.infrastructure.postgres.programs import Folder, copy_of_the_wheel, eventually

ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can turn into another user")
NAMELESS = 54321
NEEDED = ("cat", "readlink", "sh", "test", "true")


def answers(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def owner_inside(pid: int) -> int:
    """The user a process believes to be, in its own user namespace."""
    asked = subprocess.run(
        ["nsenter", "-t", str(pid), "-U", "--preserve-credentials", "id", "-u"],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(asked.stdout)


@pytest.fixture
def without_namespaces(place: Path) -> str:
    """A PATH on which root finds no way to rename itself, as in many containers."""
    path = place / "path"
    path.mkdir()
    for name in NEEDED:
        (path / name).symlink_to(shutil.which(name) or "")
    return str(path)


@pytest.fixture
def own_temporary_folder(place: Path) -> Path:
    """Where copies of programs go, so that they end with the test; all may pass through."""
    place.chmod(0o755)
    made = place / "tmp"
    made.mkdir(mode=0o1777)
    made.chmod(0o1777)
    return made


@ROOT
def test_root_lends_the_server_another_name_and_keeps_the_files(folder: Folder) -> None:
    if subprocess.run(["unshare", "-U", "true"], check=False).returncode != 0:
        pytest.skip("this machine forbids user namespaces")
    assert answers(folder.hold().url)
    (server,) = folder.postmasters()
    assert owner_inside(server) == pwd.getpwnam("nobody").pw_uid
    assert folder.cluster.stat().st_uid == 0


@ROOT
def test_root_that_may_not_rename_turns_into_nobody(empty: Folder, without_namespaces: str) -> None:
    empty.environment = {"PATH": without_namespaces}
    holder = empty.hold()
    assert answers(holder.url)
    (server,) = empty.postmasters()
    assert Path(f"/proc/{server}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    holder.kill()
    eventually(empty.is_quiet, "the server outlived its program")


@ROOT
def test_data_made_before_the_move_into_a_container_changes_hands(
    folder: Folder, without_namespaces: str
) -> None:
    assert folder.sdp("db", "url").returncode == 0
    folder.environment = {"PATH": without_namespaces}
    assert answers(folder.hold().url)


@ROOT
def test_programs_out_of_reach_are_copied(
    folder: Folder, place: Path, without_namespaces: str, own_temporary_folder: Path
) -> None:
    hidden = place / "hidden"
    hidden.mkdir(mode=0o700)
    folder.environment = {
        "PATH": without_namespaces,
        "SDP_PG_BINDIR": str(copy_of_the_wheel(hidden)),
        "TMPDIR": str(own_temporary_folder),
    }
    assert answers(folder.hold().url)
    (copied,) = own_temporary_folder.glob("sdp-postgres-*")
    assert copied.stat().st_uid == 0


@pytest.fixture(params=["nobody", NAMELESS])
def somebody(
    request: pytest.FixtureRequest, place: Path, new_folder: Callable[[str], Folder]
) -> Folder:
    """An ordinary user with the same program, in a folder of his own."""
    user = request.param
    user = pwd.getpwnam(user).pw_uid if isinstance(user, str) else user
    place.chmod(0o755)
    folder = new_folder("home/data")
    folder.path.parent.mkdir()
    os.chown(folder.path.parent, user, user)
    folder.user, folder.words = user, (*program_for(user, place),)
    folder.environment = {"HOME": str(folder.path.parent)}
    return folder


def program_for(user: int, place: Path) -> Iterator[str]:
    """The interpreter we run, or the system's of the same version, with our packages."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (os.path.realpath(sys.executable), shutil.which(version, path="/usr/bin:/bin")):
        if python and can_run(user, python):
            packages = [str(Path(api.__file__).parents[1]), *(p for p in sys.path if "site-p" in p)]
            (place / "sdp.py").write_text(
                f"import sys\nsys.path[1:1] = {packages!r}\n"
                "from api.cli.main import run\nrun(sys.argv[1:])\n"
            )
            return iter((python, str(place / "sdp.py")))
    pytest.skip(f"user {user} can reach no {version} on this machine")


def can_run(user: int, python: str) -> bool:
    try:
        words = [python, "-c", f"open({api.__file__!r})"]
        ended = subprocess.run(words, user=user, group=user, extra_groups=[], check=False, cwd="/")
    except PermissionError:
        return False
    return ended.returncode == 0


@ROOT
def test_an_ordinary_user_runs_the_server_as_himself(somebody: Folder) -> None:
    holder = somebody.hold()
    assert holder.url
    (server,) = somebody.postmasters()
    assert Path(f"/proc/{server}").stat().st_uid == somebody.user
    assert somebody.cluster.stat().st_uid == somebody.user
    holder.kill()
    eventually(somebody.is_quiet, "the server outlived its program")


@ROOT
def test_root_serves_the_data_of_its_owner_as_the_owner(somebody: Folder) -> None:
    if somebody.user == NAMELESS:
        pytest.skip("PostgreSQL knows no user without a name once root turned into him")
    assert somebody.sdp("db", "url").returncode == 0
    eventually(somebody.is_quiet, "the server outlived its program")
    as_root = Folder(somebody.path)
    holder = as_root.hold()
    assert answers(holder.url)
    (server,) = as_root.postmasters()
    assert Path(f"/proc/{server}").stat().st_uid == somebody.user
    holder.end()
    eventually(as_root.is_quiet, "the server outlived its program")
    assert somebody.sdp("db", "url").returncode == 0


@ROOT
def test_the_data_of_somebody_else_is_refused(somebody: Folder) -> None:
    other = Folder(somebody.path, somebody.words, user=NAMELESS + 1)
    assert somebody.sdp("db", "url").returncode == 0
    refused = other.sdp("db", "url")
    assert refused.returncode == 3
    assert refused.stderr.startswith("error data-dir-not-writable: ")
