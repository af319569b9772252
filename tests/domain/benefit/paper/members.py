"""Members of an unemployment fund in activation, or partly unemployed with unknown hours."""

from tests.support.facts import Json
from tests.support.paper import Case, case, job, member

PAID = "2022-02-21"
PARTLY = {"unemployment": "partial", "hours_of_last_weeks": ["37", "20", "10", "20", "18"]}
SEVENTEEN = job(week=["4", "4", "4", "5", "0", "0", "0"])


def fund(**facts: object) -> Json:
    return case("unemployed", **member(**facts))


CASES: tuple[Case, ...] = (
    (
        "in activation: a fifth of what was earned in a week",
        "§§ 50, stk. 3, and 51; S-KAP18",
        fund(activation_earnings="4000"),
        {
            "2022-02-20 kind": "fund_period",
            f"{PAID} lines": [(None, "7.4", None, "800.00", "citizen")],
            f"week {PAID}": "4000.00",
        },
    ),
    (
        "in activation, earning more than the maximum",
        "§ 51; S-KAP18",
        fund(activation_earnings="6000"),
        {f"{PAID} amount": "893.00", f"week {PAID}": "4465.00"},
    ),
    (
        "partly unemployed, hours unknown: the last four weeks had 17 on average, 20/37 are paid",
        "BEK 1091/2021 § 13; S-BEK13",
        fund(**PARTLY),
        {"2022-02-07 amount": "482.16", "week 2022-02-07": "2410.80"},
    ),
    (
        "what is told of the hours goes before the average",
        "BEK 1091/2021 § 13",
        fund(**PARTLY, scheduled_hours="27"),
        {"week 2022-02-07": "1205.40"},
    ),
    (
        "partly unemployed, nothing told: the 17 hours of the employment",
        "BEK 1091/2021 § 13",
        case("unemployed", **member(unemployment="partial"), employments=[SEVENTEEN]),
        {"week 2022-02-07": "2410.80"},
    ),
    (
        "who meets the conditions of health for a disability pension has 26 weeks in 12 months",
        "§ 25, stk. 1, nr. 2",
        case(until="2022-06-30", pension={"kind": "disability_conditions", "from": "2022-03-01"}),
        {"2022-05-02 kind": "paid_full", "reassessment_date": "2022-09-30"},
    ),
)
