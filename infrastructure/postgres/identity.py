"""As whom the server runs: PostgreSQL refuses root, so root lends it another name."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infrastructure.postgres.binaries import Binaries
from infrastructure.postgres.unavailable import Unavailable

NOBODY = "nobody"
HERE = "/proc/self/cwd"  # reaches the current directory whoever may pass the folders above it


@dataclass(frozen=True)
class Identity:
    """How a program of PostgreSQL is started, and who owns the files it makes."""

    prefix: tuple[str, ...] = ()
    account: int | None = None  # the user we turn into; None: we stay who we are
    group: int | None = None

    @property
    def other_groups(self) -> list[int] | None:
        """None of root's, once we turned into another."""
        return None if self.account is None else []

    def run(self, *words: str | Path, cwd: Path | None = None) -> bool:
        """Whether a short command succeeds as this user."""
        try:
            ended = subprocess.run(  # noqa: S603  (our own words, no shell)
                self.command(*words),
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                user=self.account,
                group=self.group,
                extra_groups=self.other_groups,
            )
        except OSError:  # that user cannot get at the program
            return False
        return ended.returncode == 0

    def command(self, *words: str | Path) -> list[str]:
        return [*self.prefix, *map(str, words)]

    def give(self, path: Path) -> None:
        """Let this user own a folder we made for it."""
        if self.account is not None and self.group is not None:
            os.chown(path, self.account, self.group, follow_symlinks=False)


def identity_for(cluster: Path) -> Identity:
    """Ourselves; for root the owner of the data, or nobody; raises `Unavailable`."""
    owner = (cluster if cluster.exists() else cluster.parent).stat().st_uid
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise Unavailable("data-dir-not-ours", f"{cluster} belongs to user {owner}")
        return Identity() if _has_a_name(owner) else renamed()
    if owner != 0:
        return become(owner)
    return renamed() if can_rename() else become(nobody().pw_uid)


def _has_a_name(user: int) -> bool:
    """Containers run users that no list knows; PostgreSQL wants a name."""
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def nobody() -> pwd.struct_passwd:
    return pwd.getpwnam(NOBODY)


def renamed() -> Identity:
    """Root under another name, in a user namespace of its own: the files stay root's."""
    user, group = nobody().pw_uid, nobody().pw_gid
    return Identity(("unshare", "-U", f"--map-user={user}", f"--map-group={group}"))


@cache
def can_rename() -> bool:
    """Many containers forbid it."""
    return shutil.which("unshare") is not None and renamed().run("true")


def become(user: int) -> Identity:
    """Root turned into another user for good."""
    try:
        group = pwd.getpwuid(user).pw_gid
    except KeyError:
        group = user
    return Identity(account=user, group=group)


def within_reach(binaries: Binaries, identity: Identity) -> Binaries:
    """Find the programs, copied to the temporary folder when that user cannot get at them."""
    if _can_run(binaries, identity) or not _can_run(binaries, Identity()):
        return binaries  # what we cannot run ourselves fails by itself, and says why
    copied = Binaries(_copy(binaries), binaries.major)
    if not _can_run(copied, identity):
        raise Unavailable("no-postgres", f"user {identity.account} cannot run {binaries.directory}")
    return copied


def _can_run(binaries: Binaries, identity: Identity) -> bool:
    return all(identity.run(binaries[name], "--version") for name in ("postgres", "initdb"))


def _copy(binaries: Binaries) -> Path:
    """Once for each version; only we can have made a folder of ours in the temporary folder."""
    said = binaries.directory.stat()
    name = f"sdp-postgres-{binaries.major}-{os.geteuid()}-{said.st_ino}-{said.st_mtime_ns}"
    target = Path(tempfile.gettempdir()) / name
    home = binaries.directory.parent
    copied = target / home.parent.name / home.name / binaries.directory.name
    if target.is_symlink() or (target.exists() and target.lstat().st_uid != os.geteuid()):
        raise Unavailable("socket-dir-not-ours", f"{target} was made by somebody else")
    if not target.exists():
        _copy_whole(home, target)
    return copied


def _copy_whole(home: Path, target: Path) -> None:
    """Copy the programs and, as a wheel has them, the libraries beside their package."""
    unfinished = Path(tempfile.mkdtemp(prefix="sdp-postgres-"))
    copied_home = unfinished / home.parent.name / home.name
    libraries = home.parent.with_name(f"{home.parent.name}.libs")
    for part in ("bin", "lib", "share"):
        if (home / part).is_dir():
            shutil.copytree(home / part, copied_home / part, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name)
    for folder in (unfinished, copied_home.parent, copied_home):
        folder.chmod(0o755)
    try:
        unfinished.rename(target)
    except OSError:  # another program was quicker
        shutil.rmtree(unfinished)
