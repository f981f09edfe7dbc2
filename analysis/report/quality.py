"""Data quality: what was read, how it was cut, what was set aside, and how far the dictionary is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.report.phrases import share, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analysis.plots.words import Lang

OF_ARTICLES = ("reprints", "titled", "bodied", "dated", "coarse", "undated", "sourced", "tagged", "related")
"""Rows that are a part of the articles, and so have a share."""


def corpus_facts(tables: Path) -> dict[str, Any]:
    """Return counts of the corpus by name, and ``first`` and ``last`` day.

    Args:
        tables: folder that ``wusum build`` filled.
    """
    day, known = pl.col("published"), pl.col("published_precision")

    def filled(column: str) -> pl.Expr:
        return (pl.col(column).fill_null("").str.len_bytes() > 0).sum()

    # A year alone has no day in the table, and is known all the same.
    coarse = known.is_in(["month", "year"]).fill_null(value=False)
    facts = pl.scan_parquet(tables / "articles.parquet").select(
        articles=pl.len(),
        stories=pl.col("story_id").n_unique(),
        sources=pl.col("source").drop_nulls().n_unique(),
        first=day.min(),
        last=day.max(),
        titled=filled("title"),
        bodied=filled("body"),
        sourced=filled("source"),
        dated=(day.is_not_null() & ~coarse).sum(),
        coarse=coarse.sum(),
        undated=(day.is_null() & ~coarse).sum(),
        related=(
            pl.concat_str(pl.col("related_title", "related_body").fill_null("")).str.len_bytes() > 0
        ).sum(),
    )
    return facts.collect().row(0, named=True)


def quality_rows(
    tables: Path, manifest: Mapping[str, Any], facts: Mapping[str, Any], lang: Lang
) -> list[tuple[str, str, str]]:
    """Return name, number and share of all articles of each figure of quality.

    Args:
        tables: folder that ``wusum build`` filled.
        manifest: its manifest.
        facts: from :func:`corpus_facts`.
        lang: ``ar`` or ``en``.
    """
    tags = pl.scan_parquet(tables / "article_tags.parquet")
    own = tags.filter(zone="tags").select(pl.len(), tagged=pl.col("article_id").n_unique()).collect().row(0)
    values = dict(facts) | {
        "files": manifest["inputs"]["files"],
        "reprints": facts["articles"] - facts["stories"],
        "own_tags": own[0],
        "tagged": own[1],
        "site_tags": tags.filter(zone="site_tags").select(pl.len()).collect().item(),
    }
    whole = max(facts["articles"], 1)
    return [
        (name, f"{values[key]:,}", share(values[key] / whole) if key in OF_ARTICLES else "")
        for key, name in words(lang)["quality_rows"].items()
    ]


def issue_rows(tables: Path) -> list[tuple[str, str]]:
    """Return each kind of finding about raw files, and how many there are."""
    issues = pl.scan_parquet(tables / "page_issues.parquet").group_by("issue").agg(n=pl.len())
    ordered = issues.sort("n", "issue", descending=[True, False]).collect()
    return [(issue, f"{n:,}") for issue, n in ordered.iter_rows()]


def precision_rows(checked: Path, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return each topic, its precision as judged by hand with the 95 % interval, and the mentions judged.

    Args:
        checked: a sample of ``wusum sample`` whose column ``correct`` was filled.
        labels: shown names of topics.
    """
    from analysis.aggregate.check_sample import precision, read_checked

    judged = precision(read_checked(checked)).drop_nulls("precision")
    told = "{precision:.0%} ({precision_low:.0%}–{precision_high:.0%})"
    return [
        (labels.get(r["topic"], r["topic"]), told.format(**r), f"{r['n_checked']:,}")
        for r in judged.iter_rows(named=True)
    ]
