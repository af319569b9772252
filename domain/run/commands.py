"""What can be asked of a payment run."""

from datetime import date

from domain.run.events import RunKind
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


RunCommand = PrepareRun | CloseRun | ApproveRun | SendRun | ReconcileRun
