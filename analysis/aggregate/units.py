"""What is counted, and out of how many: periods, groups and units, the denominators of every count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from analysis.errors import TableError
from analysis.frames import cast
from analysis.tables import ARTICLES, TOPIC_COUNTS, TOPIC_PAIRS, ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit = Literal["article", "story"]

_PLACE = ("article_id", "zone", "unit_no")
_TAKEN = {"article_id", "story_id", "unit", "a", "b", *TOPIC_COUNTS.columns, *TOPIC_PAIRS.columns}

# The precisions of a date that cannot say which period of this length it falls into.
_TOO_COARSE = {"d": ("year", "month"), "w": ("year", "month"), "mo": ("year",), "q": ("year",), "y": ()}


def place(articles: pl.LazyFrame, every: str | None) -> pl.LazyFrame:
    """Return the articles, one row each, with the ``period`` they fall into and a ``story_id`` never null.

    An article without a story is its own. Columns of ``articles`` that are missing count as unknown.

    Raises:
        TableError: ``every`` is no length of a period.
    """
    known = articles.collect_schema()
    types = {name: ARTICLES.columns[name] for name in ("published", "published_precision")}
    types["story_id"] = known["article_id"]
    articles = articles.unique("article_id", keep="first", maintain_order=True).with_columns(
        cast(name, known[name], dtype) if name in known else pl.lit(None, dtype).alias(name)
        for name, dtype in types.items()
    )
    period = pl.lit(None)
    if every is not None:
        precise = ~pl.col("published_precision").is_in(list(_too_coarse(every))).fill_null(False)
        period = pl.when(precise).then(pl.col("published").dt.truncate(every))
    return articles.with_columns(
        pl.coalesce("story_id", "article_id").alias("story_id"), period.cast(pl.Date).alias("period")
    )


def _too_coarse(every: str) -> tuple[str, ...]:
    unit = every.lstrip("0123456789")
    if unit not in _TOO_COARSE or not int(every.removesuffix(unit) or 0):
        raise TableError(f"period '{every}': expected a length in {', '.join(_TOO_COARSE)}, such as '1mo'.")
    return _TOO_COARSE[unit]


def group_columns(articles: pl.LazyFrame, by: str | None) -> list[str]:
    """Return the columns that counts are kept apart by: the period, and ``by``.

    Raises:
        TableError: the articles have no column ``by``, or its name is that of a column of counts.
    """
    if by is not None and by not in articles.collect_schema():
        raise TableError(f"by '{by}': expected a column of the articles, which have no such one.")
    if by in _TAKEN:
        raise TableError(f"by '{by}': expected another name, counts have such a column. Rename it.")
    return ["period", *([by] if by else [])]


def names_of(mentions: pl.LazyFrame, name: str, zones: Sequence[str], *more: str) -> pl.LazyFrame:
    """Return the rows of ``zones``: ``article_id``, ``name`` and the columns ``more``.

    Args:
        mentions: ``article_id`` and a column of names; all rows count where it has no ``zone``.
        name: the column of names: ``topic``, ``tag_key``, ``key`` of keyphrases.
        zones: zones that count.
        more: further columns.

    Raises:
        TableError: a column is missing, or ``zones`` names something that does not exist.
    """
    columns = mentions.collect_schema().names()
    if missing := [column for column in ("article_id", name, *more) if column not in columns]:
        raise TableError(
            f"mentions without {' and '.join(missing)}: expected article_id and {name}, "
            f"got {', '.join(columns) or 'no columns'}."
        )
    if isinstance(zones, str) or not set(zones) <= set(ZONES):
        raise TableError(f"zones {zones!r}: expected a list of names out of {', '.join(ZONES)}.")
    if "zone" in columns:
        mentions = mentions.filter(pl.col("zone").is_in(list(zones)))
    return mentions.select("article_id", pl.col(name).cast(pl.String), *more).drop_nulls(name)


def asked_names(topics: Sequence[str]) -> list[str]:
    """Return the names that are asked for.

    Raises:
        TableError: they are one text, which would be read letter by letter.
    """
    if isinstance(topics, str):
        raise TableError(f"topics '{topics}': expected a list of names, such as ['{topics}'].")
    return list(topics)


def named_units(
    mentions: pl.LazyFrame,
    articles: pl.LazyFrame,
    *,
    name: str,
    zones: Sequence[str],
    every: str | None,
    groups: Sequence[str],
    unit: str = "article",
    sizes: pl.LazyFrame | None = None,
    topics: Sequence[str] | None = None,
) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Return who names what, for ``pairs_together``, and the denominators.

    Args:
        mentions, articles, name, zones, every, unit, sizes, topics: as in ``count_pairs``.
        groups: the period, and columns of the articles.

    Returns:
        One row a name of a unit (rows may repeat): ``groups``, ``n_total``, ``unit`` as a number, the name;
        and one row a group with its ``n_total``, as `totals_of` gives it.

    Raises:
        TableError: as ``count_pairs``.
    """
    placed = _numbered(articles, every, groups, unit, sizes)
    if sizes is None:
        size = pl.len() if unit == "article" else pl.col("unit").n_unique()
        totals = totals_of(placed, size, every, groups)
    else:
        parts = names_of(sizes.with_columns(part="zone"), "part", zones, "n_units")
        totals = totals_of(placed.join(parts, on="article_id"), pl.col("n_units").sum(), every, groups)
    named = names_of(mentions, name, zones, *([] if sizes is None else _PLACE[1:]))
    if topics is not None:
        named = named.filter(pl.col(name).is_in(asked_names(topics)))
    if sizes is None:
        named = named.join(placed, on="article_id").drop("article_id")
    else:
        named = named.join(placed.drop("unit"), on="article_id")
        numbers = named.select(_PLACE).unique().with_row_index("unit")
        named = named.join(numbers, on=_PLACE).drop(_PLACE)
    return named.join(totals, on=groups, nulls_equal=True), totals


