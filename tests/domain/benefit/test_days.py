"""Why a day is what it is: lateness, pauses, part work, several employers, what follows the end."""

from datetime import date
from typing import cast

import pytest

from domain.benefit.account import Account, Day, DayKind
from domain.benefit.calculate import calculate
from domain.benefit.document import document
from domain.rules.parameters import law_with
from tests.support.facts import (
    CVR,
    FULL_TIME,
    NO_HOURS,
    OTHER_CVR,
    employment,
    facts,
    self_employed,
    unemployed,
    wage_earner,
)


def day(account: Account, on: str) -> Day:
    return next(one for one in account.days if str(one.date) == on)


def codes(account: Account) -> list[str]:
    return [reason.code for reason in account.reasons]


def spans(account: Account, kind: DayKind) -> tuple[str, str]:
    dates = [str(one.date) for one in account.days if one.kind is kind]
    return dates[0], dates[-1]


def test_a_late_notification_loses_the_days_before_it() -> None:
    account = calculate(wage_earner("2022-01-03", "2022-03-06", notified_on="2022-02-21"))
    assert spans(account, DayKind.LATE) == ("2022-02-02", "2022-02-20")
    assert day(account, "2022-02-21").payee == CVR
    assert codes(account) == ["notification-late"]


@pytest.mark.parametrize(("on", "late"), [("2022-02-07", False), ("2022-02-08", True)])
def test_the_day_of_the_deadline_is_in_time(on: str, late: bool) -> None:  # noqa: FBT001
    account = calculate(wage_earner("2022-01-03", "2022-03-06", notified_on=on))
    assert account.deadlines.notification == date(2022, 2, 7)
    assert ("notification-late" in codes(account)) == late
    assert ("deadline_day_is_in_time" in account.unconfirmed) != late


def test_dispensation_revives_the_days() -> None:
    late = {"notified_on": "2022-02-21", "dispensations": ["notification"]}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", **late))
    assert day(account, "2022-02-02").kind is DayKind.PAID_FULL


@pytest.mark.parametrize(
    ("dispensations", "claimed", "first_paid"),
    [
        ([], "2022-06-01", "2022-03-01"),
        (["refund_claim"], "2022-06-01", "2022-02-02"),
        (["request"], "2022-07-03", "2022-02-02"),  # the last of the six months
        (["request"], "2022-07-04", "2022-04-04"),  # too late for dispensation
    ],
)
def test_a_refund_claim_reaches_three_months_back(
    dispensations: list[str], claimed: str, first_paid: str
) -> None:
    requests = [{"cvr": CVR, "on": claimed}]
    account = calculate(
        wage_earner(
            "2022-01-03", "2022-05-01", refund_requests=requests, dispensations=dispensations
        )
    )
    paid = [str(one.date) for one in account.days if one.amount.oere]
    assert paid[0] == first_paid


def test_days_nobody_claimed_are_not_owed() -> None:
    requests = [{"cvr": CVR, "on": "2022-03-01", "to": "2022-02-28"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", refund_requests=requests))
    assert spans(account, DayKind.NOT_ENTITLED) == ("2022-03-01", "2022-03-06")
    assert codes(account) == ["refund-not-requested"]


def test_after_the_wages_stop_the_citizen_is_paid() -> None:
    work = employment(wage_paid_until="2022-02-15")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert day(account, "2022-02-15").payee == CVR
    assert day(account, "2022-02-16").payee == "citizen"
    assert account.deadlines.application == date(2022, 3, 8)
    assert "applied_on" in account.assumed


def test_an_application_after_the_letter_gives_a_right_from_its_own_day() -> None:
    late = {"letter_sent_on": "2022-02-01", "applied_on": "2022-02-14"}
    work = employment(pays_wage=False)
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work, **late))
    assert account.deadlines.application == date(2022, 2, 9)
    assert spans(account, DayKind.LATE) == ("2022-02-02", "2022-02-13")
    assert codes(account) == ["application-late"]


