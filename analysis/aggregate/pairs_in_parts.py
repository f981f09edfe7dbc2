"""Pairs of names of a corpus that is read some articles at a time: memory does not grow with their number.

The pairs of some articles are made as in `together`, and wait in files, each with a range of first names; a
range is then sorted and counted by itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.aggregate.together import behind, counted_runs, packed_pairs, sorted_rows
from analysis.tables import TAG_PAIRS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_AT_ONCE = 2**21
"""Pairs that are sorted at a time, about: 16 MB."""

_ROWS = 100_000
"""Rows of the table that are made at a time: 5 MB."""

_MERGED = 100_000
"""Names that may wait to be added up; or as many as there are, if these are more."""


def tag_pairs_in_parts(
    batches: Callable[[], Iterable[pl.DataFrame]], n_total: int, place: Path, *, min_articles: int = 1
) -> Iterator[pl.DataFrame]:
    """Yield the table that ``count_tag_pairs`` makes of the whole corpus and of own tags, in its order.

    Args:
        batches: called twice; returns the table ``article_tags`` in frames, the tags of an article together.
        n_total: articles of the corpus.
        place: folder for files that are needed meanwhile.
        min_articles: leave out tags with fewer articles.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> tags = pl.DataFrame({"article_id": ["1", "1"], "zone": ["tags"] * 2, "tag_key": ["ب", "ا"]})
    >>> with TemporaryDirectory() as folder:
    ...     [part.row(0) for part in tag_pairs_in_parts(lambda: [tags], 1, Path(folder))]
    [(None, 'ا', 'ب', 1, 1, 1, 1)]
    """

    def own() -> Iterator[pl.DataFrame]:
        for tags in batches():
            yield tags.filter(zone="tags").select("article_id", "tag_key").drop_nulls("tag_key")

    every, n_pairs = _names(own())
    names = every.filter(pl.col("n") >= min_articles).sort("tag_key")
    single = names["n"].to_numpy()
    folder = place / "pairs"
    folder.mkdir()
    for file in _parted(own(), names["tag_key"], _bounds(single, n_pairs), folder):
        pairs = np.fromfile(file, np.uint64)
        file.unlink()
        pairs.sort()
        found, n_ab = counted_runs(pairs)
        del pairs
        for at in range(0, len(found), _ROWS):
            yield _table(found[at : at + _ROWS], n_ab[at : at + _ROWS], names["tag_key"], single, n_total)
    folder.rmdir()


def _table(
    found: np.ndarray, n_ab: np.ndarray, names: pl.Series, single: np.ndarray, n_total: int
) -> pl.DataFrame:
    """Return the table ``tag_pairs`` of some packed pairs."""
    a, b = (found >> np.uint64(32)).astype(np.uint32), found.astype(np.uint32)
    told = {"tag_a": names.gather(a), "tag_b": names.gather(b)}
    counts = {"n_a": single[a], "n_b": single[b], "n_ab": n_ab}
    part = pl.DataFrame(told | counts).with_columns(period=None, n_total=n_total)
    return part.select(list(TAG_PAIRS.columns)).cast(pl.Schema(TAG_PAIRS.columns))


def _names(frames: Iterable[pl.DataFrame]) -> tuple[pl.DataFrame, int]:
    """Return each ``tag_key`` with the number ``n`` of its articles; and how many pairs there are at most."""
    held, n_pairs = [pl.DataFrame(schema={"tag_key": pl.String, "n": pl.UInt32})], 0
    for tags in frames:
        sizes = tags["article_id"].rle().struct.field("len").cast(pl.Int64)
        n_pairs += int((sizes * (sizes - 1)).sum()) // 2
        held.append(tags.unique().group_by("tag_key").agg(n=pl.len().cast(pl.UInt32)))
        if sum(one.height for one in held[1:]) > max(held[0].height, _MERGED):
            held = [_added(held)]
    return _added(held), n_pairs


def _added(held: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(held).group_by("tag_key").agg(pl.col("n").sum())


def _bounds(single: np.ndarray, n_pairs: int) -> np.ndarray:
    """Return names that begin ranges of about `_AT_ONCE` pairs; early names are first in more of theirs.

    Args:
        single: articles of each name.
        n_pairs: pairs of all articles.
    """
    if not len(single):
        return np.zeros(1, np.uint64)
    later = np.cumsum(single[::-1], dtype=np.float64)[::-1]
    weight = np.cumsum(single * later)
    parts = n_pairs // _AT_ONCE + 1
    cuts = np.searchsorted(weight, weight[-1] * np.arange(parts) / parts, side="right")
    return np.unique(np.append(0, cuts[1:])).astype(np.uint64)


def _parted(frames: Iterable[pl.DataFrame], names: pl.Series, bounds: np.ndarray, folder: Path) -> list[Path]:
    """Write down the pairs of all articles, those of each range of first names apart; return the files."""
    files = [folder / f"{one:07}" for one in range(len(bounds))]
    for file in files:
        file.touch()
    kind = pl.Enum(names)
    for tags in frames:
        codes = tags.select(
            unit=pl.col("article_id").rle_id(), code=pl.col("tag_key").cast(kind, strict=False).to_physical()
        ).drop_nulls("code")
        units, place = sorted_rows(codes["unit"].to_numpy(), codes["code"].to_numpy())
        pairs = packed_pairs(place, behind(units), 0, len(names))
        cuts = np.append(np.searchsorted(pairs, bounds << np.uint64(32)), len(pairs))
        for file, (start, end) in zip(files, pairwise(cuts.tolist()), strict=True):
            with file.open("ab") as stream:
                stream.write(pairs[start:end].tobytes())
    return files
