"""Bursts: runs of periods in which a topic takes a larger share of coverage than it usually does.

The two-state model of Kleinberg (2003), Data Mining and Knowledge Discovery 7, for batches that have a
denominator. In the base state an article names the topic with probability ``p0``, its share in the whole
corpus; in the burst state with ``s * p0``. Entering the burst state costs ``gamma * log(n periods)``, leaving
it is free, and the cheapest sequence of states is the answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import polars as pl

from analysis.aggregate.intervals import adjust
from analysis.aggregate.units import series_of
from analysis.errors import TableError

_RESULT = {
    "start": pl.Date,
    "end": pl.Date,
    "n_periods": pl.UInt32,
    "n_articles": pl.UInt32,
    "n_total": pl.UInt32,
    "share": pl.Float64,
    "base_share": pl.Float64,
    "weight": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
}


def find_bursts(
    counts: pl.LazyFrame,
    *,
    s: float = 2.0,
    gamma: float = 1.0,
    n_draws: int = 999,
    seed: int = 0,
    by: str = "topic",
) -> pl.LazyFrame:
    """Find, one row a burst, the periods in which a topic is named far more often than usual.

    Args:
        counts: a table of ``count_topics``; rows without a period are left out, gaps carry no evidence.
        s: how many times the usual share a burst has; above 1.
        gamma: how dear it is to enter a burst; a larger one finds fewer and longer bursts.
        n_draws: how often the articles that name the topic are spread at random over the periods.
        seed: of the draws; each topic has its own stream, so that further topics do not change it.
        by: column that separates one series from another.

    Returns:
        ``by``; ``start`` and ``end`` (first day of the first and of the last period); ``n_periods``,
        ``n_articles``, ``n_total`` and ``share`` inside; ``base_share``; ``weight`` (log-likelihood gained
        over the base state, in nats; 0 would be no burst); ``p``: how often a topic spread at random has a
        burst of this weight anywhere; ``q`` of the topic's strongest burst among all topics tested. A topic
        whose share is 0, or so large that ``s`` times it is no probability, is not tested.

    Raises:
        TableError: ``s`` is not above 1, ``gamma`` is negative, there is no draw, or a series has two
            rows in a period, such as those of two sources.

    >>> from datetime import date
    >>> counts = pl.LazyFrame({"n_articles": [2, 1, 20, 18, 2, 1], "n_total": 50}).with_columns(
    ...     period=pl.date_range(date(2024, 1, 1), date(2024, 6, 1), "1mo"), topic=pl.lit("gaza")
    ... )
    >>> find_bursts(counts).select("start", "n_periods", "n_articles", "p").collect().row(0)
    (datetime.date(2024, 3, 1), 2, 38, 0.001)
    """
    if not (s > 1 and gamma >= 0 and n_draws >= 1):
        raise TableError(
            f"bursts: s {s}, gamma {gamma}, n_draws {n_draws}; expected s > 1, gamma >= 0, draws >= 1."
        )

    def found(frame: pl.DataFrame) -> pl.DataFrame:
        series = series_of(frame, by)
        tested = [bursts for part in series if (bursts := _bursts(part, by, model)) is not None]
        return _with_q(tested, schema)

    model = _Model(s, gamma, n_draws, seed)
    schema: dict[str, Any] = {by: counts.collect_schema()[by], **_RESULT}
    dated = counts.filter(pl.col("period").is_not_null() & (pl.col("n_total") > 0))
    return dated.map_batches(found, schema=schema)


@dataclass(frozen=True, slots=True)
class _Model:
    s: float
    gamma: float
    n_draws: int
    seed: int

    def gains(self, named: np.ndarray, total: np.ndarray, base: float) -> np.ndarray:
        """Return the log-likelihood that each period gains when it is a burst."""
        return named * math.log(self.s) + (total - named) * math.log((1 - self.s * base) / (1 - base))

    def states(self, gains: np.ndarray) -> np.ndarray:
        """Return which periods are bursts, for each row of ``gains``: the best sequence (Viterbi)."""
        n_series, n_periods = gains.shape
        entry = self.gamma * math.log(n_periods)
        base, burst = np.zeros(n_series), np.full(n_series, -np.inf)
        stayed, left = np.empty(gains.shape, bool), np.empty(gains.shape, bool)
        for t in range(n_periods):
            stayed[:, t], left[:, t] = burst > base - entry, burst > base
            base, burst = np.maximum(base, burst), np.maximum(base - entry, burst) + gains[:, t]
        return _backwards(burst > base, stayed, left)

    def chance(self, named: np.ndarray, total: np.ndarray, base: float, name: str) -> np.ndarray:
        """Return the weight of the heaviest burst of each draw that spreads the articles at random."""
        stream = np.random.default_rng([self.seed, crc32(name.encode())])
        n = int(named.sum())
        drawn = stream.multivariate_hypergeometric(total, n, size=self.n_draws, method="marginals")
        gains = self.gains(drawn, total, base)
        return _heaviest(gains, self.states(gains))


def _backwards(state: np.ndarray, stayed: np.ndarray, left: np.ndarray) -> np.ndarray:
    states = np.empty(stayed.shape, bool)
    for t in reversed(range(stayed.shape[1])):
        states[:, t] = state
        state = np.where(state, stayed[:, t], left[:, t])
    return states


def _heaviest(gains: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Return the weight of the heaviest burst of each row."""
    run = best = np.zeros(len(gains))
    for gain, inside in zip(gains.T, states.T, strict=True):
        run = np.where(inside, run + gain, 0.0)
        best = np.maximum(best, run)
    return best


