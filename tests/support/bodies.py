"""Bodies as clients send them. The CPR number belongs to nobody: its check digit fails."""

CPR, EMPLOYER = "1505731234", "13748136"
SAMPLED = "00000000-0000-4000-8000-000000000002"
FULL_TIME = ["7.4", "7.4", "7.4", "7.4", "7.4", "0", "0"]


def absence(**changed: object) -> dict[str, object]:
    return {
        "cpr": CPR,
        "name": "Anne Eksempel",
        "kind": "wage_earner",
        "first_day_of_absence": "2020-04-27",
        "notified_on": "2020-04-30",
        "form": "DP201",
        **changed,
    }


def employment(**changed: object) -> dict[str, object]:
    return {"cvr": EMPLOYER, "name": "Specialcenter Syddanmark", "week": FULL_TIME, **changed}


def wage(**changed: object) -> dict[str, object]:
    return {"cvr": EMPLOYER, "hourly_wage": "120.00", **changed}


def form(**changed: object) -> dict[str, object]:
    return {"form": "DP300A", "received_on": "2020-05-06", "cause": "other", **changed}


def task(**changed: object) -> dict[str, object]:
    return {"type": "check_case_blocking", "cause": "by hand", **changed}


# One body that each errand of many commands understands.
ERRANDS: dict[str, dict[str, object]] = {
    "TakeNextTask": {"types": ["check_case_blocking"]},
    "AssignTasks": {
        "tasks": [{"case_id": SAMPLED, "task_id": SAMPLED}],
        "to": "carla",
        "reason": "Har ferie fra mandag",
    },
    "ReleaseTasks": {"tasks": [{"case_id": SAMPLED, "task_id": SAMPLED}], "reason": "Syg"},
}

