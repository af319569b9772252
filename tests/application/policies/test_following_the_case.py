"""Assignment follows the case: who takes a task takes what is nobody's, and gets what comes."""

from domain.dossier.dossier import Dossier
from domain.shared.envelope import TaskId
from domain.task.events import TaskAssigned, TaskOpened
from tests.support.errands import assign_task, open_task, release_task
from tests.support.histories import READY
from tests.support.scenario import Given, given

FIRST, SECOND, THIRD = "check_case_blocking", "check_case_non_blocking", "missing_control"


def cased(*types: str) -> Given:
    return given(*READY, *(open_task(kind) for kind in types))


def ids(dossier: Dossier) -> dict[str, TaskId]:
    return {one.type: task_id for task_id, one in dossier.open_tasks.items()}


def workers(dossier: Dossier) -> dict[str, str | None]:
    return {one.type: one.assigned_to for one in dossier.open_tasks.values()}


def test_the_open_tasks_of_the_case_follow_but_not_what_is_somebody_elses() -> None:
    case = cased(FIRST, SECOND, THIRD)
    both = case.and_then(assign_task("berit", ids(case.dossier)[FIRST]))
    assert set(workers(both.dossier).values()) == {"berit"}
    back = both.and_then(release_task(ids(case.dossier)[SECOND]))
    theirs = back.and_then(assign_task("carla", ids(case.dossier)[SECOND]))
    assert workers(theirs.dossier) == {FIRST: "berit", SECOND: "carla", THIRD: "berit"}
    again = theirs.and_then(release_task(ids(case.dossier)[FIRST]))
    again.when(assign_task("carla", ids(case.dossier)[FIRST])).then(TaskAssigned)


def test_a_new_task_is_given_to_the_one_who_has_the_case_and_no_other_task_with_it() -> None:
    case = cased(FIRST, SECOND)
    kept = case.and_then(assign_task("berit", ids(case.dossier)[FIRST]))
    released = kept.and_then(release_task(ids(case.dossier)[SECOND]))
    new = released.when(open_task(THIRD))
    new.then(TaskOpened, TaskAssigned, TaskAssigned)  # and with it the rest, which is nobody's
    assert set(workers(new.dossier).values()) == {"berit"}


def test_a_new_task_is_nobodys_where_nobody_or_several_have_the_case() -> None:
    cased(FIRST).when(open_task(SECOND)).then(TaskOpened)
    case = cased(FIRST, SECOND)
    berits = case.and_then(assign_task("berit", ids(case.dossier)[FIRST]))
    shared = berits.and_then(
        release_task(ids(case.dossier)[SECOND]), assign_task("carla", ids(case.dossier)[SECOND])
    )
    shared.when(open_task(THIRD)).then(TaskOpened)
