"""The log: events, dossiers, receipts, the citizen registry, blocks; functions and rights."""

from infrastructure.migrations.scripts import run_script

revision = "0001_log"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for script in ("log_tables", "log_append", "log_reading", "log_rights"):
        run_script(script)
