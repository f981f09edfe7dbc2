"""Trends against scipy, exact enumeration and simulation."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.aggregate.counts import count_topics
from analysis.aggregate.intervals import wilson
from analysis.aggregate.trends import (
    MIN_PERIODS,
    mean_source,
    moving_mean,
    share_by_source,
    trend_test,
)
from analysis.errors import TableError

MONTHS = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(60)]


def series_of(**topics: list) -> pl.LazyFrame:
    rows = [(MONTHS[i], name, y) for name, values in topics.items() for i, y in enumerate(values)]
    return pl.LazyFrame(
        rows, schema={"period": pl.Date, "topic": pl.String, "share": pl.Float64}, orient="row"
    )


def trend_of(values: list, **options: object) -> dict:
    return trend_test(series_of(a=values), **options).collect().row(0, named=True)


def test_the_moving_mean_leaves_gaps_out_and_does_not_mix_topics():
    counts = series_of(a=[0.1, None, 0.3, 0.5], b=[1.0, 1.0, 0.0, None])
    got = moving_mean(counts, window=2).sort("topic", "period").collect()["share_mean"].to_list()
    assert got == pytest.approx([0.1, 0.1, 0.3, 0.4, 1.0, 1.0, 0.5, 0.0])


def test_a_window_of_gaps_alone_has_no_mean():
    assert moving_mean(series_of(a=[0.1, None, None]), window=2).collect()["share_mean"][2] is None


def corpus(loud: int) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Source s names gaza in half of its 4 articles a month; source t, ``loud`` in March, in none."""
    rows = [(f"s{m}{i}", "s", date(2024, m, 2), i < 2) for m in (1, 2, 3) for i in range(4)]
    rows += [(f"t{m}{i}", "t", date(2024, m, 2), False) for m in (1, 3) for i in range(loud if m == 3 else 4)]
    articles = pl.DataFrame(rows, schema=["article_id", "source", "published", "named"], orient="row")
    named = articles.filter("named").select("article_id", zone=pl.lit("body"), topic=pl.lit("gaza"))
    return named.lazy(), articles.lazy()


def test_a_source_that_doubles_its_output_does_not_move_the_mean_source():
    calm, loud = (mean_source(share_by_source(*corpus(n))).collect() for n in (4, 40))
    assert calm["share"].to_list() == loud["share"].to_list() == [0.25, 0.5, 0.25]
    assert calm["share_pooled"][2] == 0.25
    assert loud["share_pooled"][2] == pytest.approx(2 / 44)


def test_a_source_without_pages_in_a_month_is_not_part_of_its_mean():
    table = mean_source(share_by_source(*corpus(4))).collect()
    assert table["n_sources"].to_list() == [2, 1, 2]
    assert table["is_gap"].to_list() == [False] * 3
    assert table.select("share_min", "share_max").rows() == [(0.0, 0.5), (0.5, 0.5), (0.0, 0.5)]


def test_the_interval_of_one_source_is_that_of_its_share_and_two_sources_are_surer():
    mentions, articles = corpus(4)
    table = mean_source(share_by_source(mentions, articles)).collect()
    alone = count_topics(mentions, articles.filter(pl.col("source") == "s")).collect().row(1, named=True)
    assert table["share_low"][1] == pytest.approx(alone["share_low"])
    assert table["share_high"][1] == pytest.approx(alone["share_high"])
    width = table["share_high"] - table["share_low"]
    assert width[0] < width[1]


def test_the_interval_of_the_mean_source_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(21)
    truth, sizes, rows = (0.1, 0.3, 0.02), (20, 60, 90), []
    for month in range(1500):
        drawn = [(month, "gaza", int(rng.binomial(d, p)), d) for p, d in zip(truth, sizes, strict=True)]
        rows += drawn
    low, high = wilson(pl.col("n_articles"), pl.col("n_total"))
    by_source = pl.LazyFrame(rows, schema=["period", "topic", "n_articles", "n_total"], orient="row")
    by_source = by_source.with_columns(
        share=pl.col("n_articles") / pl.col("n_total"), share_low=low, share_high=high
    )
    table = mean_source(by_source).collect()
    covered = table.select(pl.lit(0.14).is_between("share_low", "share_high").mean()).item()
    assert 0.93 <= covered <= 0.98


def test_the_pooled_share_is_the_share_of_the_corpus():
    mentions, articles = corpus(7)
    pooled = mean_source(share_by_source(mentions, articles)).collect()
    assert pooled["share_pooled"].to_list() == count_topics(mentions, articles).collect()["share"].to_list()


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=MIN_PERIODS, max_size=24)


