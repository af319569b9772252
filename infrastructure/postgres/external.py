"""A server that is not ours (`DATABASE_URL`): its version, and the passwords of our roles on it."""

import json
import os
import secrets
from collections.abc import Mapping

import psycopg

from infrastructure.postgres.binaries import OLDEST_MAJOR
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.roles import ROLES, administering, make_roles, missing_roles
from infrastructure.postgres.unavailable import Unavailable


def check(administrator: str) -> None:
    """Raise `Unavailable` when the server does not answer or is too old."""
    try:
        with psycopg.connect(administrator, connect_timeout=10) as connection:
            major = connection.info.server_version // 10000
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        raise Unavailable("no-postgres", f"DATABASE_URL: {error}") from error
    if major < OLDEST_MAJOR:
        raise Unavailable(
            "postgres-too-old", f"DATABASE_URL: version {major}, needed {OLDEST_MAJOR} or later"
        )


def roles_there(administrator: str, folder: Folder) -> Mapping[str, str]:
    """Their passwords; the roles are made on first use; never taken from another folder."""
    with administering(administrator) as connection:
        known = _read(folder)
        missing = missing_roles(connection)
        if not known and not missing:
            raise Unavailable(
                "roles-taken",
                f"another folder made the roles of this server: copy its keys/roles.json to"
                f" {folder.roles}, or take them over with `sdp db adopt`",
            )
        if missing:
            known = known or _new(folder)
            make_roles(connection, known)
    return known


def adopt(administrator: str, folder: Folder) -> Mapping[str, str]:
    """Give the roles new passwords known here; who knew the old ones can no longer log in."""
    with administering(administrator) as connection:
        passwords = _read(folder) or _new(folder)
        make_roles(connection, passwords)
    return passwords


def _read(folder: Folder) -> Mapping[str, str]:
    return json.loads(folder.roles.read_text()) if folder.roles.exists() else {}


def _new(folder: Folder) -> Mapping[str, str]:
    """Make random passwords, written before they are used, readable by us alone."""
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
    folder.roles.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = folder.roles.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(json.dumps(passwords))
        file.flush()
        os.fsync(file.fileno())
    written.rename(folder.roles)
    return passwords
