"""The rulings a decision keeps: what each rule came to over a run of days, said once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from domain.benefit.account import Account, Findings
from domain.case.events import Ruling
from domain.shared.law import Finding
from domain.shared.period import Period
from domain.shared.plain import Plain, plain

RULING_TEXT = 200
YES_OR_NO = {True: "true", False: "false"}
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
Rule: TypeAlias = tuple[str, str]  # its name, and the law it cites
Words: TypeAlias = tuple[str, ...]
Said: TypeAlias = frozenset[Words]
Spoken: TypeAlias = tuple[date, date, Findings]  # days that share what was found of them


@dataclass(slots=True)
class Run:
    """Days on which a rule says the same."""

    said: Said
    first: date
    last: date


@dataclass(slots=True)
class Read:
    """What some findings say, and the runs they go on with while `began` is how many there are."""

    said: list[tuple[Rule, Said]]
    runs: list[Run] = field(default_factory=list[Run])
    began: int = -1


def rulings(days: Iterable[Spoken]) -> Iterator[Ruling]:
    """Give what each rule came to once for every run of days on which it said the same.

    Days on which a rule had nothing to say (a Sunday) do not end its run.
    """
    runs: list[Run] = []
    running: dict[Rule, Run] = {}
    read, words_of = dict[int, Read](), dict[int, Words]()
    for first, last, findings in days:
        known = read.get(id(findings))
        if known is None:
            known = read[id(findings)] = Read(by_rule(findings, words_of))
        if known.began < len(runs):  # something was said since that it did not say
            known.runs = [going_on(rule, said, first, running, runs) for rule, said in known.said]
            known.began = len(runs)
        for run in known.runs:
            run.last = last
    for run in runs:
        for one in sorted(run.said):
            yield ruling(one, Period(run.first, run.last))


def going_on(rule: Rule, said: Said, day: date, running: dict[Rule, Run], runs: list[Run]) -> Run:
    """Give the run of a rule that says the same, or begin one."""
    run = running.get(rule)
    if run is None or run.said != said:
        run = running[rule] = Run(said, day, day)
        runs.append(run)
    return run


def spoken(account: Account) -> Iterator[Spoken]:
    """Read each run of days that share their findings."""
    first = last = account.days[0]
    for day in account.days:
        if day.findings is not first.findings:
            yield first.date, last.date, first.findings
            first = day
        last = day
    yield first.date, last.date, first.findings


def by_rule(findings: Findings, words_of: dict[int, Words]) -> list[tuple[Rule, Said]]:
    """Gather what each rule says; findings that several days share are put into words once."""
    found: defaultdict[Rule, set[Words]] = defaultdict(set)
    for finding in findings:
        said = words_of.get(id(finding))
        if said is None:
            said = words_of[id(finding)] = words(finding)
        found[said[0], said[1]].add(said)
    return [(rule, frozenset(said)) for rule, said in found.items()]


def words(finding: Finding[object]) -> Words:
    output = finding.output
    if not isinstance(output, str):
        output = YES_OR_NO[output] if isinstance(output, bool) else canonical(plain(output))
    used = finding.parameter
    parameter = f"{used.name}@{used.in_force_from}#{used.known_since}" if used else ""
    return finding.rule, finding.citation.text, output[:RULING_TEXT], parameter


def ruling(said: Words, period: Period) -> Ruling:
    rule, citation, output, parameter = said
    return Ruling(
        rule=rule, citation=citation, period=period, output=output, parameter=parameter or None
    )


def canonical(data: Plain) -> str:
    return CANONICAL.encode(data)