def _bursts(part: pl.DataFrame, by: str, model: _Model) -> pl.DataFrame | None:
    """Return the bursts of one topic with their p, or None where the model does not apply."""
    named, total = (part[name].cast(pl.Int64).to_numpy() for name in ("n_articles", "n_total"))
    base = int(named.sum()) / int(total.sum())
    if not 0 < model.s * base < 1:
        return None
    gains = model.gains(named, total, base)
    inside = model.states(gains[None, :])[0]
    runs = part.with_columns(gain=gains, run=pl.Series(inside).rle_id()).filter(pl.Series(inside))
    bursts = runs.group_by(by, "run", maintain_order=True).agg(
        start=pl.col("period").min(),
        end=pl.col("period").max(),
        n_periods=pl.len(),
        n_articles=pl.col("n_articles").sum(),
        n_total=pl.col("n_total").sum(),
        weight=pl.col("gain").sum(),
    )
    chance = np.sort(model.chance(named, total, base, str(part[by][0])))
    # A draw that repeats the observed articles must count as reaching them, whatever its last digit.
    reached = model.n_draws - np.searchsorted(chance, bursts["weight"].to_numpy() * (1 - 1e-12))
    return bursts.with_columns(
        share=pl.col("n_articles") / pl.col("n_total"),
        base_share=pl.lit(base),
        p=pl.Series((1 + reached) / (1 + model.n_draws), dtype=pl.Float64),
    )


def _with_q(tested: list[pl.DataFrame], schema: dict[str, Any]) -> pl.DataFrame:
    """Put together the bursts of all topics tested; a topic without one is in the family, with p 1."""
    strongest = pl.DataFrame({"p": [bursts["p"].min() for bursts in tested]}, schema={"p": pl.Float64})
    q = strongest.select(adjust(pl.col("p").fill_null(1.0))).to_series()
    rows = [bursts.with_columns(q=pl.lit(value)) for bursts, value in zip(tested, q, strict=True)]
    return pl.concat([pl.DataFrame(schema=schema), *(part.select(_typed(schema)) for part in rows)])


def _typed(schema: dict[str, Any]) -> list[pl.Expr]:
    return [pl.col(name).cast(dtype) for name, dtype in schema.items()]