@settings(max_examples=60, deadline=None)
@given(values=VALUES.filter(lambda v: len({y for y in v if y is not None}) > 1))
def test_tau_and_slope_are_those_of_scipy_with_ties_and_gaps(values: list):
    row = trend_of(values, correction="none")
    x = [i for i, y in enumerate(values) if y is not None]
    y = [float(y) for y in values if y is not None]
    assert row["n_periods"] == len(y)
    assert row["tau"] == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
    slope, _, low, high = stats.theilslopes(y, x)
    assert (row["slope"], row["slope_low"], row["slope_high"]) == pytest.approx((slope, low, high), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.integers(0, 6), min_size=MIN_PERIODS, max_size=24).filter(lambda v: len(set(v)) > 1)
)
def test_p_rests_on_the_variance_of_scipy_and_a_correction_for_continuity(values: list):
    s = sum(np.sign(b - a) for a, b in combinations(values, 2))
    row = trend_of(values, correction="none")
    if abs(s) <= 1:
        assert row["p"] == 1.0
        return
    plain = stats.kendalltau(range(len(values)), values, method="asymptotic").pvalue
    deviation = abs(s) / stats.norm.isf(plain / 2)
    assert row["p"] == pytest.approx(2 * stats.norm.sf((abs(s) - 1) / deviation), rel=1e-6)


@pytest.mark.parametrize("n", [MIN_PERIODS, 12, 20])
def test_p_is_near_the_exact_one_from_the_fewest_periods_on(n: int):
    rng = np.random.default_rng(n)
    seen = 0
    for step in (0.2, 0.4, 0.6, 0.8) * 3:
        values = rng.normal(size=n) + step * np.arange(n)
        exact = stats.kendalltau(range(n), values, method="exact").pvalue
        if exact < 0.2:
            seen += 1
            assert trend_of(list(values), correction="none")["p"] == pytest.approx(exact, abs=0.006)
    assert seen > 3


def wandering(rng: np.random.Generator, memory: float, n: int = 48) -> list[float]:
    """Return a series without a trend whose neighbours resemble each other."""
    values = [0.0]
    for noise in rng.normal(size=n + 20):
        values.append(memory * values[-1] + noise)
    return values[-n:]


def rejected(memory: float, correction: str) -> float:
    rng = np.random.default_rng(2)
    table = trend_test(
        series_of(**{f"t{i}": wandering(rng, memory) for i in range(200)}), correction=correction
    )
    return table.select((pl.col("p") < 0.05).mean()).collect().item()


def test_the_plain_test_keeps_its_level_on_independent_periods():
    assert rejected(0.0, "none") <= 0.09


def test_the_correction_takes_back_most_false_trends_of_periods_with_memory():
    assert rejected(0.6, "none") > 0.25
    assert rejected(0.6, "autocorrelation") <= 0.1


def test_the_correction_leaves_periods_without_memory_and_clear_trends_alone():
    assert 0.01 <= rejected(0.0, "autocorrelation") <= 0.09
    rising = list(np.random.default_rng(3).normal(size=36) + 0.1 * np.arange(36))
    assert trend_of(rising)["p"] < 0.001


def test_the_correction_is_the_published_one():
    values = wandering(np.random.default_rng(4), 0.7, n=30)
    ranks = stats.rankdata(np.array(values) - stats.theilslopes(values)[0] * np.arange(30))
    centred = ranks - 15.5
    found = sum(centred[i] * centred[i + 1] for i in range(29)) / sum(centred**2)
    memory = (30 * found + 2) / 26
    assert 0 < memory < 0.97
    total = sum((30 - lag) * (29 - lag) * (28 - lag) * memory**lag for lag in range(1, 28))
    factor = 1 + 2 * total / (30 * 29 * 28)
    s = sum(np.sign(b - a) for a, b in combinations(values, 2))
    z = (abs(s) - 1) / math.sqrt(factor * 30 * 29 * 65 / 18)
    assert trend_of(values)["p"] == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)


def test_the_memory_of_neighbours_is_read_beside_gaps():
    values: list = wandering(np.random.default_rng(4), 0.7, n=31)
    values[5] = None
    x = [i for i in range(31) if i != 5]
    y = [values[i] for i in x]
    centred = stats.rankdata(np.array(y) - stats.theilslopes(y, x)[0] * np.array(x)) - 15.5
    neighbours = [(i, i + 1) for i in range(29) if x[i + 1] == x[i] + 1]
    found = np.mean([centred[i] * centred[j] for i, j in neighbours]) / (sum(centred**2) / 29)
    memory = (30 * found + 2) / 26
    total = sum((30 - lag) * (29 - lag) * (28 - lag) * memory**lag for lag in range(1, 28))
    factor = 1 + 2 * total / (30 * 29 * 28)
    s = sum(np.sign(b - a) for a, b in combinations(y, 2))
    z = (abs(s) - 1) / math.sqrt(factor * 30 * 29 * 65 / 18)
    assert trend_of(values)["p"] == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)


