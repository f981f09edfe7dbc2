"""Mentions by paragraph, sentence or window of words: co-occurrence closer than the article.

Both functions take the texts apart in the same way, so that a mention never stands in a part that is not
counted. A mention is found in the whole text first, as ``lookup_topics`` finds it, and stands where its first
word stands: the parts of a text hold its mentions, no more and no fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from analysis.aggregate.lookup import zones_long
from analysis.arabic.words import BARRIER, spaced_expr
from analysis.errors import TableError
from analysis.tables import ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.topics import Topics

Part = Literal["paragraph", "sentence", "window"]

RUNNING = ("title", "body")
"""Zones of running text, which has sentences; a list of tags has none."""

_KEY = ("article_id", "zone")
_LINES = r"\s*\n\s*"
# A stop ends a sentence in front of a blank, and not behind a single letter: د. and أ.ف.ب. are abbreviations.
_STOPS = r"((?:[^\s.][^\s.]|[?!؟…۔»”\")\]])[.?!؟…۔]+[»”\")\]]*)[^\S\n]+"
_CUT = "\n"
_WORD = f"[^ {BARRIER}]+"
_INSIDE = f"[^ {BARRIER}]$"


def count_units(
    texts: pl.LazyFrame, *, unit: Part = "sentence", window: int = 10, zones: Sequence[str] = RUNNING
) -> pl.LazyFrame:
    """Count, one row a zone of an article, its paragraphs, sentences or windows: the denominator of pairs.

    Args:
        texts: as for ``lookup_topics``.
        unit: ``paragraph`` (a line), ``sentence`` (to a stop, or the end of the line) or ``window``.
        window: words of a window; windows begin at every word (Roeder, Both and Hinneburg 2015), and a text
            that is shorter is one window.
        zones: zones that are taken apart.

    Returns:
        ``article_id``, ``zone``, ``n_units``, the parts that hold an Arabic word; zones without one have no
        row.

    Raises:
        TableError: ``unit`` or ``zones`` names something that does not exist, or ``window`` is below 1.

    >>> texts = pl.LazyFrame({"article_id": ["1"], "body": ["وصل الوزير. ثم غادر."]})
    >>> count_units(texts).collect().row(0)
    ('1', 'body', 2)
    """
    n_words = pl.col("n_words").sum().cast(pl.Int64)
    n = (n_words - (window - 1)).clip(lower_bound=1) if unit == "window" else pl.len()
    parts = _parts(texts, unit, window, zones)
    return parts.group_by(_KEY).agg(n_units=n.cast(pl.UInt32)).sort(_KEY)


def locate_topics(
    texts: pl.LazyFrame,
    topics: Topics,
    *,
    unit: Part = "sentence",
    window: int = 10,
    zones: Sequence[str] = RUNNING,
    names: bool | None = False,
) -> pl.LazyFrame:
    """Return, one row a topic in a paragraph, sentence or window of a zone, its mentions there.

    Args:
        texts, unit, window, zones: as for ``count_units``.
        topics, names: as for ``lookup_topics``.

    Returns:
        ``article_id``, ``zone``, ``unit_no`` (from 0 in every zone), ``topic``, ``n_mentions``; a mention
        stands in as many windows as hold it. With ``count_units`` of the same texts, for ``count_pairs``.

    Raises:
        TableError: as ``count_units``.

    >>> from analysis.dictionary import read_topics
    >>> texts = pl.LazyFrame({"article_id": ["1"], "body": ["قالت موسكو ذلك. وردت طهران أمس."]})
    >>> locate_topics(texts, read_topics()).select("unit_no", "topic").collect().rows()
    [(0, 'russia'), (1, 'iran')]
    """
    parts = _parts(texts, unit, window, zones)
    placed = _placed(texts, topics, names, zones).sort("word")
    # Of the parts that begin at or before the word, the last one.
    found = placed.join_asof(
        parts.sort("first"), left_on="word", right_on="first", by=list(_KEY), check_sortedness=False
    )
    if unit == "window":
        found = found.with_columns(unit_no=_windows(window)).explode("unit_no")
    return (
        found.group_by(*_KEY, "unit_no", "topic")
        .agg(n_mentions=pl.len().cast(pl.UInt32))
        .select(*_KEY, pl.col("unit_no").cast(pl.UInt32), "topic", "n_mentions")
        .sort(*_KEY, "unit_no", "topic")
    )


def _parts(texts: pl.LazyFrame, unit: str, window: int, zones: Sequence[str]) -> pl.LazyFrame:
    """Return, one row a part of a zone, ``unit_no``, its ``n_words`` and the words before it: ``first``.

    For windows the whole zone is one part.
    """
    if unit not in ("paragraph", "sentence", "window") or window < 1:
        raise TableError(
            f"unit '{unit}', window {window}: expected 'paragraph', 'sentence' or 'window' of 1 word or more."
        )
    text = pl.col("text").str.strip_chars().str.replace_all(_LINES, _CUT)
    if unit == "sentence":
        text = text.str.replace_all(_STOPS, "${1}" + _CUT)
    parts = _zones(texts, zones).select(
        *_KEY, part=pl.concat_list(text) if unit == "window" else text.str.split(_CUT)
    )
    return (
        parts.explode("part")
        .select(*_KEY, n_words=spaced_expr(pl.col("part")).str.count_matches(_WORD))
        .filter(pl.col("n_words") > 0)
        .with_columns(
            unit_no=pl.int_range(pl.len()).over(_KEY),
            first=(pl.col("n_words").cum_sum() - pl.col("n_words")).over(_KEY),
        )
    )


def _zones(texts: pl.LazyFrame, zones: Sequence[str]) -> pl.LazyFrame:
    if isinstance(zones, str) or not set(zones) <= set(ZONES):
        raise TableError(f"zones {zones!r}: expected a list of names out of {', '.join(ZONES)}.")
    return zones_long(texts).filter(pl.col("zone").is_in(list(zones)))


def _placed(texts: pl.LazyFrame, topics: Topics, names: bool | None, zones: Sequence[str]) -> pl.LazyFrame:
    """Return, one row a mention, the number of words before it in its zone: ``word``."""
    long = _zones(texts, zones)
    mentions = topics.mentions(long, names=names).select(*_KEY, "topic", place=pl.col("at") % 2**32)
    spaced = long.select(*_KEY, spaced=spaced_expr(pl.col("text")).cast(pl.Binary))
    before = pl.col("spaced").bin.slice(0, pl.col("place")).cast(pl.String)
    # A place is a blank before a word, or inside the word that another runs into.
    inside = before.str.contains(_INSIDE).cast(pl.UInt32)
    return mentions.join(spaced, on=_KEY).select(
        *_KEY, "topic", word=before.str.count_matches(_WORD) - inside
    )


def _windows(window: int) -> pl.Expr:
    """Return the windows that hold a word: those that begin up to ``window - 1`` words before it."""
    word = pl.col("word").cast(pl.Int64)
    last = (pl.col("n_words").cast(pl.Int64) - window).clip(lower_bound=0)
    return pl.int_ranges((word - window + 1).clip(lower_bound=0), pl.min_horizontal(word, last) + 1)
