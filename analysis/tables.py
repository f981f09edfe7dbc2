"""Every table once: the unit of its row, its columns, their types and its key.

The parquet files in ``data/processed`` follow these schemas; they are the public API of the package.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from analysis.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ZONES = ("title", "body", "tags", "site_tags", "related")
"""Zones of a page in which a topic can be mentioned, in the order of the page."""

EVIDENCE = ("title", "body", "tags")
"""Zones that count as the article's own; the default of every count."""

_COMPARED = 100_000

_TEXT, _COUNT, _REAL, _DAY = pl.String, pl.UInt32, pl.Float64, pl.Date

_PAIR_COLUMNS = {"n_a": _COUNT, "n_b": _COUNT, "n_ab": _COUNT, "n_total": _COUNT}


@dataclass(frozen=True, slots=True)
class Table:
    """One table contract.

    Attributes:
        name: file name without its ending, and how messages call the table.
        row: the unit of the row, as a phrase that completes "one row is ...".
        key: the columns that together identify a row.
        columns: every contract column (the key first) with its polars type.
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: Mapping[str, pl.DataType | type[pl.DataType]]

    def empty(self) -> pl.DataFrame:
        """Return the table with all its columns and no row.

        >>> PAGE_ISSUES.empty().columns
        ['raw_path', 'issue', 'detail']
        """
        return pl.DataFrame(schema=dict(self.columns))


ARTICLES = Table(
    "articles",
    "one article",
    ("article_id",),
    {
        "article_id": _TEXT,
        "raw_path": _TEXT,
        "source_id": _TEXT,
        "source": _TEXT,
        "url": _TEXT,
        "title": _TEXT,
        "body": _TEXT,
        "published": _DAY,
        "published_raw": _TEXT,
        "published_precision": _TEXT,
        "n_words": _COUNT,
        "story_id": _TEXT,
        "related_title": _TEXT,
        "related_body": _TEXT,
    },
)
ARTICLE_TAGS = Table(
    "article_tags",
    "one tag in one place of an article",
    ("article_id", "zone", "position"),
    {"article_id": _TEXT, "zone": _TEXT, "position": _COUNT, "tag": _TEXT, "tag_key": _TEXT},
)
ARTICLE_TOPICS = Table(
    "article_topics",
    "a topic in a zone of an article",
    ("article_id", "zone", "topic"),
    {"article_id": _TEXT, "zone": _TEXT, "topic": _TEXT, "n_mentions": _COUNT, "first_term": _TEXT},
)
TOPIC_COUNTS = Table(
    "topic_counts",
    "a topic in a period (null: articles without a date)",
    ("period", "topic"),
    {
        "period": _DAY,
        "topic": _TEXT,
        "n_articles": _COUNT,
        "n_stories": _COUNT,
        "n_total": _COUNT,
        "share": _REAL,
        "share_low": _REAL,
        "share_high": _REAL,
    },
)
TOPIC_PAIRS = Table(
    "topic_pairs",
    "an unordered pair of topics in a period (null: articles without a date)",
    ("period", "topic_a", "topic_b"),
    {"period": _DAY, "topic_a": _TEXT, "topic_b": _TEXT, **_PAIR_COLUMNS},
)
TAG_PAIRS = Table(
    "tag_pairs",
    "an unordered pair of tag keys in a period (a build: the whole corpus, null; tags of several articles)",
    ("period", "tag_a", "tag_b"),
    {"period": _DAY, "tag_a": _TEXT, "tag_b": _TEXT, **_PAIR_COLUMNS},
)
PAGE_ISSUES = Table(
    "page_issues",
    "one finding about one raw file",
    ("raw_path", "issue"),
    {"raw_path": _TEXT, "issue": _TEXT, "detail": _TEXT},
)

CONTRACTS = {
    t.name: t
    for t in (ARTICLES, ARTICLE_TAGS, ARTICLE_TOPICS, TOPIC_COUNTS, TOPIC_PAIRS, TAG_PAIRS, PAGE_ISSUES)
}
"""Every table by its name."""


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Return what columns mean (``columns``) and what a row of a table without a contract is (``others``).

    >>> meanings()["columns"]["share"]
    'n_articles / n_total'
    """
    return tomllib.loads((Path(__file__).parent / "meanings.toml").read_text(encoding="utf-8"))


def meaning(column: str) -> str:
    """Return what a column means, in one phrase; the bounds of an interval say of which measure.

    >>> meaning("share_low")
    'lower bound of the 95 % interval of share'
    """
    for ending, which in (("_low", "lower"), ("_high", "upper")):
        if column.endswith(ending):
            return f"{which} bound of the 95 % interval of {column.removesuffix(ending)}"
    return meanings()["columns"].get(column, "")


def without_formulas(expr: pl.Expr) -> pl.Expr:
    """Return texts with ``'`` before those that a spreadsheet takes for a formula (OWASP, CSV Injection).

    Args:
        expr: text; the full-width signs that Excel takes too are guarded as well.

    >>> pl.select(without_formulas(pl.lit("=1+1"))).item()
    "'=1+1"
    """
    return expr.str.replace(r"^(\s*[=+\-@＝＋－＠]|[\t\r\n])", "'$1")


def rises(frame: pl.DataFrame, key: Sequence[str]) -> bool:
    """Tell whether the key of each row is greater than that of the row before, so that no key repeats.

    Args:
        frame: any rows; a null is greater than nothing, and nothing than it.
        key: columns, the most important one first.

    >>> rises(pl.DataFrame({"a": [1, 1, 2], "b": [3, 4, 0]}), ["a", "b"])
    True
    """
    after = pl.lit(value=False)
    for name in reversed(key):
        last = pl.col(name).shift()
        after = (pl.col(name) > last).fill_null(value=False) | (pl.col(name).eq_missing(last) & after)
    parts = (frame.slice(start, _COMPARED + 1) for start in range(0, frame.height, _COMPARED))
    return all(part.select(after.slice(1).all()).item() for part in parts)


def check(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return ``frame`` when it keeps the contract of ``table``; name every fault at once when not.

    Args:
        frame: rows to check; further columns after the contract's are allowed.
        table: one of the contracts of this module.

    Returns:
        The same frame, unchanged.

    Raises:
        TableError: a column is missing or has another type, or the key has nulls or repeats
            (``period`` may be null: it then stands for articles without a date).

    >>> check(PAGE_ISSUES.empty(), PAGE_ISSUES).height
    0
    """
    faults = [
        f"column '{name}' is {'missing' if got is None else got}, expected {want}"
        for name, want in table.columns.items()
        if (got := frame.schema.get(name)) != want
    ]
    if not faults:
        nullable = [k for k in table.key if k != "period"]
        if frame.select(pl.any_horizontal(pl.col(nullable).is_null().any())).item():
            faults.append(f"the key {table.key} holds nulls")
        # Most tables come sorted; to look for equal keys takes three times the memory of the table.
        if not rises(frame, table.key) and frame.select(pl.struct(table.key).is_duplicated().any()).item():
            faults.append(f"the key {table.key} repeats: one row is {table.row}")
    if faults:
        raise TableError(f"table '{table.name}': " + "; ".join(faults) + ".")
    return frame
