"""The stochastic degree sequence model against scipy's solver and against every outcome there is."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import polars as pl
import pytest
from scipy import optimize, special, stats

from analysis.aggregate.counts import count_pairs
from analysis.aggregate.degree_model import EXACT, configuration_model, poisson_binomial_tail
from analysis.aggregate.sdsm import sdsm
from analysis.errors import TableError


def corpus(carried: np.ndarray) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    rows = [(str(i), f"t{j}") for i, j in np.argwhere(carried)]
    named = pl.LazyFrame(rows, schema={"article_id": pl.String, "topic": pl.String}, orient="row")
    return named, pl.LazyFrame({"article_id": [str(i) for i in range(len(carried))]})


def matrix(seed: int, shape: tuple[int, int] = (12, 6)) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.random(shape) < rng.random(shape[0])[:, None] * rng.random(shape[1])


def fitted_by_scipy(carried: np.ndarray) -> np.ndarray:
    """The probabilities of the configuration model by maximum likelihood, cell by cell, without classes."""
    n, m = carried.shape

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logits = theta[:n, None] + theta[n:]
        p = special.expit(logits)
        slope = np.concatenate([(p - carried).sum(axis=1), (p - carried).sum(axis=0)])
        return float((np.logaddexp(0, logits) - carried * logits).sum()), slope

    options = {"gtol": 1e-10, "ftol": 1e-15, "maxiter": 20_000, "maxfun": 40_000}
    found = optimize.minimize(loss, np.zeros(n + m), jac=True, method="L-BFGS-B", options=options)
    return special.expit(found.x[:n, None] + found.x[n:])


def classes(degrees: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.unique(degrees[degrees > 0], return_counts=True)


def cell_by_cell(carried: np.ndarray) -> np.ndarray:
    rows, columns = carried.sum(axis=1), carried.sum(axis=0)
    of_rows, of_columns = classes(rows), classes(columns)
    p = np.zeros(carried.shape)
    inner = configuration_model(*of_rows, *of_columns)
    for i, j in product(np.flatnonzero(rows), np.flatnonzero(columns)):
        p[i, j] = inner[np.searchsorted(of_rows[0], rows[i]), np.searchsorted(of_columns[0], columns[j])]
    return p


@pytest.mark.parametrize("seed", range(8))
def test_the_model_keeps_every_degree(seed: int):
    carried = matrix(seed)
    p = cell_by_cell(carried)
    assert p.sum(axis=1) == pytest.approx(carried.sum(axis=1), abs=1e-9)
    assert p.sum(axis=0) == pytest.approx(carried.sum(axis=0), abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_the_model_is_that_of_maximum_likelihood(seed: int):
    carried = matrix(seed, (30, 8))
    carried[0], carried[1], carried[:, 0] = True, False, carried[:, 0] & (np.arange(30) != 2)
    assert cell_by_cell(carried) == pytest.approx(fitted_by_scipy(carried), abs=2e-4)


def test_what_is_certain_is_certain():
    carried = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=bool)
    assert (cell_by_cell(carried) == carried).all()


def outcomes(p: np.ndarray) -> dict[tuple[int, int], np.ndarray]:
    """How likely each number of common articles of two names is, by trying every matrix of two columns."""
    n, found = len(p), {}
    for a, b in combinations(range(p.shape[1]), 2):
        likely = np.zeros(n + 1)
        for both in product([0, 1], repeat=n):
            q = p[:, a] * p[:, b]
            likely[sum(both)] += np.prod(np.where(both, q, 1 - q))
        found[a, b] = likely
    return found


@pytest.mark.parametrize("seed", range(3))
def test_expected_and_p_are_those_of_every_outcome(seed: int):
    carried = matrix(seed, (9, 4)) | (matrix(seed + 50, (9, 4)))
    table = sdsm(*corpus(carried)).collect()
    likely = outcomes(cell_by_cell(carried))
    assert table.height > 2
    for row in table.rows(named=True):
        of_pair = likely[int(row["topic_a"][1:]), int(row["topic_b"][1:])]
        assert row["expected"] == pytest.approx(of_pair @ np.arange(len(of_pair)), abs=1e-9)
        assert row["p"] == pytest.approx(of_pair[row["n_ab"] :].sum(), abs=1e-9)


@pytest.mark.parametrize("k", [1, 3, 10, EXACT])
def test_events_of_one_kind_are_binomial(k: int):
    q = np.array([[0.001], [0.02], [0.4], [1.0]])
    got = poisson_binomial_tail(np.full(4, k), q, np.array([500.0]))
    assert got == pytest.approx(np.maximum(stats.binom.sf(k - 1, 500, q[:, 0]), 1e-15), abs=1e-12)


def test_the_tail_of_a_large_corpus_keeps_its_digits():
    got = poisson_binomial_tail(np.array([3]), np.array([[1e-6]]), np.array([1e6]))[0]
    assert got == pytest.approx(stats.binom.sf(2, 1_000_000, 1e-6), rel=1e-9)


# Some rare names, some of middling size, some that nearly every article has, some that every article has.
@pytest.mark.parametrize("between", [(0.0, 0.3), (0.3, 0.7), (0.9, 1.0), (0.97, 1.0)])
@pytest.mark.parametrize("sure", [False, True])
def test_the_tail_of_many_common_articles_is_within_a_tenth_of_the_exact_one(
    between: tuple[float, float], sure: bool
):
    rng = np.random.default_rng(1)
    q, n = rng.uniform(*between, (1, 5)), np.array([100.0, 200.0, 50.0, 300.0, 80.0])
    q[0, 0] = 1.0 if sure else q[0, 0]
    exact = np.ones(1)
    for kind, size in enumerate(n.astype(int)):
        exact = np.convolve(exact, stats.binom.pmf(np.arange(size + 1), size, q[0, kind]))
    tail = np.cumsum(exact[::-1])[::-1]
    k = np.array([k for k in range(EXACT + 1, 731) if tail[k] > 1e-13])
    got = poisson_binomial_tail(k, np.repeat(q, len(k), axis=0), n)
    assert got == pytest.approx(tail[k], rel=0.1)


def test_the_p_of_two_names_of_nearly_all_articles_is_the_exact_one():
    carried = np.random.default_rng(0).random((600, 12)) < 0.5
    carried[:, :2] = np.arange(600)[:, None] >= 40
    row = sdsm(*corpus(carried)).collect().row(0, named=True)
    p = cell_by_cell(carried)
    exact = np.ones(1)
    for both in p[:, 0] * p[:, 1]:
        exact = np.convolve(exact, [1 - both, both])
    assert (row["topic_a"], row["topic_b"], row["n_ab"]) == ("t0", "t1", 560)
    assert row["p"] == pytest.approx(exact[560:].sum(), rel=0.01)


def test_pairs_and_their_counts_are_those_of_count_pairs():
    named, articles = corpus(matrix(5, (40, 7)))
    columns = ("topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total")
    counted = count_pairs(named, articles, every=None, complete=False).select(columns).collect()
    assert sdsm(named, articles).select(columns).collect().equals(counted)
    few = count_pairs(named, articles, every=None, complete=False, min_articles=9).select(columns).collect()
    assert sdsm(named, articles, min_articles=9).select(columns).collect().equals(few)


def test_a_planted_pair_is_the_backbone_and_degrees_alone_are_not():
    rng = np.random.default_rng(4)
    carried = rng.random((3000, 30)) < rng.beta(1, 4, 3000)[:, None] * rng.beta(2, 2, 30) * 2
    planted = rng.random(3000) < 0.05
    carried[planted, 28] = carried[planted, 29] = True
    table = sdsm(*corpus(carried)).collect()
    assert table.filter("in_backbone").select("topic_a", "topic_b").rows() == [("t28", "t29")]


def test_alpha_is_a_probability():
    with pytest.raises(TableError, match="alpha 5: expected a number between 0 and 1"):
        sdsm(*corpus(matrix(0)), alpha=5)
