"""Which articles may print one story: those with equal words, and those that share small shingle hashes.

What all articles have in memory at once is their days and a hash of their words; their small hashes, a fifth
of a kilobyte an article, wait in files, each with the articles of some hashes, and so do the pairs that share
one, in files of which each has the pairs of some days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.arrays import Bins, distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Pairs = NDArray[np.int64]

WINDOW = 7
"""Days between two printings of one story; agencies are reprinted within two or three."""

SHORT_WINDOW = 1
"""Days for texts too short for shingles: a headline such as «أسعار الذهب اليوم» returns every day."""

SKETCH = 24
NEIGHBOURS = 4

UNDATED = 2**31 - 1
"""Stands for the day of an undated article, behind all others."""

_KEYS = 2**20
"""Hashes that are sorted at a time."""

_FIRST = 2**16
"""Articles whose pairs with later ones are held at a time: some days of a large corpus."""

_HASH = np.dtype([("key", np.uint64), ("row", np.uint32)])
_PAIR = np.dtype(np.uint64)
_ROW, _HALF = np.uint64(2**32 - 1), np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of rows that may print one story; the one that was printed first, or is undated, comes first.

    Attributes:
        days: the day of each row as a number, `UNDATED` when it is unknown.
        words: a hash of the folded words of each row; of similar ones it stands for their texts.
        equal: pairs with equal words, which need no comparison; shape (pairs, 2).
        shared: pairs that share a small hash, in bins in the order of days.
    """

    days: NDArray[np.int32]
    words: NDArray[np.uint64]
    equal: Pairs
    shared: Bins

    def similar(self) -> Iterator[Pairs]:
        """Yield the pairs that share a small hash, each once, those of some days at a time; in order."""
        for packed in self.shared:
            pairs = _unpacked(packed)
            yield pairs[np.argsort(self.days[pairs[:, 0]], kind="stable")]


def candidates(size: int, sketched: Iterable[pl.DataFrame], folder: Path) -> Candidates:
    """Return the pairs of articles that may print one story.

    Args:
        size: how many articles there are.
        sketched: frames of ``sketches`` with the ``row`` of each article, which cover each at least once.
        folder: for files that are needed meanwhile, and until similar pairs are read.
    """
    days, words, near = np.zeros(size, np.int32), np.zeros(size, np.uint64), np.zeros(size, np.int8)
    hashes = Bins(folder / "hashes", size * SKETCH // _KEYS + 1, _HASH)
    wholes = Bins(folder / "wholes", size // _KEYS + 1, _HASH)
    for rows in sketched:
        at = rows["row"].to_numpy()
        days[at] = rows["day"].fill_null(UNDATED).to_numpy()
        words[at] = rows["whole"].fill_null(0).to_numpy()
        near[at] = np.where(rows["short"].to_numpy(), SHORT_WINDOW, WINDOW)
        _note(hashes, rows.select("row", key="smallest").explode("key"))
        _note(wholes, rows.select("row", key="whole"))
    equal = [_linked(found, 1) for found in _shared(wholes, days, near)]
    edges = np.sort(_placed(days, np.arange(size)))[::_FIRST].copy()  # a slice would hold all of it
    pairs = Bins(folder / "pairs", len(edges), _PAIR)
    for found in _shared(hashes, days, near):
        packed = _linked(found, NEIGHBOURS)
        first = (packed >> _HALF).astype(np.int64)
        pairs.add(np.searchsorted(edges, _placed(days[first], first), side="right") - 1, packed)
    return Candidates(days, words, _unpacked(np.concatenate([np.empty(0, _PAIR), *equal])), pairs)


def _note(bins: Bins, rows: pl.DataFrame) -> None:
    """Write down the hashes of some articles (``row``, ``key``)."""
    known = rows.drop_nulls("key")
    found = np.empty(known.height, _HASH)
    for name in ("key", "row"):
        found[name] = known[name].to_numpy()
    bins.add(found["key"] % np.uint64(bins.count), found)


def _shared(bins: Bins, days: NDArray[np.int32], near: NDArray[np.int8]) -> Iterator[pl.DataFrame]:
    """Yield the hashes that several articles have, part by part, as `_linked` takes them."""
    for found in bins:
        often = found[_repeat(np.ascontiguousarray(found["key"]))]
        rows = pl.DataFrame({name: np.ascontiguousarray(often[name]) for name in ("key", "row")}).unique()
        at = rows["row"].to_numpy()
        yield rows.with_columns(day=pl.Series(days[at]), near=pl.Series(near[at]))


def _repeat(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which keys stand there several times."""
    order = np.argsort(keys)
    again = np.diff(keys[order]) == 0
    found = np.zeros(len(keys), dtype=bool)
    found[order[1:][again]] = found[order[:-1][again]] = True
    return found


def _placed(days: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where rows stand in the order of days, and of rows within a day, as numbers to compare."""
    return days.astype(np.int64) << 32 | rows


def _linked(rows: pl.DataFrame, neighbours: int) -> NDArray[np.uint64]:
    """Return pairs of rows with one ``key``: each with the next few days', an undated one with the first.

    Within a key the undated come last, so that all of them go with the earliest dated article. A pair is one
    number, its first row in the upper half.
    """
    often = rows.filter(pl.col("key").is_duplicated())
    ordered = often.sort("key", "day", "row").with_columns(first=pl.col("row").first().over("key"))
    undated = (pl.col("day") == UNDATED) & (pl.col("first") != pl.col("row"))
    found = [ordered.filter(undated).select(a="first", b="row")]
    for step in range(1, neighbours + 1):
        later = pl.col("row", "day", "key").shift(-step).name.prefix("next_")
        near = (pl.col("next_day") != UNDATED) & (pl.col("next_day") - pl.col("day") <= pl.col("near"))
        pairs = ordered.with_columns(later).filter((pl.col("key") == pl.col("next_key")) & near)
        found.append(pairs.select(a="row", b="next_row"))
    a, b = pl.concat(found).cast(pl.UInt64)
    return (a.to_numpy() << _HALF) | b.to_numpy()


def _unpacked(packed: NDArray[np.uint64]) -> Pairs:
    """Return each pair once, in order; shape (pairs, 2)."""
    once = distinct(packed)
    return np.stack((once >> _HALF, once & _ROW), axis=1).astype(np.int64)
