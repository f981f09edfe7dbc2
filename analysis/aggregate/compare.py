"""Two shares against each other: how far they lie apart, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.intervals import ratio, wilson
from analysis.aggregate.measures import add_measures

if TYPE_CHECKING:
    from collections.abc import Mapping


def compare_shares(
    table: pl.LazyFrame, first: str = "before", second: str = "after", *, confidence: float = 0.95
) -> pl.LazyFrame:
    """Add, one row a comparison as before, the two shares, their difference and a test of it.

    Args:
        table: key columns of any kind, and the counts ``n_<side>`` and ``n_total_<side>`` of both sides.
        first, second: names of the sides; the difference is the second minus the first.
        confidence: coverage of the interval.

    Returns:
        The columns of ``table``; ``share_<first>`` and ``share_<second>``; ``difference`` (0: none) with
        ``difference_low`` and ``difference_high`` by the hybrid score method (Newcombe 1998, Statistics in
        Medicine 17, method 10); ``g2``, ``exact`` and ``p`` as of a pair: Fisher's exact test where an
        expected count is below 5, else the chi-square tail of ``g2``. A share of nothing is null; where both
        sides name it always, or never, there is no test.

    >>> counts = {"n_before": [5], "n_total_before": [50], "n_after": [15], "n_total_after": [50]}
    >>> compared = compare_shares(pl.LazyFrame(counts)).collect()
    >>> compared.select(pl.col("difference", "p").round(4), "exact").row(0)
    (0.2, 0.0109, False)
    """
    k, n, k2, n2 = (pl.col(f"n_{part}") for part in (first, f"total_{first}", second, f"total_{second}"))
    # The four counts of a pair: being named, and standing on the second side.
    four = {"n_a": k.cast(pl.Int64) + k2, "n_b": n2, "n_ab": k2, "n_total": n.cast(pl.Int64) + n2}
    tested = add_measures(table.with_columns(**four)).select(
        *table.collect_schema().names(),
        *differences({first: (k, n), second: (k2, n2)}, confidence),
        "g2",
        "exact",
        "p",
    )
    return tested.with_columns(exact=pl.when(pl.col("g2").is_not_null()).then("exact"))


def differences(sides: Mapping[str, tuple[pl.Expr, ...]], confidence: float = 0.95) -> list[pl.Expr]:
    """Return both shares, and the second minus the first with its bounds, as `compare_shares` names them.

    Args:
        sides: count and denominator of the first side and of the second, by the name of the side.
        confidence: coverage of the interval.

    >>> sides = {"before": (pl.lit(5), pl.lit(50)), "after": (pl.lit(15), pl.lit(50))}
    >>> pl.select(differences(sides)).select(pl.exclude("difference").round(3)).row(0)
    (0.1, 0.3, 0.043, 0.349)
    """
    (share, low, high), (share2, low2, high2) = (
        (ratio(k, n), *wilson(k, n, confidence)) for k, n in sides.values()
    )
    difference = share2 - share
    down = ((share2 - low2) ** 2 + (high - share) ** 2).sqrt()
    up = ((high2 - share2) ** 2 + (share - low) ** 2).sqrt()
    return [
        *(one.alias(f"share_{side}") for side, one in zip(sides, (share, share2), strict=True)),
        difference.alias("difference"),
        (difference - down).alias("difference_low"),
        (difference + up).alias("difference_high"),
    ]
