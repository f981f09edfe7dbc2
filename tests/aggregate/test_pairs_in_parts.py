"""Pairs counted part by part are those counted at once, row for row."""

from __future__ import annotations

import random

import polars as pl
import pytest

from analysis.aggregate import pairs_in_parts
from analysis.aggregate.counts import count_tag_pairs
from analysis.aggregate.pairs_in_parts import tag_pairs_in_parts
from analysis.tables import ARTICLE_TAGS, TAG_PAIRS, check

NAMES = ["", "غزة", "مصر", "روسيا", "إيران", "قمة", "نفط", "ميناء"]


def tags(seed: int, count: int = 60) -> pl.DataFrame:
    """Tags of articles, sorted as the table is: repeated ones, site tags, some without a key."""
    draw = random.Random(seed)
    rows = [
        (f"{n:03}", zone, place, name, name or None if draw.random() < 0.5 else name)
        for n in range(count)
        for zone in ("site_tags", "tags")
        for place, name in enumerate(draw.choices(NAMES, k=draw.randint(0, 5)))
    ]
    return pl.DataFrame(rows, schema=dict(ARTICLE_TAGS.columns), orient="row")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("at_once", "held", "least"), [(2**21, 60, 1), (5, 7, 1), (20, 1, 9), (1, 13, 2)])
def test_parts_of_any_size_give_the_rows_of_one_count(tmp_path, monkeypatch, seed, at_once, held, least):
    monkeypatch.setattr(pairs_in_parts, "_AT_ONCE", at_once)
    monkeypatch.setattr(pairs_in_parts, "_MERGED", at_once)
    table, articles = tags(seed), pl.LazyFrame({"article_id": [f"{n:03}" for n in range(60)]})
    frames = [
        table.filter(pl.col("article_id").is_between(pl.lit(f"{at:03}"), pl.lit(f"{at + held - 1:03}")))
        for at in range(0, 60, held)
    ]
    parts = list(tag_pairs_in_parts(lambda: frames, 60, tmp_path, min_articles=least))
    wanted = count_tag_pairs(table.lazy(), articles, min_articles=least).collect()
    assert wanted.height > 5
    assert pl.concat(parts).equals(wanted)
    assert all(check(part, TAG_PAIRS).height >= 0 for part in parts)
    assert (len(parts) > 1) == (at_once < 2**21)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("frames", [[], [ARTICLE_TAGS.empty()], [tags(0, 1).head(0)]])
def test_without_tags_there_is_no_pair(tmp_path, frames):
    parts = list(tag_pairs_in_parts(lambda: frames, 0, tmp_path))
    assert sum(part.height for part in parts) == 0
    assert all(part.schema == pl.Schema(TAG_PAIRS.columns) for part in parts)