# One body that each command understands; whether it is allowed is another matter.
EXAMPLES: dict[str, dict[str, object]] = {
    "ReportAbsence": absence(),
    "RegisterEmployment": employment(),
    "RegisterWage": wage(),
    "RegisterCircumstances": {"flexjob_granted_on": "2019-01-01"},
    "RequestRefund": {"cvr": EMPLOYER, "requested_on": "2020-05-11"},
    "ApplyForBenefit": {"applied_on": "2020-05-06"},
    "ReceiveInformationForm": form(),
    "AssessSicknessCause": {"cause": "other_approved"},
    "RegisterRemarks": {"received_on": "2020-05-06", "text": "Bemærkning"},
    "GiveDispensation": {"of": "notification", "reason": "Undskyldelig"},
    "CorrectFirstDayOfAbsence": {"first_day_of_absence": "2020-04-28", "reason": "Tastefejl"},
    "WithdrawReport": {"withdrawn_on": "2020-05-06", "reason": "Forkert lønkørsel"},
    "ReportRecovery": {"last_day_of_absence": "2020-06-10", "reported_on": "2020-05-11"},
    "RegisterExpectedRecovery": {"expected_recovery": "2020-06-15", "told_on": "2020-05-06"},
    "RegisterPartialResumption": {"from_day": "2020-06-08", "hours_worked_per_week": "17"},
    "RegisterHoliday": {
        "from_day": "2020-05-14",
        "to_day": "2020-05-31",
        "reported_on": "2020-05-11",
        "agreed": True,
    },
    "WithdrawRegistration": {"of": "holiday", "day": "2020-05-14", "reason": "Ingen ferie"},
    "StartHearing": {"about": "holiday", "started_on": "2020-05-11", "deadline": "2020-05-22"},
    "RegisterHearingAnswer": {"about": "holiday", "answered_on": "2020-05-11", "accepted": True},
    "RegisterLackOfCooperation": {"from_day": "2020-05-11", "to_day": "2020-05-12"},
    "UseRightOfRegret": {"used_on": "2020-07-08"},
    "ExtendBenefit": {"code": 1, "from_day": "2020-11-01"},
    "GrantBenefit": {"from_day": "2020-04-27", "to_day": "2020-06-28"},
    "RejectClaim": {"reason": "other", "text": "Begrundelse"},
    "EndBenefit": {"last_day_with_right": "2020-06-10", "reason": "recovery"},
    "WithdrawEnd": {"reason": "Raskmeldingen gjaldt en anden"},
    "RecalculateBenefit": {"cause": "by_hand"},
    "WriteOffRefund": {},
    "ReverseWriteOff": {"cvr": EMPLOYER, "reason": "Nedbrud i NemRefusion"},
    "MarkCase": {"mark": "complaint", "reason": "Klage modtaget"},
    "RemoveMark": {"mark": "complaint", "reason": "Klage afgjort"},
    "StopAutomation": {"reason": "Skal ses efter"},
    "ResumeAutomation": {"reason": "Set efter"},
    "RecordRefusals": {},
    "AddNote": {"text": "Talt med borger"},
    "CancelCase": {"reason": "Ikke sygemeldt"},
    "CloseCase": {"reason": "Slut"},
    "OpenTask": task(),
    "AssignTask": {"to": "case_worker 1"},
    "ReleaseTask": {},
    "HoldTask": {"until": "2020-07-20", "reason": "Venter på svar"},
    "ResumeTask": {},
    "CommentTask": {"text": "Set på"},
    "SolveTask": {"outcome": "approved"},
    "CancelTask": {"reason": "Faldt bort"},
    "ReopenTask": {"reason": "Endnu en gang"},
    "OrderPayment": {"until": "2020-06-07"},
    "OffsetPayment": {"claim_id": "00000000-0000-4000-8000-000000000002"},
    "RegisterRepayment": {"amount": {"oere": 100}, "repaid_on": "2020-06-16"},
    "WaiveClaim": {"reason": "God tro"},
    "HoldPayment": {"reason": "Kontrol"},
    "ReleasePayment": {},
    "ApprovePayment": {},
    "IncludePayment": {"run_id": "00000000-0000-4000-8000-000000000001"},
    "ExcludePayment": {"run_id": "00000000-0000-4000-8000-000000000001", "reason": "Kontrol"},
    "SendPayment": {"run_id": "00000000-0000-4000-8000-000000000001", "file": "f"},
    "SettlePayment": {"settled_on": "2020-06-16"},
    "ReturnPayment": {"returned_on": "2020-06-16", "reason": "Konto lukket"},
    "FailPayment": {"failed_on": "2020-06-16", "reason": "Afvist"},
    "CancelPayment": {"reason": "Fejl"},
    "PrepareRun": {"kind": "weekly", "prepared_on": "2020-06-08", "pay_until": "2020-06-07"},
    "CloseRun": {"payments": 0, "total": {"oere": 0}, "control_sum": "x"},
    "ApproveRun": {"control_sum": "x"},
    "SendRun": {"file": "f"},
    "WatchDeadlines": {},
    "WatchReassessment": {},
    "FinishRun": {
        "name": "payments-reconcile",
        "day": "2020-06-09",
        "done": 3,
        "refused": [{"code": "payment-blocked", "orders": 1}],
    },
    "SetTaskPriority": {"types": ["limit_value_exceeded", "information_form_other_cause"]},
    "SetTaskWatch": {"case_worker": "case_worker 1", "types": ["limit_value_exceeded"]},
    "SetCutOff": {"hour": 14},
    "SetOffset": {"percent": 20},
    "RequireFourEyes": {},
    "LiftFourEyes": {},
    "DrawSample": {"month": "2020-04-01", "seed": "101/2020-04", "population": [SAMPLED]},
    "RecordSampleResult": {
        "month": "2020-04-01",
        "sampled": SAMPLED,
        "controlled_by": "case_worker",
        "controlled_on": "2020-05-11",
        "result": "in_order",
    },
    "CloseMonth": {
        "month": "2020-04-01",
        "totals": [{"measure": "tasks_opened", "of": ["check_case_blocking"], "count": 2}],
    },
    "ReconcileRun": {
        "control_sum": "x",
        "settled": 0,
        "returned": 0,
        "failed": 0,
        "total_settled": {"oere": 0},
    },
}
