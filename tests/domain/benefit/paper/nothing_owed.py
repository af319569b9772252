"""Accounts that owe nothing, on paper: each says why, also where no rule refused anything."""

from tests.support.paper import CVR, Case, business, case, job, member

FULL_WEEK = [{"monday": "2022-03-14", "amount": "4465.00"}]
LATER = job(first_day_of_absence="2022-02-21")
OVER_BEFORE = job(first_day_of_absence="2022-01-03", last_day_of_absence="2022-01-16")


def nothing(why: str, citation: str) -> dict[str, object]:
    reason = {"code": why, "citation": citation}
    return {"entitled": False, "total": "0.00", "reasons cited": [reason]}


CASES: tuple[Case, ...] = (
    (
        "well again on the last day that the employer pays alone",
        "§ 30, stk. 1",
        case(last_day_of_absence="2022-03-08"),
        nothing("within-employer-period", "Sygedagpengeloven § 30, stk. 1"),
    ),
    (
        "well again on the day after it: somebody is paid, and nothing is to be said",
        "§ 30, stk. 1",
        case(last_day_of_absence="2022-03-09"),
        {"entitled": True, "reasons": [], "total": "893.03"},
    ),
    (
        "ended by a decision within the employer period, before 2012 one of 21 days",
        "§ 30, stk. 1; S-135235",
        case(
            first_day_of_absence="2012-01-01",
            until="2012-02-12",
            ended={"on": "2012-01-21", "reason": "raskmeldt"},
        ),
        nothing("within-employer-period", "Sygedagpengeloven § 30, stk. 1"),
    ),
    (
        "self-employed, well again after two weeks",
        "§ 41",
        case("self_employed", last_day_of_absence="2022-02-20", **business()),
        nothing("within-waiting-period", "Sygedagpengeloven § 41"),
    ),
    (
        "unemployed, well again while the fund pays",
        "a-loven § 62, stk. 3",
        case("unemployed", last_day_of_absence="2022-02-20", **member()),
        nothing("within-fund-period", "Lov om arbejdsløshedsforsikring § 62, stk. 3"),
    ),
    (
        "a flexjob, ill on a Saturday and a Sunday",
        "§ 50, stk. 3",
        case("flexjob", first_day_of_absence="2022-02-12", until="2022-02-13"),
        nothing("on-days-off", "Sygedagpengeloven § 50, stk. 3"),
    ),
    (
        "a flexjob, ill on Good Friday",
        "§ 53 a",
        case("flexjob", first_day_of_absence="2022-04-15", until="2022-04-15"),
        nothing("on-public-holidays", "Sygedagpengeloven § 53 a"),
    ),
    (
        "a flexjob, on an agreed holiday throughout",
        "P 31-19",
        case(
            "flexjob",
            until="2022-02-13",
            holidays=[{"from": "2022-02-07", "to": "2022-02-13", "agreed": True}],
        ),
        nothing("on-agreed-holiday", "Sygedagpengeloven § 7"),
    ),
    (
        "another case of the citizen has the whole week",
        "§ 50, stk. 2",
        case("flexjob", first_day_of_absence="2022-03-14", until="2022-03-18")
        | {"weeks_elsewhere": FULL_WEEK},
        nothing("nothing-left-to-pay", "Sygedagpengeloven § 50"),
    ),
    (
        "the account ends before the absence from the only employment begins",
        "§ 7, stk. 1",
        case(until="2022-02-20", employments=[LATER]),
        nothing("not-absent-from-work", "Sygedagpengeloven § 7, stk. 1"),
    ),
    (
        "the absence from the only employment was over before the case",
        "§ 7, stk. 1",
        case(employments=[OVER_BEFORE]),
        nothing("absence-over", "Sygedagpengeloven § 7, stk. 1"),
    ),
    (
        "what refused the days that are left is the reason, not the employer period before them",
        "§ 54",
        case(refund_requests=[{"cvr": CVR, "on": "2022-04-04", "to": "2022-03-01"}]),
        nothing("refund-not-requested", "Sygedagpengeloven § 54"),
    ),
)
