"""The same bytes from both engines of polars, and from rows in any order."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analysis.aggregate.artefact import artefact
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.changes import month_changes, weekday_profile
from analysis.aggregate.counts import count_pairs, count_topics
from analysis.aggregate.keyness import keyness
from analysis.aggregate.lags import source_lags
from analysis.aggregate.measures import add_measures
from analysis.aggregate.network import backbone
from analysis.aggregate.trends import mean_source, moving_mean, share_by_source, trend_test
from analysis.tables import ZONES


def random_corpus() -> tuple[pl.LazyFrame, pl.LazyFrame]:
    rng = np.random.default_rng(12)
    n = 3000
    days = pl.Series((19000 + rng.integers(0, 700, n)).astype(np.int32)).cast(pl.Date)
    articles = pl.LazyFrame(
        {
            "article_id": [f"a{i}" for i in range(n)],
            "source": [f"s{i}" for i in rng.integers(0, 40, n)],
            "published": days,
            "story_id": [f"x{i}" for i in rng.integers(0, n, n)],
        }
    )
    mentions = pl.LazyFrame(
        {
            "article_id": [f"a{i}" for i in rng.integers(0, n, 2 * n)],
            "zone": rng.choice(ZONES, 2 * n).tolist(),
            "topic": [f"t{i}" for i in rng.integers(0, 12, 2 * n)],
        }
    )
    return mentions.unique(), articles


def sources(articles: pl.LazyFrame, rest: int) -> pl.LazyFrame:
    return articles.filter(pl.col("source").str.slice(1).cast(pl.Int32) % 2 == rest)


LINES = {
    "counts": count_topics,
    "pairs with measures": lambda mentions, articles: add_measures(count_pairs(mentions, articles)),
    "artefact": artefact,
    "mean source": lambda mentions, articles: mean_source(share_by_source(mentions, articles)),
    "moving mean": lambda mentions, articles: moving_mean(count_topics(mentions, articles)),
    "trends": lambda mentions, articles: trend_test(count_topics(mentions, articles)),
    "keyness": lambda mentions, articles: keyness(mentions, *(sources(articles, rest) for rest in (0, 1))),
    "lags": lambda mentions, articles: source_lags(articles),
    "month changes": lambda mentions, articles: month_changes(count_pairs(mentions, articles)),
    "weekdays": weekday_profile,
    "backbone": lambda mentions, articles: backbone(count_pairs(mentions, articles)),
    "bursts": lambda mentions, articles: find_bursts(count_topics(mentions, articles), s=1.2, gamma=0.1),
}


@pytest.mark.parametrize("line", LINES)
def test_both_engines_and_any_order_of_rows_give_the_same_bytes(line: str):
    mentions, articles = random_corpus()
    table = LINES[line](mentions, articles)
    streamed = table.collect(engine="streaming")
    shuffled = LINES[line](
        mentions.collect().sample(fraction=1, shuffle=True, seed=1).lazy(), articles.reverse()
    )
    assert not streamed.is_empty()
    assert table.collect().equals(streamed)
    assert shuffled.collect().equals(streamed)
