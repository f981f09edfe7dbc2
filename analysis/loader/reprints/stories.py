"""Reprints: articles that print one story share a ``story_id``.

Candidates share some of their smallest shingle hashes (bottom-k sketches, Broder 1997). A candidate pair is
one story only when its leads agree, and either the true Jaccard coefficient of all word shingles exceeds one
half or the shorter text is a part of the longer. A round-up thus goes with the story that it opens with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.arabic.fold import fold_expr
from analysis.loader.reprints.shingles import shingle_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Texts = Callable[[pl.DataFrame], Iterator[pl.DataFrame]]

WINDOW = 7
"""Days between two printings of one story; agencies are reprinted within two or three."""

SHORT_WINDOW = 1
"""Days for texts too short for shingles: a headline such as «أسعار الذهب اليوم» returns every day."""

SAME = 0.5
"""Jaccard coefficient of all shingles above which two texts are one story."""

WITHIN, PART = 0.8, 0.25
"""A text is a part of another when more than this share of it stands there; shorter parts are digests."""

LEAD, LED = 60, 0.6
"""First words of a text, and the share of them that stands in a reprint: a follow-up puts news before the
background that it repeats. At .6 none of 30 looser pairs of a real corpus was wrong, at .5 two were."""

MIN_WORDS = 25
SKETCH = 24
NEIGHBOURS = 4

_CHUNK = 4_000
_KEYS, _BLOCK = 2**20, 10_000
"""Hashes that are sorted, and articles whose texts are compared, at a time."""

_NONE = pl.DataFrame(schema={"row": pl.UInt32, "smallest": pl.List(pl.UInt64)})
_NOT_WORDS = r"[^\p{L}\p{N}]+"
_HAMZA = {"ؤ": "و", "ئ": "ي", "ء": ""}


def story_ids(articles: pl.DataFrame) -> pl.DataFrame:
    """One row is an article; reprints of one story share the smallest ``article_id`` among them.

    Args:
        articles: ``article_id`` (unique), ``title``, ``body`` and ``published`` (Date); any of the last three
            may be null. Two dated articles are compared when they are at most `WINDOW` days apart; an
            article without a date goes with the earliest printing of its story. Texts under `MIN_WORDS` words
            are one story only when they are equal after folding and printed within `SHORT_WINDOW` days.

    Returns:
        ``article_id``, ``story_id``, sorted by ``article_id``: the same for every order of the input.

    >>> titles = {"article_id": ["b", "a"], "title": ["قمة بغداد", "قمّة بغداد"]}
    >>> articles = pl.DataFrame({**titles, "body": [None] * 2, "published": [None] * 2})
    >>> story_ids(articles)["story_id"].to_list()
    ['a', 'a']
    """

    def texts(wanted: pl.DataFrame) -> Iterator[pl.DataFrame]:
        for (_,), block in wanted.group_by("block", maintain_order=True):
            yield articles.join(block, on="article_id", how="semi")

    return find_stories(sketches(articles), texts)


def sketches(articles: pl.DataFrame) -> pl.DataFrame:
    """One row is an article with what finds its reprints: a fifth of a kilobyte in place of its text.

    Args:
        articles: as for `story_ids`.

    Returns:
        ``article_id``; ``day`` as a number; ``short``, whether it has under `MIN_WORDS` words; ``whole``, a
        hash of all its folded words, null for none; ``smallest``, its `SKETCH` smallest shingle hashes, null
        when it is short.
    """
    texts = _texts(articles).with_row_index("row")
    long = texts.filter(pl.col("n_words") >= MIN_WORDS)
    smallest = pl.concat([_NONE, *map(_smallest, long.iter_slices(_CHUNK))])
    return texts.join(smallest, on="row", how="left", maintain_order="left").select(
        "article_id",
        "day",
        "smallest",
        short=pl.col("n_words") < MIN_WORDS,
        whole=pl.when(pl.col("words") != "").then(pl.col("words").hash()),
    )


def find_stories(sketched: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """One row is an article; reprints of one story share the smallest ``article_id`` among them.

    Args:
        sketched: from `sketches`, any number of them in one frame; an article once.
        texts: called once with ``article_id`` and ``block`` (0, 1 ...) of the articles that are to be
            compared; yields ``article_id``, ``title``, ``body``, ``published`` of each block in order.

    Returns:
        As `story_ids`.
    """
    rows = sketched.sort("article_id").with_row_index("row")
    pairs = np.concatenate((_equal_pairs(rows), _similar_pairs(rows, texts)))
    story = _components(_one_for_undated(pairs, rows["day"]), rows.height)
    ids = rows.select("article_id", story=pl.Series(story))
    return ids.select("article_id", story_id=pl.col("article_id").min().over("story"))


def _components(pairs: NDArray[np.int64], size: int) -> NDArray[np.int32]:
    """Return for each of some rows the number of the set of rows that pairs make of it."""
    if not len(pairs):
        return np.arange(size, dtype=np.int32)
    # Here and not above: workers sketch articles, and need no quarter of a second of scipy for that.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    return connected_components(graph, directed=False)[1]


def _one_for_undated(pairs: NDArray[np.int64], days: pl.Series) -> NDArray[np.int64]:
    """Return the pairs with but the earliest partner of an undated article: it must not bridge two years."""
    known = days.fill_null(2**31 - 1).to_numpy()
    undated = days.is_null().to_numpy()[pairs[:, 1]] if len(pairs) else np.zeros(0, bool)
    loose = pairs[undated]
    loose = loose[np.lexsort((loose[:, 0], known[loose[:, 0]]))]
    _, earliest = np.unique(loose[:, 1], return_index=True)
    return np.concatenate((pairs[~undated], loose[earliest]))


def _texts(articles: pl.DataFrame) -> pl.DataFrame:
    """One row is an article in the order of ``article_id``: its day as a number and its folded words.

    The words are the body's, for reprints change headlines; a short body is taken with its headline.
    """
    title, body = _words(pl.col("title")), _words(pl.col("body"))
    short = pl.col("n_words") < MIN_WORDS
    return (
        articles.select(
            "article_id", day=pl.col("published").cast(pl.Date).to_physical(), title=title, words=body
        )
        .sort("article_id")
        .with_columns(n_words=pl.col("words").str.count_matches(" ") + 1)
        .with_columns(words=pl.when(short).then(_joined("title", "words")).otherwise("words"))
        .drop("title")
    )


def _words(text: pl.Expr) -> pl.Expr:
    key = fold_expr(text.fill_null("")).str.replace_many(list(_HAMZA), list(_HAMZA.values()))
    return key.str.replace_all(_NOT_WORDS, " ").str.strip_chars(" ")


def _joined(*columns: str) -> pl.Expr:
    return pl.concat_str(columns, separator=" ").str.strip_chars(" ")


def _equal_pairs(rows: pl.DataFrame) -> NDArray[np.int64]:
    """Return neighbours among articles with equal words, in the order of days."""
    near = pl.when("short").then(SHORT_WINDOW).otherwise(WINDOW)
    return _linked(rows.select("row", "day", key="whole", near=near).drop_nulls("key"), 1)


def _linked(rows: pl.DataFrame, neighbours: int) -> NDArray[np.int64]:
    """Return pairs of rows with one ``key``: each with the next few days', an undated one with the first.

    Within a key the undated come last, so that all of them go with the earliest dated article.
    """
    ordered = rows.sort("key", "day", "row", nulls_last=True).with_columns(
        first=pl.col("row").first().over("key"), dated=pl.col("day").is_not_null()
    )
    found = [ordered.filter(~pl.col("dated") & (pl.col("first") != pl.col("row"))).select(a="first", b="row")]
    for step in range(1, neighbours + 1):
        later = pl.col("row", "day", "key").shift(-step).name.prefix("next_")
        near = pl.col("next_day") - pl.col("day") <= pl.col("near")
        pairs = ordered.with_columns(later).filter((pl.col("key") == pl.col("next_key")) & near)
        found.append(pairs.select(a="row", b="next_row"))
    return pl.concat(found).unique().sort("a", "b").to_numpy().astype(np.int64).reshape(-1, 2)


def _similar_pairs(rows: pl.DataFrame, texts: Texts) -> NDArray[np.int64]:
    """Return the pairs of longer articles whose shingles are the same by more than half."""
    pairs = _candidates(rows)
    if not len(pairs):
        return pairs
    block = _blocks(_components(pairs, rows.height), pairs)
    wanted, at = np.unique(pairs, return_index=True)
    places = pl.DataFrame({"row": wanted.astype(np.uint32), "block": np.repeat(block, 2)[at]})
    asked = rows.select("row", "article_id").join(places, on="row").select("article_id", "block")
    found = [
        _confirmed(part, pairs[block == number], rows["article_id"])
        for number, part in enumerate(texts(asked.sort("block", "article_id")))
    ]
    return np.concatenate(found)


def _candidates(rows: pl.DataFrame) -> NDArray[np.int64]:
    """Return the pairs of rows that share one of their smallest hashes; of so many hashes at a time."""
    long = rows.filter(pl.col("smallest").list.len() > 0)
    keys = long["smallest"].explode().to_numpy()
    row = np.repeat(long["row"].to_numpy(), long["smallest"].list.len().to_numpy())
    n_parts = np.uint64(len(keys) // _KEYS + 1)
    found = [np.empty((0, 2), np.int64)]
    for part in range(int(n_parts)):
        mine = keys % n_parts == part
        days = rows["day"].gather(row[mine])
        linked = pl.DataFrame({"row": row[mine], "day": days, "key": keys[mine]})
        found.append(_linked(linked.with_columns(near=WINDOW), NEIGHBOURS))
    return np.unique(np.concatenate(found), axis=0)


def _blocks(component: NDArray[np.int32], pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the block of each pair: pairs that hang together are in one, with `_BLOCK` articles or more."""
    sizes = np.bincount(component[np.unique(pairs)], minlength=int(np.max(component)) + 1)
    block = (np.cumsum(sizes) - sizes) // _BLOCK
    _, dense = np.unique(block[component[pairs[:, 0]]], return_inverse=True)
    return dense


