"""Uncertainty as expressions: intervals of shares and of logarithms, p-values, and q-values of a family."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELLS_AT_ONCE = 2_000_000  # 16 MB of float64 for one block of exact tests


def z_of(confidence: float) -> float:
    """Return the normal quantile of a two-sided interval.

    Args:
        confidence: coverage of the interval, between 0 and 1.

    Raises:
        ValueError: ``confidence`` is not between 0 and 1.

    >>> round(z_of(0.95), 6)
    1.959964
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1; give 0.95 for 95 %.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Return ``part / whole``, null where ``whole`` is 0: nothing was observed, which is not a zero.

    >>> pl.select(ratio(pl.lit(0), pl.lit(0))).item() is None
    True
    """
    return pl.when(whole != 0).then(part / whole)


def wilson(hits: pl.Expr, trials: pl.Expr, confidence: float = 0.95) -> tuple[pl.Expr, pl.Expr]:
    """Return the lower and upper bound of a share, by Wilson's score interval.

    Args:
        hits: number of articles counted.
        trials: number of articles that could have counted; 0 gives null bounds.
        confidence: coverage of the interval.

    Source: Wilson (1927), JASA 22; recommended by Brown, Cai and DasGupta (2001), Statistical Science 16.

    >>> low, high = wilson(pl.lit(8.0), pl.lit(10.0))
    >>> [round(pl.select(bound).item(), 4) for bound in (low, high)]
    [0.4902, 0.9433]
    """
    z = z_of(confidence)
    k, n = hits.cast(pl.Float64), trials.cast(pl.Float64)
    centre, width = k + z * z / 2, z * (k * (n - k) / n + z * z / 4).sqrt()
    # Rounding leaves 1e-17 instead of 0 at k = 0, and 1 - 1e-16 instead of 1 at k = n.
    low = pl.when(k == 0).then(0.0).otherwise((centre - width) / (n + z * z))
    high = pl.when(k == n).then(1.0).otherwise((centre + width) / (n + z * z))
    return pl.when(n > 0).then(low), pl.when(n > 0).then(high)


def log_interval(value: pl.Expr, variance: pl.Expr, confidence: float = 0.95) -> tuple[pl.Expr, pl.Expr]:
    """Return Wald bounds of a positive ``value``, computed on its logarithm.

    Args:
        value: the estimate; 0 has no logarithm and gets null bounds.
        variance: variance of the natural logarithm of ``value``.
        confidence: coverage of the interval.

    >>> low, high = log_interval(pl.lit(1.0), pl.lit(0.0))
    >>> pl.select(low.alias("low"), high.alias("high")).row(0)
    (1.0, 1.0)
    """
    factor = (z_of(confidence) * variance.clip(lower_bound=0).sqrt()).exp()
    known = value > 0
    return pl.when(known).then(value / factor), pl.when(known).then(value * factor)


def chi_square_p(statistic: pl.Expr) -> pl.Expr:
    """Return the upper tail of the chi-square distribution with one degree of freedom.

    >>> round(pl.select(chi_square_p(pl.lit(3.841459))).item(), 4)
    0.05
    """
    return special("chdtrc", pl.lit(1.0), statistic)


def special(function: str, *arguments: pl.Expr) -> pl.Expr:
    """Return a function of ``scipy.special`` row by row, null where it is not defined.

    Args:
        function: its name there.
        arguments: numbers, in the order of that function; one at least is a column.

    >>> frame = pl.DataFrame({"x": [1.0, None]})
    >>> frame.select(special("xlogy", pl.col("x"), pl.lit(1.0))).to_series().to_list()
    [0.0, None]
    """
    numbers = pl.struct(one.cast(pl.Float64).alias(str(place)) for place, one in enumerate(arguments))

    def applied(rows: pl.Series) -> pl.Series:
        from scipy import special

        columns = [column.to_numpy() for column in rows.struct.unnest()]
        return pl.Series(rows.name, getattr(special, function)(*columns), dtype=pl.Float64, nan_to_null=True)

    return numbers.map_batches(applied, return_dtype=pl.Float64, is_elementwise=True)


def fisher_p(n_a: pl.Expr, n_b: pl.Expr, n_ab: pl.Expr, n_total: pl.Expr) -> pl.Expr:
    """Return the two-sided p of Fisher's exact test: all tables at most as likely as the one observed.

    Args:
        n_a, n_b, n_ab, n_total: the four counts of a pair; a null count gives a null p.

    Source: Fisher (1935), The Design of Experiments; the two-sided rule is that of R's ``fisher.test``.

    >>> counts = [pl.lit(n) for n in (3, 3, 3, 6)]
    >>> round(pl.select(fisher_p(*counts)).item(), 6)
    0.1
    """
    cells = pl.struct(a=n_a, b=n_b, ab=n_ab, total=n_total)
    return cells.map_batches(_fisher_series, return_dtype=pl.Float64, is_elementwise=True)


def _fisher_series(cells: pl.Series) -> pl.Series:
    """Test every distinct table once: tag pairs repeat the same few small counts."""
    frame = cells.struct.unnest().cast(pl.Int64)
    support = pl.min_horizontal("a", "b", *(pl.col("total") - pl.col(side) for side in ("a", "b")))
    distinct = frame.drop_nulls().unique().sort(support, "a", "b", "ab", "total")
    tested = distinct.with_columns(pl.Series("p", _fisher_distinct(distinct.to_numpy()), dtype=pl.Float64))
    keys = ["a", "b", "ab", "total"]
    return frame.join(tested, on=keys, how="left", maintain_order="left")["p"].alias(cells.name)


def _fisher_distinct(tables: np.ndarray) -> np.ndarray:
    """Return p for each row ``(n_a, n_b, n_ab, n_total)``; rows are sorted by the size of their support."""
    done = [_fisher_block(tables[start:end]) for start, end in _blocks(_support(tables))]
    return np.concatenate(done) if done else np.empty(0)


def _support(tables: np.ndarray) -> np.ndarray:
    """Return how many values ``n_ab`` may have in each table; few, too, where both are nearly all."""
    n_a, n_b, _, n_total = tables.T
    return np.minimum.reduce([n_a, n_b, n_total - n_a, n_total - n_b]) + 1


def _blocks(sizes: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield slices of ascending ``sizes`` whose padded rectangle stays within the memory of one block."""
    start = 0
    while start < len(sizes):
        widths = sizes[start:] * np.arange(1, len(sizes) - start + 1)
        end = start + max(1, int(np.searchsorted(widths, _CELLS_AT_ONCE, side="right")))
        yield start, end
        start = end


