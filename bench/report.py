"""How the answer reads: one document for programs, a table for people, a page to keep."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from rich.table import Table

from bench.row import Measured, Row

TITLES = ("name", "value", "min - max", "limit", "stock", "of limit", "of stock", "targets", "ok")
BEGIN, END = "<!-- written by `sdp bench --write` -->", "<!-- until here -->"
SIGNS = {True: "yes", False: "NO", None: "-"}


def document(
    machine: Mapping[str, object], rows: Iterable[Row], *, quick: bool
) -> dict[str, object]:
    """Render as the contract of `sdp bench` has it."""
    return {"machine": machine, "quick": quick, "rows": [row.as_data() for row in rows]}


def table(rows: Iterable[Row]) -> Table:
    shown = Table(*TITLES, box=None)
    for row in rows:
        shown.add_row(*cells(row))
    return shown


def cells(row: Row) -> tuple[str, ...]:
    data = row.as_data()
    figures = (text(data[name]) for name in ("limit", "stock", "of_limit", "of_stock"))
    value = f"{text(data['value'])} {row.unit}"
    return (row.name, value, spread(row), *figures, targets(row), SIGNS[row.ok])


def text(figure: object) -> str:
    return "-" if figure is None else f"{figure:,}"


def spread(row: Row) -> str:
    runs = row.measured.ours if row.measured else ()
    return f"{min(runs):,.4g} - {max(runs):,.4g}" if runs else "-"


def targets(row: Row) -> str:
    said = [f"{target.op} {target.value:g} {of(target.against)}" for target in row.targets]
    tail = row.measured.tail if row.measured else None
    if tail and tail.at_most is not None:
        said.append(f"p99 <= {tail.at_most:g} p50")
    return ", ".join(said)


def of(against: str) -> str:
    return "" if against == "absolute" else f"x {against}"


def kept(page: str, machine: Mapping[str, object], rows: Sequence[Row]) -> str:
    """Put the figures into `bench/RESULTS.md`; what people wrote around them stays."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{figures(machine, rows)}{END}{after}"


def figures(machine: Mapping[str, object], rows: Sequence[Row]) -> str:
    """Write down machine, figures, and what stands beside them."""
    facts = ", ".join(f"{name} {value}" for name, value in machine.items())
    lines = (
        f"{facts}.",
        "",
        f"| {' | '.join(TITLES)} |",
        f"|{'---|' * len(TITLES)}",
        *(f"| {' | '.join(cells(row))} |" for row in rows),
        "",
        *(line for row in rows for line in remarks(row)),
    )
    return "\n".join(lines) + "\n"


def remarks(row: Row) -> list[str]:
    measured = row.measured or Measured(ours=())
    said = [row.note] if row.note else []
    said += [f"{name}: {median(runs):,.4g}" for name, runs in measured.beside.items()]
    if tail := measured.tail:
        said.append(f"p50 {tail.p50:.4g} ms, p99 {tail.p99:.4g} ms ({tail.ratio:.3g} times)")
    return [f"- **{row.name}**: {'; '.join(said)}"] if said else []
