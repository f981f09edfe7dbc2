"""Parts -> the tables of the whole corpus; texts, tags and mentions are held by ranges of articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.corpus import ABOUT, TOGETHER, Corpus, as_numbers, by_range, scan, together, without
from analysis.engine.stories import stories
from analysis.engine.write import disk_faults
from analysis.loader.arrays import distinct
from analysis.loader.bundles import find_apart, placed
from analysis.loader.corpus import PAGE, merge_issues, merge_tags, repeated
from analysis.tables import ARTICLE_TAGS, ARTICLE_TOPICS, ARTICLES, PAGE_ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from analysis.engine.local import Engine
    from analysis.engine.parts import Parts
    from analysis.tables import Table

_FILES = {"file": pl.String, "part": pl.String}


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
    files, out = list(of), _stale_rows(parts, list(of), stale, *PAGE)
    ids = _ids(files, out)
    told = _told_apart(files, out, ids, place)
    findings = [PAGE_ISSUES.empty(), *_rows(parts, names, PAGE_ISSUES, stale, "raw_path")]
    issues = merge_issues(pl.concat([*findings, repeated(told.same)]))
    out = pl.concat([out, told.again])
    derived_out = _of(out, of).join(_of(told.taken, of), on=["of", *PAGE], how="anti")
    corpus = Corpus(files, out, derived_out, ids, told.abouts, issues)
    first, compared = stories(corpus, parts, sketched, place, engine)
    corpus = replace(corpus, first=first, compared=compared)
    rows = _rows(parts, names, ARTICLE_TAGS, stale.filter("whole"), "article_id")
    tag_files = _tag_files(corpus, rows, place)
    if not tag_files:
        return corpus
    tags = [pl.scan_parquet(file, glob=False) for file in tag_files]
    apart = find_apart(tags, pl.scan_ipc(list(told.abouts)), corpus.texts)
    found = pl.concat([issues, apart.page_issues]).sort(PAGE_ISSUES.key)
    return replace(corpus, page_issues=found, tag_files=tag_files, apart=apart)


def _stale_rows(parts: Parts, files: Sequence[str], stale: pl.DataFrame, *key: str) -> pl.DataFrame:
    """Return ``file`` and the key of stale pages, of each file of their part."""
    part = pl.DataFrame({"file": files, "part": [parts.name_of(file) for file in files]}, _FILES)
    return stale.join(part, on="part").select("file", *key)


def _ids(files: Sequence[str], out: pl.DataFrame) -> NDArray[np.uint64]:
    """Return the ``article_id`` of the articles that are not left out, as numbers, each once and sorted."""
    found = [np.empty(0, np.uint64)]
    for at in range(0, len(files), TOGETHER):
        rows = without(scan(files[at : at + TOGETHER]).select("file", *PAGE), out)
        found.append(rows.select(as_numbers(pl.col("article_id"))).collect().to_series().to_numpy())
    return distinct(np.concatenate(found))


@dataclass(frozen=True, slots=True)
class _ToldApart:
    """Articles that are told apart.

    Attributes:
        abouts: a file a range with `ABOUT` of its articles, each once, in order.
        again: ``file`` and `PAGE` of those that repeat another.
        same: `PAGE` of these, and of those that they repeat.
        taken: ``file`` and `PAGE` of those that are taken, of pages that stand in several files.
    """

    abouts: Sequence[Path]
    again: pl.DataFrame
    same: pl.DataFrame
    taken: pl.DataFrame


def _told_apart(files: Sequence[str], out: pl.DataFrame, ids: NDArray[np.uint64], place: Path) -> _ToldApart:
    """Tell the articles of some files apart, a range at a time.

    Args:
        files: parquet files of articles.
        out: ``file`` and `PAGE` of stale ones.
        ids: of all but these, as numbers.
        place: folder for the files of what is known of them.
    """
    folder = place / "abouts"
    folder.mkdir()
    abouts: list[Path] = []
    again, same, taken = [out.clear()], [out.clear().select(PAGE)], [out.clear()]
    for found in by_range(ids, _found(files, out), {"file": pl.Enum(sorted(files)), **ABOUT}, place):
        once, more = _once(found)
        abouts.append(folder / f"{len(abouts):07}.arrow")
        with disk_faults():
            once.select(list(ABOUT)).sort("article_id").write_ipc(abouts[-1])
        again.append(_place(more))
        same += [once.join(more, on="article_id", how="semi").select(PAGE), more.select(PAGE)]
        taken.append(_place(once.join(pl.concat([out, again[-1]]), on=PAGE, how="semi")))
    return _ToldApart(abouts, *map(pl.concat, (again, same, taken)))


def _found(files: Sequence[str], out: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield ``file`` and `ABOUT` of the articles in some files, without those that are left out."""
    names = pl.Enum(sorted(files))
    for at in range(0, len(files), TOGETHER):
        rows = scan(files[at : at + TOGETHER]).select("file", *ABOUT)
        kept = rows.join(out.lazy(), on=["file", *PAGE], how="anti") if out.height else rows
        yield kept.with_columns(pl.col("file").cast(names)).collect()


def _place(found: pl.DataFrame) -> pl.DataFrame:
    return found.select(pl.col("file").cast(pl.String), *PAGE)


def _once(found: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return each article once, and the rows that repeat one."""
    several = pl.col("article_id").is_duplicated()
    often = found.filter(several).sort(*PAGE, "file")
    first = often.unique("article_id", keep="first", maintain_order=True)
    return pl.concat([found.filter(~several), first]), often.join(first, on=["file", *PAGE], how="anti")


def _of(rows: pl.DataFrame, of: Mapping[str, str]) -> pl.DataFrame:
    """Return `PAGE` of articles with the hash of their file in place of its name."""
    return rows.select(pl.col("file").replace_strict(of, return_dtype=pl.String).alias("of"), *PAGE)


def _rows(
    parts: Parts, names: Sequence[str], table: Table, stale: pl.DataFrame, key: str
) -> Iterator[pl.DataFrame]:
    """Yield the rows of a table in some parts, some files at a time, without those of stale pages."""
    files = parts.files(names, table.name)
    out = _stale_rows(parts, files, stale, key)
    return (without(scan(some), out).collect() for some in together(files))


def _tag_files(corpus: Corpus, rows: Iterator[pl.DataFrame], place: Path) -> list[Path]:
    """Write the tags of each range of articles into a file, with what finds bundles; return the files."""
    folder = place / "tags"
    folder.mkdir()
    files = []
    ranges = corpus.in_ranges(rows, ARTICLE_TAGS.columns, place)
    for number, (tags, about) in enumerate(zip(ranges, corpus.about(), strict=True)):
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
    # Mapped and not in a loop, which would hold the texts of one range while those of the next are read.
    return map(_placed, corpus.in_ranges(corpus.batches(*rest), ARTICLES.columns, place), corpus.about())


def _placed(articles: pl.DataFrame, about: pl.DataFrame) -> pl.DataFrame:
    """Return the articles of a range in order, with their stories."""
    ids = about.select("article_id", "story_id")
    told = ids.join(articles.drop("story_id"), on="article_id", how="inner", maintain_order="left")
    return told.select(list(ARTICLES.columns))


def mention_ranges(corpus: Corpus, files: Sequence[str], place: Path) -> Iterator[pl.DataFrame]:
    """Yield what was found in the texts of each range of articles, in any order.

    Args:
        corpus: from `join`.
        files: of the parts with the mentions.
        place: folder for files that are needed meanwhile.
    """
    ranges = corpus.in_ranges(corpus.derived(files), ARTICLE_TOPICS.columns, place)
    return (rows.unique() for rows in ranges)
