"""The backbone of a network of tags against chance: the stochastic degree sequence model.

Some articles carry many tags and some tags stand in many articles; two such tags meet often without any
reason. The model of Neal (2014), Social Networks 39, asks how often they would meet if every article kept its
number of tags, and every tag its number of articles, on average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from analysis.aggregate.degree_model import configuration_model, poisson_binomial_tail
from analysis.aggregate.intervals import adjust
from analysis.aggregate.together import pairs_together
from analysis.aggregate.units import named_units
from analysis.errors import TableError
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.aggregate.units import Unit

_CELLS_AT_ONCE = 4_000_000  # pairs times degrees of articles in memory at a time


def sdsm(
    named: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    name: str = "topic",
    zones: Sequence[str] = EVIDENCE,
    unit: Unit = "article",
    min_articles: int = 1,
    alpha: float = 0.05,
) -> pl.LazyFrame:
    """Test, one row a pair seen together, whether it meets more often than the degrees of both sides explain.

    Args:
        named: mentions, tags or keyphrases.
        articles: the corpus, one row an article.
        name, zones, unit, min_articles: as in ``count_pairs``.
        alpha: pairs with a smaller ``q`` stay.

    Returns:
        The pair and its four counts as ``count_pairs`` gives them for the whole corpus; ``expected``, the
        common articles under the model; ``p``, how often the model has as many common articles or more (1: no
        more than the least it can have); ``q`` over the pairs that occur; ``in_backbone``. An article
        carries a name with the probability ``x y / (1 + x y)`` of the bipartite configuration model (Saracco
        et al. 2015), which keeps both degrees on average; common articles are then Poisson-binomial, added up
        exactly for up to 32 of them, else by a saddlepoint approximation (Eisinga et al. 2013).

    Raises:
        TableError: as ``count_pairs``, or ``alpha`` is not between 0 and 1.

    >>> articles = pl.LazyFrame({"article_id": [str(i) for i in range(8)]})
    >>> tags = {"article_id": list("01234567") + list("0123"), "topic": list("aaaabbbb") + list("cccc")}
    >>> table = sdsm(pl.LazyFrame(tags), articles).collect()
    >>> table.select("topic_a", "topic_b", "n_ab", pl.col("expected", "p").round(3)).rows()
    [('a', 'c', 4, 2.222, 0.137)]
    """
    if not 0 < alpha < 1:
        raise TableError(f"alpha {alpha}: expected a number between 0 and 1.")
    told, _ = named_units(named, articles, name=name, zones=zones, every=None, groups=["period"], unit=unit)
    counted = pairs_together(told, [], name, alone=True, min_units=min_articles).cache()
    own, pairs = (counted.filter((pl.col("a") == pl.col("b")) == same) for same in (True, False))
    kept = told.join(own.select(pl.col("a").alias(name)), on=name, how="semi").unique(["unit", name])
    degrees = [
        one.group_by("degree").agg(n=pl.len()).select(pl.col("degree").cast(pl.UInt32), "n", of=pl.lit(of))
        for of, one in (
            ("unit", kept.group_by("unit").agg(degree=pl.len())),
            ("name", own.select(degree="n_a")),
        )
    ]
    tested = _tested(pairs, pl.concat(degrees))
    stem = name.removesuffix("_key")
    return tested.with_columns(q=adjust(pl.col("p"))).select(
        *(pl.col(end).alias(f"{stem}_{end}") for end in "ab"),
        *("n_a", "n_b", "n_ab", "n_total", "expected", "p", "q"),
        in_backbone=pl.col("q") < alpha,
    )


def _tested(pairs: pl.LazyFrame, degrees: pl.LazyFrame) -> pl.LazyFrame:
    """Add ``expected`` and ``p``. Pairs and degrees go into one function, so they go there as one table."""
    columns = pairs.collect_schema()
    schema: dict[str, Any] = {**columns, "expected": pl.Float64, "p": pl.Float64}
    counts = ["n_a", "n_b", "n_ab"]

    def tested(frame: pl.DataFrame) -> pl.DataFrame:
        found = frame.filter(pl.col("of").is_null()).select(columns.names())
        units, names = (frame.filter(of=of).sort("degree").select("degree", "n") for of in ("unit", "name"))
        distinct = found.select(counts).unique().sort("n_ab", *counts)  # blocks of equal sums to add up
        known = distinct.with_columns(**_model(distinct, units, names))
        return found.join(known, on=counts, how="left", maintain_order="left")

    both = pl.concat([pairs, degrees], how="diagonal")
    return both.map_batches(tested, schema=schema)


def _model(distinct: pl.DataFrame, units: pl.DataFrame, names: pl.DataFrame) -> dict[str, pl.Series]:
    """Return the expected common units and p of each distinct pair of degrees with its common units."""
    p_of = configuration_model(
        *(side[column].to_numpy() for side in (units, names) for column in side.columns)
    )
    sizes, degrees = units["n"].to_numpy().astype(float), names["degree"]
    a, b = (p_of.T[degrees.search_sorted(distinct[name]).to_numpy()] for name in ("n_a", "n_b"))
    n_ab, step = distinct["n_ab"].to_numpy(), max(1, _CELLS_AT_ONCE // max(1, units.height))
    blocks = [slice(start, start + step) for start in range(0, len(n_ab), step)]
    p = [poisson_binomial_tail(n_ab[block], a[block] * b[block], sizes) for block in blocks]
    expected = [(a[block] * b[block]) @ sizes for block in blocks]
    return {"expected": _column(expected), "p": _column(p)}


def _column(blocks: list[np.ndarray]) -> pl.Series:
    return pl.Series(np.concatenate([np.empty(0), *blocks]), dtype=pl.Float64)
