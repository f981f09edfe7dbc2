"""One stage of the work as one process: ``python benchmarks/stages.py STAGE ARTICLES PAGES``."""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl
from corpora import topics

from analysis.aggregate.counts import count_pairs, count_topics
from analysis.aggregate.lookup import lookup_topics
from analysis.arabic.fold import fold_expr
from analysis.loader.corpus import draft, evidence_of, settle
from analysis.loader.read import list_raw, read_file

PIECE = 250


def idle(articles: Path, pages: Path) -> None:
    """Start, and do nothing."""


def read(articles: Path, pages: Path) -> None:
    """Read and decode page dumps, in one process."""
    for path in list_raw([pages]):
        list(read_file(path))


def cut(articles: Path, pages: Path) -> None:
    """Read, part and cut page dumps, in one process."""
    paths = list_raw([pages])
    drafts = [one for at in range(0, len(paths), PIECE) for one in draft(paths[at : at + PIECE])]
    answers = evidence_of(drafts).answers()
    for one in drafts:
        settle(one.pages, answers)


def fold(articles: Path, pages: Path) -> None:
    """Fold title and body."""
    _scan(articles).select(fold_expr(pl.col("title", "body")).str.len_bytes().sum()).collect(
        engine="streaming"
    )


def match(articles: Path, pages: Path) -> None:
    """Fold, space and look up 20 topics."""
    _found(articles)


def count(articles: Path, pages: Path) -> None:
    """Look up 20 topics and count them by month."""
    count_topics(_found(articles).lazy(), _scan(articles)).collect()


def pairs(articles: Path, pages: Path) -> None:
    """Look up 20 topics and count their pairs by month."""
    count_pairs(_found(articles).lazy(), _scan(articles)).collect()


def _scan(articles: Path) -> pl.LazyFrame:
    return pl.scan_parquet(articles / "*.parquet")


def _found(articles: Path) -> pl.DataFrame:
    texts = _scan(articles).select("article_id", "title", "body")
    return lookup_topics(texts, topics()).collect(engine="streaming")


STAGES = {one.__name__: one for one in (idle, read, cut, fold, match, count, pairs)}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("articles", type=Path)
    parser.add_argument("pages", type=Path)
    args = parser.parse_args()
    STAGES[args.stage](args.articles, args.pages)
