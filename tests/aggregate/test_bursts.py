"""Bursts against every possible sequence of states, and against chance."""

from __future__ import annotations

import math
from datetime import date
from itertools import groupby, product

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.aggregate.bursts import find_bursts
from analysis.errors import TableError

MONTHS = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(120)]


def counts_of(**topics: list[tuple[int, int]]) -> pl.LazyFrame:
    rows = [(MONTHS[i], name, *pair) for name, series in topics.items() for i, pair in enumerate(series)]
    schema = {"period": pl.Date, "topic": pl.String, "n_articles": pl.UInt32, "n_total": pl.UInt32}
    return pl.LazyFrame(rows, schema=schema, orient="row")


def found(series: list[tuple[int, int]], **options: float) -> list[dict]:
    return find_bursts(counts_of(a=series), **options).collect().rows(named=True)


def cheapest(series: list[tuple[int, int]], s: float, gamma: float) -> tuple[float, set]:
    """Return the lowest cost of Kleinberg's model over all sequences of states, and those that have it."""
    base = sum(r for r, _ in series) / sum(d for _, d in series)
    fit = [[-stats.binom.logpmf(r, d, p) for r, d in series] for p in (base, s * base)]
    costs = {}
    for states in product((0, 1), repeat=len(series)):
        enters = sum(b > a for a, b in zip((0, *states), states, strict=False))
        fitted = sum(fit[state][i] for i, state in enumerate(states))
        costs[states] = fitted + gamma * math.log(len(series)) * enters
    best = min(costs.values())
    return best, {states for states, cost in costs.items() if cost < best + 1e-9}


BATCHES = st.lists(
    st.integers(1, 40).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))), min_size=2, max_size=7
)


@settings(max_examples=60, deadline=None)
@given(series=BATCHES, s=st.sampled_from([1.5, 2.0, 3.0]), gamma=st.sampled_from([0.0, 0.5, 1.0]))
def test_no_sequence_of_states_is_cheaper(series: list[tuple[int, int]], s: float, gamma: float):
    base = sum(r for r, _ in series) / sum(d for _, d in series)
    assume(0 < s * base < 1)
    _, best = cheapest(series, s, gamma)
    inside = [0] * len(series)
    for burst in found(series, s=s, gamma=gamma, n_draws=1):
        first, last = MONTHS.index(burst["start"]), MONTHS.index(burst["end"])
        inside[first : last + 1] = [1] * (last - first + 1)
        part = series[first : last + 1]
        weight = sum(stats.binom.logpmf(r, d, s * base) - stats.binom.logpmf(r, d, base) for r, d in part)
        assert burst["weight"] == pytest.approx(weight, abs=1e-8)
        assert (burst["n_articles"], burst["n_total"]) == tuple(map(sum, zip(*part, strict=True)))
    assert tuple(inside) in best


CALM = [(5, 100)] * 10


def test_a_planted_burst_is_found_where_it_stands():
    burst = found([*CALM, (30, 100), (25, 100), *CALM])[0]
    assert (burst["start"], burst["end"], burst["n_periods"]) == (MONTHS[10], MONTHS[11], 2)
    assert burst["share"] == 0.275
    assert burst["base_share"] == pytest.approx(155 / 2200)
    assert burst["p"] == 0.001


def test_more_pages_alone_are_no_burst():
    assert found([*CALM, (50, 1000), *CALM]) == []


def test_a_gap_carries_no_evidence_and_does_not_break_a_burst():
    burst = found([*CALM, (30, 100), (0, 0), (30, 100), *CALM])
    assert [(b["start"], b["end"], b["n_periods"]) for b in burst] == [(MONTHS[10], MONTHS[12], 2)]


def test_a_dearer_entry_finds_no_more_bursts():
    rng = np.random.default_rng(0)
    series = [(int(r), 50) for r in rng.binomial(50, 0.1, size=60)]
    numbers = [len(found(series, s=1.5, gamma=gamma, n_draws=1)) for gamma in (0.0, 0.3, 1.0, 3.0)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]


UNTESTED = {
    "no articles": [],
    "never named": [(0, 10)] * 5,
    "named too often to double": [(8, 10)] * 5,
    "gaps alone": [(0, 0)] * 5,
    "one period": [(2, 10)],
}


@pytest.mark.parametrize("case", UNTESTED)
def test_what_cannot_burst_gives_a_typed_empty_table(case: str):
    table = find_bursts(counts_of(a=UNTESTED[case])).collect()
    assert table.is_empty()
    assert table.schema["p"] == pl.Float64
    assert table.schema["start"] == pl.Date


def test_topics_spread_at_random_seldom_have_a_small_p():
    rng = np.random.default_rng(6)
    topics = {f"t{i}": [(int(r), 40) for r in rng.binomial(40, 0.08, size=24)] for i in range(100)}
    rows = find_bursts(counts_of(**topics), gamma=0.2, n_draws=199).collect()
    strongest = rows.group_by("topic").agg(pl.col("p").min())
    assert rows.height > 20
    assert strongest.filter(pl.col("p") <= 0.05).height <= 10


def test_q_counts_the_topics_without_a_burst_too():
    topics = {f"calm{i}": CALM for i in range(9)} | {"a": [*CALM, (30, 100)]}
    row = find_bursts(counts_of(**topics)).collect().row(0, named=True)
    assert (row["topic"], row["p"], row["q"]) == ("a", 0.001, pytest.approx(0.01))


def test_a_topic_keeps_its_p_when_others_join_and_when_run_again():
    noisy = [(int(r), 40) for r in np.random.default_rng(8).binomial(40, 0.1, size=40)]
    options = {"gamma": 0.1, "n_draws": 99}
    alone = find_bursts(counts_of(a=noisy), **options).collect().drop("q")
    joined = find_bursts(counts_of(b=[*CALM, (40, 100)], a=noisy), **options).collect()
    assert not alone.is_empty()
    assert joined.filter(topic="a").drop("q").equals(alone)
    other = find_bursts(counts_of(a=noisy), **options, seed=1).collect().drop("q")
    assert not other.equals(alone)
    assert other.drop("p").equals(alone.drop("p"))


@pytest.mark.parametrize("options", [{"s": 1.0}, {"gamma": -1.0}, {"n_draws": 0}, {"s": math.nan}])
def test_impossible_parameters_are_refused(options: dict):
    with pytest.raises(TableError, match="expected s > 1, gamma >= 0, draws >= 1"):
        find_bursts(counts_of(a=CALM), **options)


def test_undated_articles_are_left_out():
    undated = pl.LazyFrame({"period": [None], "topic": ["a"], "n_articles": [90], "n_total": [90]})
    undated = undated.cast(dict(counts_of().collect_schema()))
    series = counts_of(a=[*CALM, (30, 100)])
    assert find_bursts(pl.concat([series, undated])).collect().equals(find_bursts(series).collect())


def test_runs_of_states_are_separate_bursts():
    series = [*CALM, (40, 100), *CALM, (40, 100), *CALM]
    rows = found(series)
    assert [row["start"] for row in rows] == [MONTHS[10], MONTHS[21]]
    assert len(list(groupby(rows, key=lambda row: row["p"]))) == 1
