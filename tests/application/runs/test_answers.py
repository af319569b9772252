"""NemKonto's answer is taken whole or not at all: only what is about exactly the run's payments."""

from uuid import UUID

import pytest

from application.ports.candidates import DuePayment
from application.ports.payment_file import PaymentAnswer
from application.runs.reconciling import check_answer
from domain.run.events import RunKind
from domain.run.states import KnownRun, RunStage
from domain.shared.envelope import PaymentId
from domain.shared.errors import AnswerMismatch
from domain.shared.money import Money
from tests.support.errands import WEEKS
from tests.support.examples import CASE, TODAY, day

ONE, OTHER = PaymentId(UUID(int=1)), PaymentId(UUID(int=2))
RUN = KnownRun(
    kind=RunKind.WEEKLY,
    prepared_on=TODAY,
    pay_until=day("06-28"),
    four_eyes=False,
    stage=RunStage.SENT,
    made_by=frozenset(),
    payments=1,
    control_sum="sum",
)
SENT = (DuePayment(ONE, CASE, "citizen", WEEKS[0], Money(100)),)


def test_an_answer_about_the_payments_of_the_run_is_taken() -> None:
    check_answer(PaymentAnswer("sum", {ONE: "settled"}), RUN, SENT)
    check_answer(PaymentAnswer("sum", {}), RUN, SENT)  # some are still on their way


def test_an_answer_with_another_control_sum_is_refused() -> None:
    with pytest.raises(AnswerMismatch, match="another control sum"):
        check_answer(PaymentAnswer("another", {ONE: "settled"}), RUN, SENT)


def test_an_answer_that_names_a_payment_of_another_run_is_refused() -> None:
    with pytest.raises(AnswerMismatch, match="not sent with the run"):
        check_answer(PaymentAnswer("sum", {ONE: "settled", OTHER: "settled"}), RUN, SENT)
