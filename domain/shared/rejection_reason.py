"""Why a claim is rejected, as cases record it and as the solution of a task may say."""

from enum import StrEnum


class RejectionReason(StrEnum):
    """The numbered ones are read back by the validation (01-cases.md)."""

    UBE = "3_ube"  # undlader behandling
    FHH = "4_fhh"  # forhaler helbredelse
    UAM = "5_uam"  # undlader at medvirke
    FEA = "6_fea"  # fravær ej anmeldt eller dokumenteret
    SIF = "13_sif"  # selvstændig er ikke forsikret og har underskud
    BUO = "20_buo"  # bevidst afgivelse af urigtige oplysninger
    NOT_INCAPABLE_OF_WORK = "not_incapable_of_work"
    EMPLOYMENT_REQUIREMENT_NOT_MET = "employment_requirement_not_met"
    NOT_ENTITLED = "not_entitled"
    OTHER = "other"
