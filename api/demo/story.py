"""The municipalities' briefing of 19 May 2020, as steps: who does what, when, over HTTP.

First day of absence, form, holiday, hearing and its deadline stand on the briefing's screens; that
they are one case, and wage, hours, employer number and the days of 11 and 20 May and 15 June, are
ours. The citizen is invented: a CPR number with a failing check digit belongs to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.shared.envelope import Role

EMPLOYER = "13748136"
CPR = "1505731234"  # fails the modulus 11 check and is not born on 1 January: nobody's number


@dataclass(frozen=True)
class Step:
    """One command; `{case}` and `{task}` in the path are what the API answered before."""

    at: str  # Danish time
    who: Role
    says: str
    path: str
    body: Mapping[str, object] = field(default_factory=dict[str, object])
    task: str | None = None  # the type of the open task that the command is about


@dataclass(frozen=True)
class Pause:
    """Time passes, and every run that is due in between runs; then something is looked at."""

    until: str
    look: str


FULL_TIME = ["7.4", "7.4", "7.4", "7.4", "7.4", "0", "0"]


def story(wage: str) -> tuple[Step | Pause, ...]:
    return (*reported(wage), *decided(), *holiday(), *heard(), *paid())


REPORT = {
    "cpr": CPR,
    "name": "Anne Eksempel",
    "kind": "wage_earner",
    "first_day_of_absence": "2020-04-27",
    "notified_on": "2020-04-30",
    "form": "DP201",
}


def reported(wage: str) -> tuple[Step | Pause, ...]:
    employer = {"cvr": EMPLOYER, "name": "Specialcenter Syddanmark", "week": FULL_TIME}
    return (
        Step(
            "2020-04-30 10:00",
            Role.NEMREFUSION,
            "The employer reports the absence (DP201)",
            "/cases",
            REPORT,
        ),
        Step(
            "2020-04-30 10:00",
            Role.NEMREFUSION,
            "… with the employment: 37 hours a week, wages go on",
            "/cases/{case}/employments",
            employer,
        ),
        Step(
            "2020-04-30 10:00",
            Role.NEMREFUSION,
            f"… and the wage: {wage} kr. an hour",
            "/cases/{case}/wages",
            {"cvr": EMPLOYER, "hourly_wage": wage},
        ),
    )


def decided() -> tuple[Step | Pause, ...]:
    form = {"form": "DP300A", "received_on": "2020-05-06", "cause": "other", "remark": "Ondt"}
    return (
        Step(
            "2020-05-06 09:00",
            Role.CITIZEN_SERVICE,
            "The citizen answers the information form: cause «Andet»",
            "/cases/{case}/information-forms",
            form,
        ),
        Step(
            "2020-05-08 10:00",
            Role.CASE_WORKER,
            "April's random sample drew the report: controlled, nothing was found",
            "/cases/{case}/tasks/{task}/solution",
            {"outcome": "approved"},
            task="statutory_random_sample",
        ),
        Pause("2020-05-11 09:00", "queue"),
        Step(
            "2020-05-11 10:00",
            Role.CASE_WORKER,
            "A case worker looks at it: approved, task 19 is solved",
            "/cases/{case}/tasks/{task}/solution",
            {"outcome": "approved"},
            task="information_form_other_cause",
        ),
        Pause("2020-05-12 08:00", "granted"),
    )


def holiday() -> tuple[Step | Pause, ...]:
    days = {"from_day": "2020-05-14", "to_day": "2020-05-31"}
    hearing = {"about": "holiday", "started_on": "2020-05-15", "deadline": "2020-05-22"}
    return (
        Step(
            "2020-05-15 10:00",
            Role.JOB_CENTRE,
            "The job centre reports a holiday it agreed to, 14 to 31 May",
            "/cases/{case}/holidays",
            {**days, "reported_on": "2020-05-15", "agreed": True},
        ),
        Step(
            "2020-05-15 11:00",
            Role.CASE_WORKER,
            "The citizen is heard, deadline 22 May",
            "/cases/{case}/hearings",
            hearing,
        ),
    )


def heard() -> tuple[Step | Pause, ...]:
    answer = {"about": "holiday", "answered_on": "2020-05-20", "accepted": True}
    return (
        Step(
            "2020-05-20 12:00",
            Role.CASE_WORKER,
            "The citizen has answered and accepts",
            "/cases/{case}/hearing-answers",
            answer,
        ),
        Step(
            "2020-05-20 13:00",
            Role.CASE_WORKER,
            "The answer is read: task 16 is solved",
            "/cases/{case}/tasks/{task}/solution",
            {"outcome": "accepted"},
            task="party_hearing_answer_received",
        ),
        Pause("2020-05-25 08:00", "duration"),
    )


def paid() -> tuple[Step | Pause, ...]:
    return (
        Step(
            "2020-06-15 10:00",
            Role.NEMREFUSION,
            "The employer asks for refund (DP202)",
            "/cases/{case}/refund-requests",
            {"cvr": EMPLOYER, "requested_on": "2020-06-15"},
        ),
        Pause("2020-06-16 12:00", "payments"),
        Pause("2020-06-23 12:00", "payments"),
        Pause("2020-06-30 12:00", "payments"),
    )
