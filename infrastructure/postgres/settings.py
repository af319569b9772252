"""How our server is set: for a small machine, without TCP, and silent about people."""

from pathlib import Path

KILLED = "500ms"  # until what a killed program asked is given up, and its locks with it
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "client_connection_check_interval": KILLED,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    # A log outlives the erasure of a case: no rows and no statements in it.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
WITHOUT_FSYNC = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def options(sockets: Path, *, fsync: bool) -> list[str]:
    """Spell them for the command line of `postgres`."""
    quoted = '"' + str(sockets).replace('"', '""') + '"'  # a list: commas and spaces need quotes
    wanted = SETTINGS | {"unix_socket_directories": quoted}
    wanted |= {"fsync": "on"} if fsync else WITHOUT_FSYNC
    return [word for name, value in wanted.items() for word in ("-c", f"{name}={value}")]
