"""Change points: the periods from which on a topic takes another share of coverage, for longer than a burst.

The share is constant between two change points. A segment costs minus its binomial log-likelihood, divided by
the dispersion of the series; each change costs a penalty; PELT (Killick, Fearnhead and Eckley 2012, JASA 107)
finds the cheapest segmentation exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import polars as pl

from analysis.aggregate.compare import differences
from analysis.aggregate.intervals import adjust
from analysis.aggregate.units import series_of
from analysis.errors import TableError

_SPANS = {"period": pl.Date, "start_before": pl.Date, "end_after": pl.Date}
_SIDES = {name: pl.UInt32 for side in ("before", "after") for name in (f"n_{side}", f"n_total_{side}")}
_SHARES = dict.fromkeys(
    ("share_before", "share_after", "difference", "difference_low", "difference_high"), pl.Float64
)
_TEST = dict.fromkeys(("gain", "dispersion", "p", "q"), pl.Float64)

_MEDIAN_OF_CHI_SQUARE = 0.454936423119572  # with one degree of freedom
_CELLS_AT_ONCE = 4_000_000  # draws times periods in memory at a time


def change_points(
    counts: pl.LazyFrame,
    *,
    penalty: float | None = None,
    min_periods: int = 3,
    block: int | None = None,
    n_draws: int = 999,
    seed: int = 0,
    by: str = "topic",
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Find, one row a change, the periods from which on a topic has another share of coverage.

    Args:
        counts: a table of ``count_topics``; rows without a period are left out, gaps carry no evidence.
        penalty: what a change must gain, in nats; None takes the logarithm of the number of periods with
            pages, which is the criterion of Schwarz (1978) as Yao (1988) has it for change points.
        min_periods: fewest periods with pages between two changes; what is shorter is a burst.
        block: periods that stay together in a draw (Kirch 2007), because neighbours resemble each other; None
            takes the cube root of their number.
        n_draws: how often the order of the blocks is drawn; 0 for no p.
        seed: of the draws; each topic has its own stream, so that further topics do not change it.
        by: column that separates one series from another.
        confidence: coverage of the interval.

    Returns:
        ``by``; ``period``, the first of the new level; ``start_before`` and ``end_after``, the first period
        of the level before and the last of the new one; counts, shares and ``difference`` of the two levels
        as in ``compare_shares`` (0: none), its interval widened by the dispersion; ``gain``, the nats that
        this change saves (at least the penalty); ``dispersion`` (1: binomial noise alone); ``p``: how often
        the best single change of the series with its blocks in random order gains as much as in their own;
        ``q`` over the topics tested, those without a change among them. A topic with fewer than twice
        ``min_periods`` periods with pages, or that all articles or none name, is not tested.

    Raises:
        TableError: ``penalty`` or ``n_draws`` is negative, or ``min_periods`` or ``block`` below 1;
            or a series has two rows in a period, such as those of two sources.

    >>> from datetime import date
    >>> counts = pl.LazyFrame({"n_articles": [5, 6, 4, 5, 20, 18, 22, 19], "n_total": 50}).with_columns(
    ...     period=pl.date_range(date(2024, 1, 1), date(2024, 8, 1), "1mo"), topic=pl.lit("gaza")
    ... )
    >>> change_points(counts).select("period", "share_before", "share_after").collect().row(0)
    (datetime.date(2024, 5, 1), 0.1, 0.395)
    """
    bounds = ((penalty, 0), (min_periods, 1), (block, 1), (n_draws, 0))
    if any(value is not None and value < least for value, least in bounds):
        raise TableError(
            f"change points: penalty {penalty}, min_periods {min_periods}, block {block}, n_draws {n_draws}; "
            "expected penalty and n_draws of at least 0, min_periods and block of at least 1."
        )

    def found(frame: pl.DataFrame) -> pl.DataFrame:
        series = series_of(frame, by)
        tested = [one for part in series if (one := _tested(part, by, model)) is not None]
        return _table(tested, schema, confidence)

    model = _Model(penalty, min_periods, block, n_draws, seed)
    schema: dict[str, Any] = {by: counts.collect_schema()[by], **_SPANS, **_SIDES, **_SHARES, **_TEST}
    dated = counts.filter(pl.col("period").is_not_null() & (pl.col("n_total") > 0))
    return dated.map_batches(found, schema=schema)


