"""Statistics: closed months as they were closed, and what the open ones are counted from."""

from typing import get_args

from domain.dossier.dossier import DossierEvent
from projections.projection import Folded, Projection, by_case, by_position, by_stream
from projections.statistics.v1.lives import OF_CASE, OF_MONTH, OF_PAYMENT, OF_TASK
from projections.statistics.v1.tables import (
    CaseLifeRow,
    ClosedMonthRow,
    PaymentLifeRow,
    TaskLifeRow,
    case_life,
    closed_month,
    payment_life,
    task_life,
)

FOLDED = (
    Folded(task_life, TaskLifeRow, by_stream, on=OF_TASK),
    Folded(case_life, CaseLifeRow, by_case, on=OF_CASE),
    Folded(payment_life, PaymentLifeRow, by_stream, on=OF_PAYMENT),
    Folded(closed_month, ClosedMonthRow, by_position, on=OF_MONTH),
)
COUNTED = {entry.kind for folded in FOLDED for entry in folded.on}

STATISTICS = Projection(
    name="statistics",
    version=1,
    folded=FOLDED,
    # how a payment goes on after it left, runs, and settings are counted elsewhere or nowhere
    left_out=frozenset(get_args(DossierEvent)) - COUNTED,
)
