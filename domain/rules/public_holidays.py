"""Public holidays: the weekdays on which the municipality pays neither benefit nor refund."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Literal

from domain.shared.dated import Law, beside
from domain.shared.law import Finding

Named = Literal[
    "new_years_day", "maundy_thursday", "good_friday", "easter_monday", "store_bededag",
    "ascension_day", "whit_monday", "christmas_day", "second_christmas_day",
]  # fmt: skip
PUBLIC_HOLIDAYS = beside(__file__, "public_holidays", tuple[Named, ...])
PAID_ON_PUBLIC_HOLIDAYS = beside(__file__, "public_holidays_are_paid", bool)

FROM_EASTER: Mapping[str, int] = {
    "maundy_thursday": -3,
    "good_friday": -2,
    "easter_monday": 1,
    "store_bededag": 26,
    "ascension_day": 39,
    "whit_monday": 50,
}
FIXED: Mapping[str, tuple[int, int]] = {
    "new_years_day": (1, 1),
    "christmas_day": (12, 25),
    "second_christmas_day": (12, 26),
}


def public_holiday(law: Law, day: date) -> Finding[str | None]:
    """Name the public holiday that `day` is, whatever weekday it falls on (none: no holiday)."""
    listed = law.on(PUBLIC_HOLIDAYS, day)
    names = _names_in(day.year).get(day)
    name = next((name for name in listed.value if name in names), None) if names else None
    return Finding("public_holiday", listed.citation, {"day": day}, name, listed)


def is_public_holiday(law: Law, day: date) -> bool:
    return public_holiday(law, day).output is not None


def public_holidays(law: Law, first_day: date, last_day: date) -> dict[date, Finding[str | None]]:
    """Find every public holiday from `first_day` to `last_day`: asked for once per span."""
    years = range(first_day.year, last_day.year + 1)
    days = (day for year in years for day in _names_in(year) if first_day <= day <= last_day)
    found = {day: public_holiday(law, day) for day in days}
    return {day: finding for day, finding in found.items() if finding.output}


def pays_on_public_holidays(law: Law, day: date) -> Finding[bool]:
    """Sygedagpengeloven § 53 a: since 2 July 2012 a holiday on a weekday pays nothing."""
    paid = law.on(PAID_ON_PUBLIC_HOLIDAYS, day)
    return Finding("pays_on_public_holidays", paid.citation, {"day": day}, paid.value, paid)


@cache
def _names_in(year: int) -> Mapping[date, tuple[str, ...]]:
    """Give the days of a year that ever were a public holiday, in order, with their names."""
    named = sorted((_falls_on(name, year), name) for name in (*FIXED, *FROM_EASTER))
    return {day: tuple(name for on, name in named if on == day) for day, _ in named}


def _falls_on(name: str, year: int) -> date:
    if name in FIXED:
        return date(year, *FIXED[name])
    return easter_sunday(year) + timedelta(days=FROM_EASTER[name])


@cache
def easter_sunday(year: int) -> date:
    """Find Easter Sunday of the Gregorian calendar (the rule of Gauss, as Lichtenberg wrote it)."""
    century, golden = year // 100, year % 19
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    epact = (19 * golden + moon) % 30
    late = (epact + golden // 11) // 29
    full_moon = 21 + epact - late
    first_sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + 6 - (full_moon - first_sunday) % 7)