def test_the_seasonal_test_sees_a_slow_rise_under_a_strong_year():
    year = [6, 0, 11, 4, 9, 2, 8, 1, 10, 3, 7, 5]
    values = [10.0 * year[i % 12] + 0.1 * (i // 12) for i in range(48)]
    seasonal = trend_of(values, correction="season")
    assert seasonal["p"] < 1e-9
    assert seasonal["tau"] == 1.0
    assert seasonal["slope"] == pytest.approx(0.1 / 12)
    assert trend_of(values, correction="none")["p"] > 0.2


def test_the_seasonal_statistic_is_the_sum_over_the_months():
    values = list(np.random.default_rng(9).normal(size=36))
    s = sum(np.sign(values[b] - values[a]) for a, b in combinations(range(36), 2) if (b - a) % 12 == 0)
    z = max(abs(s) - 1, 0) / math.sqrt(12 * 3 * 2 * 11 / 18)
    assert trend_of(values, correction="season")["p"] == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)


THIN = {
    "one period": ([0.3], {"n_periods": 1, "tau": None, "slope": None, "p": None, "q": None}),
    "gaps alone": ([None] * 9, {"n_periods": 0, "tau": None, "slope": None, "p": None, "q": None}),
    "a constant": ([0.3] * 24, {"n_periods": 24, "tau": None, "slope": 0.0, "p": None, "q": None}),
    "too few periods": ([0.1, 0.2, 0.3], {"n_periods": 3, "tau": 1.0, "p": None, "q": None}),
}


@pytest.mark.parametrize("correction", ["none", "autocorrelation", "season", "dependent_season"])
@pytest.mark.parametrize("case", THIN)
def test_thin_series_are_explained_and_not_tested(case: str, correction: str):
    values, want = THIN[case]
    row = trend_of(values, correction=correction)
    if correction.endswith("season") and case == "too few periods":
        want = {"n_periods": 3, "tau": None, "slope": None, "p": None}
    assert {name: row[name] for name in want} == want


def test_no_series_gives_a_typed_empty_table():
    table = trend_test(series_of()).collect()
    assert table.is_empty()
    assert list(table.schema) == ["topic", "n_periods", "tau", "slope", "slope_low", "slope_high", "p", "q"]


def test_q_corrects_for_the_topics_tested():
    rng = np.random.default_rng(1)
    table = trend_test(
        series_of(**{f"t{i}": list(rng.normal(size=20)) for i in range(12)}), correction="none"
    )
    rows = table.collect()
    assert rows["q"].to_list() == pytest.approx(list(stats.false_discovery_control(rows["p"])), rel=1e-12)


def test_an_unknown_correction_is_refused():
    with pytest.raises(TableError, match="correction 'loess': expected one of none, autocorrelation, season"):
        trend_test(series_of(a=[1.0]), correction="loess")


def test_dependent_seasons_have_one_value_a_year():
    weeks = series_of(a=[0.1, 0.2, 0.3] * 6).with_columns(
        period=pl.date_range(date(2024, 1, 1), date(2024, 4, 29), "1w")
    )
    with pytest.raises(TableError, match=r"^correction 'dependent_season': expected periods of a month"):
        trend_test(weeks, correction="dependent_season").collect()


def test_a_window_holds_a_period():
    with pytest.raises(TableError, match="window 0: expected at least 1 period"):
        moving_mean(series_of(a=[1.0]), window=0)


def hirsch_and_slack(table: np.ndarray) -> float:
    """The variance of S with dependent seasons, by the sums of the paper: a row a year, a column a season."""
    n, seasons = table.shape

    def sgn(x: float) -> float:
        return 0.0 if math.isnan(x) else float(np.sign(x))

    total = 0.0
    for g in range(seasons):
        for h in range(seasons):
            known = [int((~np.isnan(table[:, side])).sum()) for side in (g, h)]
            pairs = combinations(range(n), 2)
            k = sum(sgn((table[j, g] - table[i, g]) * (table[j, h] - table[i, h])) for i, j in pairs)
            ranks = [
                [(m + 1 + sum(sgn(table[i, side] - table[j, side]) for j in range(n))) / 2 for i in range(n)]
                for side, m in zip((g, h), known, strict=True)
            ]
            product = sum(a * b for a, b in zip(*ranks, strict=True))
            cov = (k + 4 * product - n * (known[0] + 1) * (known[1] + 1)) / 3
            total += known[0] * (known[0] - 1) * (2 * known[0] + 5) / 18 if g == h else cov
    return total


@pytest.mark.parametrize("seed", range(3))
def test_dependent_seasons_are_those_of_hirsch_and_slack(seed: int):
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(5, 12)) + rng.normal(size=(5, 1)) + np.arange(5)[:, None] * 0.5
    table[rng.random(table.shape) < 0.15] = np.nan
    values = [None if math.isnan(x) else float(x) for x in table.ravel()]
    row = trend_of(values, correction="dependent_season")
    pairs = [(a, b) for column in table.T for a, b in combinations(column, 2)]
    s = sum(np.sign(b - a) for a, b in pairs if not math.isnan(a + b))
    z = max(abs(s) - 1, 0) / math.sqrt(hirsch_and_slack(table))
    assert row["p"] == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)
    assert row["p"] > trend_of(values, correction="season")["p"]


def test_years_that_move_as_one_are_a_trend_less_often_when_seasons_may_depend():
    rng = np.random.default_rng(9)
    alarms = {"season": 0, "dependent_season": 0}
    for _ in range(200):
        values = (rng.normal(size=(5, 12)) + 1.5 * rng.normal(size=(5, 1))).ravel().tolist()
        for correction in alarms:
            alarms[correction] += trend_of(values, correction=correction)["p"] < 0.05
    assert alarms["season"] > 60
    assert alarms["dependent_season"] < 30
