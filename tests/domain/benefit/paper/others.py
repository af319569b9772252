"""Self-employed, unemployed, flexjobs, agreements and pensioners on paper."""

from tests.support.facts import Json
from tests.support.paper import CVR, Case, business, case, job, member

PAID, FROM = "2022-02-21", "2022-03-14"
FUND, OWN = "§ 51; S-FOA21", "§§ 41, 45, 49"


def own(more: Json | None = None, /, **facts: object) -> Json:
    return case("self_employed", **business(**facts), **(more or {}))


def able(capacity: str, **facts: object) -> Json:
    return own({"partial_resumptions": [{"from": FROM, "capacity": capacity}]}, **facts)


def fund(more: Json | None = None, /, **facts: object) -> Json:
    return case("unemployed", **member(**facts), **(more or {}))


def pension(kind: str, first: str, **more: str) -> Json:
    return case(until="2022-06-30", pension={"kind": kind, "from": first, **more})


CASES: tuple[Case, ...] = (
    (
        "uninsured: two weeks of waiting, a fifth of the cap each day",
        OWN,
        own(),
        {
            "2022-02-20 kind": "waiting_period",
            "2022-02-14 lines": [(None, "7.4", None, "0.00", None)],
            f"{PAID} lines": [(None, "7.4", None, "893.00", "citizen")],
            f"week {PAID}": "4465.00",
            "deadline notification": "2022-02-28",
            "employer_period": None,
        },
    ),
    (
        "insured from the third day for 2/3, in whole kroner",
        OWN,
        own(insurance="third_day"),
        {
            "2022-02-08 kind": "waiting_period",
            "2022-02-09 kind": "paid_full",
            "week 2022-02-14": "2977.00",
            "deadline notification": "2022-02-17",
        },
    ),
    (
        "insured for all, with a profit of 200,000",
        OWN,
        own(insurance="first_day", coverage="1/1", annual_profit="200000"),
        {"2022-02-07 amount": "769.23", "week 2022-02-14": "3846.15"},
    ),
    (
        "an agreement on chronic illness",
        "§ 58 a; S-KKFAQ",
        own(section_58a=True),
        {"2022-02-07 kind": "paid_full", "deadline notification": "2022-02-14"},
    ),
    (
        "able to do half",
        "§ 53, stk. 3",
        able("1/2"),
        {f"{FROM} kind": "paid_part", f"{FROM} hours": "3.7", f"week {FROM}": "2232.50"},
    ),
    (
        "able to do a quarter",
        "§ 53, stk. 3",
        able("1/4"),
        {f"{FROM} hours": "5.55", f"week {FROM}": "3348.75"},
    ),
    (
        "half of the 2/3 that insurance gives",
        "§§ 45 and 53, stk. 3",
        able("1/2", insurance="first_day"),
        {f"week {FROM}": "1488.50"},
    ),
    (
        "a loss, without insurance",
        "01-cases.md, reason 13 SIF",
        own(annual_profit="-5000"),
        {
            f"{PAID} kind": "not_entitled",
            "reasons": ["self-employed-without-profit"],
            "entitled": False,
        },
    ),
    (
        "a loss, insured",
        "§ 45, stk. 2",
        own(annual_profit="-5000", insurance="first_day"),
        {"week 2022-02-14": "2977.00"},
    ),
    (
        "told on the day after the deadline: paid from then on",
        "§ 43; P 12-20",
        own({"notified_on": "2022-03-01"}),
        {
            "2022-02-28 kind": "late",
            "2022-03-01 kind": "paid_full",
            "reasons": ["notification-late"],
        },
    ),
    (
        "a member of a fund: 14 days are the fund's",
        FUND,
        fund(),
        {
            "2022-02-20 kind": "fund_period",
            f"{PAID} amount": "892.00",
            f"week {PAID}": "4460.00",
            "2022-02-26 kind": "day_off",
            "deadline notification": "2022-02-07",
            "deadline application": "2022-03-13",
        },
    ),
    (
        "partly unemployed, 17 hours of work: 20/37 of the rate from the first day",
        "BEK 1091/2021 § 13",
        fund(unemployment="partial", scheduled_hours="17"),
        {"2022-02-07 amount": "482.16", "week 2022-02-07": "2410.80"},
    ),
    (
        "insured part time: 30 hours are the full week",
        FUND,
        fund(insured="part_time", day_rate="595"),
        {f"week {PAID}": "2975.00"},
    ),
    (
        "no more than the cap",
        "§ 50, stk. 2",
        fund(day_rate="1000"),
        {f"week {PAID}": "4465.00"},
    ),
    (
        "partly fit, paid in full",
        "§ 53, stk. 2",
        fund({"partial_resumptions": [{"from": FROM, "hours_worked_per_week": "17"}]}),
        {f"week {FROM}": "4460.00"},
    ),
    (
        "told and applied late",
        "§§ 35, stk. 3, and 38",
        fund({"notified_on": "2022-02-25", "applied_on": "2022-03-20"}),
        {
            "2022-02-20 kind": "fund_period",
            "2022-03-19 kind": "late",
            "2022-03-20 kind": "day_off",
            "2022-03-21 kind": "paid_full",
        },
    ),
    (
        "a flexjob: refund from the first day",
        "§ 32, stk. 1, nr. 5",
        case("flexjob"),
        {"week 2022-02-07": "4465.00", "employer_period": None},
    ),
    (
        "an insured employer: refund from the second day",
        "§ 55; S-DE21",
        case(employments=[job(insured_section_55=True)]),
        {
            "2022-02-07 kind": "employer_period",
            "week 2022-02-07": "3572.12",
            "employer_period": {"from": "2022-02-07", "to": "2022-02-07"},
        },
    ),
    (
        "an agreement with the employer: from the first",
        "§ 56; S-SBST",
        case(employments=[job(section_56=True)]),
        {"2022-02-07 payee": CVR, "week 2022-02-07": "4465.00", "employer_period": None},
    ),
    (
        "employed eight weeks, 74 hours: the employer pays",
        "§ 30, stk. 2",
        case(employments=[job(employed_since="2021-12-13", hours_last_8_weeks="74")]),
        {"2022-02-07 kind": "employer_period"},
    ),
    (
        "a day less: the municipality does",
        "§ 30, stk. 2",
        case(employments=[job(employed_since="2021-12-14", hours_last_8_weeks="74")]),
        {"2022-02-07 kind": "paid_full", "employer_period": None},
    ),
    (
        "an hour less: the municipality does",
        "§ 30, stk. 2",
        case(employments=[job(employed_since="2021-01-01", hours_last_8_weeks="73.99")]),
        {"2022-02-07 kind": "paid_full", "employer_period": None},
    ),
    (
        "a disability pension from May",
        "§ 25, stk. 2",
        pension("disability", "2022-05-01"),
        {
            "2022-04-29 kind": "paid_full",
            "2022-05-01 kind": "after_end",
            "reasons": ["pension-awarded"],
        },
    ),
    (
        "awarded afterwards: the day of the decision is the last",
        "§ 25, stk. 2",
        pension("disability", "2022-03-01", decided_on="2022-05-10"),
        {"2022-05-10 kind": "paid_full", "2022-05-11 kind": "after_end"},
    ),
    (
        "an early pension only shortens the duration: 26 weeks in 12 months",
        "§ 25, stk. 1",
        pension("early", "2022-03-01"),
        {"2022-05-02 kind": "paid_full", "reassessment_date": "2022-09-30"},
    ),
)
