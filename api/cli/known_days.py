"""Days that a command may be told: neither before any law that is known, nor past any plan."""

from datetime import date, datetime

from api.cli.output import Failure

FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)


def check_day(*said: datetime | None) -> None:
    """Refuse a day with which nothing can be computed: of what is near the end of time, too."""
    for each in said:
        if each is not None and not FIRST <= each.date() <= LAST:
            raise Failure("day-out-of-range", f"days are from {FIRST} to {LAST}")
