"""Drawing stories again, against plain loops over the drawn stories."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from analysis.aggregate.bootstrap import _weights, bootstrap_measures
from analysis.aggregate.counts import count_pairs
from analysis.aggregate.measures import COUNTS, add_measures
from analysis.errors import TableError

MEASURES = ("jaccard", "npmi", "phi", "odds_ratio", "lift")


def corpus(n_stories: int, prints: int, seed: int = 0) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Stories that name a and b independently, each printed several times word for word."""
    rng = np.random.default_rng(seed)
    named = rng.random((n_stories, 2)) < [0.3, 0.4]
    ids = [(f"{story}-{copy}", str(story)) for story in range(n_stories) for copy in range(prints)]
    rows = [(one, "ab"[j]) for one, story in ids for j in np.flatnonzero(named[int(story)])]
    articles = pl.LazyFrame(ids, schema={"article_id": pl.String, "story_id": pl.String}, orient="row")
    return pl.LazyFrame(rows, schema={"article_id": pl.String, "topic": pl.String}, orient="row"), articles


def test_the_bounds_are_percentiles_of_stories_drawn_by_hand():
    named, articles = corpus(25, 2)
    row = bootstrap_measures(named, articles, n_draws=199, seed=3).collect().row(0, named=True)
    of_story: dict[str, list[set]] = {}
    by_article = named.collect().group_by("article_id").agg("topic")
    topics = {key: set(found) for key, found in by_article.rows()}
    for key, story in sorted(articles.collect().rows(), key=lambda pair: pair[1]):
        of_story.setdefault(story, []).append(topics.get(key, set()))
    stories = list(of_story.values())
    draws = []
    for weights in _weights(np.random.default_rng(3), 199, 25):
        units = [
            unit for story, n in zip(stories, weights, strict=True) for _ in range(int(n)) for unit in story
        ]
        draws.append(
            [*(sum(one <= unit for unit in units) for one in ({"a"}, {"b"}, {"a", "b"})), len(units)]
        )
    again = add_measures(pl.LazyFrame(draws, schema=list(COUNTS), orient="row")).collect()
    for name in MEASURES:
        low, high = np.quantile(again[name].drop_nulls().to_numpy(), [0.025, 0.975])
        assert row[f"{name}_low"] == pytest.approx(low, rel=1e-9)
        assert row[f"{name}_high"] == pytest.approx(high, rel=1e-9)
    assert row["n_stories"] == 25


def test_the_estimates_are_those_of_the_corpus():
    named, articles = corpus(60, 3)
    got = bootstrap_measures(named, articles).collect()
    want = add_measures(count_pairs(named, articles, every=None)).collect()
    for name in (*COUNTS, *MEASURES, "pmi", "cosine", "equivalence"):
        assert got[name].to_list() == pytest.approx(want[name].to_list(), rel=1e-12)


def test_reprints_do_not_make_it_surer_as_they_do_the_usual_interval():
    once, often = (bootstrap_measures(*corpus(150, prints)).collect().row(0, named=True) for prints in (1, 8))
    usual = add_measures(count_pairs(*corpus(150, 8), every=None)).collect().row(0, named=True)
    width, wide, narrow = (row["phi_high"] - row["phi_low"] for row in (once, often, usual))
    assert wide == pytest.approx(width, rel=0.1)
    assert narrow < width / 2


def test_draws_are_of_as_many_stories_and_repeat_with_their_seed():
    weights = _weights(np.random.default_rng(0), 50, 30)
    assert (weights.sum(axis=1) == 30).all()
    named, articles = corpus(40, 2)
    first = bootstrap_measures(named, articles, seed=1).collect()
    assert bootstrap_measures(named, articles.reverse(), seed=1).collect().equals(first)
    assert not bootstrap_measures(named, articles, seed=2).collect().equals(first)


def test_too_few_draws_are_refused():
    with pytest.raises(TableError, match="n_draws 19: expected at least 39"):
        bootstrap_measures(*corpus(9, 1), n_draws=19)


def test_p_is_that_of_as_many_fewer_articles_as_reprints_are_worth():
    named, articles = corpus(150, 4)
    row = bootstrap_measures(named, articles).collect().row(0, named=True)
    usual = add_measures(count_pairs(named, articles, every=None)).collect().row(0, named=True)
    assert row["design_effect"] == pytest.approx(4)
    assert row["p"] == pytest.approx(stats.chi2.sf(usual["g2"] / 4, 1), rel=1e-9)
    once = add_measures(count_pairs(named, articles, every=None, unit="story")).collect().row(0, named=True)
    assert row["p"] == pytest.approx(once["p"], rel=1e-6)


def test_the_design_effect_is_the_variance_of_stories_over_that_of_articles():
    rng = np.random.default_rng(7)
    sizes, named = rng.integers(1, 6, 40), []
    ids = [(f"{story}-{i}", str(story)) for story, n in enumerate(sizes) for i in range(n)]
    for topic in "ab":
        named += [(one, topic) for one, story in ids if rng.random() < 0.1 + 0.8 * (int(story) % 3 == 0)]
    mentions = pl.LazyFrame(named, schema={"article_id": pl.String, "topic": pl.String}, orient="row")
    articles = pl.LazyFrame(ids, schema={"article_id": pl.String, "story_id": pl.String}, orient="row")
    row = bootstrap_measures(mentions, articles).collect().row(0, named=True)
    effects = []
    for topic in "ab":
        of_story = np.array(
            [sum(one == topic and key.startswith(f"{s}-") for key, one in named) for s in range(40)]
        )
        p = of_story.sum() / sizes.sum()
        effects.append(((of_story - sizes * p) ** 2).sum() / (sizes.sum() * p * (1 - p)))
    assert row["design_effect"] == pytest.approx(min(effects), rel=1e-9)


def test_where_little_is_left_the_test_is_exact():
    named, articles = corpus(12, 3)
    row = bootstrap_measures(named, articles).collect().row(0, named=True)
    once = count_pairs(named, articles, every=None, unit="story")
    assert row["p"] == pytest.approx(add_measures(once).collect()["p"].item(), rel=1e-9)
