"""Pauses, duration and ends on paper."""

from tests.support.facts import Json
from tests.support.paper import Case, case

LONG = "2022-05-01"


def ill_again(until: str) -> Json:
    """154 days from January to the first Sunday of June."""
    before = [{"from": "2022-01-03", "to": until}]
    return case(first_day_of_absence="2022-09-05", until="2022-11-30", earlier_benefit=before)


def away(first: str, last: str, *, agreed: bool) -> Json:
    return case(holidays=[{"from": first, "to": last, "agreed": agreed}])


def not_cooperating(last: str) -> Json:
    return case(until=LONG, lack_of_cooperation=[{"from": "2022-03-14", "to": last}])


CASES: tuple[Case, ...] = (
    (
        "an agreed holiday that begins in the employer period",
        "P 31-19",
        away("2022-03-05", "2022-03-12", agreed=True),
        {
            "2022-03-08 kind": "employer_period",
            "2022-03-09 kind": "holiday",
            "2022-03-09 counts_towards_duration": False,
            "2022-03-14 kind": "paid_full",
        },
    ),
    (
        "a holiday not agreed ends it",
        "P 72-19",
        away("2022-03-14", "2022-03-20", agreed=False),
        {
            "2022-03-20 kind": "holiday_not_agreed",
            "2022-03-21 kind": "after_end",
            "reasons": ["holiday-not-agreed"],
        },
    ),
    (
        "cooperates again within four weeks",
        "§ 21",
        not_cooperating("2022-04-10"),
        {"2022-04-08 kind": "lack_of_cooperation", "2022-04-11 kind": "paid_full"},
    ),
    ("a day later", "§ 21", not_cooperating("2022-04-11"), {"2022-04-12 kind": "not_entitled"}),
    (
        "several things true of a day",
        "docs/law.md: What a day is called",
        case(
            until="2022-04-24",
            notified_on="2022-04-20",
            holidays=[{"from": "2022-03-21", "to": "2022-03-27", "agreed": True}],
            lack_of_cooperation=[{"from": "2022-03-25", "to": "2022-03-30"}],
        ),
        {
            "2022-03-21 kind": "holiday",
            "2022-03-25 kind": "lack_of_cooperation",
            "2022-03-31 kind": "late",
            "2022-04-14 kind": "late",
        },
    ),
    (
        "154 days in the nine months before",
        "§ 24 a; S-AST15",
        ill_again("2022-06-05"),
        {"reasons": [], "2022-10-05 kind": "paid_full"},
    ),
    (
        "155 days",
        "§ 24 a; S-AST15",
        ill_again("2022-06-06"),
        {
            "reasons": ["limit-already-used"],
            "2022-10-04 kind": "employer_period",
            "2022-10-05 kind": "not_entitled",
        },
    ),
    (
        "52 weeks in 18 months, before 2014",
        "§ 24 before lov 720/2014",
        case(first_day_of_absence="2012-01-02", until="2013-06-30"),
        {"reassessment_date": "2013-01-31"},
    ),
    (
        "ground 2 reaches 69 weeks past the reassessment date",
        "§ 27, stk. 1, nr. 2",
        case(until="2024-03-31", extensions=[{"code": 2, "from": "2022-09-01"}]),
        {
            "reassessment_date": "2022-08-31",
            "2023-12-27 kind": "paid_full",
            "2023-12-28 kind": "technical_extension",
        },
    ),
    (
        "ground 3 reaches 134 weeks past it, where no hospital was waited for",
        "§ 27, stk. 1, nr. 3",
        case(until="2025-04-13", extensions=[{"code": 3, "from": "2022-09-01"}]),
        {
            "reassessment_date": "2022-08-31",
            "2025-03-26 kind": "paid_full",
            "2025-03-27 kind": "technical_extension",
        },
    ),
    (
        "nobody decided: paid until somebody ends it",
        "P 75-15",
        case(until="2022-12-31", ended={"on": "2022-10-14", "reason": "raskmeldt"}),
        {"2022-10-14 kind": "technical_extension", "2022-10-17 kind": "after_end"},
    ),
    (
        "the law before 2010 has no rate that was found",
        "law.md, section 1",
        case(first_day_of_absence="2008-06-02", until="2008-08-01"),
        {
            "employer_period": {"from": "2008-06-02", "to": "2008-06-22"},
            "2008-06-23 kind": "not_entitled",
            "reasons": ["no-law-in-force"],
        },
    ),
)
