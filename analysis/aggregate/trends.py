"""Trends of a share of coverage: gaps, smoothing, the mean source, and a test that stands up to noise.

Every function takes tables of ``count_topics`` and leaves out the rows without a period: an article without a
date says nothing about time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import polars as pl

from analysis.aggregate.counts import count_topics
from analysis.aggregate.intervals import adjust, ratio, z_of
from analysis.aggregate.units import once_a_period, series_of
from analysis.errors import TableError
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

Correction = Literal["none", "autocorrelation", "season", "dependent_season"]
_SEASONS = ("season", "dependent_season")

MIN_PERIODS = 8
"""Fewest periods with pages that are tested: the normal tail is then within .006 of an exact p below .2."""

_MOST_MEMORY = 0.97  # the bias correction of a short series can pass 1, where no variance exists

_RESULT = {
    "n_periods": pl.UInt32,
    "tau": pl.Float64,
    "slope": pl.Float64,
    "slope_low": pl.Float64,
    "slope_high": pl.Float64,
    "p": pl.Float64,
}


def moving_mean(
    counts: pl.LazyFrame, *, window: int = 3, value: str = "share", by: str = "topic"
) -> pl.LazyFrame:
    """Add, one row a topic in a period as before, the mean of this period and those before it.

    Args:
        counts: a complete calendar; a gap holds null.
        window: number of periods in the mean, this one included.
        value: column to smooth; the result is ``<value>_mean``.
        by: column that separates one series from another.

    Returns:
        The dated rows; gaps inside a window are left out of its mean, and a window of gaps alone is null.

    Raises:
        TableError: ``window`` is below 1, or a series has two rows in a period.

    >>> counts = pl.LazyFrame({"period": [1, 2, 3], "topic": ["a"] * 3, "share": [0.1, None, 0.3]})
    >>> moving_mean(counts).collect()["share_mean"].to_list()
    [0.1, 0.1, 0.2]
    """
    if window < 1:
        raise TableError(f"window {window}: expected at least 1 period.")
    mean = pl.col(value).rolling_mean(window, min_samples=1).over(by, order_by="period")
    known = _dated(counts).map_batches(lambda frame: once_a_period(frame, by))
    return known.with_columns(mean.alias(f"{value}_mean"))


def share_by_source(
    article_topics: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = EVIDENCE,
    every: str | None = "1mo",
    topics: Sequence[str] | None = None,
) -> pl.LazyFrame:
    """Count, one row a topic in a period of a source, as ``count_topics`` does for the corpus.

    >>> articles = pl.LazyFrame({"article_id": ["1", "2"], "source": ["s", "t"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> share_by_source(mentions, articles, every=None).collect()["share"].to_list()
    [1.0, 0.0]
    """
    return count_topics(article_topics, articles, zones=zones, every=every, by="source", topics=topics)


def mean_source(by_source: pl.LazyFrame) -> pl.LazyFrame:
    """Average, one row a topic in a period, the shares of the sources, each source counting the same.

    A source that doubles its output moves the pooled share of the corpus, and does not move this one.

    Args:
        by_source: a table of ``share_by_source``.

    Returns:
        ``period``, ``topic``, ``n_sources`` (with pages in the period), ``share`` (their mean) with
        ``share_low`` and ``share_high``, ``share_min`` and ``share_max`` among the sources, ``share_pooled``
        (all articles alike), ``n_articles``, ``n_total``, ``is_gap``. The interval is that of these sources:
        each one's Wilson bounds, put together by the method of variance estimates recovery (Zou and Donner
        2008).

    >>> articles = pl.LazyFrame({"article_id": ["1", "2", "3"], "source": ["s", "t", "t"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1"], "zone": ["title"], "topic": ["gaza"]})
    >>> shares = mean_source(share_by_source(mentions, articles, every=None))
    >>> shares.select("n_sources", "share", pl.col("share_pooled").round(3)).collect().row(0)
    (2, 0.5, 0.333)
    """
    share, low, high = pl.col("share"), pl.col("share_low"), pl.col("share_high")
    n, total = pl.col("n_articles").sum(), pl.col("n_total").sum()
    mean, down, up = (pl.col(name).list for name in ("shares", "down", "up"))
    middle, sources, gap = mean.mean(), pl.col("n_sources"), pl.col("n_total") == 0
    return (
        by_source.group_by("period", "topic")
        .agg(
            # Sorted lists, because the order of summing within a group decides the last digit.
            shares=share.sort(),
            down=((share - low) ** 2).sort(),
            up=((high - share) ** 2).sort(),
            n_sources=share.count(),
            share_min=share.min(),
            share_max=share.max(),
            share_pooled=ratio(n, total),
            n_articles=n,
            n_total=total,
        )
        .with_columns(
            share=middle,
            share_low=middle - ratio(down.sum().sqrt(), sources),
            share_high=middle + ratio(up.sum().sqrt(), sources),
        )
        .select("period", "topic", "n_sources", pl.col("^share(_.*)?$"), "n_articles", "n_total", is_gap=gap)
        .sort("period", "topic", nulls_last=True)
    )


def trend_test(
    counts: pl.LazyFrame,
    *,
    value: str = "share",
    by: str = "topic",
    correction: Correction = "autocorrelation",
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Test, one row a topic, whether its share rises or falls: Mann-Kendall with the slope of Theil and Sen.

    Args:
        counts: a complete calendar; gaps hold null, and keep their place in time.
        value: column to test.
        by: column that separates one series from another.
        correction: ``none``; ``autocorrelation`` widens the variance where neighbouring periods resemble
            each other (Hamed and Rao 1998 with the AR(1) of Hamed 2009); ``season`` compares only periods
            of the same calendar month (Hirsch, Slack and Smith 1982); ``dependent_season`` does so too, and
            counts in that the months of a year resemble each other (Hirsch and Slack 1984, for ten years or
            more).
        confidence: coverage of the interval of the slope.

    Returns:
        ``by``, ``n_periods`` (with pages), ``tau`` (Kendall's tau-b, 0: no trend), ``slope`` (change of
        ``value`` per period) with ``slope_low`` and ``slope_high``, ``p``, ``q`` over all series tested. A
        constant series has no ``tau`` and no ``p``; fewer than ``MIN_PERIODS`` periods have no ``p``.

    Raises:
        TableError: ``correction`` is none of these, or ``dependent_season`` of periods shorter than a month;
            a series has two rows in a period, such as those of two sources.

    >>> shares = [0.1, 0.2, 0.4, 0.3, 0.5, 0.6, 0.8, 0.7, 0.9]
    >>> counts = pl.LazyFrame({"period": range(9), "topic": "a", "share": shares})
    >>> trend_test(counts).select("n_periods", pl.col("tau").round(3)).collect().row(0)
    (9, 0.889)
    """
    if correction not in get_args(Correction):
        raise TableError(f"correction '{correction}': expected one of {', '.join(get_args(Correction))}.")

    def tested(frame: pl.DataFrame) -> pl.DataFrame:
        series = series_of(frame, by)
        rows = [(part[by][0], *_test(part, value, correction, confidence)) for part in series]
        return pl.DataFrame(rows, schema=schema, orient="row")

    schema: dict[str, Any] = {by: counts.collect_schema()[by], **_RESULT}
    return _dated(counts).map_batches(tested, schema=schema).with_columns(q=adjust(pl.col("p")))


def _dated(counts: pl.LazyFrame) -> pl.LazyFrame:
    return counts.filter(pl.col("period").is_not_null())


def _test(part: pl.DataFrame, value: str, correction: str, confidence: float) -> tuple:
    """Return the columns of ``_RESULT`` for one series in the order of time."""
    y = part[value].cast(pl.Float64).to_numpy()
    season = part["period"].dt.month().to_numpy() if correction in _SEASONS else np.zeros(len(y))
    known = np.flatnonzero(~np.isnan(y))
    first, second = _comparable(known, season)
    rise = y[second] - y[first]
    slopes = np.sort(rise / (second - first))
    if not len(slopes):
        return len(known), None, None, None, None, None
    slope, signs = float(np.median(slopes)), np.sign(rise)
    variance = sum(_variance(y[known][season[known] == one]) for one in np.unique(season[known]))
    if correction == "dependent_season":
        variance += _covariance(y, season, part["period"].dt.year().to_numpy())
    if correction == "autocorrelation":
        variance *= _inflation(y - slope * np.arange(len(y)))
    tau = _tau(signs)
    p = _p_value(int(signs.sum()), variance) if len(known) >= MIN_PERIODS else None
    return len(known), tau, slope, *_slope_bounds(slopes, variance, confidence), p


def _comparable(known: np.ndarray, season: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of the earlier and the later period of every pair that may be compared."""
    first, second = (known[side] for side in np.triu_indices(len(known), 1))
    same = season[first] == season[second]
    return first[same], second[same]


def _tau(signs: np.ndarray) -> float | None:
    untied = np.count_nonzero(signs)
    return float(signs.sum() / math.sqrt(len(signs) * untied)) if untied else None


def _variance(y: np.ndarray) -> float:
    """Return the variance of Kendall's S without a trend, with the correction for ties (Kendall 1975)."""
    sizes = np.array([len(y), *np.unique(y, return_counts=True)[1]], dtype=float)
    terms = sizes * (sizes - 1) * (2 * sizes + 5) / 18
    return float(terms[0] - terms[1:].sum())


def _covariance(y: np.ndarray, season: np.ndarray, year: np.ndarray) -> float:
    """Return twice the covariances of S of all pairs of seasons (Hirsch and Slack 1984, section 3)."""
    if len({*zip(year, season, strict=True)}) < len(y):
        raise TableError("correction 'dependent_season': expected periods of a month or longer.")
    (years, row), (seasons, column) = (np.unique(one, return_inverse=True) for one in (year, season))
    table = np.full((len(years), len(seasons)), np.nan)
    table[row, column] = y
    rise = np.nan_to_num(np.sign(table[None, :, :] - table[:, None, :]))  # from one year (0) to another (1)
    known = (~np.isnan(table)).sum(axis=0) + 1.0
    ranks = (known + rise.sum(axis=0)) / 2  # a missing value has the middle rank
    concordant = np.einsum("ijg,ijh->gh", rise, rise) / 2
    together = (concordant + 4 * ranks.T @ ranks - len(years) * np.outer(known, known)) / 3
    return float(together.sum() - np.trace(together))


def _inflation(residuals: np.ndarray) -> float:
    """Return how much the memory of detrended ranks widens the variance of S; never below 1.

    Hamed and Rao (1998) take every significant autocorrelation as found. On 400 series of 48 periods without
    a trend whose neighbours correlate by .6, that called 20 % a trend at p < .05 (no correction: 35 %); one
    autocorrelation, corrected for its bias (Hamed 2009) and continued as an AR(1), called 7 %.
    """
    ranks = pl.Series(residuals, nan_to_null=True).rank("average").to_numpy()
    known = ~np.isnan(ranks)
    n, neighbours = int(known.sum()), int((known[1:] & known[:-1]).sum())
    centred = np.nan_to_num(ranks - np.nanmean(ranks))
    power = centred @ centred
    if n < MIN_PERIODS or neighbours == 0 or power == 0:
        return 1.0
    found = (centred[1:] @ centred[:-1]) / neighbours * (n - 1) / power
    memory = min(max((n * found + 2) / (n - 4), 0.0), _MOST_MEMORY)
    lags = np.arange(1, n - 2)
    weights = (n - lags) * (n - lags - 1) * (n - lags - 2)
    return 1 + 2 * float(weights @ memory**lags) / (n * (n - 1) * (n - 2))


def _p_value(s: int, variance: float) -> float | None:
    """Return the two-sided normal tail of S, with Kendall's correction for continuity."""
    if variance <= 0:
        return None
    return math.erfc(max(abs(s) - 1, 0) / math.sqrt(2 * variance))


def _slope_bounds(slopes: np.ndarray, variance: float, confidence: float) -> tuple[float, float]:
    """Return the interval of Sen (1968): the slopes that lie as far from the middle as S may by chance."""
    width = z_of(confidence) * math.sqrt(variance)
    last = len(slopes) - 1
    low = max(round((len(slopes) - width) / 2) - 1, 0)
    high = min(round((len(slopes) + width) / 2), last)
    return float(slopes[low]), float(slopes[high])
