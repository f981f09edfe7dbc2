"""A table in words: what a figure shows, for readers who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.html_table import TOPIC_COLUMNS, column_names, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

NAMED = (*TOPIC_COLUMNS, "tag_a", "tag_b", "theme")
STOPS = {"ar": ("، ", "؛ "), "en": (", ", "; ")}


def told(
    frame: pl.DataFrame, *, lang: str = "ar", labels: Mapping[str, str] | None = None, rows: int = 6
) -> str:
    """Return the first rows of a table as one sentence: names, then each number with its column.

    Args:
        frame: what a figure was drawn from, the rows that matter first.
        lang: ``ar`` or ``en``, the language of the column names.
        labels: shown names of topics, or of tags by their key.
        rows: rows told at most.

    >>> import polars as pl
    >>> told(pl.DataFrame({"topic": ["gaza"], "n_articles": [1200]}), lang="en", labels={"gaza": "Gaza"})
    'Gaza: articles 1,200'
    """
    names, (comma, stop) = column_names(lang), STOPS[lang]
    text = [column for column, kind in frame.schema.items() if str(kind) == "String"]
    lines = []
    for row in frame.head(rows).iter_rows(named=True):
        who = [str((labels or {}).get(row[c], row[c]) if c in NAMED else row[c]) for c in text if row[c]]
        what = [f"{names.get(c, c)} {number(v)}" for c, v in row.items() if c not in text and v is not None]
        lines.append(": ".join(part for part in (" – ".join(who), comma.join(what)) if part))
    return stop.join(lines)
