"""The library's test cases; its module of tests names a cipher of a package we do not have.

`eventsourcing.cryptography` has the same cipher on the package we do have; no test here uses it.
"""

import sys

from eventsourcing import cryptography

sys.modules.setdefault("eventsourcing.cipher", cryptography)

from eventsourcing.tests.persistence import (  # noqa: E402  (after the cipher)
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)

__all__ = [
    "AggregateRecorderTestCase",
    "ApplicationRecorderTestCase",
    "ProcessRecorderTestCase",
    "TrackingRecorderTestCase",
]
