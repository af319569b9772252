"""What was not foreseen: the operator learns kind and place, the client that it failed."""

import traceback

import structlog

from api.problems import BY_CODE, Problem

DISK_FULL = "53100"  # as PostgreSQL says it
log = structlog.get_logger("api")


def failed(error: Exception, unavailable: tuple[type[Exception], ...]) -> Problem:
    """Make the problem of an error; the log gets kind and place, since texts may be personal."""
    known = isinstance(error, unavailable)
    log.error("failed", kind=type(error).__name__, places=places(error), unavailable=known)
    return Problem(code_of(error) if known else "internal-error")


def code_of(error: Exception) -> str:
    """Give the code it has, where that is one of ours."""
    if getattr(error, "sqlstate", None) == DISK_FULL:
        return "no-space"
    code = str(getattr(error, "code", ""))
    return code if code in BY_CODE else "unavailable"


def places(error: Exception) -> list[str]:
    """List where in the code it happened: file, line, function."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
