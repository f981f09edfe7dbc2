"""Intervals, p and q against scipy."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.aggregate import intervals
from analysis.aggregate.intervals import adjust, chi_square_p, fisher_p, log_interval, ratio, wilson, z_of


@settings(max_examples=60, deadline=None)
@given(
    trials=st.integers(1, 10**6), part=st.floats(0, 1), confidence=st.sampled_from([0.5, 0.9, 0.95, 0.999])
)
def test_wilson_is_that_of_scipy(trials: int, part: float, confidence: float):
    hits = round(part * trials)
    low, high = wilson(pl.lit(hits), pl.lit(trials), confidence)
    got = pl.select(low=low, high=high).row(0)
    assert got == pytest.approx(stats.binomtest(hits, trials).proportion_ci(confidence, "wilson"), abs=1e-12)


def test_wilson_of_no_trial_is_null_and_ends_are_exact():
    frame = pl.DataFrame({"k": [0, 0, 7], "n": [0, 7, 7]}, schema={"k": pl.UInt32, "n": pl.UInt32})
    low, high = wilson(pl.col("k"), pl.col("n"))
    got = frame.select(low=low, high=high)
    assert got["low"].to_list()[:2] == [None, 0.0]
    assert got["high"].to_list()[::2] == [None, 1.0]


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan])
def test_a_confidence_outside_zero_and_one_is_refused(confidence: float):
    with pytest.raises(ValueError, match=r"not between 0 and 1; give 0\.95"):
        z_of(confidence)


def test_a_ratio_over_nothing_is_null():
    frame = pl.DataFrame({"part": [0, 1, 1], "whole": [0, 2, 0]})
    assert frame.select(ratio(pl.col("part"), pl.col("whole"))).to_series().to_list() == [None, 0.5, None]


def test_a_log_interval_is_symmetric_around_the_logarithm_and_absent_for_zero():
    frame = pl.DataFrame({"value": [2.0, 0.0, None]})
    low, high = log_interval(pl.col("value"), pl.lit(0.25))
    got = frame.select(low=low, high=high)
    assert got.row(0) == pytest.approx((2 * math.exp(-1.959964 / 2), 2 * math.exp(1.959964 / 2)), rel=1e-6)
    assert got.rows()[1:] == [(None, None), (None, None)]


def test_the_chi_square_tail_is_that_of_scipy_from_certain_to_impossible():
    values = [0.0, 1e-9, 0.5, 3.84, 50.0, 700.0, 5000.0]
    got = pl.DataFrame({"g2": [*values, None]}).select(chi_square_p(pl.col("g2"))).to_series().to_list()
    assert got[:-1] == pytest.approx(stats.chi2.sf(values, 1), rel=1e-12)
    assert got[-1] is None


def fisher(*tables: tuple) -> list:
    names = ("n_a", "n_b", "n_ab", "n_total")
    frame = pl.DataFrame(list(tables), schema=dict.fromkeys(names, pl.UInt32), orient="row")
    return frame.lazy().select(fisher_p(*map(pl.col, names))).collect().to_series().to_list()


def scipy_fisher(n_a: int, n_b: int, n_ab: int, n_total: int) -> float:
    return stats.fisher_exact([[n_ab, n_a - n_ab], [n_b - n_ab, n_total - n_a - n_b + n_ab]])[1]


@st.composite
def four_counts(draw: st.DrawFn, largest: int = 300) -> tuple[int, int, int, int]:
    n_total = draw(st.integers(1, largest))
    n_a, n_b = draw(st.integers(0, n_total)), draw(st.integers(0, n_total))
    return n_a, n_b, draw(st.integers(max(0, n_a + n_b - n_total), min(n_a, n_b))), n_total


@settings(max_examples=60, deadline=None)
@given(tables=st.lists(four_counts(), min_size=1, max_size=6))
def test_fisher_is_that_of_scipy_in_any_company(tables: list[tuple]):
    assert fisher(*tables) == pytest.approx([scipy_fisher(*table) for table in tables], rel=1e-9)


@pytest.mark.parametrize(
    "table",
    [(1, 1, 1, 10**6), (2000, 30, 3, 10**6), (900, 1000, 5, 10**6), (5, 7, 0, 10**6), (40, 40, 40, 10**6)],
)
def test_fisher_keeps_nine_digits_in_a_corpus_of_a_million(table: tuple):
    assert fisher(table) == pytest.approx([scipy_fisher(*table)], rel=1e-9)


def test_fisher_of_names_that_nearly_all_articles_hold_needs_no_more_memory():
    table = (10**7 - 2, 10**7 - 300, 10**7 - 301, 10**7)
    fisher((3, 3, 3, 6))
    tracemalloc.start()
    assert fisher(table) == pytest.approx([scipy_fisher(*table)], rel=1e-9)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_fisher_skips_null_counts_and_repeats_equal_tables():
    assert fisher((3, 3, 3, 6), (None, 3, 3, 6), (3, 3, 3, 6)) == [
        pytest.approx(0.1),
        None,
        pytest.approx(0.1),
    ]
    assert fisher() == []


def test_fisher_gives_the_same_when_its_tables_do_not_fit_one_block(monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(3)
    tables = [(int(a), int(b), int(min(a, b) // 3), 200) for a, b in rng.integers(1, 90, (50, 2))]
    whole = fisher(*tables)
    monkeypatch.setattr(intervals, "_CELLS_AT_ONCE", 40)
    assert fisher(*tables) == whole


P_VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(first=P_VALUES, second=P_VALUES)
def test_q_is_the_benjamini_hochberg_of_scipy_within_each_family(first: list, second: list):
    frame = pl.DataFrame(
        {"family": [None] * len(first) + ["x"] * len(second), "p": first + second},
        schema={"family": pl.String, "p": pl.Float64},
    )
    got = frame.lazy().with_columns(q=adjust(pl.col("p"), ["family"])).collect()["q"].to_list()
    for values, q in ((first, got[: len(first)]), (second, got[len(first) :])):
        tested = [(p, value) for p, value in zip(values, q, strict=True) if p is not None]
        want = stats.false_discovery_control([p for p, _ in tested]) if tested else []
        assert [value for _, value in tested] == pytest.approx(list(want), rel=1e-12)
        assert [value for p, value in zip(values, q, strict=True) if p is None] == [None] * values.count(None)