@dataclass(frozen=True, slots=True)
class _Model:
    penalty: float | None
    min_periods: int
    block: int | None
    n_draws: int
    seed: int

    def price(self, n_periods: int) -> float:
        return math.log(n_periods) if self.penalty is None else self.penalty

    def segments(self, named: np.ndarray, total: np.ndarray, dispersion: float) -> list[int]:
        """Return where the segments of one series begin, and its length: the cheapest segmentation (PELT)."""
        n, price = len(named), self.price(len(named))
        k, m = _summed(named), _summed(total)
        best, last = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
        best[0], lost_from = -price, np.full(n + 1, n + 1)
        for t in range(self.min_periods, n + 1):
            starts = np.flatnonzero(lost_from[: t - self.min_periods + 1] > t)
            so_far = best[starts] + _cost(k[t] - k[starts], m[t] - m[starts]) / dispersion
            last[t], best[t] = starts[np.argmin(so_far)], np.min(so_far) + price
            # A start that loses by more than a change costs never wins again, once a change at t is allowed.
            lost = starts[so_far > best[t]]
            lost_from[lost] = np.minimum(lost_from[lost], t + self.min_periods)
        bounds = [n]
        while bounds[0]:
            bounds.insert(0, int(last[bounds[0]]))
        return bounds

    def split(self, named: np.ndarray, total: np.ndarray) -> np.ndarray:
        """Return what the best single change of each row gains over none, in nats of binomial noise."""
        inner = slice(self.min_periods, named.shape[1] - self.min_periods + 1)
        k, m = _summed(named), _summed(total)
        all_k, all_m = k[:, [-1]], m[:, [-1]]
        apart = _cost(k[:, inner], m[:, inner]) + _cost(all_k - k[:, inner], all_m - m[:, inner])
        return (_cost(all_k, all_m) - apart).max(axis=1)

    def chance(self, named: np.ndarray, total: np.ndarray, name: str) -> np.ndarray:
        """Return what the best change gains in each draw, which puts the blocks in random order."""
        stream = np.random.default_rng([self.seed, crc32(name.encode())])
        n = len(named)
        block = min(self.block or round(n ** (1 / 3)), n)
        gains, most = [], max(1, _CELLS_AT_ONCE // n)
        for start in range(0, self.n_draws, most):
            order = _shuffled(stream, min(most, self.n_draws - start), n, block)
            gains.append(self.split(named[order], total[order]))
        return np.concatenate(gains)


def _shuffled(stream: np.random.Generator, n_draws: int, n: int, block: int) -> np.ndarray:
    """Return, one row a draw, the places of a circle of periods, cut anywhere, its blocks in random order."""
    first = stream.integers(n, size=(n_draws, 1))
    keys = stream.random((n_draws, -(-n // block)))
    order = np.argsort(keys[:, np.arange(n) // block], axis=1, kind="stable")
    return (order + first) % n


def _summed(values: np.ndarray) -> np.ndarray:
    zero = np.zeros((*values.shape[:-1], 1))
    return np.concatenate([zero, np.cumsum(values, axis=-1)], axis=-1)


def _cost(named: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return minus the binomial log-likelihood of segments at their own share, without its constant."""
    from scipy.special import xlogy

    return xlogy(total, total) - xlogy(named, named) - xlogy(total - named, total - named)


def dispersions(named: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return how many times wider than binomial the noise of each series is; at least 1.

    Neighbouring periods are compared, and the median is taken, so that neither a trend nor a few changes
    count as noise: the median of the squared differences in units of their binomial variance, by that of
    chi-square.

    Args:
        named, total: articles that name the topic and all articles, one row a series.

    >>> dispersions(np.array([[10, 30, 10, 30, 10]]), np.full((1, 5), 100)).round(1)
    array([27.5])
    """
    k, k2, n, n2 = named[:, :-1], named[:, 1:], total[:, :-1], total[:, 1:]
    common = (k + k2) / (n + n2)
    variance = common * (1 - common) * (1 / n + 1 / n2)
    squares = (k / n - k2 / n2) ** 2 / np.where(variance > 0, variance, 1.0)
    return np.maximum(1.0, np.median(squares, axis=1) / _MEDIAN_OF_CHI_SQUARE)


def _tested(part: pl.DataFrame, by: str, model: _Model) -> tuple[float | None, pl.DataFrame] | None:
    """Return p and the changes of one series, or None where there is nothing to test."""
    named, total = (part[name].cast(pl.Int64).to_numpy() for name in ("n_articles", "n_total"))
    if len(named) < 2 * model.min_periods or not 0 < named.sum() < total.sum():
        return None
    spread = float(dispersions(named[None, :], total[None, :])[0])
    bounds = np.array(model.segments(named, total, spread))
    changed = _changes(part["period"], named, total, bounds, spread)
    p = _p_value(named, total, str(part[by][0]), model)
    return p, changed.with_columns(pl.lit(part[by][0]).alias(by), p=pl.lit(p, pl.Float64))


def _changes(
    days: pl.Series, named: np.ndarray, total: np.ndarray, bounds: np.ndarray, spread: float
) -> pl.DataFrame:
    k, m = (np.diff(_summed(values)[bounds]) for values in (named, total))
    apart = _cost(k[:-1], m[:-1]) + _cost(k[1:], m[1:])
    return pl.DataFrame(
        {
            "period": days[bounds[1:-1]],
            "start_before": days[bounds[:-2]],
            "end_after": days[bounds[2:] - 1],
            **dict(zip(_SIDES, (k[:-1], m[:-1], k[1:], m[1:]), strict=True)),
            "gain": (_cost(k[:-1] + k[1:], m[:-1] + m[1:]) - apart) / spread,
        }
    ).with_columns(dispersion=pl.lit(spread))


def _p_value(named: np.ndarray, total: np.ndarray, name: str, model: _Model) -> float | None:
    if model.n_draws == 0:
        return None
    observed = model.split(named[None, :], total[None, :])[0]
    # A draw that repeats the observed order must count as reaching it, whatever its last digit.
    reached = int((model.chance(named, total, name) >= observed * (1 - 1e-12)).sum())
    return (1 + reached) / (1 + model.n_draws)


def _table(
    tested: list[tuple[float | None, pl.DataFrame]], schema: dict[str, Any], confidence: float
) -> pl.DataFrame:
    """Put together the changes of all topics tested; q corrects for those without a change too."""
    family = pl.DataFrame({"p": [p for p, _ in tested]}, schema={"p": pl.Float64})
    q = family.select(adjust(pl.col("p"))).to_series()
    found = [part.with_columns(q=pl.lit(one, pl.Float64)) for (_, part), one in zip(tested, q, strict=True)]
    # Noise wider than binomial makes each article say less: counts shrink by the dispersion in the interval.
    sides = {
        side: tuple(pl.col(name) / pl.col("dispersion") for name in (f"n_{side}", f"n_total_{side}"))
        for side in ("before", "after")
    }
    known = [part.with_columns(*differences(sides, confidence)) for part in found if part.height]
    return pl.concat([pl.DataFrame(schema=schema), *(part.select(_typed(schema)) for part in known)])


def _typed(schema: dict[str, Any]) -> list[pl.Expr]:
    return [pl.col(name).cast(dtype) for name, dtype in schema.items()]
