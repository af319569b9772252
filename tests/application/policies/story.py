"""A story of a policy: after this history this is asked; then this follows."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from domain.case.kinds import (
    CitizenKind,
    Form,
)
from domain.dossier.dossier import Dossier, DossierCommand, DossierEvent
from domain.payment.commands import OrderPayment
from tests.support.examples import CASE, report_absence
from tests.support.scenario import AROUND, Given

ROTA = ((Decimal(8),) * 5 + (Decimal(0),) * 2,)

FLEXJOB = report_absence(kind=CitizenKind.FLEXJOB)

MEMBER = report_absence(kind=CitizenKind.UNEMPLOYED, form=Form.DP200B)

OWNER = report_absence(kind=CitizenKind.SELF_EMPLOYED, form=Form.DP200C)

SMALL = (Decimal(1),) * 7

History = tuple[DossierCommand, ...]


class Story(NamedTuple):
    """After the history this is asked; then this follows: an event, or a task of this type."""

    policy: str
    history: History
    command: DossierCommand
    follows: type[DossierEvent] | str


def told(history: History) -> Given:
    """The municipality keeps up to a fifth of a payment; the citizen is absent elsewhere too."""
    around = replace(AROUND, offset_percent=20, absences_elsewhere=1)
    case = Given(Dossier(CASE), around).and_then(*history)
    return replace(case, around=replace(around, other_open_cases=1))


def about_to(story: Story) -> Given:
    """Tell what came before; the run that is asked for is the run that is being prepared."""
    case, asked = told(story.history), story.command
    run_id = asked.run_id if isinstance(asked, OrderPayment) else None
    return replace(case, around=replace(case.around, run_id=run_id))
