"""Parts -> the tables of the whole corpus; texts, tags and mentions are held by ranges of articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from analysis.engine.ranges import HELD, in_ranges
from analysis.engine.stories import stories
from analysis.engine.write import disk_faults
from analysis.loader.bundles import find_apart, placed
from analysis.loader.bundles_apart import set_apart
from analysis.loader.corpus import PAGE, merge_issues, merge_tags, repeated
from analysis.tables import ARTICLE_TAGS, ARTICLE_TOPICS, ARTICLES, PAGE_ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from analysis.engine.local import Engine
    from analysis.engine.parts import Parts
    from analysis.loader.bundles_apart import Apart
    from analysis.tables import Table

RANGE = 10_000
"""Articles that are put in order at a time, 30 MB of texts."""

TOGETHER = 4
"""Files that are searched for a few articles at a time, each of 2,000 at most: quicker than one by one."""

_ABOUT = ["article_id", "raw_path", "source", "published", "published_precision"]
_SAID = ["title", "body"]
_FILES = {"file": pl.String, "part": pl.String}


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of some parts, each once, whose texts, tags and mentions stay on the disk.

    Attributes:
        files: parquet files of articles.
        left_out: ``file`` and `PAGE` of the articles in them that repeat another, or are stale.
        derived_out: the same for what was made of these articles; ``of`` is the hash of their file.
        about: one row an article, in the order of ``article_id``: what fits into memory.
        page_issues: the table.
        tag_files: a file a range with its tags, in the order of the table.
        apart: the tags of site bundles.
        compared: the parts that tell which texts print one story.
    """

    files: Sequence[str]
    left_out: pl.DataFrame
    derived_out: pl.DataFrame
    about: pl.DataFrame
    page_issues: pl.DataFrame
    tag_files: Sequence[Path] = ()
    apart: Apart | None = None
    compared: Sequence[str] = ()

    def derived(self, files: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield what was made of the articles, file by file; of some articles several times.

        Args:
            files: of parts that `derive` made.
        """
        for file in files:
            yield _without(pl.scan_parquet(file, glob=False), self.derived_out).collect()

    def texts(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return ``article_id``, ``title`` and ``body`` of some articles.

        Args:
            wanted: ``article_id``.
        """
        rows = pl.concat([ARTICLES.empty().select(*PAGE, *_SAID), *self.some(wanted, *_SAID)])
        return rows.unique("article_id").drop("raw_path")

    def batches(self, *columns: str) -> Iterator[pl.DataFrame]:
        """Yield some columns of the articles, and `PAGE`, file by file."""
        return (_scan([file], self.left_out, columns).collect() for file in self.files)

    def some(self, wanted: pl.DataFrame, *columns: str) -> Iterator[pl.DataFrame]:
        """Yield some columns of some articles, and `PAGE`, from `TOGETHER` files at a time.

        Args:
            wanted: ``article_id``.
            columns: of the table.
        """
        for at in range(0, len(self.files), TOGETHER):
            rows = _scan(self.files[at : at + TOGETHER], self.left_out, columns)
            yield rows.join(wanted.lazy(), on="article_id", how="semi").collect(engine="streaming")

    def in_ranges(self, batches: Iterator[pl.DataFrame], table: Table, place: Path) -> Iterator[pl.DataFrame]:
        """Yield rows with an ``article_id`` range by range of `ids`, each range in any order.

        Args:
            batches: the rows.
            table: names their columns.
            place: folder for files that are needed meanwhile.
        """
        starts = self.about["article_id"].gather_every(RANGE)
        told = (
            rows.select(*table.columns, range=starts.search_sorted(rows["article_id"], side="right") - 1)
            for rows in batches
        )
        return in_ranges(told, len(starts), pl.Schema(table.columns), place / "ranges", HELD)

    def ids(self) -> Iterator[pl.DataFrame]:
        """Yield ``article_id`` and ``story_id`` of each range, in order."""
        return self.about.select("article_id", "story_id").iter_slices(RANGE)

    def tags(self) -> Iterator[pl.DataFrame]:
        """Yield the table ``article_tags``, a range of articles at a time, in order."""
        for file in self.tag_files:
            tags = pl.read_parquet(file, columns=list(ARTICLE_TAGS.columns), glob=False)
            yield set_apart(tags, self.apart) if self.apart else tags


def _articles(files: Sequence[str]) -> pl.LazyFrame:
    return pl.scan_parquet(list(files), glob=False, include_file_paths="file")


def _scan(files: Sequence[str], out: pl.DataFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Return some columns of the articles in some files, and `PAGE`, without those that are left out."""
    return _without(_articles(files).select("file", *PAGE, *columns), out)


def _without(rows: pl.LazyFrame, out: pl.DataFrame) -> pl.LazyFrame:
    """Return rows but those that are left out, and without the column that tells where they stand."""
    place = out.columns[0]
    return (rows.join(out.lazy(), on=out.columns, how="anti") if out.height else rows).drop(place)


def join(
    parts: Parts,
    names: Sequence[str],
    stale: pl.DataFrame,
    sketched: Sequence[str],
    place: Path,
    engine: Engine,
) -> Corpus:
    """Return the corpus of some parts: every article once, with its story, and site bundles set apart.

    Args:
        parts: where parts are kept.
        names: those with the articles.
        stale: what of them is not to be taken, from `cut_corpus`.
        sketched: those with their sketches, made by the stage ``sketch``.
        place: folder for files that are needed meanwhile, and as long as the corpus is.
        engine: where reprints are compared.
    """
    of = parts.hashes(names, ARTICLES.name)
    out = _stale_rows(parts, list(of), stale)
    once, again = _once(_found(list(of), out))
    out = pl.concat([out, again.select(out.columns)])
    findings = [PAGE_ISSUES.empty(), *_rows(parts, names, PAGE_ISSUES, stale, "raw_path")]
    same = pl.concat([once.join(again, on="article_id", how="semi").select(PAGE), again.select(PAGE)])
    issues = merge_issues(pl.concat([*findings, repeated(same)]))
    about = once.drop("file").sort("article_id")
    corpus = Corpus(list(of), out, _derived_out(out, once, of), about, issues)
    del once
    story_id, compared = stories(corpus, parts, sketched, place, engine)
    about = about.with_columns(story_id=story_id)
    corpus = replace(corpus, about=about, compared=compared)
    rows = _rows(parts, names, ARTICLE_TAGS, stale.filter("whole"), "article_id")
    files = _tag_files(corpus, rows, place)
    apart = find_apart(pl.scan_parquet(files, glob=False), about, corpus.texts) if files else None
    found = pl.concat([issues, *([apart.page_issues] if apart else [])]).sort(PAGE_ISSUES.key)
    return replace(corpus, page_issues=found, tag_files=files, apart=apart)


def _stale_rows(parts: Parts, files: Sequence[str], stale: pl.DataFrame) -> pl.DataFrame:
    """Return ``file`` and `PAGE` of stale pages, of each file of their part."""
    part = pl.DataFrame({"file": files, "part": [parts.name_of(file) for file in files]}, _FILES)
    return stale.join(part, on="part").select("file", *PAGE)


def _found(files: Sequence[str], out: pl.DataFrame) -> pl.DataFrame:
    """Return ``file`` and `_ABOUT` of the articles in some files, without those that are left out."""
    if not files:
        return ARTICLES.empty().select(pl.lit("").alias("file"), *_ABOUT)
    rows = _articles(files).select("file", *_ABOUT)
    kept = rows.join(out.lazy(), on=["file", *PAGE], how="anti") if out.height else rows
    return kept.with_columns(pl.col("file").cast(pl.Enum(sorted(files)))).collect()


def _once(found: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return each article once, and the rows that repeat one."""
    several = pl.col("article_id").is_duplicated()
    often = found.filter(several).sort(*PAGE, "file")
    first = often.unique("article_id", keep="first", maintain_order=True)
    again = often.join(first, on=["file", *PAGE], how="anti")
    return pl.concat([found.filter(~several), first]), again.with_columns(pl.col("file").cast(pl.String))


def _derived_out(out: pl.DataFrame, once: pl.DataFrame, of: Mapping[str, str]) -> pl.DataFrame:
    """Return ``of`` and `PAGE` of what is left out, but where another file with the same bytes is taken."""
    taken = once.join(out, on=PAGE, how="semi").with_columns(pl.col("file").cast(pl.String))
    return _of(out, of).join(_of(taken, of), on=["of", *PAGE], how="anti")


def _of(rows: pl.DataFrame, of: Mapping[str, str]) -> pl.DataFrame:
    """Return `PAGE` of articles with the hash of their file in place of its name."""
    return rows.select(pl.col("file").replace_strict(of, return_dtype=pl.String).alias("of"), *PAGE)


def _rows(
    parts: Parts, names: Sequence[str], table: Table, stale: pl.DataFrame, key: str
) -> Iterator[pl.DataFrame]:
    """Yield the rows of a table in some parts, file by file, without those of stale pages."""
    held = stale.partition_by("part", as_dict=True)
    for file in parts.files(names, table.name):
        out = held.get((parts.name_of(file),))
        rows = pl.read_parquet(file, glob=False)
        yield rows if out is None else rows.join(out, on=key, how="anti")


def _tag_files(corpus: Corpus, rows: Iterator[pl.DataFrame], place: Path) -> list[Path]:
    """Write the tags of each range of articles into a file, with what finds bundles; return the files."""
    folder = place / "tags"
    folder.mkdir()
    files = []
    ranges = corpus.in_ranges(rows, ARTICLE_TAGS, place)
    for number, (tags, about) in enumerate(zip(ranges, corpus.about.iter_slices(RANGE), strict=True)):
        files.append(folder / f"{number:07}.parquet")
        with disk_faults():
            placed(about, merge_tags(tags)).write_parquet(files[-1], compression="lz4")
    return files


def article_ranges(corpus: Corpus, place: Path) -> Iterator[pl.DataFrame]:
    """Yield the table ``articles``, a range of it at a time, in order.

    Args:
        corpus: from `join`.
        place: folder for files that are needed meanwhile.
    """
    rest = [name for name in ARTICLES.columns if name not in PAGE]
    for part, ids in zip(corpus.in_ranges(corpus.batches(*rest), ARTICLES, place), corpus.ids(), strict=True):
        joined = ids.join(part.drop("story_id"), on="article_id", how="inner", maintain_order="left")
        yield joined.select(list(ARTICLES.columns))


def mention_ranges(corpus: Corpus, files: Sequence[str], place: Path) -> Iterator[pl.DataFrame]:
    """Yield what was found in the texts of each range of articles, in any order.

    Args:
        corpus: from `join`.
        files: of the parts with the mentions.
        place: folder for files that are needed meanwhile.
    """
    return (rows.unique() for rows in corpus.in_ranges(corpus.derived(files), ARTICLE_TOPICS, place))
