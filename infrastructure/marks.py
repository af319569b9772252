"""Marks of progress: a small file for each run, written beside, flushed, and renamed."""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from domain.shared.envelope import CaseId


@dataclass(frozen=True)
class FolderOfMarks:
    folder: Path

    def reached(self, run: str) -> CaseId | None:
        """Give the mark; a run that never kept one begins at the beginning."""
        try:
            return CaseId(UUID(self._path(run).read_text("ascii").strip()))
        except FileNotFoundError:
            return None

    def reach(self, run: str, case_id: CaseId) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(run)
        beside = path.with_suffix(".new")
        with beside.open("w", encoding="ascii") as file:
            file.write(f"{case_id}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)

    def _path(self, run: str) -> Path:
        return self.folder / f"{run}.mark"
