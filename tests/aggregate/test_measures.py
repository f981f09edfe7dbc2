"""Every measure against scipy, plain arithmetic, and what must hold for any four counts."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats.contingency import association, odds_ratio

from analysis.aggregate.measures import COUNTS, add_measures, delta_variance
from analysis.errors import TableError

SCHEMA = dict.fromkeys(COUNTS, pl.UInt32)
SHARES = ("jaccard", "dice", "simpson", "cosine", "equivalence")
WITH_INTERVAL = (*SHARES, "association_strength", "lift", "pmi", "npmi", "phi", "odds_ratio")


def measured(*tables: tuple, **options: float) -> list[dict]:
    pairs = pl.LazyFrame(list(tables), schema=SCHEMA, orient="row")
    return add_measures(pairs, **options).collect().rows(named=True)


def cells(n_a: int, n_b: int, n_ab: int, n_total: int) -> np.ndarray:
    return np.array([[n_ab, n_a - n_ab], [n_b - n_ab, n_total - n_a - n_b + n_ab]])


@st.composite
def four_counts(draw: st.DrawFn, largest: int = 2000) -> tuple[int, int, int, int]:
    n_total = draw(st.integers(0, largest))
    n_a, n_b = draw(st.integers(0, n_total)), draw(st.integers(0, n_total))
    return n_a, n_b, draw(st.integers(max(0, n_a + n_b - n_total), min(n_a, n_b))), n_total


@settings(max_examples=40, deadline=None)
@given(table=four_counts())
def test_similarities_are_those_of_sets(table: tuple):
    n_a, n_b, n_ab, n_total = table
    left, right = set(range(n_a)), set(range(n_a - n_ab, n_a - n_ab + n_b))
    both, either = len(left & right), len(left | right)
    row = measured(table)[0]
    assert row["jaccard"] == (both / either if either else None)
    assert row["dice"] == (2 * both / (n_a + n_b) if either else None)
    if n_a and n_b:
        assert row["simpson"] == both / min(n_a, n_b)
        assert row["cosine"] == pytest.approx(both / math.sqrt(n_a) / math.sqrt(n_b), rel=1e-12)
        assert row["equivalence"] == pytest.approx(both / n_a * both / n_b, rel=1e-12)
        assert row["association_strength"] == pytest.approx(both / n_a / n_b, rel=1e-12)
        assert row["lift"] == pytest.approx((both / n_total) / (n_a / n_total * n_b / n_total), rel=1e-12)
    else:
        assert {row[name] for name in ("simpson", "cosine", "equivalence", "lift", "pmi", "npmi")} == {None}


@settings(max_examples=40, deadline=None)
@given(table=four_counts().filter(lambda t: 0 < t[0] < t[3] and 0 < t[1] < t[3]))
def test_association_is_that_of_scipy(table: tuple):
    observed = cells(*table)
    row = measured(table)[0]
    g2, tail, _, expected = stats.chi2_contingency(observed, correction=False, lambda_="log-likelihood")
    assert row["g2"] == pytest.approx(g2, abs=1e-9, rel=1e-9)
    assert row["expected"] == pytest.approx(expected[0, 0], rel=1e-12)
    assert abs(row["phi"]) == pytest.approx(association(observed, method="cramer"), abs=1e-9)
    assert np.sign(round(row["phi"], 12)) == np.sign(round(observed[0, 0] - expected[0, 0], 9))
    assert row["exact"] == (expected.min() < 5)
    want = stats.fisher_exact(observed)[1] if row["exact"] else tail
    assert row["p"] == pytest.approx(want, rel=1e-8, abs=1e-300)


@settings(max_examples=40, deadline=None)
@given(table=four_counts().filter(lambda t: 0 < t[0] < t[3] and 0 < t[1] < t[3]))
def test_the_odds_ratio_and_its_interval_are_those_of_scipy(table: tuple):
    observed = cells(*table)
    row = measured(table)[0]
    assert row["odds_corrected"] == (observed.min() == 0)
    if row["odds_corrected"]:
        shifted = observed + 0.5
        want = shifted[0, 0] * shifted[1, 1] / (shifted[0, 1] * shifted[1, 0])
        assert row["odds_ratio"] == pytest.approx(want, rel=1e-12)
    else:
        found = odds_ratio(observed, kind="sample")
        assert row["odds_ratio"] == pytest.approx(found.statistic, rel=1e-12)
        bounds = row["odds_ratio_low"], row["odds_ratio_high"]
        assert bounds == pytest.approx(tuple(found.confidence_interval(0.95)), rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(tables=st.lists(four_counts(), min_size=1, max_size=8))
def test_nothing_is_nan_and_bounds_enclose_their_measure(tables: list[tuple]):
    for row in measured(*tables):
        assert all(math.isfinite(value) for value in row.values() if value is not None)
        for name in WITH_INTERVAL:
            low, high = row[f"{name}_low"], row[f"{name}_high"]
            assert (low is None) == (high is None)
            assert low is None or low - 1e-9 <= row[name] <= high + 1e-9 * abs(high)
        for name in SHARES:
            assert row[name] is None or 0 <= row[name] <= 1
            assert row[f"{name}_low"] is None or 0 <= row[f"{name}_low"] <= row[f"{name}_high"] <= 1


@settings(max_examples=40, deadline=None)
@given(table=four_counts())
def test_the_two_sides_of_a_pair_may_be_exchanged(table: tuple):
    n_a, n_b, n_ab, n_total = table
    one, other = measured(table, (n_b, n_a, n_ab, n_total))
    other["lrc_b_given_a"], other["lrc_a_given_b"] = other["lrc_a_given_b"], other["lrc_b_given_a"]
    for name in set(one) - set(COUNTS):
        assert one[name] == (None if other[name] is None else pytest.approx(other[name], rel=1e-9, abs=1e-12))


INDEPENDENT = (20, 30, 6, 100)
ZERO_MEANS = [("lift", 1), ("pmi", 0), ("npmi", 0), ("phi", 0), ("odds_ratio", 1), ("g2", 0), ("p", 1)]


@pytest.mark.parametrize(("name", "value"), ZERO_MEANS)
def test_independence_has_the_value_the_method_states(name: str, value: float):
    assert measured(INDEPENDENT)[0][name] == pytest.approx(value, abs=1e-12)


CASES = {
    "no article at all": (
        (0, 0, 0, 0),
        {"jaccard": None, "lift": None, "phi": None, "p": None, "expected": None},
    ),
    "one side never named": ((0, 3, 0, 10), {"jaccard": 0.0, "simpson": None, "lift": None, "p": None}),
    "never together": ((30, 40, 0, 100), {"lift": 0.0, "pmi": None, "npmi": -1.0, "npmi_low": None}),
    "always together": ((5, 5, 5, 50), {"npmi": 1.0, "phi": 1.0, "cosine": 1.0, "cosine_low": None}),
    "each where the other is not": ((20, 30, 0, 50), {"phi": -1.0, "phi_low": None, "npmi_low": None}),
    "a topic of every article": (
        (10, 4, 4, 10),
        {"lift": 1.0, "pmi": 0.0, "phi": None, "g2": None, "p": None},
    ),
    "both more often than one": ((2, 2, 3, 9), {"phi": None, "odds_ratio": None, "p": None, "lrc": None}),
    "both less often than there is room for": ((5, 5, 0, 8), {"phi": None, "g2": None, "p": None, "q": None}),
    "one article": ((1, 1, 1, 1), {"jaccard": 1.0, "lift": 1.0, "npmi": None, "phi": None, "q": None}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_defined_is_null(case: str):
    table, want = CASES[case]
    row = measured(table)[0]
    assert {name: row[name] for name in want} == want


def test_exactly_independent_tables_have_no_g2_below_zero_and_p_one():
    sizes = [(i, j, k, m) for i in (1, 3, 7) for j in (10, 17) for k in (1, 3, 7) for m in (9, 23)]
    tables = [(i * m, k * j, i * k, j * m) for i, j, k, m in sizes]
    for row in measured(*tables):
        assert row["g2"] == pytest.approx(0, abs=1e-9)
        assert row["g2"] >= 0
        assert row["p"] == pytest.approx(1, abs=1e-4)


def exact_g2(n_a: int, n_b: int, n_ab: int, n_total: int) -> Decimal:
    """Return G2 with 50 digits."""
    with localcontext() as context:
        context.prec = 50
        observed = [[Decimal(int(n)) for n in row] for row in cells(n_a, n_b, n_ab, n_total)]
        rows, columns = (
            [sum(row) for row in observed],
            [sum(column) for column in zip(*observed, strict=True)],
        )
        each = [
            (n, rows[i] * columns[j] / n_total) for i, row in enumerate(observed) for j, n in enumerate(row)
        ]
        return 2 * sum(n * (n / e).ln() for n, e in each if n)


LARGE = [
    (2910811818, 3281339814, 2838958374, 3364389840),
    (3533786581, 381411604, 355656492, 3789688191),
    (333333, 333333, 111112, 10**6),
    (50000, 40000, 2001, 10**6),
    (1000, 900, 0, 10**6),
]


@pytest.mark.parametrize("table", LARGE)
def test_g2_keeps_its_digits_in_large_and_nearly_independent_tables(table: tuple):
    want = exact_g2(*table)
    got = measured(table)[0]["g2"]
    assert got >= 0
    assert got == pytest.approx(float(want), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("table", "exact"), [((10, 50, 9, 100), False), ((9, 50, 9, 100), True)])
def test_the_exact_test_begins_below_an_expected_count_of_five(table: tuple, exact: bool):
    assert measured(table)[0]["exact"] is exact


def numeric_variance(measure: object, table: tuple) -> float:
    """Return the delta-method variance with derivatives taken numerically, cell by cell."""
    share = cells(*table).ravel() / table[3]
    steps = np.eye(4) * 1e-6
    slopes = np.array([(measure(share + s) - measure(share - s)) / 2e-6 for s in steps])
    return (share @ slopes**2 - (share @ slopes) ** 2) / table[3]


def shares_of(share: np.ndarray) -> tuple[float, float, float]:
    return share[0], share[0] + share[1], share[0] + share[2]


def numeric_phi(share: np.ndarray) -> float:
    both, a, b = shares_of(share)
    return (both - a * b) / math.sqrt(a * (1 - a) * b * (1 - b))


def numeric_npmi(share: np.ndarray) -> float:
    both, a, b = shares_of(share)
    return math.log(both / (a * b)) / -math.log(both)


def numeric_log(share: np.ndarray, power: float) -> float:
    both, a, b = shares_of(share)
    return math.log(both / (a * b) ** power)


@pytest.mark.parametrize("table", [(20, 30, 15, 100), (500, 40, 3, 1000), (6, 5, 1, 30)])
@pytest.mark.parametrize(
    ("name", "function"), [("phi", numeric_phi), ("npmi", numeric_npmi)], ids=["phi", "npmi"]
)
def test_wald_bounds_are_those_of_a_numeric_delta_method(name: str, function: object, table: tuple):
    row = measured(table)[0]
    width = 1.959963985 * math.sqrt(numeric_variance(function, table))
    low, high = max(-1, row[name] - width), min(1, row[name] + width)
    assert (row[f"{name}_low"], row[f"{name}_high"]) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize("table", [(20, 30, 15, 100), (500, 40, 3, 1000), (6, 5, 1, 30)])
@pytest.mark.parametrize("power", [1, 0.5], ids=["lift", "cosine"])
def test_variances_on_the_logarithm_are_those_of_a_numeric_delta_method(power: float, table: tuple):
    pair = pl.DataFrame([table], schema=SCHEMA, orient="row")
    want = numeric_variance(lambda share: numeric_log(share, power), table)
    assert pair.select(delta_variance(1, -power, -power)).item() == pytest.approx(want, rel=1e-5)


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(5)
    share = np.array([0.08, 0.12, 0.17, 0.63])
    drawn = rng.multinomial(400, share, size=2000)
    tables = [(int(c[0] + c[1]), int(c[0] + c[2]), int(c[0]), 400) for c in drawn]
    frame = pl.DataFrame(measured(*tables))
    both, a, b = shares_of(share)
    truth = {"lift": both / a / b, "phi": numeric_phi(share), "npmi": numeric_npmi(share)}
    truth |= {"cosine": both / math.sqrt(a * b), "jaccard": both / (a + b - both)}
    truth |= {"odds_ratio": share[0] * share[3] / share[1] / share[2]}
    for name, value in truth.items():
        covered = frame.select(((pl.col(f"{name}_low") <= value) & (pl.col(f"{name}_high") >= value)).mean())
        assert 0.93 <= covered.item() <= 0.97, name


def test_the_p_of_unrelated_topics_is_small_no_more_often_than_it_says():
    rng = np.random.default_rng(11)
    drawn = rng.multinomial(300, [0.02, 0.08, 0.18, 0.72], size=2000)
    frame = pl.DataFrame(measured(*((int(c[0] + c[1]), int(c[0] + c[2]), int(c[0]), 300) for c in drawn)))
    assert frame["exact"].any()
    assert not frame["exact"].all()
    assert frame.select((pl.col("p") < 0.05).mean()).item() <= 0.06


def test_the_family_of_q_is_one_period():
    pairs = pl.LazyFrame(
        {"period": ["x", "x", "x", None], "tag_a": list("abcd"), **dict.fromkeys(COUNTS, 0)}
    ).with_columns(n_a=pl.Series([20, 30, 9, 20]), n_b=30, n_ab=pl.Series([15, 9, 9, 15]), n_total=100)
    table = add_measures(pairs).collect()
    want = stats.false_discovery_control(table["p"][:3])
    assert table["q"].to_list()[:3] == pytest.approx(list(want), rel=1e-12)
    assert table["q"][3] == table["p"][3]


def test_measures_follow_the_columns_they_came_with_and_an_empty_table_is_typed():
    pairs = pl.LazyFrame(schema={"period": pl.Date, "tag_a": pl.String, "tag_b": pl.String, **SCHEMA})
    table = add_measures(pairs).collect()
    assert table.columns[:8] == ["period", "tag_a", "tag_b", *COUNTS, "jaccard"]
    assert table.schema["q"] == pl.Float64
    assert table.is_empty()


def test_a_wider_confidence_is_a_wider_interval():
    narrow, wide = measured((20, 30, 15, 100))[0], measured((20, 30, 15, 100), confidence=0.99)[0]
    for name in WITH_INTERVAL:
        assert wide[f"{name}_low"] < narrow[f"{name}_low"] < narrow[f"{name}_high"] < wide[f"{name}_high"]


def test_a_table_without_the_four_counts_is_refused():
    with pytest.raises(
        TableError, match="pairs without n_ab, n_total: measures need n_a, n_b, n_ab, n_total"
    ):
        add_measures(pl.LazyFrame({"n_a": [1], "n_b": [1]}))


@settings(max_examples=40, deadline=None)
@given(table=four_counts())
def test_lrc_is_the_exact_bound_of_both_directions(table: tuple):
    n_a, n_b, n_ab, n_total = table
    (row,) = measured(table)

    def bound(k: int, n: int, k2: int, n2: int) -> float:
        if k * n2 < k2 * n:
            return -bound(k2, n2, k, n)
        low = stats.binomtest(k, k + k2).proportion_ci(0.95, method="exact").low
        return max(0.0, math.log2(low / (1 - low) * n2 / n)) if low else 0.0

    if not (0 < n_a < n_total and 0 < n_b < n_total):
        assert (row["lrc"], row["lrc_b_given_a"], row["lrc_a_given_b"]) == (None, None, None)
        return
    b_given_a = bound(n_ab, n_a, n_b - n_ab, n_total - n_a)
    a_given_b = bound(n_ab, n_b, n_a - n_ab, n_total - n_b)
    assert row["lrc_b_given_a"] == pytest.approx(b_given_a, abs=1e-9)
    assert row["lrc_a_given_b"] == pytest.approx(a_given_b, abs=1e-9)
    assert row["lrc"] == pytest.approx(min(b_given_a, a_given_b, key=abs), abs=1e-9)


def test_lrc_is_more_careful_the_more_pairs_are_looked_at():
    alone, among = measured((20, 30, 15, 100)), measured((20, 30, 15, 100), (5, 5, 1, 100), (9, 9, 2, 100))
    assert 0 < among[0]["lrc"] < alone[0]["lrc"]


def test_lrc_of_nothing_sure_is_zero_without_a_sign():
    for row in measured((50, 50, 24, 100), (50, 50, 26, 100)):
        assert [math.copysign(1, row[name]) for name in ("lrc", "lrc_b_given_a", "lrc_a_given_b")] == [
            1,
            1,
            1,
        ]
        assert row["lrc"] == 0
