"""Ramadan: whether a topic has another share of coverage in the month of fasting than in those beside it.

Ramadan moves through the year, so each is compared with the lunar month before it and the one after it: what
a year or a season does to a topic is on both sides of the comparison.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.compare import differences
from analysis.aggregate.counts import count_topics
from analysis.aggregate.dispersion import dispersion
from analysis.aggregate.intervals import adjust, ratio, special
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEARS = range(1343, 1501)  # what the Umm al-Qura calendar is known for: Ramadans of 1925 to 2077
_CLUSTER = 7  # days that count as one observation of the noise: the news of an event lasts for days
_SIDES = ("around", "ramadan")
_COUNTS = [f"n_{kind}{side}" for side in reversed(_SIDES) for kind in ("", "total_")]
_DAYS = dict.fromkeys(("start", "end", "start_around", "end_around"), pl.Date)


def ramadans() -> pl.LazyFrame:
    """Return, one row a Ramadan from 1925 to 2077, its days by the Umm al-Qura calendar.

    Returns:
        ``hijri_year``; ``start`` and ``end``, its first and last day; ``start_around`` and ``end_around``,
        the first day of the month before it (Sha'ban) and the last of the month after it (Shawwal). Where the
        month is begun by sighting the moon, it may begin a day earlier or later.

    >>> ramadans().filter(hijri_year=1445).select("start", "end").collect().row(0)
    (datetime.date(2024, 3, 11), datetime.date(2024, 4, 9))
    """
    return _ramadans().lazy()


@cache
def _ramadans() -> pl.DataFrame:
    from hijridate import Hijri

    def begins(year: int, month: int) -> date:
        return date.fromordinal(Hijri(year, month, 1).to_gregorian().toordinal())

    one_day = timedelta(days=1)
    rows = [
        (year, begins(year, 9), begins(year, 10) - one_day, begins(year, 8), begins(year, 11) - one_day)
        for year in _YEARS
    ]
    return pl.DataFrame(rows, schema={"hijri_year": pl.Int32, **_DAYS}, orient="row")


def ramadan_profile(
    article_topics: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    zones: Sequence[str] = EVIDENCE,
    topics: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> pl.LazyFrame:
    """Compare, one row a topic in a Ramadan, its share with that of the lunar months on either side.

    Args:
        article_topics: mentions.
        articles: the corpus; articles whose day is unknown are left out.
        zones, topics: as in ``count_topics``.
        confidence: coverage of the intervals.

    Returns:
        ``topic``, ``hijri_year``, ``start``, ``end``; ``n_ramadan``, ``n_total_ramadan``, ``n_around``,
        ``n_total_around``; ``share_around``, ``share_ramadan`` and ``difference`` with its bounds as in
        ``compare_shares`` (0: none); and, the same on all rows of a topic: ``n_years`` with pages on both
        sides, ``n_years_higher`` in which Ramadan has the larger share, ``effect``, the difference over all
        years by the weights of Mantel and Haenszel (Greenland and Robins 1985; 0: none) with its bounds,
        ``dispersion`` (1: articles of a week are independent), ``p`` of the test of Cochran, Mantel and
        Haenszel divided by the dispersion (Rao and Scott 1981), and ``q`` over the topics. Without a Ramadan
        that has pages on both sides these are null. No row without a page in or beside a Ramadan.

    >>> from datetime import timedelta
    >>> days = [date(2024, 2, 12) + timedelta(day) for day in range(86)]
    >>> articles = pl.LazyFrame({"article_id": [str(day) for day in days], "published": days})
    >>> fasting = [str(day) for day in days if date(2024, 3, 11) <= day <= date(2024, 4, 9)]
    >>> mentions = pl.LazyFrame({"article_id": fasting, "zone": "title", "topic": "dates"})
    >>> profile = ramadan_profile(mentions, articles).collect()
    >>> profile.select("hijri_year", "n_ramadan", "n_around", "effect").row(0)
    (1445, 30, 0, 1.0)
    """
    daily = count_topics(article_topics, articles, zones=zones, every="1d", topics=topics)
    weeks = _weeks(daily)
    years = _years(weeks)
    sides = {side: (pl.col(f"n_{side}"), pl.col(f"n_total_{side}")) for side in _SIDES}
    return (
        years.with_columns(differences(sides, confidence))
        .join(_effects(years, dispersion(weeks, ["hijri_year", "side"]), confidence), on="topic", how="left")
        .sort("topic", "hijri_year")
    )


def _weeks(daily: pl.LazyFrame) -> pl.LazyFrame:
    """Return, one row a topic in a week of a month, its articles ``n`` and all articles ``n_total``."""
    day, first, last = pl.col("period"), pl.col("start"), pl.col("end")
    before, within = day < first, day <= last
    begin = pl.when(before).then("start_around").when(within).then("start").otherwise(last.dt.offset_by("1d"))
    calendar = (
        _ramadans()
        .lazy()
        .with_columns(period=pl.date_ranges("start_around", "end_around"))
        .explode("period")
        .select(
            *("hijri_year", "start", "end", "period"),
            side=pl.when(~before & within).then(pl.lit("ramadan")).otherwise(pl.lit("around")),
            week=(day - begin).dt.total_days() // _CLUSTER + pl.when(within).then(0).otherwise(_CLUSTER),
        )
    )
    return (
        daily.filter(pl.col("n_total") > 0)
        .join(calendar, on="period")
        .group_by("topic", "hijri_year", "start", "end", "side", "week")
        .agg(n=pl.col("n_articles").sum(), n_total=pl.col("n_total").sum())
    )


def _years(weeks: pl.LazyFrame) -> pl.LazyFrame:
    """Return, one row a topic in a Ramadan, the counts of both sides."""
    of_side = [pl.col(name).filter(side=side) for side in reversed(_SIDES) for name in ("n", "n_total")]
    counts = [one.sum().cast(pl.UInt32).alias(name) for one, name in zip(of_side, _COUNTS, strict=True)]
    return weeks.group_by("topic", "hijri_year", "start", "end").agg(counts)


def _effects(years: pl.LazyFrame, noise: pl.LazyFrame, confidence: float) -> pl.LazyFrame:
    """Return, one row a topic, what all its Ramadans say together."""
    a, n, c, n2 = (pl.col(name).cast(pl.Float64) for name in _COUNTS)
    total, named = n + n2, a + c
    weight, gap = n * n2 / total, a / n - c / n2
    variance = a * (n - a) / n**3 + c * (n2 - c) / n2**3
    sums = {
        "weight": weight,
        "gap": weight * gap,
        "spread": weight**2 * variance,
        "excess": a - named * n / total,
        "chance": named * (total - named) * n * n2 / (total**2 * (total - 1)),
    }
    summed = (
        years.filter((n > 0) & (n2 > 0))
        .group_by("topic")
        .agg(
            *(one.sort().alias(name) for name, one in sums.items()),
            n_years=pl.len().cast(pl.UInt32),
            n_years_higher=(gap > 0).sum().cast(pl.UInt32),
        )
        .with_columns(pl.col(*sums).list.sum())
        .join(noise, on="topic", how="left")
    )
    freedom, wider = pl.col("df"), pl.col("dispersion")
    effect = pl.col("gap") / pl.col("weight")
    z = special("stdtrit", freedom, pl.lit((1 + confidence) / 2))
    width = z * (pl.col("spread") * wider).sqrt() / pl.col("weight")
    statistic = ratio(pl.col("excess") ** 2, pl.col("chance")) / wider
    return summed.select(
        *("topic", "n_years", "n_years_higher"),
        effect=effect,
        effect_low=effect - width,
        effect_high=effect + width,
        dispersion=wider,
        p=special("fdtrc", pl.lit(1.0), freedom, statistic),
    ).with_columns(q=adjust(pl.col("p")))
