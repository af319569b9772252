"""Dossiers to measure on: a case as it is half a year in, its events as the project writes them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, islice
from uuid import UUID, uuid4

from domain.case.events import (
    AbsenceReported,
    BenefitAppliedFor,
    BenefitGranted,
    EmploymentRegistered,
    InformationFormReceived,
    NoteAdded,
    RefundRequested,
    WageRegistered,
)
from domain.case.kinds import CitizenKind, Form, SicknessCause, WageSource
from domain.dossier.dossier import DossierEvent, Fact
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId, CitizenId
from domain.task.events import TaskAssigned, TaskCommented, TaskOpened, TaskSolved
from domain.task.outcomes import Outcome

CVR = "13748136"
CPR = "0702851236"  # nobody's: the check digit fails
TYPE = "check_case_non_blocking"
NOTE = "Borgeren har ringet og oplyst, at behandlingen fortsætter frem til udgangen af måneden."
WEEK = (Decimal("7.4"),) * 5 + (Decimal(0),) * 2
Told = tuple[str, bytes]  # the name of an event and its JSON


def facts(case_id: UUID, count: int) -> tuple[Fact, ...]:
    """Make the first `count` events of a dossier: six of the case, then tasks and notes."""
    streams = chain(new_case(case_id, date(2026, 1, 5)), work(case_id))
    return tuple(islice(streams, count))


def new_case(
    case_id: UUID, first_day: date, granted: BenefitGranted | None = None
) -> tuple[Fact, ...]:
    """Give all that a wage earner's case needs to be decided, and the decision where it is made."""
    decided = (granted,) if granted else ()
    return tuple(Fact(case_id, event) for event in (*reports(first_day), *decided))


def reports(first_day: date) -> tuple[DossierEvent, ...]:
    def later(days: int) -> date:
        return first_day + timedelta(days=days)

    return (
        AbsenceReported(
            citizen_id=CitizenId(uuid4()),
            cpr=CPR,
            name="Testperson Bænkesen",
            kind=CitizenKind.WAGE_EARNER,
            first_day_of_absence=first_day,
            last_day_of_absence=None,
            notified_on=later(7),
            form=Form.DP201,
            cause=None,
            protected=False,
        ),
        EmploymentRegistered(
            cvr=CVR,
            name="Bænk og Bord A/S",
            se_number=None,
            p_number=None,
            week=WEEK,
            rota=None,
            rota_from=None,
            pays_wage=True,
            wage_paid_until=None,
            employed_since=date(2019, 8, 1),
            hours_last_8_weeks=Decimal(296),
            insured_section_55=False,
            section_56=False,
            first_day_of_absence=None,
            last_day_of_absence=None,
            employed_until=None,
            worked_here_before=False,
            section_56_from=None,
        ),
        WageRegistered(
            cvr=CVR,
            hourly_wage=Decimal("187.50"),
            source=WageSource.INCOME_REGISTER,
            monthly_pay=None,
            weekly_pay=None,
            hourly_wage_paid=None,
        ),
        BenefitAppliedFor(applied_on=later(9)),
        InformationFormReceived(
            form=Form.DP300A,
            received_on=later(11),
            cause=SicknessCause.BROKEN_LIMB,
            remark=None,
            wishes_to_apply=True,
        ),
        RefundRequested(cvr=CVR, requested_on=later(28), from_day=later(30), to_day=None),
    )


def work(case_id: UUID) -> Iterator[Fact]:
    """Tasks, opened, assigned, commented and solved, and notes on the case: without end."""
    while True:
        task_id = uuid4()
        yield Fact(task_id, opened(task_id))
        yield Fact(task_id, TaskAssigned(to=ActorId("b-17")))
        yield Fact(task_id, TaskCommented(text=NOTE))
        yield Fact(task_id, TaskSolved(type=TYPE, outcome=Outcome.DONE, comment=NOTE))
        yield Fact(case_id, NoteAdded(text=NOTE))


def opened(cause: UUID) -> TaskOpened:
    return TaskOpened(
        type=TYPE,
        cause=str(cause),
        blocks=Blocks.NOTHING,
        due_on=date(2026, 3, 2),
        priority=3,
        reason=None,
        by_hand=True,
    )


def told(count: int) -> tuple[Told, ...]:
    """Give the same events to whoever knows nothing of the project."""
    return tuple(as_told(fact.event) for fact in facts(uuid4(), count))


def as_told(event: DossierEvent) -> Told:
    return type(event).__name__, event.model_dump_json().encode()
