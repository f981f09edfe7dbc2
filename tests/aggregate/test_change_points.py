"""Change points against every segmentation there is, and the draws against what they claim to be."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations, pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate.change_points import _Model, _shuffled, change_points, dispersions
from analysis.aggregate.intervals import wilson
from analysis.errors import TableError

MONTHS = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(60)]


def counts_of(**topics: list[tuple[int, int]]) -> pl.LazyFrame:
    rows = [(MONTHS[i], name, *pair) for name, series in topics.items() for i, pair in enumerate(series)]
    columns = {"period": pl.Date, "topic": pl.String, "n_articles": pl.UInt32, "n_total": pl.UInt32}
    return pl.LazyFrame(rows, schema=columns, orient="row")


def cost(series: list[tuple[int, int]]) -> float:
    k, n = (sum(side) for side in zip(*series, strict=True))
    return -sum(part * math.log(part / n) for part in (k, n - k) if part)


def cheapest(series: list, price: float, shortest: int, dispersion: float) -> tuple[float, list[int]]:
    """The best of all segmentations, by trying every one."""
    n, found = len(series), []
    for how_many in range(n):
        for inner in combinations(range(1, n), how_many):
            bounds = [0, *inner, n]
            pieces = [series[a:b] for a, b in pairwise(bounds)]
            if all(len(piece) >= shortest for piece in pieces):
                found.append((sum(map(cost, pieces)) / dispersion + price * how_many, bounds))
    return min(found)


PERIOD = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(st.lists(PERIOD, min_size=4, max_size=10), st.floats(0.1, 6), st.integers(1, 4))
def test_the_segmentation_is_the_cheapest_of_all(series, price, shortest):
    if len(series) < shortest:
        return
    k, n = (np.array(side, dtype=float) for side in zip(*series, strict=True))
    model = _Model(price, shortest, None, 0, 0)
    best, _ = cheapest(series, price, shortest, 2.0)
    bounds = model.segments(k, n, 2.0)
    pieces = [series[a:b] for a, b in pairwise(bounds)]
    assert min(map(len, pieces)) >= shortest
    assert sum(map(cost, pieces)) / 2 + price * (len(pieces) - 1) == pytest.approx(best, abs=1e-9)
    if len(series) >= 2 * shortest:
        splits = [cost(series[:t]) + cost(series[t:]) for t in range(shortest, len(series) - shortest + 1)]
        split = model.split(k[None, :], n[None, :])[0]
        assert split == pytest.approx(cost(series) - min(splits), abs=1e-9)


def test_a_step_is_found_with_its_shares_and_its_gain():
    low, high = [(5, 50), (6, 50), (4, 50), (5, 50)], [(20, 50), (18, 50), (22, 50), (19, 50)]
    row = change_points(counts_of(a=low + high)).collect().row(0, named=True)
    assert (row["start_before"], row["period"], row["end_after"]) == (MONTHS[0], MONTHS[4], MONTHS[7])
    assert (row["n_before"], row["n_total_before"], row["n_after"], row["n_total_after"]) == (
        20,
        200,
        79,
        200,
    )
    assert row["difference"] == pytest.approx(0.295)
    assert row["dispersion"] == 1.0
    assert row["gain"] == pytest.approx(cost(low + high) - cost(low) - cost(high))


def test_the_interval_counts_fewer_articles_where_the_noise_is_wide():
    noisy = [(10, 100), (30, 100), (12, 100), (28, 100), (60, 100), (85, 100), (62, 100), (83, 100)]
    row = change_points(counts_of(a=noisy)).collect().row(0, named=True)
    phi = row["dispersion"]
    assert phi > 5
    low, high = (pl.select(x).item() for x in wilson(pl.lit(80 / phi), pl.lit(400 / phi)))
    low2, high2 = (pl.select(x).item() for x in wilson(pl.lit(290 / phi), pl.lit(400 / phi)))
    assert row["difference_low"] == pytest.approx(0.525 - math.hypot(0.725 - low2, high - 0.2))
    assert row["difference_high"] == pytest.approx(0.525 + math.hypot(high2 - 0.725, 0.2 - low))


def test_gaps_and_undated_articles_carry_no_evidence():
    full = [(5, 50)] * 4 + [(20, 50)] * 4
    gap = counts_of(a=[*full[:4], (0, 0), *full[4:]])
    undated = pl.concat([counts_of(a=full), counts_of(a=[(40, 50)]).with_columns(period=None)])
    columns = ("n_before", "n_after", "gain", "p")
    plain = change_points(counts_of(a=full)).select(columns).collect()
    assert change_points(gap).select(columns).collect().equals(plain)
    assert change_points(undated).select(columns).collect().equals(plain)
    assert change_points(gap).collect()["period"].item() == MONTHS[5]


def test_a_series_without_a_change_is_in_the_family_and_one_too_short_is_not():
    step, flat = [(2, 50)] * 8 + [(25, 50)] * 8, [(5, 50), (6, 50)] * 8
    alone = change_points(counts_of(a=step)).collect()
    both = change_points(counts_of(a=step, b=flat, c=flat[:5], d=[(0, 50)] * 16)).collect()
    assert both["topic"].to_list() == ["a"]
    assert both["p"].item() == alone["p"].item()
    assert alone["q"].item() == alone["p"].item()
    assert both["q"].item() == pytest.approx(2 * alone["q"].item())  # of a and b; c and d are not tested


def test_without_draws_there_is_no_p():
    row = change_points(counts_of(a=[(2, 50)] * 8 + [(25, 50)] * 8), n_draws=0).collect()
    assert row.select("p", "q").row(0) == (None, None)


def test_a_draw_keeps_blocks_together_and_loses_no_period():
    order = _shuffled(np.random.default_rng(0), 200, 11, 3)
    assert (np.sort(order, axis=1) == np.arange(11)).all()
    together = ((order[:, 1:] - order[:, :-1]) % 11 == 1).sum(axis=1)
    assert together.min() >= 11 - 4  # four blocks: at most three seams, wherever the circle is cut
    assert len({tuple(row) for row in order.tolist()}) > 100


def test_independent_articles_without_a_change_have_an_honest_p():
    rng = np.random.default_rng(1)
    series = {f"t{i:03}": [(int(rng.binomial(60, 0.3)), 60) for _ in range(24)] for i in range(200)}
    found = change_points(counts_of(**series), n_draws=99).collect()
    assert found.filter(pl.col("p") < 0.05)["topic"].n_unique() <= 18  # 10 expected; 3 standard deviations


def test_a_longer_corpus_is_cut_exactly_too():
    rng = np.random.default_rng(2)
    shares = np.repeat([0.1, 0.3, 0.2, 0.5], [30, 20, 40, 30])
    named, total = rng.binomial(200, shares).astype(float), np.full(120, 200.0)
    model = _Model(None, 3, None, 0, 0)
    bounds = model.segments(named, total, float(dispersions(named[None], total[None])[0]))
    assert np.abs(np.array(bounds) - [0, 30, 50, 90, 120]).max() <= 2


@pytest.mark.parametrize("wrong", [{"penalty": -1}, {"min_periods": 0}, {"n_draws": -1}, {"block": 0}])
def test_an_option_out_of_range_is_refused(wrong):
    with pytest.raises(TableError, match="expected penalty and n_draws of at least 0"):
        change_points(counts_of(a=[(1, 2)]), **wrong)
