"""Who may do what: every command and role stands in a table, and asking decides what is by rule."""

from dataclasses import replace
from typing import get_args

import pytest

from application.access import (
    NEEDS,
    ON_SIGHT,
    PEOPLE,
    as_asked,
    require_for,
    require_sight_of,
    require_to_see,
)
from application.competences import MAY, Competence
from domain.case.commands import EndBenefit, GrantBenefit, ReportAbsence
from domain.case.kinds import EndReason, Mark
from domain.dossier.dossier import DossierCommand
from domain.payment.commands import ApprovePayment, OrderPayment, SendPayment
from domain.run.commands import ApproveRun
from domain.shared.envelope import Actor, Role
from domain.shared.errors import NotAuthorised
from domain.task.commands import OpenTask
from tests.support.errands import FIRST_PAYMENT, RUN, approve_payment, open_task
from tests.support.examples import (
    BERIT,
    MACHINE,
    MANAGER,
    TODAY,
    add_note,
    end,
    grant,
    mark,
    remove_mark,
    report_absence,
)
from tests.support.histories import READY
from tests.support.journals import desk_after


def of(role: Role) -> Actor:
    return replace(BERIT, role=role)


def test_every_role_and_every_command_is_in_its_table() -> None:
    assert set(MAY) == set(Role)
    assert set(NEEDS) == set(get_args(DossierCommand))
    held = {competence for competences in MAY.values() for competence in competences}
    assert held == set(Competence)


def test_every_human_decision_is_made_on_sight() -> None:
    decisions = {command for command, need in NEEDS.items() if need is Competence.DECIDE}
    assert decisions <= ON_SIGHT
    assert ApproveRun in ON_SIGHT
    assert ReportAbsence not in ON_SIGHT


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_its_competences_say_and_nothing_else(role: Role) -> None:
    for command, need in NEEDS.items():
        if need in MAY[role]:
            require_for(of(role), command)
        else:
            with pytest.raises(NotAuthorised, match=need):
                require_for(of(role), command)


def test_an_auditor_only_reads() -> None:
    assert MAY[Role.INFORMATION_SEEKER] == {Competence.SEE}


@pytest.mark.parametrize("role", [Role.NEMREFUSION, Role.CITIZEN_SERVICE, Role.JOB_CENTRE])
def test_other_systems_neither_decide_nor_pay_nor_look(role: Role) -> None:
    theirs = {Competence.DECIDE, Competence.PAY, Competence.RUN, Competence.SEE}
    assert not MAY[role] & theirs
    with pytest.raises(NotAuthorised):
        require_to_see(of(role), "CaseOverview")


def test_people_do_not_run_payments_and_the_machine_approves_no_run() -> None:
    for role in PEOPLE:
        with pytest.raises(NotAuthorised):
            require_for(of(role), SendPayment)
    with pytest.raises(NotAuthorised):
        require_for(MACHINE, ApproveRun)
    require_for(MANAGER, ApproveRun)


def test_by_rule_decides_the_machine_alone() -> None:
    by_rule = ApprovePayment(payment_id=FIRST_PAYMENT, by_rule=True)
    for command in (grant(), by_rule):
        assert as_asked(command, MACHINE) == command
        with pytest.raises(NotAuthorised, match="machine"):
            as_asked(command, BERIT)
    assert as_asked(GrantBenefit(), BERIT) == GrantBenefit()
    assert as_asked(approve_payment(), BERIT) == approve_payment()


def test_who_orders_a_payment_has_it_enter_no_run() -> None:
    into_a_run = OrderPayment(until=TODAY, run_id=RUN)
    assert as_asked(into_a_run, MACHINE) == into_a_run
    for actor in (BERIT, MANAGER):
        with pytest.raises(NotAuthorised, match="run"):
            as_asked(into_a_run, actor)


def test_the_job_centre_ends_benefit_for_its_own_reason() -> None:
    centre = of(Role.JOB_CENTRE)
    assert isinstance(as_asked(end(), centre), EndBenefit)
    with pytest.raises(NotAuthorised, match="own reason"):
        as_asked(end(reason=EndReason.RECOVERY), centre)
    assert isinstance(as_asked(end(reason=EndReason.RECOVERY), BERIT), EndBenefit)


def test_nobody_who_asks_says_that_a_task_holds_back_a_claim_alone() -> None:
    asked = open_task().model_copy(update={"of_claim": True})
    for actor in (BERIT, MACHINE):
        opened = as_asked(asked, actor)
        assert isinstance(opened, OpenTask)
        assert not opened.of_claim


def test_who_opens_a_task_decides_whether_it_is_by_hand() -> None:
    asked = as_asked(open_task(), BERIT)
    assert isinstance(asked, OpenTask)
    assert asked.by_hand
    claimed = open_task().model_copy(update={"by_hand": True})
    by_machine = as_asked(claimed, MACHINE)
    assert isinstance(by_machine, OpenTask)
    assert not by_machine.by_hand


def test_another_system_opens_only_what_its_messages_are_about() -> None:
    portal = of(Role.NEMREFUSION)
    as_asked(open_task("early_refund_application"), portal)
    for key in ("check_case_blocking", "information_form_other_cause"):
        with pytest.raises(NotAuthorised, match="another system"):
            as_asked(open_task(key), portal)


def test_what_may_not_be_asked_is_refused_before_it_is_decided() -> None:
    desk = desk_after(*READY)
    with pytest.raises(NotAuthorised):
        desk.ask(grant(), BERIT)
    with pytest.raises(NotAuthorised):
        desk.ask(open_task(), of(Role.INFORMATION_SEEKER))
    with pytest.raises(NotAuthorised, match="keep"):
        desk.ask(add_note(), of(Role.INFORMATION_SEEKER))
    assert len(desk.log()) == len(READY)


def test_a_colleagues_case_is_seen_by_those_who_may() -> None:
    desk = desk_after(*READY, mark(Mark.COMPLAINT))
    require_sight_of(BERIT, desk.log())
    desk.ask(mark(Mark.OWN_EMPLOYEE))
    desk.ask(remove_mark(Mark.COMPLAINT))
    with pytest.raises(NotAuthorised):
        require_sight_of(BERIT, desk.log())
    require_sight_of(MANAGER, desk.log())
    desk.ask(remove_mark(Mark.OWN_EMPLOYEE))
    require_sight_of(BERIT, desk.log())


@pytest.mark.parametrize("hiding", [Mark.OWN_EMPLOYEE, Mark.PROTECTED_IDENTITY])
def test_a_hidden_case_is_worked_on_by_those_who_may_see_it(hiding: Mark) -> None:
    desk = desk_after(*READY, mark(hiding))
    with pytest.raises(NotAuthorised):
        desk.ask(add_note(), BERIT)
    desk.ask(add_note(), MANAGER)
    desk.ask(grant(), MACHINE)


def test_a_person_reported_as_protected_is_hidden() -> None:
    desk = desk_after(report_absence().model_copy(update={"protected": True}))
    with pytest.raises(NotAuthorised):
        require_sight_of(BERIT, desk.log())
    require_sight_of(MANAGER, desk.log())


def test_the_state_of_the_system_is_for_those_who_run_it() -> None:
    require_to_see(of(Role.LOCAL_ADMINISTRATOR), "Projections")
    with pytest.raises(NotAuthorised):
        require_to_see(BERIT, "Projections")
    require_to_see(BERIT, "CaseOverview")
