"""Reprints: articles that print one story share a ``story_id``.

Candidates share some of their smallest shingle hashes (bottom-k sketches, Broder 1997). A candidate pair is
one story only when its leads agree, and either the true Jaccard coefficient of all word shingles exceeds one
half or the shorter text is a part of the longer. A round-up thus goes with the story that it opens with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.arabic.fold import fold_expr
from analysis.loader.reprints.shingles import shingle_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

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
    texts = _texts(articles)
    n_articles = texts.height
    pairs = _one_for_undated(np.concatenate((_equal_pairs(texts), _similar_pairs(texts))), texts["day"])
    graph = coo_array(
        (np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(n_articles, n_articles)
    )
    _, story = connected_components(graph, directed=False)
    ids = texts.select("article_id", story=pl.Series(story))
    return ids.select("article_id", story_id=pl.col("article_id").min().over("story"))


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


def _equal_pairs(texts: pl.DataFrame) -> NDArray[np.int64]:
    """Return neighbours among articles with equal words, in the order of days."""
    rows = texts.with_row_index("row").filter(pl.col("words") != "").select("row", "day", "n_words", "words")
    short = pl.col("n_words") < MIN_WORDS
    near = pl.when(short).then(SHORT_WINDOW).otherwise(WINDOW)
    return _linked(rows.with_columns(key=pl.col("words").hash(), near=near).drop("words", "n_words"), 1)


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


def _similar_pairs(texts: pl.DataFrame) -> NDArray[np.int64]:
    """Return the pairs of longer articles whose shingles are the same by more than half."""
    rows = texts.with_row_index("row").filter(pl.col("n_words") >= MIN_WORDS)
    sketches = pl.concat(list(_sketches(rows)))
    pairs = _linked(sketches.with_columns(near=WINDOW), NEIGHBOURS)
    if not len(pairs):
        return pairs
    wanted = np.unique(pairs)
    return pairs[_same(texts["words"].gather(wanted).to_list(), np.searchsorted(wanted, pairs))]


def _sketches(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the `SKETCH` smallest hashes of each article, a chunk at a time: ``row``, ``day``, ``key``."""
    yield pl.DataFrame(schema={"row": pl.UInt32, "day": pl.Int32, "key": pl.UInt64})
    for chunk in rows.iter_slices(_CHUNK):
        sets = shingle_sets(chunk["words"].to_list())
        taken = np.minimum(sets.sizes(), SKETCH)
        text = np.repeat(np.arange(chunk.height), taken)
        rank = np.arange(len(text)) - np.repeat(np.cumsum(taken) - taken, taken)
        keys = sets.hashes[sets.edges[:-1][text] + rank]
        yield chunk.select("row", "day")[text].with_columns(key=pl.Series(keys, dtype=pl.UInt64))


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
