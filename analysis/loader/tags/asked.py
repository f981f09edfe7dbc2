"""What a page asked of what other pages teach, and what it was told; told the same, it is cut the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    Hashes: TypeAlias = "AbstractSet[int] | Noted"

LINE, FACT, GAP, OPENS, LISTED, BLOCK = KINDS = range(6)
"""Kinds of questions: does a line stand on many pages; do tag lines share something; what is between two
words; does a word open a tag of a list; do lists have a tag; is a site's block cut so."""

OWN = 64
"""Bits of a key; above them stands what the page itself has of the counts it asks for (of `GAP`, else 0)."""


@dataclass(slots=True)
class Asked:
    """Questions of one page with their answers.

    Attributes:
        told: for each kind, the answer by key.
        blocks: by key of `BLOCK`, the words of a block and what was asked to cut it, by whatever page.
    """

    told: tuple[dict[int, int], ...] = field(default_factory=lambda: tuple({} for _ in KINDS))
    blocks: dict[int, tuple[tuple[str, ...], Asked]] = field(default_factory=dict)


class Noted:
    """A set that notes what it is asked for.

    >>> noted = Noted({7}, told := {})
    >>> 7 in noted, 8 in noted, told
    (True, False, {7: True, 8: False})
    >>> noted.isdisjoint({8, 9}), told
    (True, {7: True, 8: False, 9: False})
    """

    __slots__ = ("held", "told")

    def __init__(self, held: AbstractSet[int], told: dict[int, int]) -> None:
        self.held, self.told = held, told

    def __contains__(self, key: object) -> bool:
        found = self.told[key] = key in self.held  # type: ignore[index]
        return found

    def isdisjoint(self, keys: AbstractSet[int]) -> bool:
        """Tell whether it has none of some keys; one call is quicker than one for each."""
        found = self.held & keys
        self.told.update(dict.fromkeys(keys, False))
        self.told.update(dict.fromkeys(found, True))
        return not found
