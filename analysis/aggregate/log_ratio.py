"""The conservative log ratio: how many times more likely at least, as far as so few articles can tell."""

from __future__ import annotations

import numpy as np
import polars as pl


def conservative_log_ratio(k: pl.Expr, n: pl.Expr, k2: pl.Expr, n2: pl.Expr, tail: pl.Expr) -> pl.Expr:
    """Return the bound nearest to 0 of the logarithm, in bits, of one share over another.

    Args:
        k, n: articles that name it, and all articles, on the one side.
        k2, n2: the same on the other.
        tail: probability left out at either end of the interval.

    Returns:
        Above 0: the first share is surely at least that many times 2 larger; below 0: the second; 0: no
        difference that is sure. Null where a side has no articles.

    Source: Evert (2022), as ``corpora::keyness`` in R has it: of all articles that name it, the part of one
    side has the exact interval of Clopper and Pearson (1934).

    >>> counts = [pl.lit(number) for number in (15, 50, 5, 50, 0.025)]
    >>> round(pl.select(conservative_log_ratio(*counts)).item(), 4)
    0.0517
    """
    k, n, k2, n2 = (one.cast(pl.Float64) for one in (k, n, k2, n2))
    more = k * n2 >= k2 * n
    larger, smaller = pl.when(more).then(k).otherwise(k2), pl.when(more).then(k2).otherwise(k)
    odds = pl.struct(k=larger, k2=smaller, tail=tail).map_batches(
        _lowest_odds, return_dtype=pl.Float64, is_elementwise=True
    )
    size = pl.when(more).then(n2 / n).otherwise(n / n2)
    bound = (odds * size).log(2).clip(lower_bound=0)
    signed = pl.when(more).then(bound).when(bound > 0).then(-bound).otherwise(0.0)  # 0 and not -0
    return pl.when((n > 0) & (n2 > 0)).then(signed)


def _lowest_odds(counts: pl.Series) -> pl.Series:
    """Return the lower exact bound of the odds that a mention is one of the ``k`` and not of the ``k2``.

    Each distinct triple is solved once: pairs of tags repeat the same few small counts.
    """
    frame = counts.struct.unnest()
    distinct = frame.drop_nulls().unique()
    odds = distinct.with_columns(pl.Series("odds", _solved(*distinct.to_numpy().T), dtype=pl.Float64))
    keys = ["k", "k2", "tail"]
    return frame.join(odds, on=keys, how="left", maintain_order="left")["odds"].alias(counts.name)


def _solved(k: np.ndarray, k2: np.ndarray, tail: np.ndarray) -> np.ndarray:
    from scipy.special import betaincinv

    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(k > 0, betaincinv(k, k2 + 1, tail), 0.0)
        return share / (1 - share)
