"""Counts -> the few steps that the cutting of a run tells apart: the same for numbers and for arrays of them.

A count of one more page seldom takes a step, so what was cut with fewer pages seldom has to be cut again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from analysis.loader.tags.sketch import JOINED, PARTED, TEXT_PAIR, TEXT_WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    Count = TypeVar("Count", int, np.ndarray)

STEPS = 5
"""Levels of a count, none among them."""

RARE = 3
"""Times a word must stand in running text of other pages for its neighbours to tell anything."""

_SHARES = "nsma"
"""Names of the parts of a total: under a fifth, under a half, under .95, nearly all."""


def level(count: Count) -> Count:
    """Return how often, roughly: 0 for never, 1 for once, 2 from twice, 3 from 5 times, 4 from 20 times.

    >>> [level(count) for count in (-1, 0, 1, 2, 4, 5, 19, 20)]
    [0, 0, 1, 2, 2, 3, 3, 4]
    """
    return 1 * (count > 0) + (count > 1) + (count > 4) + (count > 19)


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
    ('text_together_3', 'text_share_ma', 'list_joined_2')
    >>> gap_names(gap_code(9, 2, 1, 0, 1)), gap_names(gap_code(9, 6, 0, 0, 0))
    (('text_rare', 'list_parted_1'), ('text_apart_3',))
    """
    known = 1 * (first >= RARE) * (second >= RARE)
    beside = known * (both > 0)
    least = first * (first <= second) + second * (second < first)
    together = 16 * level(both) + 4 * _share(both, first) + _share(both, second)
    text = beside * together + (known - beside) * level(least)
    return (text * STEPS + level(joined)) * STEPS + level(parted)


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


@lru_cache(maxsize=1 << 12)
def gap_names(code: int) -> tuple[str, ...]:
    """Return the names of the features of a gap that `gap_code` stands for."""
    rest, parted = divmod(code, STEPS)
    text, joined = divmod(rest, STEPS)
    lists = (f"list_joined_{joined}",) * (joined > 0) + (f"list_parted_{parted}",) * (parted > 0)
    if text < STEPS:
        return (f"text_apart_{text}" if text else "text_rare", *lists)
    times, shares = divmod(text, 16)
    named = _SHARES[shares // 4] + _SHARES[shares % 4]
    return f"text_together_{times}", f"text_share_{named}", *lists
