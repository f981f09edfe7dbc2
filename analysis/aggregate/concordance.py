"""Every number can be opened: the mentions of a topic in their context."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.lookup import zones_long
from analysis.arabic.words import BARRIER, spaced_expr, word_spans
from analysis.topics import Topics

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from analysis.topics import Use

_SIDES = {"left": pl.String, "keyword": pl.String, "right": pl.String}
_KEY = ("article_id", "zone")


def concordance(
    texts: pl.LazyFrame, topics: Topics, topic: str, *, width: int = 60, use: Use = "terms"
) -> pl.LazyFrame:
    """One row is a mention of a topic, with the printed text on both sides of it.

    Args:
        texts: as for `lookup_topics`.
        topics: the dictionary, from `read_topics`.
        topic: the topic to open.
        width: signs of context on either side.
        use: what is opened: the ``terms`` of the topic, the ``names`` that stand for it, or ``both``.

    Returns:
        ``article_id``, ``zone``, ``left`` (the text before), ``keyword`` (as printed), ``right`` (the text
        after), ``term``; in the order of the texts.

    Raises:
        KeyError: the dictionary has no such topic.

    >>> from analysis.dictionary import read_topics
    >>> texts = pl.LazyFrame({"article_id": ["a"], "body": ["وصل إلى طِهران أمس"]})
    >>> concordance(texts, read_topics(), "iran").collect()["keyword"].item() == "طِهران"
    True
    """
    zones = zones_long(texts)
    found = Topics((topics[topic],)).mentions(zones, use=use).group_by(_KEY, maintain_order=True)
    mentions = found.agg("form", "term", offset=pl.col("at") % 2**32)
    spaced = mentions.join(zones, on=_KEY, maintain_order="left").with_columns(
        spaced=spaced_expr(pl.col("text"))
    )
    cut = pl.struct("text", "spaced", "form", "offset").map_elements(
        lambda row: _cut(row, width), return_dtype=pl.List(pl.Struct(_SIDES))
    )
    opened = spaced.select(*_KEY, "term", cut.alias("sides")).explode("term", "sides").unnest("sides")
    return opened.select(*_KEY, *_SIDES, "term")


def _cut(row: Mapping[str, Any], width: int) -> list[dict[str, str]]:
    text, signs, spans = row["text"], row["spaced"].encode(), word_spans(row["text"])
    sides = []
    for form, offset in zip(row["form"], row["offset"], strict=True):
        words_before = [word for word in signs[:offset].split(b" ") if word not in (b"", BARRIER.encode())]
        first = len(words_before) - (signs[offset : offset + 1] != b" ")
        start, end = spans[first][0], spans[first + len(form.split()) - 1][1]
        left, right = text[max(0, start - width) : start], text[end : end + width]
        sides.append({"left": left, "keyword": text[start:end], "right": right})
    return sides
