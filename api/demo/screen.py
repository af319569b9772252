"""What the demo shows on a terminal; it knows shapes and words, no figures."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from domain.shared.envelope import Role


class Screen:
    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    def step(self, at: str, who: Role, says: str, answer: Mapping[str, object]) -> None:
        version = answer.get("version")
        self.console.print(f"{at}  [bold]{who.value:<16}[/] {says}  [dim]version {version}[/]")

    def runs(self, until: str, runs: object) -> None:
        done = [line for line in map(run_line, runs if isinstance(runs, list) else []) if line]  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType] - from JSON
        self.console.print(f"{until}  [dim]time passes; runs:[/] {', '.join(done) or 'none'}")

    def table(self, title: str, rows: Sequence[Mapping[str, object]], *columns: str) -> None:
        table = Table(*columns, title=title, title_justify="left")
        for row in rows:
            table.add_row(*(str(row.get(column, "")) for column in columns))
        self.console.print(table)

    def facts(self, title: str, document: Mapping[str, object], *names: str) -> None:
        said = "   ".join(f"{name}: [bold]{document.get(name)}[/]" for name in names)
        self.console.print(f"{title} — {said}")


def run_line(run: Mapping[str, Mapping[str, object]]) -> str:
    """Name a run that did something, or was refused something."""
    errand, done, refused = run["errand"], run["done"], run["refused"]
    if not done and not refused:
        return ""
    why = "".join(f", {code}" for code in refused)
    return f"{errand['name']} {errand['day']} ({done} done{why})"
