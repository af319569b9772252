"""What each role is competent for, as a table."""

from collections.abc import Mapping
from enum import StrEnum

from domain.shared.envelope import Role


class Competence(StrEnum):
    NOTIFY = "notify"  # an employer's or fund's words
    ANSWER = "answer"  # the citizen's words
    TELL = "tell"  # what happens in the course of the absence, whoever tells it
    FOLLOW_UP = "follow_up"  # the job centre's
    END = "end"
    OPEN_TASKS = "open_tasks"
    WORK_ON_TASKS = "work_on_tasks"
    DECIDE = "decide"
    CLOSE = "close"
    KEEP = "keep"  # notes and marks
    STEER = "steer"  # what the machine may do on a case
    PAY = "pay"
    PREPARE_RUNS = "prepare_runs"  # also a person's: an extra run, that somebody else approves
    RUN = "run"  # the machine's steps of a payment run
    APPROVE_RUNS = "approve_runs"
    ARRANGE = "arrange"  # how the municipality works: priorities, watches, four eyes
    SEE = "see"
    SEE_OWN_EMPLOYEES = "see_own_employees"  # and people with a protected identity
    OPERATE = "operate"  # the state of the system, no citizen in it


CASE_WORK = frozenset(
    {
        Competence.NOTIFY,
        Competence.ANSWER,
        Competence.TELL,
        Competence.FOLLOW_UP,
        Competence.END,
        Competence.OPEN_TASKS,
        Competence.WORK_ON_TASKS,
        Competence.DECIDE,
        Competence.CLOSE,
        Competence.KEEP,
        Competence.STEER,
        Competence.PAY,
        Competence.SEE,
    }
)
MAY: Mapping[Role, frozenset[Competence]] = {
    Role.NEMREFUSION: frozenset({Competence.NOTIFY, Competence.TELL, Competence.OPEN_TASKS}),
    Role.CITIZEN_SERVICE: frozenset({Competence.ANSWER, Competence.TELL, Competence.OPEN_TASKS}),
    Role.JOB_CENTRE: frozenset(
        {Competence.TELL, Competence.FOLLOW_UP, Competence.END, Competence.OPEN_TASKS}
    ),
    Role.MACHINE: frozenset(Competence)
    - {Competence.APPROVE_RUNS, Competence.ARRANGE, Competence.SEE, Competence.SEE_OWN_EMPLOYEES},
    Role.CASE_WORKER: CASE_WORK,
    Role.MANAGER: frozenset(Competence) - {Competence.RUN},
    Role.LOCAL_ADMINISTRATOR: frozenset(
        {Competence.ARRANGE, Competence.SEE, Competence.STEER, Competence.OPERATE}
    ),
    Role.INFORMATION_SEEKER: frozenset({Competence.SEE}),
}
