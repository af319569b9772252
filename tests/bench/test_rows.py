"""A row says what was measured, what it should reach, and whether it does."""

import pytest

from bench import register
from bench.benchmark import NotBuilt
from bench.measuring import take_turns
from bench.row import Measured, Row, Tail, Target, figure_of, measured
from tests.bench.toys import counted

NAMES = (  # contracts.md
    "load_decide_append",
    "concurrent_writers",
    "rebuild_task_queue",
    "replay_25",
    "replay_2000",
    "http_query",
    "http_command",
    "calculate_year",
    "rerate",
    "queue_page",
    "nightly_run",
    "payment_run",
    "simulate",
)


def row(found: Measured | None, *targets: Target, quick: bool = False) -> Row:
    return Row("toy", "things/s", "higher", targets, quick, found)


def test_the_rows_are_those_of_the_contract() -> None:
    assert tuple(benchmark.name for benchmark in register.ALL) == NAMES


def test_every_row_has_a_target() -> None:
    assert [benchmark.name for benchmark in register.ALL if not benchmark.targets] == []


def test_contestants_take_turns_and_the_first_turn_does_not_count() -> None:
    order: list[str] = []
    runs = {name: counted(order, name, [100, 1, 2, 3]) for name in ("ours", "limit")}
    assert take_turns(runs, 3) == {"ours": [1, 2, 3], "limit": [1, 2, 3]}
    assert order == ["ours", "limit"] * 4


def test_a_row_gives_medians_their_ratios_and_the_spread() -> None:
    data = row(Measured(ours=(1, 8, 9), limit=(10,), stock=(2, 4, 400))).as_data()
    assert data["value"] == 8
    assert data["spread"] == {"min": 1, "max": 9, "runs": 3}
    assert (data["limit"], data["of_limit"]) == (10, 0.8)
    assert (data["stock"], data["of_stock"]) == (4, 2)


def test_what_was_not_compared_has_no_ratio() -> None:
    data = row(Measured(ours=(1, 2, 3))).as_data()
    assert [data[name] for name in ("limit", "stock", "of_limit", "of_stock")] == [None] * 4


@pytest.mark.parametrize(
    ("target", "ok"),
    [
        (Target("limit", ">=", 0.8), True),
        (Target("limit", ">=", 0.81), False),
        (Target("stock", ">=", 4), True),
        (Target("stock", "<=", 3.9), False),
        (Target("absolute", "<=", 8), True),
        (Target("absolute", ">=", 8.1), False),
    ],
)
def test_a_target_is_a_bound_on_a_ratio_or_on_the_figure(target: Target, ok: bool) -> None:  # noqa: FBT001 (a column of the table)
    found = row(Measured(ours=(8,), limit=(10,), stock=(2,)), target)
    assert found.ok is ok
    assert found.as_data()["targets"] == [
        {"against": target.against, "op": target.op, "value": target.value, "ok": ok}
    ]


def test_a_row_that_misses_one_of_two_targets_is_not_ok() -> None:
    targets = (Target("limit", ">=", 0.5), Target("stock", ">=", 30))
    assert row(Measured(ours=(8,), limit=(10,), stock=(2,)), *targets).ok is False


def test_a_target_without_the_other_figure_is_missed() -> None:
    assert row(Measured(ours=(8,)), Target("limit", ">=", 0.1)).ok is False


@pytest.mark.parametrize(("p99", "ok"), [(60.0, True), (60.1, False)])
def test_a_long_tail_is_a_miss(p99: float, ok: bool) -> None:  # noqa: FBT001 (a column of the table)
    found = row(Measured(ours=(8,), tail=Tail(p50=10, p99=p99, at_most=6)))
    assert found.ok is ok


def test_a_row_that_is_not_built_is_missing_in_a_full_run_and_undecided_in_a_quick_one() -> None:
    assert row(None, quick=False).ok is False
    assert row(None, quick=True).ok is None
    assert row(None).as_data()["value"] is None


def test_what_is_neither_ours_nor_compared_stands_beside() -> None:
    found = measured({"ours": [1], "limit": [2], "bare": [3, 5]})
    assert row(found).as_data()["beside"] == {"bare": 4}


def test_figures_have_four_digits() -> None:
    assert [figure_of(figure) for figure in (123456.7, 0.00123456, None)] == [
        123500,
        0.001235,
        None,
    ]


def test_nothing_is_made_up_for_what_is_missing() -> None:
    assert str(NotBuilt("the simulator")) == "the simulator"
