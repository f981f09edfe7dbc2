"""Hashed counters of fixed size: they add up in any order, and their memory does not grow with the corpus.

A count-min sketch (Cormode and Muthukrishnan 2005) of four rows, whose places come from two hashes (Kirsch
and Mitzenmacher 2006): a count is never too low, and seldom too high. Running text and tag lines have tables
of their own, because text has a hundred times more pairs. A pair that seems to stand in the text but does not
glues two tags: over 600 pages that befell 46 pairs in 10 000 with two rows, and 1 with four.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.loader.tags.text import hash_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS = 4
TEXT_WIDTH, TAG_WIDTH = 1 << 21, 1 << 18
"""Counters of one row."""
SIZE = ROWS * (TEXT_WIDTH + TAG_WIDTH)
"""Counters in all; 38 MB."""
TEXT_TOKENS = 4000
"""Words of running text that are counted, of one page."""
REMEMBERED = 1 << 17
"""Words whose hashes are remembered at most; 20 MB."""
TEXT_PAIR, TEXT_WORD, TAG, OPEN, JOINED, PARTED = range(1, 7)
"""Channels: running text (the first two); delimited lists."""

_FIRST, _SECOND, _CHANNEL, _LAST = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0xFF51AFD7ED558CCD,
)
_MASK, _HALF = 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF


def count(counts: np.ndarray, channel: int, first: int, second: int = 0) -> int:
    """Return how often a word or a pair of words, given as hashes, was added.

    >>> counts = np.zeros(SIZE, dtype=np.uint32)
    >>> add(counts, keys(TAG, [hash_of("غزه")]))
    >>> count(counts, TAG, hash_of("غزه")), count(counts, TAG, hash_of("مصر"))
    (1, 0)
    """
    key = ((first * _FIRST) ^ (second * _SECOND + channel * _CHANNEL)) & _MASK
    key = ((key ^ (key >> 29)) * _LAST) & _MASK
    width, base = (TEXT_WIDTH, 0) if channel <= TEXT_WORD else (TAG_WIDTH, ROWS * TEXT_WIDTH)
    place, step, found = key >> 40, ((key >> 8) & _HALF) | 1, _MASK
    item, mask = counts.item, width - 1
    for row in range(base, base + ROWS * width, width):
        if (one := item(row + (place & mask))) < found:  # min() would double the time
            found = one
            if not found:
                break
        place += step
    return found


def counted(counts: np.ndarray, channel: int, first: np.ndarray, second: np.ndarray | int = 0) -> np.ndarray:
    """Return what `count` does of arrays of hashes."""
    found = counts[keys(channel, first, second)].reshape(ROWS, -1)
    return found.min(axis=0).astype(np.int64)


def keys(
    channel: int, first: Iterable[int] | np.ndarray, second: Iterable[int] | np.ndarray | int = 0
) -> np.ndarray:
    """Return the counters, ``ROWS`` each, of words or word pairs that are given as arrays of hashes."""
    one, two = np.asarray(first, dtype=np.uint64), np.asarray(second, dtype=np.uint64)
    step = np.uint64(channel * _CHANNEL & _MASK)
    key = (one * np.uint64(_FIRST)) ^ (two * np.uint64(_SECOND) + step)
    key = (key ^ (key >> np.uint64(29))) * np.uint64(_LAST)
    width, base = (TEXT_WIDTH, 0) if channel <= TEXT_WORD else (TAG_WIDTH, ROWS * TEXT_WIDTH)
    place = (key >> np.uint64(40)).astype(np.int64)
    stride = ((key >> np.uint64(8)) & np.uint64(_HALF)).astype(np.int64) | 1
    return np.concatenate(
        [base + row * width + ((place + row * stride) & (width - 1)) for row in range(ROWS)]
    )


def add(counts: np.ndarray, keys: np.ndarray) -> None:
    """Count some keys, in place; a one of another type would take numpy 30 times as long."""
    np.add.at(counts, keys, counts.dtype.type(1))


def text_keys(words: list[str]) -> list[np.ndarray]:
    """Return the keys of the words and word pairs of a running text, with and without leading particles.

    An empty string among the words parts two texts, and so does a mark of punctuation.
    """
    hashes = np.fromiter(map(_both.__getitem__, words), dtype=np.uint64, count=len(words))
    plain, bare = hashes >> np.uint64(32), hashes & np.uint64(_HALF)
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


class _BothHashes(dict[str, int]):
    """The hash of a word in the high half, of what it is without its opening particle in the low.

    Of no mark of punctuation: 0. Running text asks for nothing so often, and lru_cache takes twice the time.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = both = _plain_and_bare(word) if word[:1].isalnum() else 0
        return both


def _plain_and_bare(word: str) -> int:
    plain, bare = hash_of(word), _bare(word)
    return plain << 32 | (plain if bare == word else hash_of(bare))


_both = _BothHashes()


def _bare(word: str) -> str:
    if len(word) > 4 and word.startswith("لل"):
        return "ال" + word[2:]
    return word[1:] if len(word) > 3 and word[0] in "وفبلك" else word
