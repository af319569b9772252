"""What a grant carries: its account, its rulings, its first and last day."""

from datetime import date
from decimal import Decimal

from domain.case import events as on
from domain.case.kinds import (
    EndReason,
)
from domain.shared.errors import (
    Impossible,
)
from domain.shared.money import Money
from domain.shared.period import Period
from tests.support.decided import WEEK, granted
from tests.support.examples import (
    CVR,
    FIRST_DAY,
    day,
    grant,
    grant_by_hand,
    register_wage,
    report_absence,
)
from tests.support.histories import READY
from tests.support.scenario import given


def test_a_grant_by_rule_carries_the_account_to_the_reassessment_date() -> None:
    event = granted(given(*READY))
    assert event.by_rule
    assert (event.from_day, event.to_day) == (day("05-27"), None)
    assert event.totals.reassessment_date == day("10-31")
    assert event.totals.calculated_until == day("10-31")
    amounts = {(week.monday, week.payee): week.amount for week in event.totals.weeks}
    assert amounts[day("06-08"), CVR] == Money(WEEK)
    assert amounts[day("06-01"), CVR] == Money(816_96 * 4)  # Whit Monday pays nothing
    assert {week.hours for week in event.totals.weeks} >= {Decimal("37.0"), Decimal("29.6")}
    assert event.totals.assumed == (
        "employed_since",
        "hours_last_8_weeks",
        "monthly_hours",
        "refund_requests",
    )


def test_rulings_are_kept_once_for_the_days_on_which_they_hold() -> None:
    rulings = granted(given(*READY)).totals.rulings
    assert len(rulings) < 25
    (hourly,) = [each for each in rulings if each.rule == "hourly_benefit"]
    assert (hourly.output, hourly.period) == ('"110.4"', Period(day("05-27"), day("10-30")))
    assert hourly.citation.startswith("Sygedagpengeloven §")
    assert hourly.parameter == "labour_market_contribution_percent@2006-07-03#1"
    (whit_monday,) = [each for each in rulings if each.rule == "public_holiday"]
    assert whit_monday.period == Period(day("06-01"), day("06-01"))


def test_a_rule_that_changes_its_word_within_a_case_is_kept_for_each_of_them() -> None:
    over_new_year = given(
        report_absence(date(2019, 11, 18), notified_on=date(2019, 12, 1)),
        *READY[1:],
        register_wage("150.00"),
    ).on(date(2020, 1, 15))
    capped = [
        each for each in granted(over_new_year).totals.rulings if each.rule == "hourly_benefit"
    ]
    assert [each.period.first_day for each in capped] == [date(2019, 12, 18), date(2020, 1, 6)]
    assert capped[0].output < capped[1].output == '"119.05"'


def test_the_same_law_gives_the_same_digest_and_other_law_another() -> None:
    one, again = granted(given(*READY)), granted(given(*READY))
    assert one.totals.parameter_set == again.totals.parameter_set
    earlier = given(report_absence(date(2019, 2, 4), notified_on=date(2019, 2, 5)), *READY[1:])
    assert granted(earlier).totals.parameter_set != one.totals.parameter_set


def test_weeks_used_are_counted_to_the_day_of_the_decision() -> None:
    used = [granted(given(*READY).on(on)).totals.weeks_used for on in (FIRST_DAY, day("06-09"))]
    assert used == [Decimal("0.00"), Decimal("2.00")]


def test_an_absence_that_ended_is_granted_to_its_last_day_and_ended_with_it() -> None:
    start_stop = given(report_absence(last_day=day("06-10")), *READY[1:])
    grant_, end_ = start_stop.when(grant()).then(on.BenefitGranted, on.BenefitEnded)
    assert isinstance(grant_, on.BenefitGranted)
    assert isinstance(end_, on.BenefitEnded)
    assert (grant_.to_day, grant_.totals.calculated_until) == (day("06-10"), day("06-10"))
    assert (end_.last_day_with_right, end_.reason) == (
        day("06-10"),
        EndReason.LAST_DAY_OF_ABSENCE,
    )


def test_a_grant_by_hand_ends_where_it_says_and_is_paid_no_further() -> None:
    (event,) = given(*READY).when(grant_by_hand(day("06-10"))).events()
    assert isinstance(event, on.BenefitGranted)
    assert (event.by_rule, event.to_day) == (False, day("06-10"))
    assert event.totals.calculated_until == day("06-10")
    assert event.totals.weeks[-1].amount == Money(816_96 * 3)
    again = given(*READY, grant_by_hand(day("06-10")), register_wage("100.00")).granted
    assert again.totals.calculated_until == day("06-10")


def test_a_grant_by_hand_pays_nothing_before_its_first_day() -> None:
    late = grant_by_hand().model_copy(update={"from_day": day("06-10")})
    (event,) = given(*READY).when(late).events()
    assert isinstance(event, on.BenefitGranted)
    assert [(week.monday, week.amount.oere) for week in event.totals.weeks] == [
        (day("06-08"), 816_96 * 3),
        (day("06-15"), WEEK),
        (day("06-22"), WEEK),
    ]
    before = grant_by_hand(day("04-26"))
    given(*READY).when(before).then_refused(Impossible, "before the absence began")


def test_earlier_benefit_counts_towards_the_duration() -> None:
    earlier = (Period(date(2020, 1, 6), day("03-29")),)
    before = given(*READY).with_circumstances(earlier_benefit=earlier)
    event = granted(before)
    assert event.earlier_benefit == earlier
    assert event.totals.reassessment_date
    assert event.totals.reassessment_date < day("10-31")
