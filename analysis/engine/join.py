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
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from analysis.engine.parts import Parts
    from analysis.tables import Table

RANGE = 20_000
"""Articles that are put in order at a time: 60 MB of texts."""

_ABOUT = ["article_id", "raw_path", "source", "published", "published_precision"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of some parts, each once, whose texts stay on the disk.

    Attributes:
        files: parquet files of articles.
        left_out: ``file`` and `PAGE` of the articles in them that repeat another, or are stale.
        derived_out: the same for what was made of these articles; ``of`` is the hash of their file.
        about: one row an article, in the order of ``article_id``: what fits into memory.
        article_tags: the table.
        page_issues: the table.
    """

    files: Sequence[str]
    left_out: pl.DataFrame
    derived_out: pl.DataFrame
    about: pl.DataFrame
    article_tags: pl.DataFrame
    page_issues: pl.DataFrame

    def scan(self, *columns: str) -> pl.LazyFrame:
        """Return some columns of the articles, and `PAGE`, each article once."""
        rows = _articles(self.files).select("file", *PAGE, *columns)
        return _without(rows, self.left_out)

    def derived(self, files: Sequence[str]) -> pl.LazyFrame:
        """Return what was made of the articles, each once.

        Args:
            files: of parts that `derive` made.
        """
        return _without(pl.scan_parquet(list(files), glob=False), self.derived_out)

    def texts(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return ``article_id``, ``title`` and ``body`` of some articles.

        Args:
            wanted: ``article_id``.
        """
        rows = self.scan("title", "body").join(wanted.lazy(), on="article_id", how="semi")
        return rows.collect(engine="streaming").unique("article_id").drop("raw_path")


def _articles(files: Sequence[str]) -> pl.LazyFrame:
    return pl.scan_parquet(list(files), glob=False, include_file_paths="file")


def _without(rows: pl.LazyFrame, out: pl.DataFrame) -> pl.LazyFrame:
    """Return rows but those that are left out, and without the column that tells where they stand."""
    place = out.columns[0]
    return (rows.join(out.lazy(), on=out.columns, how="anti") if out.height else rows).drop(place)


def join(
    parts: Parts, names: Sequence[str], stale: pl.DataFrame, sketched: Sequence[str], place: Path
) -> Corpus:
    """Return the corpus of some parts: every article once, with its story, and site bundles set apart.

    Args:
        parts: where parts are kept.
        names: those with the articles.
        stale: what of them is not to be taken, from `cut_corpus`.
        sketched: those with their sketches, made by the stage ``sketch``.
        place: folder for files that are needed meanwhile.
    """
    of = parts.hashes(names, ARTICLES.name)
    found = _found(parts, list(of), stale)
    once = found.sort(*PAGE, "file").unique("article_id", keep="first", maintain_order=True)
    out = _left_out(list(of), once)
    derived_out = _of(out, of).join(_of(once, of), on=["of", *PAGE], how="anti")
    issues = [_rows(parts, names, PAGE_ISSUES, stale, "raw_path"), repeated(found.select(PAGE))]
    tags = merge_tags(_rows(parts, names, ARTICLE_TAGS, stale.filter("whole"), "article_id"))
    about = once.drop("file").sort("article_id")
    whole = Corpus(list(of), out, derived_out, about, tags, merge_issues(pl.concat(issues)))
    told = about.with_columns(story_id=_stories(whole, parts.files(sketched, "sketch"), place))
    tags, bundles = set_bundles_apart(told, tags, whole.texts)
    findings = pl.concat([whole.page_issues, bundles]).sort(PAGE_ISSUES.key)
    return replace(whole, about=told, article_tags=tags, page_issues=findings)


def _found(parts: Parts, files: Sequence[str], stale: pl.DataFrame) -> pl.DataFrame:
    """Return ``file`` and `_ABOUT` of the articles in some files, without those of stale pages."""
    if not files:
        return ARTICLES.empty().select(pl.lit("").alias("file"), *_ABOUT)
    rows = _articles(files).select("file", *_ABOUT)
    part = pl.DataFrame({"file": files, "part": [parts.name_of(file) for file in files]})
    out = stale.join(part, on="part").lazy()
    return (rows.join(out, on=["file", *PAGE], how="anti") if stale.height else rows).collect()


def _left_out(files: Sequence[str], once: pl.DataFrame) -> pl.DataFrame:
    """Return ``file`` and `PAGE` of the articles in some files but those that are taken once."""
    place = ["file", *PAGE]
    found = _articles(files).select(place).collect() if files else once.select(place)
    return found.join(once, on=place, how="anti")


def _of(rows: pl.DataFrame, of: Mapping[str, str]) -> pl.DataFrame:
    """Return `PAGE` of articles with the hash of their file in place of its name."""
    return rows.select(pl.col("file").replace_strict(of, return_dtype=pl.String).alias("of"), *PAGE)


def _rows(parts: Parts, names: Sequence[str], table: Table, stale: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return the rows of a table in some parts, without those of stale pages."""
    held = stale.partition_by("part", as_dict=True)
    found = [parts.table([name for name in names if (name,) not in held], table)]
    found += [parts.table([name], table).join(out, on=key, how="anti") for (name,), out in held.items()]
    return pl.concat(found)


def _stories(corpus: Corpus, files: Sequence[str], place: Path) -> pl.Series:
    """Return the story of each article, in the order of ``article_id``."""
    if not files:
        return pl.Series("story_id", [], dtype=pl.String)
    sketched = corpus.derived(files).collect().unique("article_id")

    def texts(wanted: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Copy the texts that are compared into one file, and read a block of them at a time."""
        file = place / "compared.parquet"
        rows = corpus.scan("title", "body", "published")
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
        held.append(_without(_articles([file]), corpus.left_out).collect())
        if sum(one.height for one in held) >= RANGE:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)
