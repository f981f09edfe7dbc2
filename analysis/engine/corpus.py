"""The articles of a corpus, each once: what tells them apart is in memory, all else waits on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.ranges import HELD, in_ranges
from analysis.loader.arrays import distinct, stand_in
from analysis.loader.bundles_apart import set_apart
from analysis.loader.corpus import PAGE
from analysis.tables import ARTICLE_TAGS, ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from analysis.loader.bundles_apart import Apart

    Columns = Mapping[str, pl.DataType | type[pl.DataType]]

RANGE = 10_000
"""Articles that are put in order at a time, 30 MB of texts."""

TOGETHER = 8
"""Files that are searched for a few articles at a time, each of 2,000 at most: quicker than one by one."""

ABOUT: Columns = {
    name: ARTICLES.columns[name]
    for name in ("article_id", "raw_path", "source", "published", "published_precision")
}
"""What is known of an article beside its texts."""

PACKED = 2**21
"""Bytes of files that are read at a time, one large file or many small ones: to read a file, with some rows
left out, takes two milliseconds at least."""

_SAID = ["title", "body"]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The articles of some parts, each once.

    Attributes:
        files: parquet files of articles.
        left_out: ``file`` and `PAGE` of the articles in them that repeat another, or are stale.
        derived_out: the same for what was made of these articles; ``of`` is the hash of their file.
        ids: ``article_id`` of all articles as numbers, sorted; a row is a place in it.
        abouts: a file a range of `RANGE` rows with `ABOUT`, in order.
        page_issues: the table.
        first: for each row the first one of its story; none while stories are not known.
        tag_files: a file a range with its tags, in the order of the table.
        apart: the tags of site bundles.
        compared: the parts that tell which texts print one story.
    """

    files: Sequence[str]
    left_out: pl.DataFrame
    derived_out: pl.DataFrame
    ids: NDArray[np.uint64]
    abouts: Sequence[Path]
    page_issues: pl.DataFrame
    first: NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    tag_files: Sequence[Path] = ()
    apart: Apart | None = None
    compared: Sequence[str] = ()

    def derived(self, files: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield what was made of the articles, some files at a time; of some articles several times.

        Args:
            files: of parts that `derive` made.
        """
        for some in together(files):
            yield without(pl.scan_parquet(some, glob=False), self.derived_out).collect()

    def texts(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return ``article_id``, ``title`` and ``body`` of some articles.

        Args:
            wanted: ``article_id``.
        """
        found = self.some(distinct(_numbers(wanted["article_id"])), *_SAID)
        rows = pl.concat([ARTICLES.empty().select(*PAGE, *_SAID), *found])
        return rows.unique("article_id").drop("raw_path")

    def batches(self, *columns: str) -> Iterator[pl.DataFrame]:
        """Yield some columns of the articles, and `PAGE`, some files at a time."""
        return (self._scan(some, columns).collect() for some in together(self.files))

    def some(self, wanted: NDArray[np.uint64], *columns: str) -> Iterator[pl.DataFrame]:
        """Yield some columns of some articles, and `PAGE`, from `TOGETHER` files at a time.

        Args:
            wanted: identifiers as numbers, sorted.
            columns: of the table.
        """
        for at in range(0, len(self.files), TOGETHER):
            files = self.files[at : at + TOGETHER]
            ids = scan(files).select("article_id").collect()
            few = ids.filter(pl.Series(stand_in(wanted, _numbers(ids["article_id"]))))
            rows = self._scan(files, columns).join(few.lazy(), on="article_id", how="semi")
            yield rows.collect(engine="streaming")

    def _scan(self, files: Sequence[str], columns: Sequence[str]) -> pl.LazyFrame:
        return without(scan(files).select("file", *PAGE, *columns), self.left_out)

    def rows(self, article_id: pl.Series) -> NDArray[np.uint32]:
        """Return the row of each of some articles."""
        return rows_of(self.ids, article_id)

    def in_ranges(
        self, batches: Iterable[pl.DataFrame], columns: Columns, place: Path
    ) -> Iterator[pl.DataFrame]:
        """Yield rows with an ``article_id`` range by range, each range in any order.

        Args:
            batches: the rows.
            columns: theirs, with types.
            place: folder for files that are needed meanwhile.
        """
        return by_range(self.ids, batches, columns, place)

    def about(self) -> Iterator[pl.DataFrame]:
        """Yield `ABOUT` and ``story_id`` of each range, in order."""
        for number, file in enumerate(self.abouts):
            about = pl.read_ipc(file.read_bytes())
            first = self.first[number * RANGE :][: about.height]
            other = np.flatnonzero(first != np.arange(number * RANGE, number * RANGE + len(first)))
            stories = about["article_id"].scatter(other, as_texts(self.ids[first[other]]))
            yield about.with_columns(story_id=stories)

    def tags(self) -> Iterator[pl.DataFrame]:
        """Yield the table ``article_tags``, a range of articles at a time, in order."""
        for file in self.tag_files:
            tags = pl.read_parquet(file, columns=list(ARTICLE_TAGS.columns), glob=False)
            yield set_apart(tags, self.apart) if self.apart else tags


def together(files: Iterable[str]) -> Iterator[list[str]]:
    """Yield files in their order, as many at a time as have `PACKED` bytes together; one at least."""
    held, size = list[str](), 0
    for file in files:
        size += Path(file).stat().st_size
        if held and size > PACKED:
            yield held
            held, size = [], Path(file).stat().st_size
        held.append(file)
    if held:
        yield held


def scan(files: Sequence[str]) -> pl.LazyFrame:
    """Return the rows of some files, with the name of the ``file``."""
    return pl.scan_parquet(list(files), glob=False, include_file_paths="file")


def without(rows: pl.LazyFrame, out: pl.DataFrame) -> pl.LazyFrame:
    """Return rows but those that are left out, and without the column that tells where they stand."""
    place = out.columns[0]
    return (rows.join(out.lazy(), on=out.columns, how="anti") if out.height else rows).drop(place)


def as_numbers(article_id: pl.Expr) -> pl.Expr:
    """Return identifiers, 16 hexadecimal digits each, as numbers in the same order: a quarter of the memory.

    >>> pl.select(as_numbers(pl.lit("ffffffffffffffff"))).item() == 2**64 - 1
    True
    """
    return article_id.str.to_integer(base=16, dtype=pl.UInt64)


def as_texts(numbers: NDArray[np.uint64]) -> list[str]:
    """Return identifiers of numbers.

    >>> as_texts(np.array([255], dtype=np.uint64))
    ['00000000000000ff']
    """
    return [f"{number:016x}" for number in numbers.tolist()]


def rows_of(ids: NDArray[np.uint64], article_id: pl.Series) -> NDArray[np.uint32]:
    """Return the place of some identifiers among sorted numbers."""
    return np.searchsorted(ids, _numbers(article_id)).astype(np.uint32)


def _numbers(article_id: pl.Series) -> NDArray[np.uint64]:
    return pl.select(as_numbers(pl.lit(article_id))).to_series().to_numpy()


def by_range(
    ids: NDArray[np.uint64], batches: Iterable[pl.DataFrame], columns: Columns, place: Path
) -> Iterator[pl.DataFrame]:
    """Yield rows with an ``article_id`` a range of `RANGE` identifiers at a time, in any order.

    Args:
        ids: all identifiers as numbers, sorted.
        batches, columns, place: as for `Corpus.in_ranges`.
    """
    told = (
        rows.select(*columns, range=pl.Series(rows_of(ids, rows["article_id"]) // RANGE)) for rows in batches
    )
    return in_ranges(told, -(-len(ids) // RANGE), pl.Schema(columns), place / "ranges", HELD)
