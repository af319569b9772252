"""The log as a persistence module of the event-sourcing library: it makes no tables.

`PERSISTENCE_MODULE=infrastructure.log.factory`; `SDP_LOG_URL`: the database as sdp_app;
`SDP_DATA_DIR`: where the keys are; `SDP_MUNICIPALITY`: whose events are written and seen.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from eventsourcing.persistence import InfrastructureFactory, InfrastructureFactoryError, Mapper

from infrastructure.log.keys import KeyStore
from infrastructure.log.mapper import LogMapper
from infrastructure.log.recorder import (
    LogAggregateRecorder,
    LogApplicationRecorder,
    LogProcessRecorder,
    LogTrackingRecorder,
    Pool,
    opened_pool,
)


class LogFactory(InfrastructureFactory[LogTrackingRecorder]):
    @cached_property
    def keys(self) -> KeyStore:
        return KeyStore(Path(self._said("SDP_DATA_DIR")) / "keys")

    @cached_property
    def pool(self) -> Pool:
        return opened_pool(self._said("SDP_LOG_URL"), self.municipality)

    @property
    def municipality(self) -> int:
        return int(self.env.get("SDP_MUNICIPALITY", "0"))

    def mapper(self, *_: object, **__: object) -> Mapper[Any]:
        return LogMapper(self.keys)

    def aggregate_recorder(self, purpose: str = "events") -> LogAggregateRecorder:
        if purpose != "events":
            raise InfrastructureFactoryError("the log keeps events only, no snapshots")
        return LogAggregateRecorder(self.pool, self.municipality)

    def application_recorder(self) -> LogApplicationRecorder:
        return LogApplicationRecorder(self.pool, self.municipality)

    def tracking_recorder(
        self, tracking_recorder_class: type[LogTrackingRecorder] | None = None
    ) -> LogTrackingRecorder:
        return (tracking_recorder_class or LogTrackingRecorder)(self.pool)

    def process_recorder(self) -> LogProcessRecorder:
        return LogProcessRecorder(self.pool, self.municipality)

    def close(self) -> None:
        """Close what was opened, and nothing that was not."""
        for name in ("keys", "pool"):
            if name in vars(self):
                vars(self).pop(name).close()

    def _said(self, name: str) -> str:
        if found := self.env.get(name):
            return found
        raise InfrastructureFactoryError(f"{name} is not set")
