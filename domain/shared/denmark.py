"""The day that it is in Denmark."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def danish_day(instant: datetime) -> date:
    """Give the date in Denmark of an instant with offset."""
    return instant.astimezone(DENMARK).date()
