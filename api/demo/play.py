"""Plays the story over HTTP and collects what was seen; what is printed is read from the API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from api.demo.client import Actors
from api.demo.screen import Screen
from api.demo.served import Instance
from api.demo.story import Pause, Step, story

Seen = dict[str, object]
Look = Callable[["Play"], None]
THE_DAY_BEFORE = "2020-05-10"  # the task was solved on the next day


@dataclass
class Play:
    """One play of the story: the case it is about, and what was seen of it."""

    actors: Actors
    instance: Instance
    screen: Screen
    seen: Seen = field(default_factory=Seen)
    case_id: str = ""

    def run(self, wage: str) -> Seen:
        for one in story(wage):
            if isinstance(one, Step):
                self.command(one)
            else:
                self.pause(one)
        for look in (look_back, reports, log, rebuild):
            look(self)
        return self.seen

    def command(self, step: Step) -> None:
        self.actors.move_clock(step.at)
        task = self.task_of(step.task) if step.task else ""
        path = step.path.format(case=self.case_id, task=task)
        version = self.case()["version"] if step.task else None
        answer = self.actors.post(path, step.body, step.who, version)
        self.case_id = self.case_id or str(answer["case_id"])
        self.screen.step(step.at, step.who, step.says, answer)

    def pause(self, pause: Pause) -> None:
        runs = self.actors.move_clock(pause.until)["runs"]
        self.screen.runs(pause.until, runs)
        LOOKS[pause.look](self)

    def case(self, view: str = "", **query: object) -> dict[str, object]:
        return self.actors.get(f"/cases/{self.case_id}{view}", **query)

    def task_of(self, kind: str) -> str:
        tasks = rows(self.case("/tasks"), "tasks")
        return next(str(one["task_id"]) for one in tasks if one["type"] == kind)


def rows(document: Mapping[str, object], name: str) -> list[dict[str, object]]:
    found = document[name]
    if not isinstance(found, list):
        raise TypeError(f"{name} is no list")
    return list[dict[str, object]](found)  # pyright: ignore[reportUnknownArgumentType] - from JSON


def queue(play: Play) -> None:
    tasks = rows(play.actors.list("/tasks", statuses="open"), "items")
    play.screen.table("Task queue", tasks, "number", "title", "blocks", "due_on", "citizen_name")
    unfinished(play)
    blocking = {one["number"]: one["blocks"] for one in tasks}
    play.seen["task 19 blocks"] = blocking.get(19)


def granted(play: Play) -> None:
    case = play.case()
    history = rows(play.case("/history"), "events")
    grant = next((one for one in history if one["type"] == "BenefitGranted"), Seen())
    play.screen.facts("Decided", case, "status", "granted_from", "reassessment_date")
    play.seen["reassessment date before the holiday"] = case["reassessment_date"]
    play.seen["decided by"] = grant.get("role")


def duration(play: Play) -> None:
    readings = rows(play.case("/duration"), "readings")
    play.screen.table(
        "Reassessment date, both readings of § 24", readings,
        "agreed_holiday_counts", "reassessment_date",
    )  # fmt: skip
    for one in readings:
        counted = "counted" if one["agreed_holiday_counts"] else "not counted"
        play.seen[f"reassessment date, holiday days {counted}"] = one["reassessment_date"]


def payments(play: Play) -> None:
    paid = rows(play.actors.list("/payments", sort="monday"), "items")
    play.screen.table("Payment list", paid, "payee", "monday", "amount", "kind", "status")
    play.seen["payments"] = len(paid)
    play.seen["payments settled"] = sum(one["status"] == "settled" for one in paid)
    play.seen["amounts"] = [str(one["amount"]) for one in sorted(paid, key=monday)]


def monday(payment: Mapping[str, object]) -> str:
    return str(payment["monday"])


def look_back(play: Play) -> None:
    now, then = play.case(), play.case(as_of=THE_DAY_BEFORE)
    days = rows(play.case("/account"), "days")
    paid = [one for one in days if str(one["kind"]) == "paid_full"]
    play.screen.facts(f"The case as it was on {THE_DAY_BEFORE}", then, "status", "open_tasks")
    play.screen.facts("The case now", now, "status", "open_tasks", "paid")
    play.seen["first paid day"] = paid[0]["date"] if paid else None
    play.seen["status on the day before the task was solved"] = then["status"]
    play.seen["open tasks on that day"] = then["open_tasks"]
    play.seen["status now"] = now["status"]
    play.seen["total"] = now["paid"]


def reports(play: Play) -> None:
    play.seen["unfinished tasks"] = len(unfinished(play))
    play.seen["tasks"] = len(rows(play.case("/tasks"), "tasks"))


def unfinished(play: Play) -> list[dict[str, object]]:
    found = rows(play.actors.list("/reports/unfinished-tasks"), "by_type")
    play.screen.table("R23 unfinished tasks", found, "title", "blocks", "tasks")
    return found


def log(play: Play) -> None:
    verified = play.instance.sdp_json("verify")
    checked = play.instance.sdp_json("check", "invariants")
    play.screen.facts("sdp verify", verified, "events", "blocks", "ok")
    play.screen.facts("sdp check invariants", checked, "checked_events", "violations")
    play.seen["log verified"] = verified["ok"]
    play.seen["events"] = verified["events"]
    play.seen["violations"] = len(rows(checked, "violations"))


def rebuild(play: Play) -> None:
    rebuilt = rows(play.instance.sdp_json("projections", "rebuild", "--all"), "rebuilt")
    play.screen.table("Rebuilt beside the live ones", rebuilt, "projection", "events", "same")
    play.seen["rebuilt projections identical"] = all(one["same"] for one in rebuilt)
    play.seen["rebuild per second"] = rebuilt[0]["events_per_second"] if rebuilt else 0


LOOKS: Mapping[str, Look] = {
    "queue": queue,
    "granted": granted,
    "duration": duration,
    "payments": payments,
}
