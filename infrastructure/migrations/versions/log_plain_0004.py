"""The usual ways through the log in fewer statements: one plain command, several loads."""

from infrastructure.migrations.scripts import run_script

revision = "0004_log_plain"
down_revision = "0003_access_log"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("log_plain")


def downgrade() -> None:
    """Nothing: what calls these functions is an older release, and it does not know them."""
