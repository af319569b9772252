"""Where the time comes from; only edges ask."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
DENMARK = ZoneInfo("Europe/Copenhagen")


def danish_day(instant: datetime) -> date:
    """Give the date in Denmark of an instant with offset."""
    return instant.astimezone(DENMARK).date()
