"""Word shingles as numbers: texts -> sets of hashes, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WIDTH = 3
"""Words of a shingle: one changed word changes three shingles; two articles of one day share hardly any."""

_SPACE, _END = 32, 10
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BITS = np.uint64(48)
"""Bits of a hash; the other 16 number the texts of a chunk, so that one plain sort makes all its sets."""

_CHUNK = 500
"""Texts hashed at a time: the running sums then stay in the processor's cache."""


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread numbers over 64 bits (the finalizer of SplitMix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_SIGNS = _mixed(np.arange(1, 257, dtype=np.uint64) * _BASE)


@dataclass(frozen=True, slots=True, eq=False)
class ShingleSets:
    """One sorted set of distinct shingle hashes a text.

    Attributes:
        hashes: all sets one after the other.
        edges: where each set starts, and at the end where the last one ends; shape (texts + 1,).
    """

    hashes: NDArray[np.uint64]
    edges: NDArray[np.int64]

    def sizes(self) -> NDArray[np.int64]:
        """Return how many shingles each text has."""
        return np.diff(self.edges)

    def one(self, text: int) -> NDArray[np.uint64]:
        """Return the set of one text."""
        return self.hashes[self.edges[text] : self.edges[text + 1]]


def shingle_sets(texts: Sequence[str]) -> ShingleSets:
    """Return the shingles of `WIDTH` words of each text.

    Args:
        texts: words parted by single spaces, no line breaks.

    >>> shingle_sets(["a b c d", "b c d", "a b"]).sizes().tolist()
    [2, 1, 0]
    """
    parts = [_chunk_sets(texts[start : start + _CHUNK]) for start in range(0, len(texts), _CHUNK)]
    hashes, sizes = zip((np.zeros(0, np.uint64), np.zeros(1, np.int64)), *parts, strict=True)
    return ShingleSets(np.concatenate(hashes), np.cumsum(np.concatenate(sizes)))


def _chunk_sets(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hashes of some texts, one set after the other, and the size of each set."""
    data = np.frombuffer(("\n".join(texts) + "\n").encode(), dtype=np.uint8)
    breaks = np.flatnonzero((data == _SPACE) | (data == _END))
    starts = np.concatenate(([0], breaks[:-1] + 1))
    owner = np.cumsum(data[breaks] == _END) - (data[breaks] == _END)
    words = breaks > starts
    starts, breaks, owner = starts[words], breaks[words], owner[words]
    whole = owner[: 1 - WIDTH] == owner[WIDTH - 1 :]
    hashes = _span_hashes(data, starts[: 1 - WIDTH][whole], breaks[WIDTH - 1 :][whole])
    keys = np.sort(
        (owner[: 1 - WIDTH][whole].astype(np.uint64) << _BITS) | (hashes >> (np.uint64(64) - _BITS))
    )
    keys = keys[np.diff(keys, prepend=~keys[:1]) != 0]
    sizes = np.bincount((keys >> _BITS).astype(np.int64), minlength=len(texts))
    return keys & ((np.uint64(1) << _BITS) - np.uint64(1)), sizes


def _span_hashes(
    data: NDArray[np.uint8], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Return a polynomial hash of ``data[first:last]`` for each span, from one running sum over all bytes."""
    powers, inverses = _powers(1 << len(data).bit_length())
    with np.errstate(over="ignore"):
        sums = np.zeros(len(data) + 1, np.uint64)
        np.cumsum(_SIGNS[data] * powers[: len(data)], out=sums[1:])
        return _mixed((sums[last] - sums[first]) * inverses[first])


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the powers of an odd base, and those of its inverse, modulo 2**64."""
    bases = _BASE, np.uint64(pow(int(_BASE), -1, 2**64))
    with np.errstate(over="ignore"):
        up, down = (np.multiply.accumulate(np.full(count, base)) for base in bases)
    return up, down
