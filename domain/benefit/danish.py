"""Danish words and figures for what a citizen reads: days, kroner, hours, kinds of days."""

from datetime import date
from decimal import Decimal

from domain.benefit.account import CITIZEN, DayKind
from domain.shared.money import Amount, Money

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
WHY_UNPAID = {
    DayKind.EMPLOYER_PERIOD: "arbejdsgiverperiode, arbejdsgiveren betaler selv",
    DayKind.WAITING_PERIOD: "ventetid, før retten begynder",
    DayKind.FUND_PERIOD: "a-kassen betaler",
    DayKind.DAY_OFF: "fridag, ingen timer efter arbejdsplanen",
    DayKind.PUBLIC_HOLIDAY: "helligdag, der betales ikke",
    DayKind.HOLIDAY: "aftalt ferie, der betales ikke",
    DayKind.HOLIDAY_NOT_AGREED: "ferie uden aftale, regnes som raskmelding",
    DayKind.LACK_OF_COOPERATION: "manglende medvirken, retten er bortfaldet",
    DayKind.LATE: "tabt, fordi fristen ikke er overholdt",
    DayKind.NOT_ENTITLED: "ikke ret til sygedagpenge fra kommunen",
    DayKind.AFTER_END: "efter retten er ophørt",
    DayKind.PAID_FULL: "ingen timer med fravær",
    DayKind.PAID_PART: "ingen timer med fravær",
    DayKind.TECHNICAL_EXTENSION: "ingen timer med fravær",
}


def day_text(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]} {day.year}"


def span_text(first: date, last: date) -> str:
    if first == last:
        return day_text(first).capitalize()
    return f"{day_text(first).capitalize()} til {day_text(last)}"


def figure(number: Decimal, places: int | None = None) -> str:
    """Write a number the Danish way: 4.465,00; without `places` no trailing zeros."""
    text = f"{number:,.{places}f}" if places is not None else f"{number.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def kroner(money: Money) -> str:
    return f"{figure(Decimal(money.oere) / 100, 2)} kr."


def payee_text(payee: str | None) -> str:
    return "borgeren" if payee == CITIZEN else f"arbejdsgiver CVR {payee}"


def amount(value: object) -> str:
    if isinstance(value, Money):
        return kroner(value)
    return f"{figure(as_decimal(value))} kr."


def as_decimal(value: object) -> Decimal:
    if isinstance(value, Amount):
        return value.kroner
    return value if isinstance(value, Decimal) else Decimal(str(value))
