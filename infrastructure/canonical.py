"""An event as a digest of a log knows it: the same bytes wherever and whenever it was recorded."""

import orjson

from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from infrastructure.stored_names import encode


def canonical(recorded: Recorded) -> bytes:
    """Give type, schema version, payload as canonical JSON and applied instant; no id, no place."""
    if isinstance(recorded.event, Erased):
        raise TypeError("what was erased has no digest")
    stored = encode(recorded.event)
    payload = orjson.dumps(orjson.loads(stored.payload), option=orjson.OPT_SORT_KEYS)
    instant = recorded.envelope.received_at.isoformat()
    return b"\n".join((f"{stored.name} {stored.version}".encode(), payload, instant.encode()))
