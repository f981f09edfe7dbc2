"""Intervals of association that hold where articles are not independent: whole stories drawn again.

The intervals of ``add_measures`` take articles for a random sample. Reprints of one story, and sentences of
one article, are not: they name the same pair again. Here stories are drawn with replacement, each with all
that belongs to it (the cluster bootstrap; Davison and Hinkley 1997, Bootstrap Methods, 3.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from analysis.aggregate.intervals import adjust, chi_square_p, fisher_p
from analysis.aggregate.measures import (
    CELLS,
    COUNTS,
    SMALL,
    VARIES,
    estimates,
    expected,
    log_likelihood_ratio,
)
from analysis.aggregate.together import pairs_together
from analysis.aggregate.units import named_units
from analysis.errors import TableError
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELLS_AT_ONCE = 4_000_000  # stories, or pairs, times draws in memory at a time


def bootstrap_measures(
    article_topics: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = EVIDENCE,
    topics: Sequence[str] | None = None,
    name: str = "topic",
    sizes: pl.LazyFrame | None = None,
    n_draws: int = 999,
    seed: int = 0,
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Return, one row a pair seen together in the corpus, each measure with its interval over drawn stories.

    Args:
        article_topics: mentions; those of ``locate_topics`` with ``sizes``.
        articles: the corpus; an article without a story is its own.
        zones, topics, name, sizes: as in ``count_pairs``.
        n_draws: how often as many stories as there are are drawn with replacement; at least 39 for 95 %.
        seed: of the draws.
        confidence: coverage of the intervals.

    Returns:
        The pair, its four counts and ``n_stories``; each measure with ``_low`` and ``_high``, percentiles of
        the draws in which it is defined (of ``pmi`` by the logarithm of ``lift``); ``design_effect`` (Kish
        1965; 1: articles are as good as independent), the smaller of both names'; ``p`` as in
        ``add_measures`` for that many times fewer articles (Rao and Scott 1981); ``q`` over all pairs.

    Raises:
        TableError: too few draws, or what ``count_pairs`` raises.

    >>> articles = pl.LazyFrame({"article_id": [str(i) for i in range(60)]})
    >>> named = {"article_id": [str(i) for i in [*range(30), *range(20)]], "topic": ["a"] * 30 + ["b"] * 20}
    >>> row = bootstrap_measures(pl.LazyFrame(named), articles).collect().row(0, named=True)
    >>> row["lift"], row["lift_low"] > 1.5, row["p"] < 0.001
    (2.0, True, True)
    """
    least = round(2 / (1 - confidence)) - 1
    if n_draws < least:
        raise TableError(f"n_draws {n_draws}: expected at least {least} for bounds at {confidence}.")
    groups = ["period", "story_id"]
    named, totals = named_units(
        article_topics,
        articles,
        name=name,
        zones=zones,
        every=None,
        groups=groups,
        sizes=sizes,
        topics=topics,
    )
    ends = [f"{name.removesuffix('_key')}_{side}" for side in "ab"]
    columns: dict[str, Any] = dict.fromkeys(ends, pl.String) | dict.fromkeys(
        (*COUNTS, "n_stories"), pl.UInt32
    )
    bounds = [f"{measure}{end}" for measure in estimates() for end in ("", "_low", "_high")]
    schema = columns | dict.fromkeys([*bounds, "design_effect", "p"], pl.Float64)

    def drawn(frame: pl.DataFrame) -> pl.DataFrame:
        table = _drawn(frame, n_draws, seed, confidence)
        return table.rename(dict(zip("ab", ends, strict=True))).select(
            pl.col(name).cast(dtype) for name, dtype in schema.items()
        )

    told = pairs_together(named, groups, name, alone=True).select("story_id", "a", "b", n="n_ab")
    both = pl.concat([told, totals.select("story_id", n="n_total")], how="diagonal")
    return both.map_batches(drawn, schema=schema).with_columns(q=adjust(pl.col("p")))


