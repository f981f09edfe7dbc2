"""Which articles may print one story: those with equal words, and those that share small shingle hashes.

What all articles have in memory at once is their row numbers and days; their hashes, a fifth of a kilobyte
an article, wait in files, each with the articles of some hashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.arrays import stand_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    Pairs = NDArray[np.int64]

WINDOW = 7
"""Days between two printings of one story; agencies are reprinted within two or three."""

SHORT_WINDOW = 1
"""Days for texts too short for shingles: a headline such as «أسعار الذهب اليوم» returns every day."""

SKETCH = 24
NEIGHBOURS = 4

_KEYS = 2**20
"""Hashes that are sorted at a time."""

_HASH = np.dtype([("key", np.uint64), ("row", np.uint32)])
_KNOWN = {"day": np.int32, "dated": np.bool_, "near": np.int32, "whole": np.uint64, "worded": np.bool_}
_ROW, _HALF = np.uint64(2**32 - 1), np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of rows that may print one story; the one that was printed first, or is undated, comes first.

    Attributes:
        days: the day of each row as a number, null when it is unknown.
        words: a hash of the folded words of each row; of similar ones it stands for their texts.
        equal: pairs with equal words, which need no comparison; shape (pairs, 2).
        similar: pairs that share a small hash, in order; shape (pairs, 2).
    """

    days: pl.Series
    words: NDArray[np.uint64]
    equal: Pairs
    similar: Pairs


def candidates(size: int, sketched: Iterable[pl.DataFrame], place: Path | None = None) -> Candidates:
    """Return the pairs of articles that may print one story.

    Args:
        size: how many articles there are.
        sketched: frames of ``sketches`` with the ``row`` of each article, which cover each at least once.
        place: folder for files that are needed meanwhile; None takes that of the system.
    """
    known: dict[str, np.ndarray] = {name: np.zeros(size, kind) for name, kind in _KNOWN.items()}
    with TemporaryDirectory(dir=place) as folder:
        hashes = _Hashes(Path(folder), size * SKETCH // _KEYS + 1)
        for rows in sketched:
            hashes.add(rows)
            _note(known, rows)
        day = pl.when("dated").then("day")
        days = pl.DataFrame({name: known[name] for name in ("day", "dated")}).select(day=day)["day"]
        similar = [_linked(found, NEIGHBOURS) for found in hashes.shared(days)]
    worded = np.flatnonzero(known["worded"])
    often = worded[_repeat(known["whole"][worded])].astype(np.uint32)
    told = {"row": often, "near": known["near"][often], "key": known["whole"][often]}
    equal = pl.DataFrame(told).with_columns(day=days.gather(often))
    return Candidates(days, known["whole"], _apart(_linked(equal, 1)), _apart(*similar))


def _repeat(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which keys stand there several times."""
    ordered = np.sort(keys)
    return stand_in(ordered[1:][ordered[1:] == ordered[:-1]], keys)


def _note(known: Mapping[str, np.ndarray], rows: pl.DataFrame) -> None:
    """Note what is known of some articles (``row``) beside their small hashes."""
    near = pl.when("short").then(SHORT_WINDOW).otherwise(WINDOW)
    is_known = {"dated": pl.col("day").is_not_null(), "worded": pl.col("whole").is_not_null()}
    told = rows.select("row", pl.col("day", "whole").fill_null(0), near=near, **is_known)
    at = told["row"].to_numpy()
    for name, held in known.items():
        held[at] = told[name].to_numpy()


@dataclass(frozen=True, slots=True)
class _Hashes:
    """The hashes of all articles, in files of which each has all articles of some hashes."""

    folder: Path
    parts: int

    def add(self, rows: pl.DataFrame) -> None:
        """Write down the hashes of some articles (``row``, ``smallest``)."""
        long = rows.select("row", key="smallest").explode("key").drop_nulls()
        part = long["key"].to_numpy() % np.uint64(self.parts)
        order = np.argsort(part, kind="stable")
        found = np.empty(long.height, _HASH)
        found["key"], found["row"] = (long[name].to_numpy()[order] for name in ("key", "row"))
        edges = np.searchsorted(part[order], np.arange(self.parts + 1))
        for number, (start, end) in enumerate(pairwise(edges.tolist())):
            with self._file(number).open("ab") as file:
                file.write(found[start:end].tobytes())

    def shared(self, days: pl.Series) -> Iterator[pl.DataFrame]:
        """Yield the hashes that several articles have, part by part, as `_linked` takes them."""
        for file in filter(Path.exists, map(self._file, range(self.parts))):
            found = np.fromfile(file, _HASH)
            found = found[_repeat(np.ascontiguousarray(found["key"]))]
            rows = pl.DataFrame({name: np.ascontiguousarray(found[name]) for name in ("key", "row")})
            often = rows.unique()
            yield often.with_columns(day=days.gather(often["row"]), near=pl.lit(WINDOW, pl.Int32))

    def _file(self, part: int) -> Path:
        return self.folder / f"{part:07}"


def _linked(rows: pl.DataFrame, neighbours: int) -> NDArray[np.uint64]:
    """Return pairs of rows with one ``key``: each with the next few days', an undated one with the first.

    Within a key the undated come last, so that all of them go with the earliest dated article. A pair is one
    number, its first row in the upper half.
    """
    often = rows.filter(pl.col("key").is_duplicated())
    ordered = often.sort("key", "day", "row", nulls_last=True).with_columns(
        first=pl.col("row").first().over("key"), dated=pl.col("day").is_not_null()
    )
    found = [ordered.filter(~pl.col("dated") & (pl.col("first") != pl.col("row"))).select(a="first", b="row")]
    for step in range(1, neighbours + 1):
        later = pl.col("row", "day", "key").shift(-step).name.prefix("next_")
        near = pl.col("next_day") - pl.col("day") <= pl.col("near")
        pairs = ordered.with_columns(later).filter((pl.col("key") == pl.col("next_key")) & near)
        found.append(pairs.select(a="row", b="next_row"))
    a, b = pl.concat(found).cast(pl.UInt64)
    return (a.to_numpy() << _HALF) | b.to_numpy()


def _apart(*packed: NDArray[np.uint64]) -> Pairs:
    """Return each pair once, in order; shape (pairs, 2)."""
    once = np.unique(np.concatenate([np.empty(0, np.uint64), *packed]))
    return np.stack((once >> _HALF, once & _ROW), axis=1).astype(np.int64)
