"""Invented people and employers: numbers that belong to nobody, since their check digits fail.

CPR numbers with a failing check digit were only issued for births on 1 January; these are not.
"""

CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2)  # of the digits before the check digit
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
MODULUS = 11
DAYS, MONTHS, YEARS = 27, 12, 40  # births from 2 to 28 of a month, 1958 to 1997
FIRST_NAMES = (
    *("Asta", "Bodil", "Carlo", "Ditte", "Ejnar", "Freja", "Gunnar", "Holger", "Inga", "Jeppe"),
    *("Karla", "Ludvig", "Maja", "Niels", "Oline", "Palle", "Rosa", "Svend", "Tove", "Viggo"),
)
LAST_NAMES = (
    *("Bøgeskov", "Digesten", "Engdrag", "Fjordbred", "Gærdehul", "Hedelyng", "Kærmose"),
    *("Lyngbakke", "Marehalm", "Nøddehegn", "Pilehøj", "Rugager", "Sivkær", "Tangklit", "Åbrink"),
)
TRADES = ("Bageri", "Tømrer", "Plejehjem", "Lager", "Skole", "Værft", "Gartneri", "Kontor")


def cpr(number: int) -> str:
    """Give a different number for each citizen, up to thirteen million of them."""
    day, month = number % DAYS + 2, number // DAYS % MONTHS + 1
    year = 58 + number // (DAYS * MONTHS) % YEARS
    serial = number // (DAYS * MONTHS * YEARS)
    return failing(f"{day:02}{month:02}{year:02}{serial:03}", CPR_WEIGHTS)


def cvr(number: int) -> str:
    return failing(f"{1_000_000 + number:07}", CVR_WEIGHTS)


def failing(digits: str, weights: tuple[int, ...]) -> str:
    """Add a last digit that is wrong."""
    weighed = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return f"{digits}{(-weighed % MODULUS + 1) % 10}"


def name(number: int) -> str:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    return f"{first} {LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]}"


def company(number: int) -> str:
    return f"{LAST_NAMES[number % len(LAST_NAMES)]}s {TRADES[number % len(TRADES)]} {number}"
