"""What goes with a payment: state refund, ATP, pension, account, calendar, moves, limitation."""

from datetime import date
from decimal import Decimal

import pytest

from domain.rules.account_codes import PayeeKind, account_code
from domain.rules.atp import Atp, RoundedPer, atp, hours_of_supplement, per_hour, rounded_per
from domain.rules.compulsory_pension import compulsory_pension, supplement_to_refund
from domain.rules.limitation import (
    converted_after,
    kept_until,
    lapses_after,
    repayment,
    stands_without_answer,
)
from domain.rules.moves import leaving_municipality_pays_until
from domain.rules.old_codes import case_type, end_reason
from domain.rules.parameters import law_with
from domain.rules.payment_calendar import (
    Paid,
    citizen_payment,
    citizen_payment_of,
    employer_payment_of,
)
from domain.rules.state_refund import state_refund, state_share_of_recourse
from domain.shared.dated import Law
from domain.shared.errors import NoLawInForce
from domain.shared.money import Amount, Money
from domain.shared.period import Period

DAY = date(2020, 6, 8)


@pytest.mark.parametrize(
    ("day", "week", "active", "percent"),
    [
        (date(2015, 12, 28), 1, False, 80),
        (date(2015, 12, 28), 4, False, 80),
        (date(2015, 12, 28), 5, False, 40),
        (date(2015, 12, 28), 26, False, 40),
        (date(2015, 12, 28), 27, False, 30),
        (date(2015, 12, 28), 52, False, 30),
        (date(2015, 12, 28), 53, False, 20),
        (date(2015, 12, 28), 9, True, 40),
        (date(2015, 12, 27), 4, False, 100),
        (date(2015, 12, 27), 5, False, 50),
        (date(2015, 12, 27), 8, True, 50),
        (date(2015, 12, 27), 9, False, 30),
        (date(2015, 12, 27), 9, True, 50),
        (date(2015, 12, 27), 52, True, 50),
        (date(2015, 12, 27), 53, True, 0),
        (date(2010, 12, 31), 8, False, 50),
    ],
)
def test_the_state_refunds_by_week_and_law(
    day: date, week: int, *, active: bool, percent: int
) -> None:
    assert state_refund(Law(), day, week, active=active).output == percent


def test_the_rate_of_weeks_9_to_52_before_2011_is_unknown() -> None:
    with pytest.raises(NoLawInForce, match="state_refund_weeks_9_26"):
        state_refund(Law(), date(2010, 12, 31), 9)


def test_whose_weeks_are_counted_is_a_doubt() -> None:
    law = law_with({"state_refund_week_counter": "across_benefits"})
    assert state_refund(law, DAY, 9, of_benefit=1, earlier_weeks=4).output == 40
    assert state_refund(law, DAY, 1, earlier_weeks=4).output == 40
    assert state_refund(law, DAY, 4).output == 80
    assert state_refund(Law(), DAY, 1, earlier_weeks=4).output == 80
    assert state_share_of_recourse(Law(), DAY).output == 50


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2015, 12, 27), 50),  # weeks from the first sick day: the fifth
        (date(2015, 12, 28), 80),  # star.dk, Konteringsregler: weeks with benefit, the first
    ],
)
def test_weeks_without_benefit_are_no_weeks_of_refund_since_2015(day: date, percent: int) -> None:
    assert state_refund(Law(), day, 5, of_benefit=1).output == percent


def test_atp_is_double_for_each_hour() -> None:
    """elov.dk, BEK 1348/2015 § 1, stk. 3: 2.01 makes 4.02."""
    assert per_hour(Law(), DAY).output == Amount(Decimal("4.02"))


@pytest.mark.parametrize(
    ("hours", "citizen", "municipality"),
    [("37", 5000, 10_000), ("20", 2700, 5400), ("0.37", 0, 0), ("0.38", 100, 200)],
)
def test_the_citizen_bears_a_third_in_whole_kroner_and_the_municipality_twice_that(
    hours: str, citizen: int, municipality: int
) -> None:
    found = atp(Law(), DAY, Decimal(hours)).output
    assert found == Atp(Money(citizen), Money(municipality))


def test_a_supplement_to_wages_has_hours_by_the_cap() -> None:
    assert hours_of_supplement(Law(), DAY, Money(238_100)).output == Decimal(20)


def test_what_atp_is_rounded_by_is_a_doubt() -> None:
    law = Law()
    assert rounded_per(law, DAY).output is RoundedPer.WEEK
    assert law.unconfirmed == {"atp_rounded_per"}


@pytest.mark.parametrize(
    ("day", "pension"),
    [(date(2019, 12, 31), 0), (date(2020, 6, 8), 13), (date(2024, 6, 3), 65)],
)
def test_compulsory_pension_is_a_percentage_of_the_week_less_atp(day: date, pension: int) -> None:
    law = Law()
    found = compulsory_pension(law, day, Money(440_500), Money(5000))
    assert found.output == Money(pension * 100)
    assert supplement_to_refund(law, day, Money(435_500)).output == found.output
    many = supplement_to_refund(law, date(2020, 6, 8), Money(100_000_00))
    assert many.output == Money(300_00)
    assert law.unconfirmed == {"compulsory_pension_percent"}


