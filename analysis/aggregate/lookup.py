"""Which topic is mentioned in which zone of which article."""

from __future__ import annotations

import os
from functools import partial

import polars as pl

from analysis.arabic.words import BARRIER
from analysis.errors import TableError
from analysis.tables import ARTICLE_TOPICS, ZONES, rises
from analysis.topics import Topics

_PARTS = {"related": ("related", "related_title", "related_body")}
"""Columns that make up a zone, where they are not one column of its name."""

ROWS = 2_500
"""Articles that are read at a time."""

_ROW = "_row"


def zone_texts(articles: pl.LazyFrame, article_tags: pl.LazyFrame) -> pl.LazyFrame:
    """One row is one article with the text of each of its zones.

    Args:
        articles: the table of that name.
        article_tags: the table of that name.

    Returns:
        ``articles`` with the list columns ``tags`` and ``site_tags``, each in the order of its zone.
    """
    in_order = article_tags.sort("article_id", "zone", "position")
    zones = ("tags", "site_tags")
    listed = in_order.group_by("article_id").agg(
        pl.col("tag").filter(pl.col("zone") == z).alias(z) for z in zones
    )
    return articles.join(listed, on="article_id", how="left")


def lookup_topics(
    texts: pl.LazyFrame, topics: Topics, *, names: bool | None = False, in_order: bool = False
) -> pl.LazyFrame:
    """One row is a topic in a zone of an article.

    Args:
        texts: ``article_id`` and any of ``title``, ``body``, ``tags``, ``site_tags`` and ``related`` (or
            ``related_title``, ``related_body``), each a text or a list of texts; other columns are ignored.
        topics: the dictionary, from `read_topics`.
        names: False counts the terms of a topic, True the names that stand for it, None both.
        in_order: ``texts`` has one row an article, sorted by ``article_id``, as the articles of a build are.
            Then no row has to wait for all others, and memory does not grow with what is sunk to a file.

    Returns:
        The table ``article_topics``, sorted by its key; ``n_mentions`` is at least 1.

    Raises:
        TableError: ``texts`` has no ``article_id`` or no zone, or is not in order; ``topics`` are none.

    >>> from analysis.dictionary import read_topics
    >>> texts = pl.LazyFrame({"article_id": ["a"], "title": ["موسكو وطهران"], "tags": [["غزة"]]})
    >>> lookup_topics(texts, read_topics()).select("zone", "topic").collect().rows()
    [('tags', 'gaza'), ('title', 'iran'), ('title', 'russia')]
    """
    columns = _zone_columns(texts)
    if not isinstance(topics, Topics):
        raise TableError(f"topics: expected what read_topics() returns, got a {type(topics).__name__}.")
    read_ahead_less()
    wanted = texts.select(pl.col("article_id").cast(pl.String), **columns)
    held = _held(topics)
    count = partial(_counted, topics=topics, names=names, held=held)
    if in_order:
        wanted = wanted.with_row_index(_ROW).map_batches(_Order().seen, streamable=True).drop(_ROW)
    counted = wanted.map_batches(count, schema=held, streamable=True)
    sorted_ = counted if in_order else counted.map_batches(_in_order)
    return sorted_.cast(pl.Schema(ARTICLE_TOPICS.columns))


class _Order:
    """Tells whether articles that several threads see, some at a time, rise from the first to the last."""

    def __init__(self) -> None:
        self._first: dict[int, str] = {}
        self._last: dict[int, str] = {}

    def seen(self, texts: pl.DataFrame) -> pl.DataFrame:
        """Return the texts, after a look at them and at those seen before that they stand beside.

        Raises:
            TableError: an article does not come after the one before it.
        """
        if texts.is_empty():
            return texts
        ids, begin = texts["article_id"], texts[_ROW][0]
        end = begin + len(ids)
        self._first[begin], self._last[end] = ids[0], ids[-1]
        beside = [(self._last.get(at), self._first.get(at)) for at in (begin, end)]
        known = pl.DataFrame(beside, schema={"a": pl.String, "b": pl.String}, orient="row").drop_nulls()
        pairs = pl.concat([known, pl.DataFrame({"a": ids[:-1], "b": ids[1:]})])
        wrong = pairs.filter((pl.col("a") < pl.col("b")).not_().fill_null(value=True))
        if wrong.height:
            before, after = wrong.row(0)
            raise TableError(
                f"texts: expected one row an article, sorted by article_id, got {after!r} after {before!r}. "
                "Sort and merge them, or leave out in_order."
            )
        return texts


def _held(topics: Topics) -> pl.Schema:
    """Return the types of the table while texts are read: names are numbers, half the bytes of a row."""
    narrow = {
        "zone": pl.Enum(sorted(ZONES)),
        "topic": pl.Enum(sorted({one.topic for one in topics})),
        "first_term": pl.Categorical(),
    }
    return pl.Schema({**ARTICLE_TOPICS.columns, **narrow})


