"""Counts -> what other pages say about a gap between two words: the same for numbers and for arrays of them.

It is whether, and not how often: a large corpus has every pair more often than the pages that the weights
were fitted on, and what few pages said seldom changes with more, so that few have to be cut again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from analysis.loader.tags.sketch import JOINED, PARTED, TEXT_PAIR, TEXT_WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    Count = TypeVar("Count", int, np.ndarray)

RARE = 3
"""Times a word must stand in running text of other pages for its neighbours to tell anything."""

_APART, _TOGETHER = 1, 2
"""What text says of two words that are not rare: never side by side, or so with the least shares."""

_SHARES = "nsma"
"""Names of the parts of a total: under a fifth, under a half, under .95, nearly all."""


def _share(count: Count, total: Count) -> Count:
    """Return which part of a total a count is, as an index of `_SHARES`; whole numbers keep it exact."""
    return 1 * (5 * count >= total) + (2 * count >= total) + (20 * count >= 19 * total)


def gap_code(first: Count, second: Count, both: Count, joined: Count, parted: Count) -> Count:
    """Return all that other pages say about the gap between two words, as one number for `gap_names`.

    Args:
        first, second: how often each word stands in running text of other pages.
        both: how often they stand there side by side.
        joined, parted: how often delimited lists have them side by side in one tag, and in two.

    >>> gap_names(gap_code(9, 7, 7, 2, 0))
    ('text_together', 'text_share_ma', 'list_joined')
    >>> gap_names(gap_code(9, 2, 1, 0, 1)), gap_names(gap_code(9, 6, 0, 0, 0))
    (('text_rare', 'list_parted'), ('text_apart',))
    """
    known = 1 * (first >= RARE) * (second >= RARE)
    beside = known * (both > 0)
    together = _TOGETHER + 4 * _share(both, first) + _share(both, second)
    text = beside * together + (known - beside) * _APART
    return 4 * text + 2 * (joined > 0) + (parted > 0)


def gap_between(
    first: Count, second: Count, own: tuple[Count, Count, Count], count: Callable[..., Count]
) -> Count:
    """Return the `gap_code` of two words.

    Args:
        first, second: their hashes.
        own: how often the page itself has each in its running text, and both side by side.
        count: returns how often a channel of ``sketch`` has a word or a pair.
    """
    return gap_code(
        count(TEXT_WORD, first) - own[0],
        count(TEXT_WORD, second) - own[1],
        count(TEXT_PAIR, first, second) - own[2],
        count(JOINED, first, second),
        count(PARTED, first, second),
    )


@lru_cache(maxsize=1 << 7)
def gap_names(code: int) -> tuple[str, ...]:
    """Return the names of the features of a gap that `gap_code` stands for."""
    text, lists = divmod(code, 4)
    listed = ("list_joined",) * (lists >> 1) + ("list_parted",) * (lists & 1)
    if text < _TOGETHER:
        return ("text_apart" if text == _APART else "text_rare", *listed)
    first, second = divmod(text - _TOGETHER, 4)
    return "text_together", f"text_share_{_SHARES[first]}{_SHARES[second]}", *listed
