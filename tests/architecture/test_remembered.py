"""What a process keeps in memory for good is law: people's facts would outlive their erasure."""

import ast

from tests.architecture.test_form import functions, modules

KEPT_BY = {"cache", "lru_cache", "cached_property"}
OF_LAW = {
    "domain/benefit/days.py: decimal_hours",
    "domain/case/accounting.py: text_of",
    "domain/payment/beside.py: citizens_paid_on",
    "domain/payment/beside.py: employers_paid_on",
    "domain/rules/public_holidays.py: _names_in",
    "domain/rules/public_holidays.py: easter_sunday",
    "domain/shared/dated.py: _file",
    "domain/shared/law.py: text",
    "domain/shared/law_values.py: _reader",
}


def remembers(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = [ast.unparse(each).split("(")[0] for each in function.decorator_list]
    return any(name.rsplit(".", 1)[-1] in KEPT_BY for name in names)


def test_what_decides_remembers_nothing_of_anybody() -> None:
    decides = {
        name: text
        for name, text in modules().items()
        if name.startswith(("domain/", "application/"))
    }
    kept = {
        f"{name}: {function.name}"
        for name, text in decides.items()
        for function in functions(text)
        if remembers(function)
    }
    assert kept == OF_LAW
