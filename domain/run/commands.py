"""What can be asked of a payment run."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.run.events import Refusals, RunKind
from domain.shared.messages import Command
from domain.shared.money import Money
from domain.shared.values import Text


class PrepareRun(Command):
    kind: RunKind
    prepared_on: date
    pay_until: date
    four_eyes: bool = False


class CloseRun(Command):
    payments: int
    total: Money
    control_sum: str
    four_eyes: bool = False


class ApproveRun(Command):
    control_sum: str


class SendRun(Command):
    file: Text


class ReconcileRun(Command):
    control_sum: str
    settled: int
    returned: int
    failed: int
    total_settled: Money


class FinishRun(Command):
    """Say what a run of one day came to; a run without payments has a dossier of only these.

    `anew`: it came to its hour, and says so though it was done before and nothing was left to do.
    """

    name: Text
    day: date
    done: Annotated[int, Field(ge=0)]
    refused: tuple[Refusals, ...] = ()
    anew: bool = False


RunCommand = PrepareRun | CloseRun | ApproveRun | SendRun | ReconcileRun | FinishRun
