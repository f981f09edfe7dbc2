"""Every number can be opened: the mentions of a topic in their context."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.lookup import zones_long
from analysis.arabic.words import spaced_expr, word_spans
from analysis.topics import Topics

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_SIDES = {"left": pl.String, "keyword": pl.String, "right": pl.String}
_KEY = ("article_id", "zone")


def concordance(
    texts: pl.LazyFrame, topics: Topics, topic: str, *, width: int = 60, names: bool | None = False
) -> pl.LazyFrame:
    """One row is a mention of a topic, with the printed text on both sides of it.

    Args:
        texts: as for `lookup_topics`.
        topics: the dictionary, from `read_topics`.
        topic: the topic to open.
        width: signs of context on either side.
        names: False for the terms of the topic, True for the names that stand for it, None for both.

    Returns:
        ``article_id``, ``zone``, ``left`` (the text before), ``keyword`` (as printed), ``right`` (the text
        after), ``term``, and ``published`` where ``texts`` has it; sorted by article and zone, then as in the
        text.

    Raises:
        KeyError: the dictionary has no such topic.

    >>> from analysis.dictionary import read_topics
    >>> texts = pl.LazyFrame({"article_id": ["a"], "body": ["وصل إلى طِهران أمس"]})
    >>> concordance(texts, read_topics(), "iran").collect()["keyword"].item() == "طِهران"
    True
    """
    zones = zones_long(texts)
    found = Topics((topics[topic],)).mentions(zones, names=names).group_by(_KEY)
    mentions = found.agg(pl.col("form", "term").sort_by("at"), place=(pl.col("at") % 2**32).sort())
    cut = pl.struct("text", "spaced", "form", "place").map_elements(
        lambda row: _cut(row, width), return_dtype=pl.List(pl.Struct(_SIDES))
    )
    spaced = mentions.join(zones, on=_KEY).sort(_KEY).with_columns(spaced=spaced_expr(pl.col("text")))
    opened = spaced.select(*_KEY, "term", cut.alias("sides")).explode("term", "sides").unnest("sides")
    return _dated(texts, opened.select(*_KEY, *_SIDES, "term"))


def _dated(texts: pl.LazyFrame, opened: pl.LazyFrame) -> pl.LazyFrame:
    """Add the day of each article, where ``texts`` knows it."""
    if "published" not in texts.collect_schema():
        return opened
    days = texts.select(pl.col("article_id").cast(pl.String), "published").unique("article_id", keep="first")
    return opened.join(days, on="article_id", how="left", maintain_order="left")


def _cut(row: Mapping[str, Any], width: int) -> list[dict[str, str]]:
    text, spans = row["text"], word_spans(row["text"])
    starts = [word.start() for word in re.finditer(rb"[^ |]+", row["spaced"].encode())]
    sides = []
    for form, place in zip(row["form"], row["place"], strict=True):
        first = bisect_right(starts, place + 1) - 1  # a place is the blank before a word, or inside it
        start, end = spans[first][0], spans[first + len(form.split()) - 1][1]
        left, right = text[max(0, start - width) : start], text[end : end + width]
        sides.append({"left": left, "keyword": text[start:end], "right": right})
    return sides
