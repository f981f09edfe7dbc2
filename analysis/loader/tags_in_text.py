"""Which tags the text of an article names, bare or behind particles, without what its site prints in it."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

import polars as pl

from analysis.arabic.fold import fold_expr
from analysis.arabic.forms import attached

Texts = Callable[[pl.DataFrame], pl.DataFrame]
"""Returns the ``title`` and ``body`` of the articles that are asked for."""

SAMPLE, CLAUSE_WORDS, REPEATED = 500, 5, 0.05
"""Of so many articles of a source, clauses of so many words in more than this share of them are the site's: a
box under 126 of 255 bodies named four of seven tags of a bundle."""

_CLAUSE = r"[^.،؛؟!:\n]+"
_SIGNS = string.punctuation + "«»…–—•·“”‘’"
_BARRIER = " | "


def named_tags(carried: pl.DataFrame, tags: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """Return, one row a tag that a text names: ``article_id``, ``tag_key``, ``named``.

    Args:
        carried: ``source`` and ``article_id`` of the articles that are read.
        tags: ``tag_key`` of the tags that are looked for.
        texts: returns the texts of articles.
    """
    return _named(_folded(carried, texts), tags)


def _folded(carried: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """One row an article: its title and body in folded words, one blank between and around them."""
    sources = carried.select("source", "article_id").unique()
    printed = texts(sources).select("article_id", "title", "body").join(sources, on="article_id")
    title, body = (_plain(pl.col(name).fill_null("")) for name in ("title", "body"))
    folded = printed.select("article_id", text=pl.format(" {} | {} ", title, body))
    apart = dict.fromkeys(_site_clauses(printed), _BARRIER)
    return folded.with_columns(pl.col("text").str.replace_many(apart, leftmost=True)) if apart else folded


def _plain(expr: pl.Expr) -> pl.Expr:
    return fold_expr(expr).str.replace_many(list(_SIGNS), [" "] * len(_SIGNS)).str.strip_chars(" ")


def _site_clauses(printed: pl.DataFrame) -> list[str]:
    """Return the clauses that many bodies of one source repeat, as folded words."""
    read = printed.drop_nulls("body").sort("article_id").group_by("source").head(SAMPLE)
    clauses = read.select("source", "article_id", clause=pl.col("body").str.extract_all(_CLAUSE))
    folded = clauses.explode("clause").drop_nulls().with_columns(_plain(pl.col("clause"))).unique()
    long = folded.filter(pl.col("clause").str.count_matches(" ", literal=True) >= CLAUSE_WORDS - 1)
    least = read.group_by("source").agg(least=pl.max_horizontal(2, REPEATED * pl.len()))
    often = long.group_by("source", "clause").len().join(least, on="source")
    return often.filter(pl.col("len") > pl.col("least"))["clause"].unique().sort().to_list()


def _named(texts: pl.DataFrame, tags: pl.DataFrame) -> pl.DataFrame:
    """One row a tag that a text names, bare or behind particles: ``article_id``, ``tag_key``, ``named``."""
    forms = [(form, key) for key in tags["tag_key"].unique().sort() for form in _forms(key)]
    table = pl.DataFrame(forms, schema={"form": pl.String, "tag_key": pl.String}, orient="row")
    needles = table["form"].unique().sort().to_list() or [_BARRIER]  # polars refuses no pattern
    # Neighbours share a blank, and one tag may stand in another: hence overlapping.
    found = texts.select("article_id", form=pl.col("text").str.extract_many(needles, overlapping=True))
    hits = found.explode("form").drop_nulls().unique().join(table, on="form")
    return hits.select("article_id", "tag_key", named=True).unique()


def _forms(key: str) -> list[str]:
    """Return a tag's key as a text prints it, under every particle."""
    first, *rest = re.findall(r"[^\W_]+", key) or [""]
    return [f" {' '.join((head, *rest))} " for head in attached(first)] if first else []
