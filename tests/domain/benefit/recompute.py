"""Computing the amounts of an explanation again, from nothing but its own words."""

import re
from decimal import ROUND_HALF_UP, Decimal

NUMBER = r"([0-9.]+(?:,[0-9]+)?)"
KRONER = rf"{NUMBER} kr\."
BY_HOUR = re.compile(rf"{NUMBER} timer × {KRONER} = {KRONER}")
BY_DAY = re.compile(rf"{KRONER} × {NUMBER} / {NUMBER} timer = {KRONER}")
OF_ROTA = re.compile(rf"{KRONER} × {NUMBER} timer × {NUMBER} uger / {NUMBER} timer = {KRONER}")
TO_PAYEE = re.compile(rf"^Til .*: ((?:{KRONER} \+ )*{KRONER}) = {KRONER}$")
RATE = re.compile(
    rf"timeløn {KRONER} minus {NUMBER} % arbejdsmarkedsbidrag = {KRONER}, dog højst {KRONER}"
)
SHARE = re.compile(rf"Dagsbeløb: {KRONER} / {NUMBER} dage = {KRONER}")
PROFIT = re.compile(rf"Overskud (-?){KRONER} om året svarer til (-?){KRONER} om ugen")
AVERAGE = re.compile(rf"gennemsnit: {KRONER} delt med {NUMBER} timer er {KRONER}")
EARNED = re.compile(rf"indtjening {KRONER} om ugen, dog højst {KRONER}, giver {KRONER} om ugen")
UNKNOWN = re.compile(rf"arbejdstid: {KRONER} om ugen delt med {KRONER} er {NUMBER} timer")
REFUND = re.compile(rf"for en time: {KRONER}, dog højst den betalte løn {KRONER} = {KRONER}")
BESIDE = re.compile(rf"for en time: {KRONER} minus {KRONER} = {KRONER}, mindst 0 kr")
OF_OTHERS = re.compile(rf"Anden ydelse for tiden: {KRONER} × {NUMBER} / {NUMBER} dage = {KRONER}")
OF_WEEKS = re.compile(
    rf"((?:{NUMBER} \+ )*{NUMBER}) timer delt med {NUMBER} uger er {NUMBER} timer om"
)
TOTAL = re.compile(rf"^I alt for ugen: {KRONER}$")
CENT = Decimal("0.01")


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def oere(amount: Decimal) -> int:
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


def recomputed(texts: tuple[str, ...]) -> int:
    """Check every figure of one week's lines against the others; give the week's total in øre."""
    products = {oere(product_of(text)) for text in texts if "timer" in text and " = " in text}
    rates = {oere(rate_of(text)) for text in texts if RATE.search(text)}
    rates |= {oere(part_of(text)) for text in texts if REFUND.search(text) or BESIDE.search(text)}
    sums = [sum_of(text) for text in texts if TO_PAYEE.match(text)]
    check_shares(texts)
    flexjob = any(text.startswith("Fleksjob: 1 ") is False and "Fleksjob" in text for text in texts)
    for text in texts:
        found = BY_HOUR.search(text)
        assert not found or flexjob or oere(number(found[2])) in rates, text
    (total,) = [oere(number(found[1])) for text in texts if (found := TOTAL.match(text))]
    assert total == sum(sums)
    assert not total or products
    return total


def product_of(text: str) -> Decimal:
    """Multiply again; the last amount of the line is what the text says it gives."""
    if found := BY_HOUR.search(text):
        product, said = number(found[1]) * number(found[2]), number(found[3])
    elif found := OF_ROTA.search(text):
        cap, hours, weeks, of_weeks, said = (number(part) for part in found.groups())
        product = cap * hours * weeks / of_weeks
    else:
        by_day = BY_DAY.search(text)
        assert by_day, text
        product = number(by_day[1]) * number(by_day[2]) / number(by_day[3])
        said = number(by_day[4])
    assert oere(product) == oere(said), text
    return said


def rate_of(text: str) -> Decimal:
    found = RATE.search(text)
    assert found
    wage, percent, after, cap = (number(part) for part in found.groups())
    assert wage * (100 - percent) / 100 == after, text
    return min(after, cap)


def part_of(text: str) -> Decimal:
    """Say what of an hour's benefit is the employer's, or the citizen's beside his wage."""
    found = REFUND.search(text) or BESIDE.search(text)
    assert found
    benefit, wage, said = (number(part) for part in found.groups())
    least = min(benefit, wage) if REFUND.search(text) else max(benefit - wage, Decimal(0))
    assert least == said, text
    return said


def sum_of(text: str) -> int:
    found = TO_PAYEE.match(text)
    assert found
    parts = [oere(number(part)) for part in re.findall(KRONER, found[1])]
    said = oere(number(re.findall(KRONER, text)[-1]))
    assert sum(parts) == said, text
    return said


def check_shares(texts: tuple[str, ...]) -> None:
    for text in texts:
        if found := SHARE.search(text):
            exact = number(found[1]) / number(found[2])
            assert abs(exact - number(found[3])) <= CENT, text
        if found := AVERAGE.search(text) or UNKNOWN.search(text):
            exact = number(found[1]) / number(found[2])
            assert abs(exact - number(found[3])) <= CENT / 2, text
        if found := OF_OTHERS.search(text):
            received, here, whole, part = (number(each) for each in found.groups())
            assert abs(received * here / whole - part) <= CENT, text
        if found := OF_WEEKS.search(text):
            weeks = [number(week) for week in found[1].split(" + ")]
            assert len(weeks) == number(found[4]), text
            assert abs(sum(weeks, Decimal(0)) / len(weeks) - number(found[5])) <= CENT / 2, text
        if found := EARNED.search(text):
            assert min(number(found[1]), number(found[2])) == number(found[3]), text
        if found := PROFIT.search(text):
            assert abs(number(found[2]) / 52 - number(found[4])) <= CENT, text