def _numbered(
    articles: pl.LazyFrame, every: str | None, groups: Sequence[str], unit: str, sizes: pl.LazyFrame | None
) -> pl.LazyFrame:
    """Return one row an article with its groups and the number of its unit."""
    if unit not in ("article", "story"):
        raise TableError(f"unit '{unit}': expected 'article' or 'story'.")
    if unit == "story" and sizes is not None:
        raise TableError("unit 'story' with sizes: expected 'article'. Filter one print of each story.")
    columns = dict.fromkeys((*groups, "article_id", "story_id"))
    placed = place(articles, every).select(*columns).with_row_index("unit")
    if unit == "story":
        placed = placed.with_columns(unit=pl.col("unit").min().over("story_id", *groups))
    return placed.select(*groups, "article_id", "unit")


def totals_of(placed: pl.LazyFrame, size: pl.Expr, every: str | None, groups: Sequence[str]) -> pl.LazyFrame:
    """Return ``n_total`` for every period of the calendar, in every group, and for what has no period.

    Args:
        placed: one row a unit (or several) with ``period`` and the other groups.
        size: how many units some rows are.
        every: length of a period, or None for the whole corpus.
        groups: the period first.
    """
    if every is None and len(groups) == 1:
        return placed.select(period=pl.lit(None, pl.Date), n_total=size.cast(pl.UInt32))
    counted = placed.group_by(groups).agg(n_total=size.cast(pl.UInt32))
    calendar = _calendar(placed, every or "1y")
    if within := groups[1:]:
        calendar = calendar.join(placed.select(within).unique(), how="cross")
    dated = calendar.join(counted, on=groups, how="left", nulls_equal=True).with_columns(
        pl.col("n_total").fill_null(0)
    )
    return pl.concat([dated.select(*groups, "n_total"), counted.filter(pl.col("period").is_null())])


def _calendar(placed: pl.LazyFrame, every: str) -> pl.LazyFrame:
    """Return one row a period from the first to the last, whether or not anything was published in it."""
    first, last = pl.col("period").min(), pl.col("period").max()
    return placed.select(period=pl.date_ranges(first, last, every)).explode("period").drop_nulls()


def series_of(counts: pl.DataFrame, by: str) -> list[pl.DataFrame]:
    """Return the rows of each series in the order of time.

    Args:
        counts: one row a topic in a ``period``.
        by: column that separates one series from another.

    Raises:
        TableError: as `once_a_period`.
    """
    return once_a_period(counts, by).sort(by, "period").partition_by(by, maintain_order=True)


def once_a_period(counts: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return the rows as they are.

    Raises:
        TableError: a series has two rows in a period, such as those of two sources.
    """
    twice = counts.filter(pl.struct(by, "period").is_duplicated()).sort(by, "period")
    if twice.height:
        raise TableError(
            f"counts: {by} '{twice[by][0]}' stands twice in {twice['period'][0]}: expected one row a period. "
            "Filter one source, or one part of the corpus."
        )
    return counts
