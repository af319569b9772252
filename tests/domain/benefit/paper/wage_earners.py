"""Wage earners on paper: hours, caps, several employers, part work, rotas, public holidays."""

from tests.support.paper import CVR, OTHER_CVR, Case, case, each_day, job, rota

RATE, CAP = "§ 50, stk. 1-2; S-PAV22", "§ 50, stk. 2"
TWO = [job(OTHER_CVR, week=each_day("5")), job(CVR, week=each_day("4"))]


def part(**more: str) -> dict[str, object]:
    return case(partial_resumptions=[{"from": "2022-03-14", **more}])


CASES: tuple[Case, ...] = (
    (
        "the employer refuses: the citizen is paid in advance, from the first day",
        "§ 31, stk. 2; S-STARTS, case type 16",
        case(paid_in_advance=[CVR]),
        {
            "2022-02-07 kind": "paid_full",
            "2022-02-07 payee": "citizen",
            "week 2022-02-07": "4465.00",
            "employer_period": {"from": "2022-02-07", "to": "2022-03-08"},
            "deadline notification": "2022-02-21",
            "deadline application": "2022-02-28",
            "duration": {"counted_days": 26, "weeks": 3},
        },
    ),
    (
        "applied late for what is paid in advance: from that day",
        "§§ 31, stk. 2, and 38, stk. 3",
        case(paid_in_advance=[CVR], applied_on="2022-03-01"),
        {"2022-02-28 kind": "late", "2022-03-01 kind": "paid_full"},
    ),
    (
        "a broken week: three days of 7.4 hours at 120.68, each rounded",
        RATE,
        case(until="2022-03-13"),
        {
            "2022-03-08 kind": "employer_period",
            "2022-03-08 hours": "7.4",
            "2022-03-09 kind": "paid_full",
            "2022-03-09 amount": "893.03",
            "2022-03-09 payee": CVR,
            "2022-03-12 kind": "day_off",
            "week 2022-03-07": "2679.09",
            "payees 2022-02-07": {},
            "total": "2679.09",
            "employer_period": {"from": "2022-02-07", "to": "2022-03-08"},
            "entitled": True,
            "reasons": [],
        },
    ),
    (
        "the last day of a full week gets what is left of the cap",
        CAP,
        case(),
        {
            "week 2022-03-14": "4465.00",
            "2022-03-17 amount": "893.03",
            "2022-03-18 amount": "892.88",
        },
    ),
    (
        "100.05 kr. less 8 % is 92.046, an hour 92.05",
        "contract: a line is hours x rate",
        case(employments=[job(wage="100.05")]),
        {"2022-03-14 hourly_rate": "92.05", "2022-03-14 amount": "681.17"},
    ),
    (
        "two employers in the order of CVR, whatever their order in the file",
        "contract: Rounding",
        case(employments=TWO),
        {
            "payees 2022-03-14": {CVR: "2051.40", OTHER_CVR: "2413.60"},
            "2022-03-18 lines": [
                (CVR, "4", "120.68", "120.52", CVR),
                (OTHER_CVR, "5", "120.68", "0.00", OTHER_CVR),
            ],
            "2022-03-18 hours": "9",
            "2022-03-18 hourly_rate": None,
            "2022-03-18 payee": None,
        },
    ),
    (
        "17 of 37 hours worked: 20 hours absent",
        "law.md, derived tests",
        part(hours_worked_per_week="17"),
        {"week 2022-03-14": "2413.60", "2022-03-14 kind": "paid_part", "2022-03-14 hours": "4"},
    ),
    (
        "four hours of absence are enough",
        "§ 7; S-NYRE",
        part(hours_worked_per_week="33"),
        {"2022-03-14 hours": "0.8", "2022-03-14 amount": "96.54", "week 2022-03-14": "482.70"},
    ),
    (
        "a hundredth of an hour less is not",
        "§ 7; S-NYRE",
        part(hours_worked_per_week="33.01"),
        {"2022-03-14 kind": "not_entitled", "reasons": ["absent-too-few-hours"]},
    ),
    (
        "part work from Monday to Wednesday",
        "§ 53, stk. 1",
        part(to="2022-03-16", hours_worked_per_week="17"),
        {"week 2022-03-14": "3234.22"},
    ),
    (
        "a rota begins with the week of the first day",
        "contract: Facts",
        case(employments=[rota("9", "5")]),
        {
            "2022-03-09 hours": "9",
            "2022-03-14 hours": "5",
            "week 2022-03-14": "3017.00",
            "week 2022-03-21": "5430.60",
        },
    ),
    (
        "or with the one that is named, also when it comes later",
        "contract: Facts",
        case(employments=[rota("9", "5", rota_from="2022-03-14")]),
        {"2022-02-07 hours": "5", "2022-03-09 hours": "5", "2022-03-14 hours": "9"},
    ),
    (
        "ill in one job first, in the other two weeks later",
        "S-DUKH",
        case(
            employments=[
                job(week=each_day("4")),
                job(OTHER_CVR, week=each_day("3"), first_day_of_absence="2022-02-21"),
            ]
        ),
        {
            "employer_period": {"from": "2022-02-07", "to": "2022-03-22"},
            "2022-03-10 lines": [
                (CVR, "4", "120.68", "482.72", CVR),
                (OTHER_CVR, "3", None, "0.00", None),
            ],
            "2022-03-23 amount": "844.76",
        },
    ),
    (
        "fit in one job, still ill in the other",
        "S-DUKH",
        case(
            employments=[
                job(week=each_day("4"), last_day_of_absence="2022-03-15"),
                job(OTHER_CVR, week=each_day("3")),
            ]
        ),
        {"week 2022-03-14": "2775.64", "payees 2022-03-14": {CVR: "965.44", OTHER_CVR: "1810.20"}},
    ),
    (
        "wages stop in the middle of a week",
        "contract: pays_wage",
        case(employments=[job(wage_paid_until="2022-03-15")]),
        {
            "2022-03-15 payee": CVR,
            "2022-03-16 payee": "citizen",
            "payees 2022-03-14": {CVR: "1786.06", "citizen": "2678.94"},
        },
    ),
    (
        "public holidays of the spring",
        "§ 53 a; S-DFHHEL",
        case(until="2022-06-12"),
        {
            **{
                f"2022-{day} kind": "public_holiday"
                for day in ("04-14", "04-15", "04-18", "05-13", "05-26", "06-06")
            },
            "2022-04-14 hours": "0",
            "2022-04-14 counts_towards_duration": True,
            "2022-05-27 kind": "paid_full",
            "week 2022-04-11": "2679.09",
        },
    ),
    (
        "before July 2012 they were paid",
        "S-GRA",
        case(first_day_of_absence="2012-03-01", until="2012-05-31"),
        {"2012-04-05 kind": "paid_full", "week 2012-04-02": "3940.00"},
    ),
    (
        "Christmas 2012: 24 and 31 December are no public holidays",
        "S-DFHHEL",
        case(first_day_of_absence="2012-11-01", until="2013-01-06"),
        {
            "2012-12-24 kind": "paid_full",
            "2012-12-25 kind": "public_holiday",
            "2012-12-31 kind": "paid_full",
            "2013-01-01 kind": "public_holiday",
            "week 2012-12-24": "2364.09",
        },
    ),
    (
        "a new rate counts from its Monday; Boxing Day is a Monday",
        "§ 50; S-DI23",
        case(until="2023-01-15"),
        {"week 2022-12-26": "3572.12", "week 2023-01-02": "4549.90"},
    ),
)