def _counted(texts: pl.DataFrame, *, topics: Topics, names: bool | None, held: pl.Schema) -> pl.DataFrame:
    """Return the mentions of some texts, counted.

    One step of the streaming engine and not its twenty: each would hold texts in waiting, 2 GB of them in a
    million articles.
    """
    found = topics.mentions(_long(texts.lazy()), names=names)
    counted = found.group_by("article_id", "zone", "topic").agg(
        n_mentions=pl.len().cast(pl.UInt32), first_term=pl.col("term").sort_by("at").first()
    )
    return counted.select(list(held)).cast(held).sort(ARTICLE_TOPICS.key).collect(engine="in-memory")


def _in_order(counted: pl.DataFrame) -> pl.DataFrame:
    """Return rows sorted by their key, those of an article whose texts came in several rows added up."""
    if rises(
        counted, ARTICLE_TOPICS.key
    ):  # as for the articles of a build; a sort would hold the table three times
        return counted
    summed = counted.group_by(ARTICLE_TOPICS.key, maintain_order=True).agg(
        pl.col("n_mentions").sum(), pl.col("first_term").first()
    )
    return summed.sort(ARTICLE_TOPICS.key)


def read_ahead_less() -> None:
    """Have polars read and hold fewer texts than it would, unless somebody has chosen how many.

    Its defaults suit numbers: in a million articles it held 2.0 GB, so it holds .5 and takes as long.
    """
    for name in ("POLARS_ROW_GROUP_PREFETCH_SIZE", "POLARS_DEFAULT_DISTRIBUTOR_BUFFER_SIZE"):
        os.environ.setdefault(name, "1")
    if "POLARS_IDEAL_MORSEL_SIZE" not in os.environ:
        pl.Config.set_streaming_chunk_size(ROWS)


def roll_up(article_topics: pl.LazyFrame, topics: Topics) -> pl.LazyFrame:
    """One row is a topic, or a topic above one that is mentioned, in a zone of an article.

    Args:
        article_topics: the table of that name, not yet rolled up.
        topics: the dictionary it was made with; its topics name their ``parent``.

    Returns:
        The table ``article_topics``, sorted by its key. ``n_mentions`` of a parent is its own and those of
        every topic below it; a span that two of them count is counted twice. ``first_term`` is its own, or
        else that of the first topic below it, in the order of the dictionary, that is mentioned.

    >>> from analysis.topics import Topic, Topics
    >>> bees = Topics((Topic("bees", "النحل", "Bees", parent="insects", terms=("نحل",)),))
    >>> texts = pl.LazyFrame({"article_id": ["a"], "title": ["نحل"]})
    >>> roll_up(lookup_topics(texts, bees), bees).collect()["topic"].to_list()
    ['bees', 'insects']
    """
    rises = [
        (one.topic, name, rank * (name != one.topic))
        for rank, one in enumerate((*topics, *topics.above), start=1)
        for name in (one.topic, *topics.parents(one.topic))
    ]
    schema = {"topic": pl.String, "risen": pl.String, "rank": pl.Int64}
    rising = pl.LazyFrame(rises, schema=schema, orient="row")
    risen = article_topics.join(rising, on="topic", how="left")
    summed = risen.group_by("article_id", "zone", pl.coalesce("risen", "topic").alias("topic")).agg(
        pl.col("n_mentions").sum(), pl.col("first_term").sort_by("rank").first()
    )
    return summed.sort("article_id", "zone", "topic").select(list(ARTICLE_TOPICS.columns))


def zones_long(texts: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a zone of an article: ``article_id``, ``zone``, ``text``; lists are joined by a barrier."""
    return _long(texts.select(pl.col("article_id").cast(pl.String), **_zone_columns(texts)))


def _long(wide: pl.LazyFrame) -> pl.LazyFrame:
    zones = [zone for zone in ZONES if zone in wide.collect_schema()]
    long = wide.unpivot(index="article_id", on=zones, variable_name="zone", value_name="text")
    return long.drop_nulls("text")


def _zone_columns(texts: pl.LazyFrame) -> dict[str, pl.Expr]:
    """Return the text of each zone, from the columns that make it up.

    Raises:
        TableError: ``texts`` has no ``article_id`` or no zone.
    """
    schema = texts.collect_schema()
    zones = {zone: [part for part in _PARTS.get(zone, (zone,)) if part in schema] for zone in ZONES}
    columns = {
        zone: _joined([_text(part, schema[part]) for part in parts]) for zone, parts in zones.items() if parts
    }
    if "article_id" not in schema or not columns:
        wanted = ", ".join(dict.fromkeys([*ZONES, *_PARTS["related"]]))
        raise TableError(
            f"texts: expected article_id and any of {wanted}, got {', '.join(schema)}. Rename columns."
        )
    return columns


def _joined(parts: list[pl.Expr]) -> pl.Expr:
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator="\n", ignore_nulls=True)


def _text(column: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.List | pl.Array):
        return pl.col(column).cast(pl.List(pl.String)).list.join(f" {BARRIER} ", ignore_nulls=True)
    return pl.col(column).cast(pl.String)
