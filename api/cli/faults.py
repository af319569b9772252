"""What went wrong around a command, in one line: the database, the disk, who reads the output."""

import os
import sys
from errno import EDQUOT, ENOSPC
from pathlib import Path
from traceback import extract_tb

from api.cli.output import SURROUNDINGS, Failure
from infrastructure.postgres.unavailable import NO_SPACE

DISK_FULL = "53100"  # as PostgreSQL says it
LOST_STATES = ("08", "57P")  # a connection that failed, a server that ends or begins
NOBODY_READS = Failure("output-closed", "nobody reads the output any more", SURROUNDINGS)


def fault(error: Exception) -> Failure:
    """Tell the surroundings from a fault of ours; its text may be personal and is left out."""
    if is_full(error):
        return Failure("no-space", NO_SPACE, SURROUNDINGS)
    if lost(error):
        return Failure("database-lost", "the connection to the database was lost", SURROUNDINGS)
    if isinstance(error, OSError) and error.errno:
        return Failure("system", os.strerror(error.errno), SURROUNDINGS)
    keys = sys.modules.get("infrastructure.log.keys")
    if keys is not None and isinstance(error, keys.KeyMissing):
        return Failure("case-key-missing", "the keys here are not those of this log", SURROUNDINGS)
    return Failure("unexpected", where(error), SURROUNDINGS)


def is_full(error: Exception) -> bool:
    """Whether it is the disk that is full, ours or the database's."""
    of_system, of_database = getattr(error, "errno", None), getattr(error, "sqlstate", None)
    return of_system in {ENOSPC, EDQUOT} or of_database == DISK_FULL


def lost(error: Exception) -> bool:
    """Tell whether the database was lost; who asks none has not loaded its library."""
    library = sys.modules.get("psycopg")
    if library is None or not isinstance(error, (library.OperationalError, library.InterfaceError)):
        return False
    state = getattr(error, "sqlstate", None)
    return not state or state.startswith(LOST_STATES)


def where(error: Exception) -> str:
    """Say what kind of error came from where."""
    frames = extract_tb(error.__traceback__)
    last = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{last}"


def unread(ended: SystemExit) -> bool:
    """Tell whether it ends since its output was closed: the library of the commands says 1 then."""
    return isinstance(ended.__context__, BrokenPipeError)
