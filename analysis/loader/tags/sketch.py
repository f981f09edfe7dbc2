"""Hashed counters of fixed size: they add up in any order, and their memory does not grow with the corpus.

A count-min sketch (Cormode and Muthukrishnan 2005) of two rows: a count is never too low, and seldom too
high. Running text and tag lines have tables of their own, because text has a hundred times more pairs. With
one row of 2**21 counters for all, a fifth of the rare pairs of 300 pages collided.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analysis.loader.tags.text import word_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT_WIDTH, TAG_WIDTH = 1 << 21, 1 << 19
"""Counters of one row."""
SIZE = 2 * (TEXT_WIDTH + TAG_WIDTH)
"""Counters in all; 20 MB."""
TEXT_TOKENS = 4000
"""Words of running text that are counted, of one page."""
TEXT_PAIR, TEXT_WORD, TAG, OPEN, JOINED, PARTED, RUN_PAIR, RUN_WORD = range(1, 9)
"""Channels: running text (the first two); delimited lists; own runs of undelimited lines."""

_FIRST, _SECOND, _CHANNEL, _LAST = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0xFF51AFD7ED558CCD,
)
_MASK = 0xFFFFFFFFFFFFFFFF


def count(counts: np.ndarray, channel: int, first: int, second: int = 0) -> int:
    """Return how often a word or a pair of words, given as hashes, was added.

    >>> counts = np.zeros(SIZE, dtype=np.uint32)
    >>> add(counts, [keys(TAG, [word_hash("غزه")])])
    >>> count(counts, TAG, word_hash("غزه")), count(counts, TAG, word_hash("مصر"))
    (1, 0)
    """
    key = ((first * _FIRST) ^ (second * _SECOND + channel * _CHANNEL)) & _MASK
    key = ((key ^ (key >> 29)) * _LAST) & _MASK
    width, base = (TEXT_WIDTH, 0) if channel <= TEXT_WORD else (TAG_WIDTH, 2 * TEXT_WIDTH)
    low = int(counts.item(base + ((key >> 12) & (width - 1))))
    return min(low, int(counts.item(base + width + (key >> 40) % width))) if low else 0


def keys(
    channel: int, first: Iterable[int] | np.ndarray, second: Iterable[int] | np.ndarray = (0,)
) -> np.ndarray:
    """Return the counters, two each, of words or word pairs that are given as arrays of hashes."""
    one, two = np.asarray(first, dtype=np.uint64), np.asarray(second, dtype=np.uint64)
    step = np.uint64(channel * _CHANNEL & _MASK)
    key = (one * np.uint64(_FIRST)) ^ (two * np.uint64(_SECOND) + step)
    key = (key ^ (key >> np.uint64(29))) * np.uint64(_LAST)
    width, base = (TEXT_WIDTH, 0) if channel <= TEXT_WORD else (TAG_WIDTH, 2 * TEXT_WIDTH)
    low = np.uint64(base) + ((key >> np.uint64(12)) & np.uint64(width - 1))
    high = np.uint64(base + width) + (key >> np.uint64(40)) % np.uint64(width)
    return np.concatenate([low, high])


def add(counts: np.ndarray, batch: list[np.ndarray]) -> None:
    """Count the keys of a batch, in place."""
    if batch:
        np.add.at(counts, np.concatenate(batch), 1)


def text_keys(words: list[str]) -> list[np.ndarray]:
    """Return the keys of the words and word pairs of a running text, with and without leading particles.

    An empty string among the words parts two texts.
    """
    hashes = np.array([both_hashes(word) for word in words], dtype=np.uint64).reshape(-1, 2)
    plain, bare = hashes[:, 0], hashes[:, 1]
    again = bare != plain
    inner = (plain[:-1] != 0) & (plain[1:] != 0)
    leaning = inner & again[:-1]
    return [
        keys(TEXT_WORD, np.concatenate([plain[plain != 0], bare[again]])),
        keys(
            TEXT_PAIR,
            np.concatenate([plain[:-1][inner], bare[:-1][leaning]]),
            np.concatenate([plain[1:][inner], plain[1:][leaning]]),
        ),
    ]


@lru_cache(maxsize=1 << 17)
def both_hashes(word: str) -> tuple[int, int]:
    """Return the hash of a word, and of what it is without the particle it may open with."""
    return word_hash(word), word_hash(_bare(word))


def _bare(word: str) -> str:
    if len(word) > 4 and word.startswith("لل"):
        return "ال" + word[2:]
    return word[1:] if len(word) > 3 and word[0] in "وفبلك" else word