def _drawn(frame: pl.DataFrame, n_draws: int, seed: int, confidence: float) -> pl.DataFrame:
    """Return the counts, measures, bounds and p of every pair."""
    stories = frame.filter(pl.col("a").is_null()).sort("story_id")
    cells = frame.drop_nulls("a").select("a", "b").unique().sort("a", "b").with_row_index("cell")
    pairs, sizes = _pairs(cells), stories["n"].to_numpy().astype(float)
    held = _held(frame, stories, cells)
    counts = _counts(held, sizes, n_draws, seed)
    step = max(1, _CELLS_AT_ONCE // (n_draws + 1))
    blocks = [pairs.slice(start, step) for start in range(0, max(pairs.height, 1), step)]
    told = pl.concat([_measured(block, counts, confidence) for block in blocks])
    effect = _design_effects(held, sizes)
    smaller = np.minimum(*(effect[pairs[f"cell_{side}"].to_numpy()] for side in "ab"))
    return told.with_columns(
        n_stories=pl.lit(stories.height), design_effect=pl.Series(smaller, dtype=pl.Float64)
    ).with_columns(p=_p_value())


def _p_value() -> pl.Expr:
    """Return the p of independence for ``design_effect`` times fewer articles."""
    effect = pl.col("design_effect")
    both, only_a, only_b, neither = ((cell / effect).round() for cell in CELLS)
    fewer = (both + only_a, both + only_b, both, both + only_a + only_b + neither)
    small = pl.min_horizontal(*expected()) / effect < SMALL
    exact = fisher_p(*(pl.when(small & VARIES).then(count) for count in fewer))
    return pl.when(small).then(exact).otherwise(chi_square_p(log_likelihood_ratio() / effect))


def _design_effects(held: Any, sizes: np.ndarray) -> np.ndarray:
    """Return how many times wider each share varies than over as many independent articles; at least 1."""
    n = max(sizes.sum(), 1.0)
    share = np.asarray(held.sum(axis=0)) / n
    squares = (
        np.asarray((held * held).sum(axis=0)) - 2 * share * (held.T @ sizes) + share**2 * (sizes @ sizes)
    )
    varies = share * (1 - share)
    return np.maximum(1.0, squares / np.where(varies > 0, n * varies, np.inf))


def _pairs(cells: pl.DataFrame) -> pl.DataFrame:
    """Return one row a pair and the places of its counts: ``cell`` (both), ``cell_a``, ``cell_b``."""
    single = cells.filter(pl.col("a") == pl.col("b"))
    pairs = cells.filter(pl.col("a") != pl.col("b"))
    for side in ("a", "b"):
        one = single.select(pl.col(side), pl.col("cell").alias(f"cell_{side}"))
        pairs = pairs.join(one, on=side, how="left", maintain_order="left")
    return pairs


def _held(frame: pl.DataFrame, stories: pl.DataFrame, cells: pl.DataFrame) -> Any:
    """Return how many units of each story (row) hold each cell, a name or a pair."""
    from scipy import sparse

    numbered = stories.select("story_id").with_row_index("story")
    told = frame.drop_nulls("a").join(numbered, on="story_id").join(cells, on=["a", "b"])
    places = (told["story"].to_numpy(), told["cell"].to_numpy())
    return sparse.csr_array(
        (told["n"].to_numpy().astype(float), places), shape=(stories.height, cells.height)
    )


def _counts(held: Any, sizes: np.ndarray, n_draws: int, seed: int) -> np.ndarray:
    """Return the count of every cell, and of all units, in the corpus (row 0) and in each draw."""
    stream = np.random.default_rng(seed)
    rows = [np.append(held.sum(axis=0), sizes.sum())[None, :]]
    step = max(1, _CELLS_AT_ONCE // max(1, len(sizes)))
    for start in range(0, n_draws, step):
        weights = _weights(stream, min(step, n_draws - start), len(sizes))
        rows.append(np.column_stack([(held.T @ weights.T).T, weights @ sizes]))
    return np.concatenate(rows)


def _weights(stream: np.random.Generator, n_draws: int, n_stories: int) -> np.ndarray:
    """Return how often each story is drawn, one row a draw of as many stories as there are."""
    if n_stories == 0:
        return np.zeros((n_draws, 0))
    drawn = stream.integers(n_stories, size=(n_draws, n_stories))
    drawn += np.arange(n_draws)[:, None] * n_stories
    return np.bincount(drawn.ravel(), minlength=n_draws * n_stories).reshape(n_draws, n_stories).astype(float)


def _measured(pairs: pl.DataFrame, counts: np.ndarray, confidence: float) -> pl.DataFrame:
    """Return the measures of the corpus, and their bounds over the draws."""
    n_rows, tail = len(counts), (1 - confidence) / 2
    places = {"n_a": "cell_a", "n_b": "cell_b", "n_ab": "cell"}
    columns = {count: counts[:, pairs[place].to_numpy()].T.ravel() for count, place in places.items()}
    # One pair after the other, each with the corpus and its draws.
    drawn = pl.DataFrame({**columns, "n_total": np.tile(counts[:, -1], pairs.height)}).with_columns(
        **estimates(), pair=pl.int_range(pl.len()) // n_rows
    )
    whole = drawn.gather_every(n_rows)
    again = drawn.filter(pl.int_range(pl.len()) % n_rows > 0)
    quantile = {
        f"{name}_{end}": pl.col(name).quantile(at, "linear")
        for name in estimates()
        for end, at in (("low", tail), ("high", 1 - tail))
    }
    bounds = again.group_by("pair", maintain_order=True).agg(**quantile)
    lift = {end: pl.col(f"lift_{end}") for end in ("low", "high")}
    bounds = bounds.with_columns(
        pl.when(one > 0).then(one.log(2)).alias(f"pmi_{end}") for end, one in lift.items()
    )
    return pl.concat([pairs.select("a", "b"), whole.drop("pair"), bounds.drop("pair")], how="horizontal")
