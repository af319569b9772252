"""What follows when one claim or case of a citizen is closed and another goes on: a reminder."""

from domain.case.kinds import Registration
from domain.task.events import TaskCancelled
from tests.application.policies.story import Story
from tests.support import examples as ask
from tests.support.examples import CVR, OTHER_CVR, day, withdraw
from tests.support.histories import GRANTED, READY

TWO_JOBS = (*GRANTED, ask.register_employment(OTHER_CVR))
FIT_IN_ONE = (*TWO_JOBS, ask.report_recovery(day("06-12"), CVR))
OTHER_CASES = (  # told of a citizen who has another case, in which nothing ended yet
    Story(
        "RecoveryReported: of_other_cases",
        READY,
        ask.report_recovery(),
        "check_case_non_blocking",
    ),
    Story(
        "RegistrationWithdrawn: of_other_cases",
        (*READY, ask.report_recovery()),
        withdraw(Registration.RECOVERY, day("06-12")),
        TaskCancelled,
    ),
)
AFTER_CLOSING = (
    Story(
        "RecoveryReported: of_other_claims",
        TWO_JOBS,
        ask.report_recovery(day("06-12"), CVR),
        "check_case_non_blocking",
    ),
    Story(
        "RecoveryReported: of_other_claims",
        FIT_IN_ONE,
        ask.report_recovery(day("06-19"), OTHER_CVR),
        TaskCancelled,
    ),
    Story(
        "EmploymentRegistered: of_other_claims",
        TWO_JOBS,
        ask.register_employment(OTHER_CVR, last_day_of_absence=day("06-12")),
        "check_case_non_blocking",
    ),
    Story(
        "RegistrationWithdrawn: of_other_claims",
        FIT_IN_ONE,
        withdraw(Registration.RECOVERY, day("06-12"), cvr=CVR),
        TaskCancelled,
    ),
    *OTHER_CASES,
)
