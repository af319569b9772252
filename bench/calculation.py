"""What `calculate_year` measures: a year of two employers with all that makes days differ."""

from collections.abc import Callable

import orjson

from domain.benefit.account import Account
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts

YEAR = {
    "citizen": {"kind": "wage_earner"},
    "first_day_of_absence": "2022-01-10",
    "until": "2023-01-08",
    "employments": [
        {
            "cvr": "13748136",
            "week": ["7.4", "7.4", "7.4", "7.4", "0", "0", "0"],
            "hourly_wage": "140.00",
            "employed_since": "2015-05-01",
            "hours_last_8_weeks": "230",
        },
        {
            "cvr": "24256790",
            "rota": [
                ["0", "0", "0", "0", "8", "8", "0"],
                ["0", "4", "0", "0", "6.5", "0", "7"],
                ["0", "0", "0", "0", "0", "12", "12"],
                ["4", "0", "4", "0", "8", "0", "0"],
            ],
            "rota_from": "2022-01-03",
            "hourly_wage": "185.50",
            "wage_paid_until": "2022-09-30",
        },
    ],
    "monthly_hours": [{"month": f"2021-{month:02}", "hours": "160"} for month in range(7, 13)],
    "partial_resumptions": [
        {"from": "2022-08-01", "to": "2022-11-20", "cvr": "13748136", "hours_worked_per_week": "12"}
    ],
    "holidays": [{"from": "2022-07-11", "to": "2022-07-24", "agreed": True}],
    "extensions": [{"code": 3, "from": "2022-09-01"}],
    "notified_on": "2022-01-20",
    "applied_on": "2022-10-03",
    "refund_requests": [
        {"cvr": "13748136", "on": "2022-03-01"},
        {"cvr": "24256790", "on": "2022-03-02", "to": "2022-09-30"},
    ],
    "earlier_benefit": [{"from": "2021-09-06", "to": "2021-10-17"}],
}


def calculate_year() -> Callable[[], Account]:
    """Parse the facts once; each call then computes the account anew, findings and all."""
    facts = Facts.model_validate_json(orjson.dumps(YEAR))
    return lambda: calculate(facts)
