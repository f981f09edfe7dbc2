"""Parts -> the tables of the whole corpus; of texts only a range of articles is held at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from analysis.engine.write import disk_faults
from analysis.loader.bundles import set_bundles_apart
from analysis.loader.corpus import PAGE, merge_issues, merge_tags, repeated
from analysis.loader.reprints import find_stories
from analysis.tables import ARTICLE_TAGS, ARTICLES, PAGE_ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from analysis.engine.parts import Parts

RANGE = 20_000
"""Articles that are put in order at a time: 60 MB of texts."""

_ABOUT = ["article_id", "raw_path", "source", "published", "published_precision"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of some parts, each once, whose texts stay on the disk.

    Attributes:
        files: parquet files of articles.
        again: `PAGE` of the articles in them that repeat another.
        about: one row an article, in the order of ``article_id``: what fits into memory.
        article_tags: the table.
        page_issues: the table.
    """

    files: Sequence[str]
    again: pl.DataFrame
    about: pl.DataFrame
    article_tags: pl.DataFrame
    page_issues: pl.DataFrame

    def once(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Return the rows that belong to articles of the corpus, and not to those that repeat one.

        Args:
            rows: `PAGE` and any other columns.
        """
        return rows.join(self.again.lazy(), on=PAGE, how="anti") if self.again.height else rows

    def texts(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return ``article_id``, ``title`` and ``body`` of some articles.

        Args:
            wanted: ``article_id``.
        """
        rows = self.once(pl.scan_parquet(list(self.files), glob=False).select(*PAGE, "title", "body"))
        found = rows.join(wanted.lazy(), on="article_id", how="semi").collect(engine="streaming")
        return found.unique("article_id").drop("raw_path")


def join(parts: Parts, names: Sequence[str], sketched: Sequence[str], place: Path) -> Corpus:
    """Return the corpus of some parts: every article once, with its story, and site bundles set apart.

    Args:
        parts: where parts are kept.
        names: those with the articles.
        sketched: those with their sketches, made by the stage ``sketch``.
        place: folder for files that are needed meanwhile.
    """
    files = parts.files(names, ARTICLES.name)
    about = pl.scan_parquet(files, glob=False).select(_ABOUT).collect() if files else ARTICLES.empty()[_ABOUT]
    again, findings = repeated(about.select(PAGE))
    issues = merge_issues(pl.concat([parts.table(names, PAGE_ISSUES), findings]))
    tags = merge_tags(parts.table(names, ARTICLE_TAGS))
    whole = Corpus(files, again, about, tags, issues)
    once = whole.once(about.lazy()).collect().unique("article_id").sort("article_id")
    told = once.with_columns(story_id=_stories(whole, parts.files(sketched, "sketch"), place))
    tags, bundles = set_bundles_apart(told, tags, whole.texts)
    issues = pl.concat([issues, bundles]).sort(PAGE_ISSUES.key)
    return replace(whole, about=told, article_tags=tags, page_issues=issues)


def _stories(corpus: Corpus, files: Sequence[str], place: Path) -> pl.Series:
    """Return the story of each article, in the order of ``article_id``."""
    if not files:
        return pl.Series("story_id", [], dtype=pl.String)
    sketched = corpus.once(pl.scan_parquet(list(files), glob=False)).collect().unique("article_id")

    def texts(wanted: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Copy the texts that are compared into one file, and read a block of them at a time."""
        file = place / "compared.parquet"
        columns = [*PAGE, "title", "body", "published"]
        rows = corpus.once(pl.scan_parquet(list(corpus.files), glob=False).select(columns))
        with disk_faults():
            rows.join(wanted.lazy(), on="article_id").sink_parquet(file, row_group_size=RANGE // 10 or 1)
        for block in wanted["block"].unique().sort():
            found = pl.scan_parquet(file, glob=False).filter(pl.col("block") == block)
            yield found.collect(engine="streaming").unique("article_id")
        file.unlink()

    return find_stories(sketched, texts)["story_id"]


def article_ranges(corpus: Corpus, place: Path) -> Iterator[pl.DataFrame]:
    """Yield the table ``articles``, a range of it at a time, in order.

    Args:
        corpus: from `join`.
        place: folder for files that are needed meanwhile.
    """
    stories = corpus.about.select("article_id", "story_id")
    for part, ids in zip(_ranges(corpus, place), stories.iter_slices(RANGE), strict=True):
        once = part.unique("article_id").drop("story_id")
        joined = ids.join(once, on="article_id", how="inner", maintain_order="left")
        yield joined.select(list(ARTICLES.columns))


def _ranges(corpus: Corpus, place: Path) -> Iterator[pl.DataFrame]:
    """Yield the articles of each range of ids, in any order; they are written down apart, then read."""
    starts = corpus.about["article_id"].gather_every(RANGE)
    folder = place / "ranges"
    folder.mkdir()
    for number, batch in enumerate(_batches(corpus)):
        at = starts.search_sorted(batch["article_id"], side="right") - 1
        for (one,), rows in batch.with_columns(range=at).group_by("range"):
            with disk_faults():
                rows.drop("range").write_ipc(folder / f"{one:07}-{number:07}.arrow", compression="lz4")
    for one in range(len(starts)):
        files = sorted(folder.glob(f"{one:07}-*.arrow"))
        yield pl.concat([pl.read_ipc(file.read_bytes()) for file in files])
        for file in files:
            file.unlink()
    folder.rmdir()


def _batches(corpus: Corpus) -> Iterator[pl.DataFrame]:
    """Yield the articles as they come, about `RANGE` at a time."""
    held: list[pl.DataFrame] = []
    for file in corpus.files:
        held.append(corpus.once(pl.scan_parquet(file, glob=False)).collect())
        if sum(one.height for one in held) >= RANGE:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)