def _fisher_block(tables: np.ndarray) -> np.ndarray:
    """Sum the hypergeometric weights that do not exceed the observed one.

    Weights come from the ratios of neighbouring terms, which keeps twelve digits where the difference of
    log-gammas of a large corpus loses them.
    """
    n_a, n_b, n_ab, n_total = (column[:, None].astype(float) for column in tables.T)
    lowest = np.maximum(0, n_a + n_b - n_total)
    k = lowest + np.arange(_support(tables).max())
    inside = k <= np.minimum(n_a, n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.log((n_a - k) * (n_b - k) / ((k + 1) * (n_total - n_a - n_b + k + 1)))
    logs = np.concatenate([np.zeros_like(n_a), np.cumsum(steps[:, :-1], axis=1)], axis=1)
    logs = np.where(inside, logs, -np.inf)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    observed = np.take_along_axis(weights, (n_ab - lowest).astype(int), axis=1)
    rare = weights <= observed * (1 + 1e-9)  # equal likelihoods may differ in their last digits
    return np.minimum(1.0, _sum_rows(weights * rare) / _sum_rows(weights))


def _sum_rows(values: np.ndarray) -> np.ndarray:
    """Sum from left to right: numpy's pairwise sum depends on the padding, so on the other tables."""
    return np.cumsum(values, axis=1)[:, -1]


def adjust(p: pl.Expr, family: Sequence[str] = ()) -> pl.Expr:
    """Return Benjamini-Hochberg q-values: the false-discovery rate of a list cut at this row.

    Args:
        p: p-values; null ones are not part of the family and stay null.
        family: columns whose values separate one family from another; none means one family.

    Source: Benjamini and Hochberg (1995), JRSS B 57.

    >>> pl.DataFrame({"p": [0.01, 0.04, None]}).with_columns(q=adjust(pl.col("p")))["q"].to_list()
    [0.02, 0.04, None]
    """
    groups = [pl.col(name) for name in family] or [pl.lit(1)]
    scaled = p * p.count().over(groups) / p.rank("max").over(groups)
    return scaled.cum_min(reverse=True).over(groups, order_by=p)
