"""How far a command may move the time of a simulated log at once: it never goes back again."""

from datetime import UTC, datetime, timedelta

from api.cli.output import Failure
from domain.shared.denmark import danish_day
from infrastructure.health import latest_instant
from infrastructure.log.identity import opened_before
from infrastructure.postgres.server import Database

FURTHEST = timedelta(days=366)


def refuse_a_leap(database: Database, to: datetime) -> None:
    """Refuse a day that is more than a year from where the log has come: it was mistyped."""
    log = opened_before(database)
    latest = latest_instant(database) if log is not None and log.simulated else None
    if latest is not None and to.replace(tzinfo=UTC) > latest + FURTHEST:
        come, days = danish_day(latest), FURTHEST.days
        raise Failure("leap-in-time", f"the log has come to {come}; a leap has {days} days at most")
