"""Two shares against the published table of Newcombe (1998) and against scipy."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.aggregate.compare import compare_shares

COUNTS = ["n_before", "n_total_before", "n_after", "n_total_after"]


def compared(*rows: tuple[int, int, int, int], **options: float) -> list[dict]:
    table = pl.LazyFrame(list(rows), schema=dict.fromkeys(COUNTS, pl.UInt32), orient="row")
    return compare_shares(table, **options).collect().rows(named=True)


# Newcombe (1998), Statistics in Medicine 17, table II, method 10.
NEWCOMBE = {
    (48, 80, 56, 70): (0.2000, 0.0524, 0.3339),
    (3, 10, 9, 10): (0.6000, 0.1705, 0.8090),
    (2, 7, 6, 7): (0.5714, 0.0582, 0.8062),
    (0, 29, 5, 56): (0.0893, -0.0381, 0.1926),
    (0, 20, 0, 10): (0.0, -0.1611, 0.2775),
    (0, 10, 10, 10): (1.0, 0.6075, 1.0),
}


@pytest.mark.parametrize("counts", NEWCOMBE, ids=str)
def test_the_interval_is_that_of_the_published_examples(counts: tuple[int, int, int, int]):
    row = compared(counts)[0]
    found = [row[name] for name in ("difference", "difference_low", "difference_high")]
    assert found == pytest.approx(NEWCOMBE[counts], abs=5.1e-5)


SIDE = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(SIDE, SIDE)
def test_p_is_fisher_where_small_and_the_likelihood_ratio_elsewhere(before: tuple, after: tuple):
    row = compared((*before, *after))[0]
    (k, n), (k2, n2) = before, after
    cells = [[k2, n2 - k2], [k, n - k]]
    if k + k2 in (0, n + n2):
        assert (row["p"], row["g2"], row["exact"]) == (None, None, None)
    elif row["exact"]:
        assert row["p"] == pytest.approx(stats.fisher_exact(cells).pvalue, rel=1e-7)
    else:
        expected = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        assert (row["g2"], row["p"]) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-9)
    assert row["difference_low"] <= row["difference"] <= row["difference_high"]


def test_a_side_without_pages_has_no_share_and_no_difference():
    row = compared((0, 0, 5, 10))[0]
    assert row["share_after"] == 0.5
    assert {row[name] for name in ("share_before", "difference", "difference_low", "g2", "exact", "p")} == {
        None
    }


def test_a_wider_confidence_is_a_wider_interval():
    near, far = (compared((5, 50, 15, 50), confidence=c)[0]["difference_low"] for c in (0.8, 0.99))
    assert far < near


def test_large_counts_do_not_overflow():
    row = compared((3_000_000_000, 4_000_000_000, 3_000_000_000, 4_000_000_000))[0]
    assert row["difference"] == 0
    assert row["p"] == pytest.approx(1.0)


def test_no_row_gives_a_typed_empty_table():
    empty = pl.LazyFrame(schema=dict.fromkeys(COUNTS, pl.UInt32))
    table = compare_shares(empty).collect()
    assert table.is_empty()
    assert (table.schema["p"], table.schema["exact"]) == (pl.Float64, pl.Boolean)
