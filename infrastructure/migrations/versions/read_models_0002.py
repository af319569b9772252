"""What is kept about read models beside their rows: how far, by whom, which one is shown."""

from alembic import op

revision = "0002_read_models"
down_revision = "0001_log"

UP = (
    "CREATE SCHEMA readmodels",
    """
    CREATE TABLE readmodels.lease (
        name       text        PRIMARY KEY,
        owner      text        NOT NULL,
        epoch      bigint      NOT NULL,  -- goes up with every taking over
        renewed_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE readmodels.slot (
        schema     text        PRIMARY KEY,  -- where the tables of one build of a version are
        projection text        NOT NULL,
        version    integer     NOT NULL,
        state      text        NOT NULL CHECK (state IN ('building', 'live')),
        created_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    """
    CREATE TABLE readmodels.checkpoint (
        schema     text        NOT NULL REFERENCES readmodels.slot ON DELETE CASCADE,
        shard      integer     NOT NULL,  -- 0 once the slot is live
        position   bigint      NOT NULL,  -- the last one scanned
        moved_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (schema, shard)
    )
    """,
    """
    CREATE TABLE readmodels.active (
        projection   text        PRIMARY KEY,
        schema       text        NOT NULL REFERENCES readmodels.slot,
        before       text        REFERENCES readmodels.slot ON DELETE SET NULL,
        activated_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    """
    CREATE TABLE readmodels.parked (
        schema     text        NOT NULL REFERENCES readmodels.slot ON DELETE CASCADE,
        position   bigint      NOT NULL,
        case_id    uuid        NOT NULL,
        event      text        NOT NULL,
        error_code text        NOT NULL,  -- never the text of an error: it may be personal
        parked_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (schema, position)
    )
    """,
    "CREATE INDEX parked_case ON readmodels.parked (schema, case_id)",
    "REVOKE ALL ON SCHEMA readmodels FROM PUBLIC",
    "GRANT USAGE ON SCHEMA readmodels TO sdp_projector, sdp_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA readmodels TO sdp_projector",
    """
    GRANT SELECT ON readmodels.slot, readmodels.checkpoint, readmodels.active,
        readmodels.parked TO sdp_app
    """,
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in ("DROP SCHEMA readmodels CASCADE",):
        op.execute(statement)
