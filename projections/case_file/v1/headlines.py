"""How the case file tells each event: its topic, a Danish headline, and where people's words are.

Braces name fields of the event; days and money are written as people read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import Formatter

from domain.case import events as case
from domain.dossier.dossier import DossierEvent
from domain.payment import events as payment
from domain.shared.money import Money
from domain.task import events as task
from projections.case_file.v1.danish import IN_DANISH


class Topic(StrEnum):
    ABSENCE = "absence"
    EMPLOYMENT = "employment"
    HEARING = "hearing"
    BENEFIT = "benefit"
    TASK = "task"
    PAYMENT = "payment"
    NOTE = "note"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Told:
    topic: Topic
    headline: str
    text: str | None = None  # the field that holds people's words


ABSENCE, EMPLOYMENT, HEARING, BENEFIT = (
    Topic.ABSENCE,
    Topic.EMPLOYMENT,
    Topic.HEARING,
    Topic.BENEFIT,
)
TASK, PAYMENT, NOTE, CASE = Topic.TASK, Topic.PAYMENT, Topic.NOTE, Topic.CASE

TOLD: Mapping[type[DossierEvent], Told] = {
    case.AbsenceReported: Told(ABSENCE, "Fravær anmeldt ({form}) fra {first_day_of_absence}"),
    case.EmploymentRegistered: Told(EMPLOYMENT, "Ansættelse registreret, CVR {cvr}"),
    case.WageRegistered: Told(EMPLOYMENT, "Timeløn {hourly_wage} kr. registreret, CVR {cvr}"),
    case.CircumstancesRegistered: Told(EMPLOYMENT, "Forhold registreret"),
    case.RefundRequested: Told(BENEFIT, "Refusion anmodet {requested_on}, CVR {cvr}"),
    case.BenefitAppliedFor: Told(BENEFIT, "Sygedagpenge ansøgt {applied_on}"),
    case.InformationFormReceived: Told(
        ABSENCE, "Oplysningsskema {form} modtaget {received_on}", "remark"
    ),
    case.SicknessCauseAssessed: Told(ABSENCE, "Fraværsårsag vurderet", "remark"),
    case.RemarksRegistered: Told(HEARING, "Bemærkninger modtaget {received_on}", "text"),
    case.DispensationGiven: Told(BENEFIT, "Dispensation givet: {of}", "reason"),
    case.FirstDayOfAbsenceCorrected: Told(
        ABSENCE, "Første fraværsdag rettet fra {before} til {first_day_of_absence}", "reason"
    ),
    case.ReportWithdrawn: Told(ABSENCE, "Anmeldelse trukket tilbage {withdrawn_on}", "reason"),
    case.RecoveryReported: Told(
        ABSENCE, "Raskmelding {reported_on}: sidste fraværsdag {last_day_of_absence}"
    ),
    case.RecoveryExpected: Told(ABSENCE, "Forventet raskmelding {expected_recovery}"),
    case.PartialResumptionRegistered: Told(
        ABSENCE, "Delvist genoptaget arbejde fra {from_day} til {to_day}"
    ),
    case.HolidayRegistered: Told(ABSENCE, "Ferie fra {from_day} til {to_day}, aftalt: {agreed}"),
    case.RegistrationWithdrawn: Told(ABSENCE, "Registrering tilbagekaldt: {of}", "reason"),
    case.HearingStarted: Told(
        HEARING, "Partshøring ({about}) begyndt {started_on}, frist {deadline}"
    ),
    case.HearingAnswered: Told(
        HEARING, "Partshøring ({about}) besvaret {answered_on}, accepteret: {accepted}", "remark"
    ),
    case.LackOfCooperationRegistered: Told(
        BENEFIT, "Manglende medvirken, {time}. gang, fra {from_day} til {to_day}"
    ),
    case.RightOfRegretUsed: Told(BENEFIT, "Fortrydelsesret brugt {used_on}"),
    case.BenefitExtended: Told(
        BENEFIT, "Forlænget efter § 27, stk. 1, nr. {code}, fra {from_day} til {to_day}"
    ),
    case.BenefitGranted: Told(BENEFIT, "Sygedagpenge bevilget fra {from_day} til {to_day}"),
    case.ClaimRejected: Told(BENEFIT, "Afslag: {reason}", "text"),
    case.BenefitEnded: Told(
        BENEFIT, "Sygedagpenge ophørt, sidste dag med ret {last_day_with_right} ({reason})"
    ),
    case.EndWithdrawn: Told(
        BENEFIT, "Ophør tilbagekaldt, sidste dag med ret var {last_day_with_right}", "reason"
    ),
    case.BenefitRecalculated: Told(BENEFIT, "Genberegnet fra {cut_off} ({cause})"),
    case.BenefitConfirmed: Told(BENEFIT, "Genberegnet uden ændring ({cause})"),
    case.RefundWrittenOff: Told(BENEFIT, "Refusion afskrevet: {amount} kr., CVR {cvr}"),
    case.WriteOffReversed: Told(BENEFIT, "Afskrivning ophævet, CVR {cvr}", "reason"),
    case.CaseMarked: Told(CASE, "Mærke sat: {mark}", "reason"),
    case.MarkRemoved: Told(CASE, "Mærke fjernet: {mark}", "reason"),
    case.AutomationStopped: Told(CASE, "Automatik stoppet", "reason"),
    case.AutomationResumed: Told(CASE, "Automatik genoptaget", "reason"),
    case.AutomationRefused: Told(CASE, "Kan ikke afgøres automatisk"),
    case.NoteAdded: Told(NOTE, "Journalnotat", "text"),
    case.CaseCancelled: Told(CASE, "Sag annulleret", "reason"),
    case.CaseClosed: Told(CASE, "Sag afsluttet {closed_on}", "reason"),
    task.TaskOpened: Told(TASK, "Opgave oprettet, forfald {due_on}", "reason"),
    task.TaskAssigned: Told(TASK, "Opgave tildelt {to}"),
    task.TaskReleased: Told(TASK, "Opgave lagt tilbage", "reason"),
    task.TaskHeld: Told(TASK, "Opgave sat i bero til {until}", "reason"),
    task.TaskResumed: Told(TASK, "Opgave genoptaget"),
    task.TaskCommented: Told(TASK, "Kommentar til opgave", "text"),
    task.TaskSolved: Told(TASK, "Opgave løst: {outcome}", "comment"),
    task.TaskCancelled: Told(TASK, "Opgave annulleret", "reason"),
    task.TaskReopened: Told(TASK, "Opgave genåbnet", "reason"),
    payment.PaymentOrdered: Told(
        PAYMENT, "Udbetaling bestilt: {amount} kr. for ugen fra {monday} til {payee}"
    ),
    payment.PaymentOffset: Told(PAYMENT, "Udbetaling modregnet med {amount} kr."),
    payment.RepaymentRegistered: Told(PAYMENT, "Tilbagebetalt {amount} kr. {repaid_on}"),
    payment.ClaimWaived: Told(PAYMENT, "Eftergivet {amount} kr. af tilbagebetaling", "reason"),
    payment.PaymentHeld: Told(PAYMENT, "Udbetaling holdt tilbage", "reason"),
    payment.PaymentReleased: Told(PAYMENT, "Udbetaling frigivet", "reason"),
    payment.PaymentApproved: Told(PAYMENT, "Udbetaling godkendt"),
    payment.PaymentIncluded: Told(PAYMENT, "Udbetaling medtaget i kørsel"),
    payment.PaymentExcluded: Told(PAYMENT, "Udbetaling taget ud af kørsel", "reason"),
    payment.PaymentSent: Told(PAYMENT, "Udbetaling sendt"),
    payment.PaymentSettled: Told(PAYMENT, "Udbetaling gennemført {settled_on}"),
    payment.PaymentReturned: Told(PAYMENT, "Udbetaling returneret {returned_on}", "reason"),
    payment.PaymentFailed: Told(PAYMENT, "Udbetaling mislykket {failed_on}", "reason"),
    payment.PaymentCancelled: Told(PAYMENT, "Udbetaling annulleret", "reason"),
}


class Danish(Formatter):
    """Writes fields of an event as a Danish reader expects them."""

    def format_field(self, value: object, format_spec: str) -> str:
        del format_spec
        match value:
            case None:
                return "åben"
            case bool():
                return "ja" if value else "nej"
            case date():
                return f"{value:%d-%m-%Y}"
            case Money():
                return str(value).replace(".", ",")
            case str():
                return IN_DANISH.get(value, value)
            case _:
                return str(value)


DANISH = Danish()
PAY_OF_A_WEEK = "Ugeløn {weekly_pay} kr. registreret, CVR {cvr}"
KNOWN_BY = {"circumstance": " ({circumstance})", "cvr": ", CVR {cvr}", "day": ", {day}"}


def headline(event: DossierEvent) -> str:
    return DANISH.vformat(wording(event), (), event.__dict__)


def wording(event: DossierEvent) -> str:
    """Give what the table says, but where an event is told by what stands in it."""
    told = TOLD[type(event)].headline
    match event:
        case case.WageRegistered(hourly_wage=None):
            return PAY_OF_A_WEEK
        case payment.PaymentHeld(until=date()):
            return told + " til {until}"
        case case.RegistrationWithdrawn():
            known_by = (text for name, text in KNOWN_BY.items() if getattr(event, name))
            return told + "".join(known_by)
        case _:
            return told
