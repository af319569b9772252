"""Deadlines, claims and the requirement of work on paper."""

from tests.support.facts import Json
from tests.support.paper import CVR, OTHER_CVR, Case, case, claim, each_day, job

LONG = "2022-05-01"
HOURS = [f"2021-{month}" for month in ("08", "09", "10", "11", "12")]


def months(last: str, each: str = "40") -> Json:
    worked = [{"month": month, "hours": each} for month in HOURS]
    return case(monthly_hours=[*worked, {"month": "2022-01", "hours": last}])


CASES: tuple[Case, ...] = (
    (
        "the deadlines of a plain case, and what is assumed in it",
        "§§ 40, 59; contract: Facts",
        case(),
        {
            "deadlines": {
                "notification": "2022-03-14",
                "request": "2022-06-09",
                "application": None,
                "disagreement": None,
                "refund_claim_oldest_day": None,
                "refund_final": "2022-08-07",
            },
            "assumed": [
                *("employed_since", "hours_last_8_weeks"),
                *("monthly_hours", "notified_on", "refund_requests"),
            ],
            "unconfirmed": [
                *("duration_unit", "public_holidays_count_towards_duration"),
                "three_month_window_inclusive",
            ],
            "duration": {"counted_days": 26, "weeks": 3},
        },
    ),
    (
        "an employer who tells a week late loses until that day",
        "§ 59, stk. 3",
        case(until="2022-04-10", notified_on="2022-03-21"),
        {
            "2022-03-08 kind": "employer_period",
            "2022-03-18 kind": "late",
            "2022-03-18 counts_towards_duration": True,
            "2022-03-21 kind": "paid_full",
            "reasons": ["notification-late"],
        },
    ),
    (
        "on the day of the deadline nothing is lost",
        "§ 40, stk. 1; the day is M",
        case(notified_on="2022-03-14"),
        {"2022-03-09 kind": "paid_full"},
    ),
    (
        "a claim reaches three months back",
        "§ 59, stk. 2",
        case(until=LONG, **claim("2022-06-20")),
        {
            "deadline refund_claim_oldest_day": "2022-03-20",
            "2022-03-18 kind": "late",
            "2022-03-21 kind": "paid_full",
            "reasons": ["refund-claimed-late"],
        },
    ),
    (
        "with dispensation everything, on the last day of the six months",
        "§ 59, stk. 6",
        case(until=LONG, dispensations=["request"], **claim("2022-08-07")),
        {"2022-03-09 kind": "paid_full"},
    ),
    (
        "and nothing on the day after it",
        "§ 59, stk. 6",
        case(until=LONG, dispensations=["refund_claim"], **claim("2022-08-08")),
        {"2022-03-09 kind": "late", "2022-05-01 kind": "late"},
    ),
    (
        "only what was asked for is refunded",
        "§ 54",
        case(until=LONG, **claim("2022-04-04", "2022-03-14", "2022-03-27")),
        {
            "2022-03-09 kind": "not_entitled",
            "2022-03-14 kind": "paid_full",
            "2022-03-28 kind": "not_entitled",
            "reasons": ["refund-not-requested"],
        },
    ),
    (
        "one employer asks, of the other nothing is known",
        "contract: assumed",
        case(
            employments=[job(week=each_day("3")), job(OTHER_CVR, week=each_day("4"))],
            **claim("2022-04-04", "2022-03-14", cvr=OTHER_CVR),
        ),
        {
            "2022-03-09 lines": [
                (CVR, "3", "120.68", "362.04", CVR),
                (OTHER_CVR, "0", None, "0.00", None),
            ]
        },
    ),
    (
        "eight days after a letter",
        "§§ 38, stk. 1, and 40, stk. 5",
        case(letter_sent_on="2022-02-10"),
        {"deadline disagreement": "2022-02-18", "deadline application": "2022-02-18"},
    ),
    (
        "wages stop, a letter, an application two days late",
        "§ 38, stk. 1",
        case(
            until=LONG,
            employments=[job(wage_paid_until="2022-03-20")],
            letter_sent_on="2022-04-01",
            applied_on="2022-04-11",
        ),
        {
            "deadline application": "2022-04-09",
            "2022-03-18 kind": "paid_full",
            "2022-03-21 kind": "late",
            "2022-04-11 kind": "paid_full",
        },
    ),
    (
        "no wage at all: the employer owes benefit first, and tells within a week",
        "§ 40, stk. 2; § 38, stk. 3",
        case(employments=[job(pays_wage=False)]),
        {
            "deadline notification": "2022-03-15",
            "deadline application": "2022-03-29",
            "deadline request": None,
            "deadline refund_final": None,
            "payees 2022-03-14": {"citizen": "4465.00"},
        },
    ),
    (
        "absent 31 days: an insured employer had to tell",
        "§ 59, stk. 4",
        case(
            last_day_of_absence="2022-03-09",
            notified_on="2022-04-20",
            employments=[job(insured_section_55=True)],
        ),
        {"2022-02-08 kind": "late"},
    ),
    (
        "absent 30 days: not",
        "§ 59, stk. 4",
        case(
            last_day_of_absence="2022-03-08",
            notified_on="2022-04-20",
            employments=[job(insured_section_55=True)],
        ),
        {"2022-02-08 kind": "paid_full"},
    ),
    (
        "before July 2012: four weeks",
        "lov 1599/2010",
        case(first_day_of_absence="2012-06-01", until="2012-09-01", notified_on="2012-07-10"),
        {
            "deadline notification": "2012-06-29",
            "2012-07-09 kind": "late",
            "2012-07-10 kind": "paid_full",
        },
    ),
    ("240 hours, five months of 40", "§ 32, stk. 1", months("40"), {"entitled": True}),
    (
        "a hundredth of an hour less",
        "§ 32, stk. 1",
        months("39.99"),
        {
            "entitled": False,
            "2022-03-08 kind": "employer_period",
            "2022-03-09 kind": "not_entitled",
            "reasons": ["employment-requirement-not-met"],
        },
    ),
)
