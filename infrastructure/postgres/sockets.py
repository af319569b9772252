"""The folder of the server's socket: private, short enough, and known to those who join."""

import hashlib
import os
import tempfile
from pathlib import Path

from infrastructure.postgres.folder import Folder
from infrastructure.postgres.identity import Identity
from infrastructure.postgres.unavailable import Unavailable

LONGEST = 100  # bytes of the whole path; the kernel refuses more than 107
SOCKET = ".s.PGSQL.5432"
RESERVE = Path("/tmp")  # noqa: S108  (when TMPDIR is too long: a private folder, checked)


def make_socket_folder(folder: Folder, identity: Identity) -> Path:
    """Choose, make, check and note it; raises `Unavailable`."""
    key = hashlib.sha256(os.fsencode(folder.root)).hexdigest()[:16]
    own = folder.postgres / "socket"
    places = (own, Path(tempfile.gettempdir()) / f"sdp-{key}", RESERVE / f"sdp-{key}")
    for place in (place for place in places if fits(place)):
        _make_private(place, identity)
        if place != own or identity.run("test", "-w", place):
            folder.socket_note.write_text(str(place))
            return place
    raise Unavailable("socket-path-too-long", f"no place for a socket: {places[-1]}")


def noted_socket_folder(folder: Folder) -> Path:
    """Read where the running server has its socket; FileNotFoundError when none was started."""
    return Path(folder.socket_note.read_text())


def fits(place: Path) -> bool:
    """Short enough, and one path to those who connect: they read a comma as a list."""
    return len(os.fsencode(place / SOCKET)) <= LONGEST and "," not in str(place)


def remove_socket_folder(folder: Folder) -> None:
    """Clear what a server left; nothing of ours stays in the temporary folder."""
    try:
        place = noted_socket_folder(folder)
    except FileNotFoundError:
        return
    for name in (SOCKET, f"{SOCKET}.lock"):
        (place / name).unlink(missing_ok=True)
    if place.exists() and not any(place.iterdir()):
        place.rmdir()
    folder.socket_note.unlink(missing_ok=True)


def _make_private(place: Path, identity: Identity) -> None:
    """Make a folder that only we, or the user we lend the server, can enter."""
    place.mkdir(mode=0o700, exist_ok=True)
    found = place.lstat()
    ours = {os.geteuid(), os.geteuid() if identity.account is None else identity.account}
    if place.is_symlink() or not place.is_dir() or found.st_uid not in ours:
        raise Unavailable("socket-dir-not-ours", f"{place} was made by somebody else")
    place.chmod(0o700)
    identity.give(place)
