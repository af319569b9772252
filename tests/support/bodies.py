"""Bodies as clients send them. The CPR number belongs to nobody: its check digit fails."""

CPR, EMPLOYER = "1505731234", "13748136"
FULL_TIME = ["7.4", "7.4", "7.4", "7.4", "7.4", "0", "0"]


def absence(**changed: object) -> dict[str, object]:
    return {
        "cpr": CPR,
        "name": "Anne Eksempel",
        "kind": "wage_earner",
        "first_day_of_absence": "2020-04-27",
        "notified_on": "2020-04-30",
        "form": "DP201",
        **changed,
    }


def employment(**changed: object) -> dict[str, object]:
    return {"cvr": EMPLOYER, "name": "Specialcenter Syddanmark", "week": FULL_TIME, **changed}


def wage(**changed: object) -> dict[str, object]:
    return {"cvr": EMPLOYER, "hourly_wage": "120.00", **changed}


def form(**changed: object) -> dict[str, object]:
    return {"form": "DP300A", "received_on": "2020-05-06", "cause": "other", **changed}


def task(**changed: object) -> dict[str, object]:
    return {"type": "check_case_blocking", "cause": "by hand", **changed}
