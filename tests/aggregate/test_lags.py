"""First prints and lags against plain loops and scipy."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from statistics import median

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.aggregate.lags import first_prints, sign_test_p, source_lags

ARTICLE = {"article_id": pl.String, "story_id": pl.String, "source": pl.String, "published": pl.Date}
START = date(2024, 5, 1)


def articles_of(*rows: tuple[str | None, str | None, int | None]) -> pl.LazyFrame:
    dated = [
        (str(i), story, source, None if day is None else START + timedelta(day))
        for i, (story, source, day) in enumerate(rows)
    ]
    return pl.LazyFrame(dated, schema=ARTICLE, orient="row")


CORPUS = articles_of(
    ("x", "s", 0), ("x", "s", 4), ("x", "t", 2), ("x", "u", 0),
    ("y", "t", 1), ("y", "s", 7),
    ("alone", "s", 0), ("alone", "s", 1),
    (None, "s", 0), (None, "t", 1),
    ("z", None, 0), ("z", "s", 1),
    ("w", "s", 0), ("w", "t", None),
)  # fmt: skip


def test_a_source_of_a_story_is_dated_by_its_first_print():
    rows = first_prints(CORPUS).select("story_id", "source", "n_sources", "lag", "n_first").collect().rows()
    assert rows == [
        ("x", "s", 3, 0, 2),
        ("x", "t", 3, 2, 2),
        ("x", "u", 3, 0, 2),
        ("y", "s", 2, 6, 1),
        ("y", "t", 2, 0, 1),
    ]


def test_a_month_alone_says_nothing_about_who_was_first():
    precise = CORPUS.with_columns(published_precision=pl.lit("day"))
    coarse = CORPUS.with_columns(
        published_precision=pl.when(pl.col("source") == "u").then(pl.lit("month")).otherwise(pl.lit("day"))
    )
    assert first_prints(precise).collect().equals(first_prints(CORPUS).collect())
    assert "u" not in first_prints(coarse).collect()["source"].to_list()


def test_the_table_of_pairs():
    columns = (
        "source_a",
        "source_b",
        "n_stories",
        "n_first_a",
        "n_first_b",
        "n_tied",
        "median_lag",
        "share_first_a",
    )
    assert source_lags(CORPUS).select(columns).collect().rows() == [
        ("s", "t", 2, 1, 1, 0, -2.0, 0.5),
        ("s", "u", 1, 0, 0, 1, 0.0, None),
        ("t", "u", 1, 0, 1, 0, -2.0, 0.0),
    ]


def test_ties_alone_have_no_test():
    row = source_lags(articles_of(("x", "s", 0), ("x", "t", 0))).collect().row(0, named=True)
    assert (row["n_tied"], row["p"], row["q"], row["share_first_a_low"]) == (1, None, None, None)


STORY = st.tuples(st.sampled_from("xyzw"), st.sampled_from("stu"), st.integers(0, 3))


@settings(max_examples=40, deadline=None)
@given(st.lists(STORY, max_size=25))
def test_counts_and_p_are_those_of_plain_loops(rows: list[tuple]):
    first: dict = defaultdict(dict)
    for story, source, day in rows:
        first[story][source] = min(day, first[story].get(source, day))
    found = {
        (r["source_a"], r["source_b"]): r for r in source_lags(articles_of(*rows)).collect().rows(named=True)
    }
    for a, b in combinations("stu", 2):
        lags = [days[b] - days[a] for days in first.values() if a in days and b in days]
        if not lags:
            assert (a, b) not in found
            continue
        row, ahead, behind = found[a, b], sum(d > 0 for d in lags), sum(d < 0 for d in lags)
        assert (row["n_stories"], row["n_first_a"], row["n_first_b"]) == (len(lags), ahead, behind)
        assert row["n_tied"] == len(lags) - ahead - behind
        assert row["median_lag"] == median(lags)
        if ahead + behind:
            assert row["p"] == pytest.approx(stats.binomtest(ahead, ahead + behind).pvalue)
    p = [row["p"] for row in found.values() if row["p"] is not None]
    q = [row["q"] for row in found.values() if row["p"] is not None]
    assert q == pytest.approx(list(stats.false_discovery_control(p)) if p else [])


@pytest.mark.parametrize("counts", [(0, 1), (3, 3), (2, 9), (40, 90), (900, 1100)])
def test_the_sign_test_is_scipys(counts: tuple[int, int]):
    p = pl.select(sign_test_p(*map(pl.lit, counts))).item()
    assert p == pytest.approx(stats.binomtest(counts[0], sum(counts)).pvalue, rel=1e-9)


def test_a_planted_leader_is_found():
    rows = [
        (f"x{i}", source, i + lag) for i in range(40) for source, lag in (("slow", 1 + i % 3), ("fast", 0))
    ]
    row = source_lags(articles_of(*rows)).collect().row(0, named=True)
    assert (row["source_a"], row["n_first_a"], row["median_lag"]) == ("fast", 40, 2.0)
    assert row["q"] < 1e-10


@pytest.mark.parametrize("rows", [[], [("x", "s", 0)], [("x", "s", 0), ("y", "t", 0)]])
def test_no_common_story_gives_typed_empty_tables(rows: list[tuple]):
    first, pairs = first_prints(articles_of(*rows)).collect(), source_lags(articles_of(*rows)).collect()
    assert first.is_empty()
    assert pairs.is_empty()
    assert (first.schema["lag"], pairs.schema["p"], pairs.schema["n_tied"]) == (
        pl.Int32,
        pl.Float64,
        pl.UInt32,
    )