def test_who_worked_too_little_has_no_right_after_the_employer_period() -> None:
    hours = [{"month": "2021-12", "hours": "160"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", monthly_hours=hours))
    assert not account.entitled
    assert spans(account, DayKind.EMPLOYER_PERIOD) == ("2022-01-03", "2022-02-01")
    assert codes(account) == ["employment-requirement-not-met"]


def test_a_new_employee_is_refunded_from_the_first_day() -> None:
    work = employment(employed_since="2021-12-20")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert account.employer_period is None
    assert day(account, "2022-01-03").kind is DayKind.PAID_FULL


@pytest.mark.parametrize(
    ("work", "first_paid"),
    [
        (employment(insured_section_55=True), "2022-01-04"),
        (employment(section_56=True), "2022-01-03"),
        (employment(), "2022-02-02"),
    ],
)
def test_sections_55_and_56_pay_early(work: dict[str, object], first_paid: str) -> None:
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert next(str(one.date) for one in account.days if one.amount.oere) == first_paid


def test_a_flexjob_has_neither_employer_period_nor_requirement() -> None:
    account = calculate(facts("flexjob", "2022-01-03", "2022-01-30", employments=[employment()]))
    assert [str(week.amount) for week in account.weeks] == ["4465.00"] * 4
    assert account.employer_period is None


def test_less_than_four_hours_of_absence_a_week_is_not_enough() -> None:
    part = [{"from": "2022-02-14", "to": "2022-02-20", "hours_worked_per_week": "33.5"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", partial_resumptions=part))
    assert spans(account, DayKind.NOT_ENTITLED) == ("2022-02-14", "2022-02-20")
    assert codes(account) == ["absent-too-few-hours"]


def test_four_hours_of_absence_a_week_are_enough() -> None:
    part = [{"from": "2022-02-14", "to": "2022-02-20", "hours_worked_per_week": "33"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", partial_resumptions=part))
    assert str(account.weeks[6].amount) == "482.70"  # five times 0.8 x 120.68, each rounded
    assert day(account, "2022-02-14").kind is DayKind.PAID_PART


@pytest.mark.parametrize(("capacity", "amount"), [("1/4", "3348.75"), ("1/2", "2232.50")])
def test_a_self_employed_gets_three_quarters_or_half(capacity: str, amount: str) -> None:
    known = self_employed("2022-01-03", "2022-02-27").model_dump(by_alias=True, mode="json")
    part = [{"from": "2022-02-07", "capacity": capacity}]
    business = known["self_employed"]
    account = calculate(
        facts(
            "self_employed",
            "2022-01-03",
            "2022-02-27",
            self_employed=business,
            partial_resumptions=part,
        )
    )
    assert str(account.weeks[5].amount) == amount


def test_the_partly_fit_unemployed_is_paid_in_full() -> None:
    part = {"partial_resumptions": [{"from": "2021-04-12", "hours_worked_per_week": "20"}]}
    account = calculate(unemployed("2021-03-03", "2021-04-25", extra=part))
    assert str(account.weeks[-1].amount) == "4460.00"


def test_two_employers_share_one_weekly_cap_in_the_order_of_cvr() -> None:
    works = employment("200.00"), employment("200.00", OTHER_CVR)
    account = calculate(wage_earner("2022-01-03", "2022-02-13", *works))
    week = account.weeks[-1]
    assert str(week.amount) == "4465.00"
    assert {payee: str(money) for payee, money in week.by_payee.items()} == {
        CVR: "2678.94",  # Monday to Wednesday, the last cut
        OTHER_CVR: "1786.06",
    }
    cut = [one.rule for one in day(account, "2022-02-09").findings]
    assert "cut_by_weekly_cap" in cut


def test_a_rota_may_pay_more_in_one_week_than_the_cap() -> None:
    rota = [[*["11"] * 5, "0", "0"], NO_HOURS]
    work = employment("200.00", rota=rota)
    account = calculate(wage_earner("2022-01-03", "2022-02-27", work))
    assert [str(week.amount) for week in account.weeks[5:]] == ["0.00", "6637.40", "0.00"]


def test_a_rota_begins_where_it_says() -> None:
    work = employment("200.00", rota=[FULL_TIME, NO_HOURS], rota_from="2022-01-10")
    account = calculate(wage_earner("2022-01-03", "2022-02-27", work))
    assert [str(week.amount) for week in account.weeks[5:]] == ["4465.15", "0.00", "4465.15"]


def test_one_can_be_sick_in_one_job_and_fit_in_another() -> None:
    works = (
        employment("100.00", last_day_of_absence="2022-02-06"),
        employment("100.00", OTHER_CVR, first_day_of_absence="2022-01-10"),
    )
    account = calculate(wage_earner("2022-01-03", "2022-02-13", *works))
    assert dict(account.weeks[-1].by_payee).keys() == {OTHER_CVR}
    assert [line.kind for line in day(account, "2022-01-04").lines] == [
        DayKind.EMPLOYER_PERIOD,
        DayKind.NOT_ENTITLED,
    ]
    assert day(account, "2022-02-09").lines[0].kind is DayKind.AFTER_END


def test_without_cooperation_the_right_lapses_and_comes_back_within_four_weeks() -> None:
    lapse = [{"from": "2022-02-14", "to": "2022-02-27"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", lack_of_cooperation=lapse))
    assert spans(account, DayKind.LACK_OF_COOPERATION) == ("2022-02-14", "2022-02-27")
    assert day(account, "2022-02-28").kind is DayKind.PAID_FULL


def test_after_more_than_four_weeks_a_new_right_is_needed() -> None:
    lapse = [{"from": "2022-02-14", "to": "2022-03-20"}]
    account = calculate(wage_earner("2022-01-03", "2022-04-03", lack_of_cooperation=lapse))
    assert spans(account, DayKind.NOT_ENTITLED) == ("2022-03-21", "2022-04-03")
    assert "cooperation_later_gives_new_right_only" in account.unconfirmed


def test_payment_goes_on_after_the_reassessment_date_until_somebody_decides() -> None:
    account = calculate(wage_earner("2022-01-03", "2022-08-31"))
    assert account.reassessment_date == date(2022, 7, 31)
    assert spans(account, DayKind.TECHNICAL_EXTENSION) == ("2022-08-01", "2022-08-31")
    assert day(account, "2022-08-01").amount.oere


def test_an_extension_carries_the_days_it_covers() -> None:
    extensions = [{"code": 3, "from": "2022-07-15", "to": "2022-08-14"}]
    account = calculate(wage_earner("2022-01-03", "2022-08-31", extensions=extensions))
    assert spans(account, DayKind.PAID_FULL)[1] == "2022-08-12"
    assert spans(account, DayKind.TECHNICAL_EXTENSION) == ("2022-08-15", "2022-08-31")


def test_an_extension_ends_at_its_maximum() -> None:
    extensions = [{"code": 2, "from": "2022-08-01"}]
    account = calculate(wage_earner("2022-01-03", "2023-12-31", extensions=extensions))
    assert spans(account, DayKind.TECHNICAL_EXTENSION)[0] == "2023-11-27"  # 69 weeks later


def test_covid_adds_three_months_to_a_reassessment_of_july_2020() -> None:
    account = calculate(wage_earner("2020-01-06", "2021-03-31"))
    assert account.reassessment_date == date(2020, 7, 31)
    assert spans(account, DayKind.TECHNICAL_EXTENSION)[0] == "2021-02-01"  # § 26 f follows § 26


def test_earlier_benefit_brings_the_reassessment_forward() -> None:
    earlier = [{"from": "2021-11-01", "to": "2021-12-31"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", earlier_benefit=earlier))
    assert account.reassessment_date == date(2022, 5, 31)


def test_who_used_the_limit_has_no_new_right() -> None:
    earlier = [{"from": "2021-04-01", "to": "2021-12-01"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", earlier_benefit=earlier))
    assert codes(account) == ["limit-already-used"]
    assert not account.entitled


def test_after_the_end_nothing_is_owed() -> None:
    ended = {"on": "2022-02-10", "reason": "afgørelse"}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", ended=ended))
    assert spans(account, DayKind.AFTER_END) == ("2022-02-11", "2022-03-06")
    assert day(account, "2022-02-10").amount.oere


def test_a_rate_nobody_knows_is_not_guessed() -> None:
    account = calculate(wage_earner("2008-06-02", "2008-08-01"))
    assert not account.entitled
    assert codes(account) == ["no-law-in-force"]


def test_before_july_2012_public_holidays_were_paid() -> None:
    works = (employment("90.00"),)
    before = calculate(wage_earner("2012-03-01", "2012-05-31", *works))
    after = calculate(wage_earner("2013-03-01", "2013-05-31", *works))
    assert day(before, "2012-05-17").kind is DayKind.PAID_FULL  # Ascension Day
    assert day(after, "2013-05-09").kind is DayKind.PUBLIC_HOLIDAY


def test_another_value_can_be_tried() -> None:
    law = law_with({"full_week_pays": "week_amount"})
    account = calculate(wage_earner("2020-04-27", "2020-06-28"), law=law)
    assert {str(week.amount) for week in account.weeks[6:]} == {"4405.00"}
    assert "full_week_pays" in account.unconfirmed


@pytest.mark.parametrize(
    "earlier",
    [
        [("2021-11-01", "2022-02-15")],  # what is of this absence counts only once
        [("2021-11-01", "2022-01-02"), ("2021-11-10", "2021-11-20")],
        [("2021-11-10", "2022-01-02"), ("2021-11-01", "2021-12-20")],
    ],
)
def test_earlier_benefit_counts_each_day_once(earlier: list[tuple[str, str]]) -> None:
    spells = [{"from": first, "to": last} for first, last in earlier]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", earlier_benefit=spells))
    assert account.duration.counted_days == 63 + 33


def test_part_work_that_ends_in_a_week_leaves_its_last_days_alone() -> None:
    part = [{"from": "2022-02-15", "to": "2022-02-16", "hours_worked_per_week": "18.5"}]
    account = calculate(wage_earner("2022-01-03", "2022-02-20", partial_resumptions=part))
    hours = [str(one.hours) for one in account.days if str(one.date) >= "2022-02-14"]
    assert hours == ["7.4", "3.7", "3.7", "7.4", "7.4", "0", "0"]


def test_the_later_resumption_rules_and_on_one_day_the_one_that_names_the_employer() -> None:
    parts = [
        {"from": "2022-02-14", "cvr": CVR, "hours_worked_per_week": "27"},
        {"from": "2022-02-14", "hours_worked_per_week": "7"},
        {"from": "2022-02-07", "hours_worked_per_week": "17"},
    ]
    account = calculate(wage_earner("2022-01-03", "2022-02-20", partial_resumptions=parts))
    assert [str(day(account, on).hours) for on in ("2022-02-07", "2022-02-14")] == ["4", "2"]


def test_the_plan_does_not_depend_on_where_the_absence_or_the_account_ends() -> None:
    cases = (
        wage_earner("2020-04-27", "2020-06-28"),
        wage_earner("2020-04-27", "2021-01-31"),
        wage_earner("2020-04-27", "2020-12-31", last_day_of_absence="2020-06-28"),
    )
    assert {calculate(case).reassessment_date for case in cases} == {date(2020, 10, 31)}


def test_a_day_is_partly_paid_when_one_of_its_employments_is() -> None:
    works = employment("100.00"), employment("100.00", OTHER_CVR)
    part = [{"from": "2022-02-07", "cvr": OTHER_CVR, "hours_worked_per_week": "17"}]
    account = calculate(wage_earner("2022-01-03", "2022-02-13", *works, partial_resumptions=part))
    assert day(account, "2022-02-07").kind is DayKind.PAID_PART
    assert [line.kind for line in day(account, "2022-02-07").lines] == [
        DayKind.PAID_FULL,
        DayKind.PAID_PART,
    ]


def test_what_stands_first_in_precedence_names_the_day() -> None:
    away = [{"from": "2022-01-03", "to": "2022-01-20", "agreed": True}]
    account = calculate(wage_earner("2022-01-03", "2022-02-13", holidays=away))
    assert spans(account, DayKind.EMPLOYER_PERIOD) == ("2022-01-03", "2022-02-01")


def test_the_first_thirty_days_never_count_whoever_paid_them() -> None:
    work = employment(insured_section_55=True)
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert account.duration.counted_days == 33
    counted = [one.date for one in account.days if one.counts_towards_duration]
    assert (counted[0], len(counted)) == (date(2022, 2, 2), 33)


def test_of_several_employments_the_earliest_deadline_is_shown() -> None:
    works = employment(), employment(cvr=OTHER_CVR, first_day_of_absence="2022-01-17")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", *works))
    assert account.deadlines.notification == date(2022, 2, 7)


def test_ten_hours_are_written_without_an_exponent() -> None:
    work = employment("100.00", week=["10", "10", "0", "0", "0", "0", "0"])
    shown = document(calculate(wage_earner("2022-01-03", "2022-02-13", work)))
    days = cast("list[dict[str, object]]", shown["days"])
    assert [one["hours"] for one in days[-7:]] == ["10", "10", "0", "0", "0", "0", "0"]
