"""What a page asked of what other pages teach, and what it was told; told the same, it is cut the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

LINE, FACT, GAP, OPENS, LISTED = range(5)
"""Kinds of questions: does a line stand on many pages; do tag lines share something; what is between two
words; does a word open a tag of a list; how often do lists have a tag."""

Question = tuple[int, int, int]
"""Kind; key; what the page itself has of the counts it asks for (of `GAP`, else 0)."""


@dataclass(slots=True)
class Asked:
    """Questions of one page with their answers.

    Attributes:
        told: the answer to each question.
    """

    told: dict[Question, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noted:
    """A set that notes what it is asked for.

    >>> noted = Noted({7}, LINE, Asked())
    >>> 7 in noted, 8 in noted, noted.asked.told
    (True, False, {(0, 7, 0): 1, (0, 8, 0): 0})
    """

    held: Container[int]
    kind: int
    asked: Asked

    def __contains__(self, key: object) -> bool:
        found = int(key in self.held)
        self.asked.told[self.kind, key, 0] = found  # type: ignore[index]
        return bool(found)