def _confirmed(articles: pl.DataFrame, pairs: NDArray[np.int64], ids: pl.Series) -> NDArray[np.int64]:
    """Return the pairs of one block that are one story."""
    words, rows = _texts(articles)["words"].to_list(), np.unique(pairs)
    if len(words) != len(rows):
        raise ValueError(f"{len(words)} of {len(rows)} texts, from {ids[int(rows[0])]} on")
    return pairs[_same(words, np.searchsorted(rows, pairs))]


def _smallest(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the `SKETCH` smallest hashes of each text: ``row``, ``smallest``."""
    sets = shingle_sets(texts["words"].to_list())
    taken = np.minimum(sets.sizes(), SKETCH)
    text = np.repeat(np.arange(texts.height), taken)
    rank = np.arange(len(text)) - np.repeat(np.cumsum(taken) - taken, taken)
    keys = pl.Series(sets.hashes[sets.edges[:-1][text] + rank], dtype=pl.UInt64)
    flat = pl.DataFrame({"row": texts["row"].gather(text), "smallest": keys})
    return flat.group_by("row", maintain_order=True).agg("smallest")


def _same(words: list[str], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for each pair of texts whether they are one story.

    Each must hold most of the other's lead; and they share half of all their shingles, or the shorter is a
    part of the longer.
    """
    sets = shingle_sets(words)
    leads = shingle_sets([" ".join(text.split(" ", LEAD)[:LEAD]) for text in words])
    sizes = sets.sizes()[pairs]
    same = sizes.min(axis=1) > PART * sizes.max(axis=1)
    for place in np.flatnonzero(same):
        a, b = pairs[place]
        common = _common(sets.one(a), sets.one(b))
        alike = common > SAME * (sizes[place].sum() - common) or common > WITHIN * sizes[place].min()
        same[place] = alike and all(
            _common(leads.one(one), sets.one(other)) > LED * len(leads.one(one))
            for one, other in ((a, b), (b, a))
        )
    return same


def _common(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))
