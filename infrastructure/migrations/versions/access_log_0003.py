"""Who saw which case: one row for each case shown, written once, read by nobody over the API."""

from alembic import op

revision = "0003_access_log"
down_revision = "0002_read_models"

UP = (
    "CREATE SCHEMA sdp_access",
    """
    CREATE TABLE sdp_access.look (
        id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at           timestamptz NOT NULL,
        request      uuid        NOT NULL,  -- the rows of one answer share it
        actor        text        NOT NULL,
        role         text        NOT NULL,
        municipality integer     NOT NULL,
        purpose      text        NOT NULL,
        route        text        NOT NULL,
        case_id      uuid        NOT NULL
    )
    """,
    "CREATE INDEX look_case ON sdp_access.look (case_id, id)",
    "ALTER TABLE sdp_access.look ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY written ON sdp_access.look FOR INSERT TO sdp_app WITH CHECK (true)",
    "REVOKE ALL ON SCHEMA sdp_access FROM PUBLIC",
    "GRANT USAGE ON SCHEMA sdp_access TO sdp_app",
    "GRANT INSERT ON sdp_access.look TO sdp_app",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    """Nothing: who looked is never forgotten by going back a step."""
