"""Follows the log for the event-sourcing library: asks again and again, needs no notification."""

from collections.abc import Sequence
from threading import Event

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

PAGE, PAUSE = 500, 0.05  # notifications; seconds between two looks when nothing new was there


class Following(Subscription[ApplicationRecorder]):
    """Yields what is recorded, waits for more, ends when it is stopped."""

    def __init__(
        self, recorder: ApplicationRecorder, gt: int | None, topics: Sequence[str]
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._stopped = Event()
        self._page: list[Notification] = []

    def stop(self) -> None:
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._stopped.is_set():
            if self._page:
                return self._page.pop()
            self._page = self._read()
            if not self._page:
                self._stopped.wait(PAUSE)
        raise StopIteration

    def _read(self) -> list[Notification]:
        """Read the next page, its first notification last."""
        found = self._recorder.select_notifications(
            self._last_notification_id or 0, PAGE, topics=self._topics, inclusive_of_start=False
        )
        if found:
            self._last_notification_id = found[-1].id
        return list(reversed(found))
