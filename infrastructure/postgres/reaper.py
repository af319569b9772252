"""The process that outlives every program by a moment: it stops the server nobody uses any more."""

import os
import sys
from pathlib import Path

from infrastructure.postgres import locks
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.stopping import stop


def reap(folder: Folder, birth_lock: int) -> None:
    """Wait for the last lease to end, stop the server, and let go of the lock we were born with."""
    while True:
        locks.wait_for_exclusive(folder.lock("lease")).close()
        with locks.alone(folder.lock("start"), patience=float("inf")):
            if (lease := locks.exclusive(folder.lock("lease"))) is None:
                continue  # somebody came while we waited
            with lease:
                stop(folder)
                os.close(birth_lock)  # before the start lock: who starts next must start a reaper
                return


if __name__ == "__main__":
    place = Folder(Path(sys.argv[1]))
    try:
        reap(place, int(sys.argv[2]))
    except FileNotFoundError:  # the folder was removed while the server ran
        stop(place)
