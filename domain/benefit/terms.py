"""The deadlines of a case, as its account shows them: those of its claims, the earliest first."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.benefit.absence import Absence
from domain.benefit.account import Deadlines
from domain.benefit.claim import Claim, Terms
from domain.benefit.computation import Computation
from domain.benefit.lateness import application_deadline
from domain.rules import deadlines, refund_claims


def employment_terms(comp: Computation, absence: Absence, owed_from: int) -> Terms:
    """§§ 38, 40 and 59: what the employer and the citizen have to keep for this employment."""
    law, first_day = comp.law, absence.first_day
    if absence.wage_until:
        told = deadlines.employer_notification(law, first_day)
        claim_by = refund_claims.last_day_to_claim(law, date.fromordinal(owed_from))
        return Terms(told.output, claim_by.output, applied_by(comp, absence, owed_from))
    pays_benefit = owed_from > absence.first
    ended = date.fromordinal(owed_from - 1) if pays_benefit else None
    pays = "benefit" if pays_benefit else "nothing"
    told = deadlines.employer_notification(law, first_day, pays, ended)
    return Terms(told.output, None, applied_by(comp, absence, owed_from))


def applied_by(comp: Computation, absence: Absence, owed_from: int) -> date | None:
    """None while wages go on and no letter was sent: there is nothing to apply for."""
    if max(owed_from, absence.wage_until + 1) <= comp.last:
        return application_deadline(comp, absence, owed_from).output
    letter = comp.facts.letter_sent_on
    if letter is None:
        return None
    return deadlines.application(comp.law, absence.first_day, letter).output


def deadlines_of(comp: Computation, claims: Sequence[Claim]) -> Deadlines:
    """Put the claims' deadlines together; a date is none where nobody has to keep it."""
    law, first_day, letter = comp.law, comp.facts.first_day_of_absence, comp.facts.letter_sent_on
    disagreed = None if letter is None else deadlines.disagreement(law, first_day, letter)
    claimed = min((one.on for one in comp.facts.refund_requests), default=None)
    oldest = None if claimed is None else refund_claims.oldest_day(law, claimed)
    refunded = any(claim.employer_until for claim in claims)
    final = refund_claims.final_day(law, first_day) if refunded else None
    return Deadlines(
        notification=earliest(claim.terms.notification for claim in claims),
        request=earliest(claim.terms.request for claim in claims),
        application=earliest(claim.terms.application for claim in claims),
        disagreement=disagreed.output if disagreed else None,
        refund_claim_oldest_day=oldest.output if oldest else None,
        refund_final=final.output if final else None,
    )


def earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
