"""Where things lie in SDP_DATA_DIR (contracts.md), and that we may write there."""

import os
from dataclasses import dataclass
from pathlib import Path

from infrastructure.postgres.unavailable import Unavailable

PARTS = ("postgres", "keys", "documents", "exports", "log")


@dataclass(frozen=True)
class Folder:
    """The data directory, absolute and without symbolic links."""

    root: Path
    cluster_name: str = "data"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def cluster(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.postgres / self.cluster_name

    @property
    def socket_note(self) -> Path:
        """Says where the running server has its socket."""
        return self.postgres / "socket.path"

    @property
    def stop_note(self) -> Path:
        """Says that somebody stopped the server and wants it to stay so until it is asked for."""
        return self.postgres / "stopped"

    @property
    def server_log(self) -> Path:
        return self.root / "log" / "postgres.log"

    @property
    def roles(self) -> Path:
        """The passwords of our roles on a server that is not ours."""
        return Path(os.environ.get("SDP_ROLES") or self.root / "keys" / "roles.json")

    def lock(self, name: str) -> Path:
        return self.postgres / f"{name}.lock"


def made(data_dir: Path) -> Folder:
    """Make the folder and its parts, readable by us alone where they are missing."""
    root = Path(os.path.realpath(data_dir))
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in PARTS:
            (root / part).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unavailable("data-dir-not-writable", f"{root}: {error.strerror}") from error
    if not os.access(root / "postgres", os.W_OK | os.X_OK):
        raise Unavailable("data-dir-not-writable", f"{root}: not ours to write in")
    return Folder(root)