@pytest.mark.parametrize(
    ("day", "percent", "payee", "code"),
    [
        (DAY, 80, "citizen", "5.57.71.013.080.1"),
        (DAY, 40, "employer", "5.57.71.013.040.2"),
        (date(2015, 12, 27), 100, "employer", "5.57.71.000.100.2"),
    ],
)
def test_a_line_is_booked_by_share_and_payee(
    day: date, percent: int, payee: PayeeKind, code: str
) -> None:
    assert account_code(Law(), day, percent, payee).output == code
    coarse = law_with({"account_subdivision": "none"})
    assert account_code(coarse, day, percent, payee).output == code[:11]


@pytest.mark.parametrize(
    ("month", "weeks", "paid_on"),
    [
        # a municipality's payment calendar: weeks 48-51 and 52-4
        (date(2025, 12, 1), Period(date(2025, 11, 24), date(2025, 12, 21)), date(2025, 12, 23)),
        (date(2026, 1, 1), Period(date(2025, 12, 22), date(2026, 1, 25)), date(2026, 1, 29)),
        # stevns.dk: at the citizen's disposal on Thursday 28 January
        (date(2021, 1, 31), Period(date(2020, 12, 28), date(2021, 1, 24)), date(2021, 1, 28)),
    ],
)
def test_citizens_are_paid_whole_weeks_on_the_last_thursday(
    month: date, weeks: Period, paid_on: date
) -> None:
    assert citizen_payment(Law(), month).output == Paid(weeks, paid_on)


@pytest.mark.parametrize("day", [date(2025, 12, 22), date(2026, 1, 1), date(2026, 1, 25)])
def test_every_day_has_its_payment(day: date) -> None:
    assert citizen_payment_of(Law(), day).output.on == date(2026, 1, 29)


def test_employers_are_paid_the_week_after() -> None:
    found = employer_payment_of(Law(), date(2020, 6, 10)).output
    assert found == Paid(Period(date(2020, 6, 8), date(2020, 6, 14)), date(2020, 6, 18))
    closed = employer_payment_of(Law(), date(2020, 12, 16)).output
    assert closed.on == date(2020, 12, 23)  # Thursday is 24 December


@pytest.mark.parametrize(
    ("payment_day", "moved_on", "until"),
    [
        (date(2022, 11, 30), date(2022, 11, 16), date(2022, 11, 20)),
        (date(2022, 12, 1), date(2022, 11, 16), None),
        (date(2023, 2, 1), date(2023, 2, 2), date(2023, 2, 5)),  # not moved yet
        (date(2023, 2, 2), date(2023, 2, 2), None),
    ],
)
def test_the_municipality_of_residence_on_the_payment_day_pays(
    payment_day: date, moved_on: date, until: date | None
) -> None:
    found = leaving_municipality_pays_until(Law(), payment_day, moved_on)
    assert found.output == until


def test_a_claim_lapses_after_three_years_and_a_case_is_kept_by_whole_years() -> None:
    assert lapses_after(Law(), date(2020, 2, 29)).output == date(2023, 2, 28)
    assert kept_until(Law(), date(2020, 6, 8)).output == date(2025, 12, 31)
    short = law_with({"retention_years": "1"})
    assert kept_until(short, date(2020, 6, 8)).output == date(2023, 12, 31)


def test_conversion_in_2020_took_cases_that_ended_after_2016() -> None:
    """kombit.dk, KSD."""
    assert converted_after(Law(), 2020).output == date(2016, 12, 31)


def test_old_codes_say_what_they_meant() -> None:
    assert case_type(Law(), DAY, "14").output == "chronic illness (§ 56)"
    assert end_reason(Law(), DAY, "99").output == "the employer period ended"
    assert end_reason(Law(), DAY, "22").output == "case type changed (since 2009)"
    assert case_type(Law(), DAY, "99").output is end_reason(Law(), DAY, "14").output is None


@pytest.mark.parametrize(
    ("breached", "knew", "claimed"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
def test_repayment_wants_a_breach_or_better_knowledge(
    *, breached: bool, knew: bool, claimed: bool
) -> None:
    found = repayment(Law(), DAY, breached_duty=breached, knew_better=knew)
    assert found.output is claimed


def test_whether_a_claim_on_an_employer_who_does_not_answer_stands_is_a_doubt() -> None:
    law = Law()
    found = stands_without_answer(law, DAY)
    assert (found.output, str(found.citation)) == (True, "Forvaltningsloven § 19, stk. 1")
    assert law.unconfirmed == {"employer_claim_stands_without_answer"}
    other = law_with({"employer_claim_stands_without_answer": "false"})
    assert stands_without_answer(other, DAY).output is False
