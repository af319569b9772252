"""A build keeps the shape it was made with, and may be renewed while another one is shown."""

from alembic import op

revision = "0005_shape"
down_revision = "0004_log_plain"

UP = (
    "ALTER TABLE readmodels.slot ADD COLUMN shape text",  # none: made by an older release
    "ALTER TABLE readmodels.slot DROP CONSTRAINT slot_state_check",
    """
    ALTER TABLE readmodels.slot
        ADD CONSTRAINT slot_state_check CHECK (state IN ('building', 'renewing', 'live'))
    """,
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("ALTER TABLE readmodels.slot DROP COLUMN shape")
