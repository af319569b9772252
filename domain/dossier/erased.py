"""What is left of an event whose case was erased: that it was, and of which kind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Erased:
    """Read in the place of an event whose key or payload is gone; never recorded itself.

    `type` is the stored name. Who, when and where stand on the envelope, as always.
    """

    type: str
