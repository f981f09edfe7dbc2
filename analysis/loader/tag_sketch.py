"""Hashed counters of fixed size: they add up in any order, and their memory does not grow with the corpus.

A one-row count-min sketch (Cormode and Muthukrishnan 2005): a count is never too low, and seldom too high.
"""

from __future__ import annotations

import numpy as np

from analysis.loader.tag_text import word_hash

WIDTH = 1 << 21
"""Counters; 8 MB."""
TEXT_TOKENS = 4000
"""Words of running text that are counted, of one page."""
TEXT_PAIR, TEXT_WORD, TAG, OPEN, JOINED, PARTED, RUN_PAIR, RUN_WORD, CUT_TAG = range(1, 10)
"""Channels: running text; delimited lists; own runs of undelimited lines, and the tags they were cut into."""

_ODD, _MIX, _STEP, _LAST = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x2C1B3C6D
_MASK = 0xFFFFFFFF


def cell(channel: int, first: int, second: int = 0) -> int:
    """Return the counter of a word or a pair of words, given as hashes.

    >>> 0 <= cell(TEXT_PAIR, word_hash("مجلس"), word_hash("الامن")) < WIDTH
    True
    """
    mixed = ((first * _ODD) ^ (second * _MIX + channel * _STEP)) & _MASK
    mixed ^= mixed >> 15
    return ((mixed * _LAST & _MASK) >> 7) % WIDTH


def text_cells(words: list[str]) -> np.ndarray:
    """Return the counters of the words and word pairs of a running text, with and without leading particles."""
    plain = np.array([word_hash(word) for word in words[:TEXT_TOKENS]], dtype=np.uint64)
    bare = np.array([word_hash(_bare(word)) for word in words[:TEXT_TOKENS]], dtype=np.uint64)
    zero = np.zeros_like(plain)
    again = bare != plain
    found = [
        _cells(TEXT_WORD, plain, zero),
        _cells(TEXT_WORD, bare[again], zero[again]),
        _cells(TEXT_PAIR, plain[:-1], plain[1:]),
        _cells(TEXT_PAIR, bare[:-1][again[:-1]], plain[1:][again[:-1]]),
    ]
    return np.concatenate(found)


def _bare(word: str) -> str:
    """Return a word without the particle it may open with; both readings are counted."""
    if len(word) > 4 and word.startswith("لل"):
        return "ال" + word[2:]
    return word[1:] if len(word) > 3 and word[0] in "وفبلك" else word


def _cells(channel: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """:func:`cell` over arrays of hashes."""
    mask = np.uint64(_MASK)
    mixed = ((first * np.uint64(_ODD)) ^ (second * np.uint64(_MIX) + np.uint64(channel * _STEP))) & mask
    mixed ^= mixed >> np.uint64(15)
    return (((mixed * np.uint64(_LAST)) & mask) >> np.uint64(7)) % np.uint64(WIDTH)
