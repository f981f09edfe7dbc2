"""A piece of a page: what its text is parted into before anything is said about zones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)  # frozen it would take five times as long to make, and no piece is ever changed
class Piece:
    """A line or a part of one.

    Attributes:
        start, end: its span in the page.
        kind: a kind of marker, or ``date``, ``ui``, ``name``, ``agency``, ``crumbs``, ``hashtags``, ``strip``
            (headlines glued to share words), ``line`` (short, no end of a sentence) or ``prose``.
        value: where its own text starts, after a marker.
        joint: how its marker is joined to the value (see `Mark`); ``part`` for a date beside other text.
        key: the folded text when it is short, else empty.
        words: number of words of the value, counted up to 40.
    """

    start: int
    end: int
    kind: str
    value: int
    joint: str = ""
    key: str = ""
    words: int = 0
