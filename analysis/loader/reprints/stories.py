"""Reprints: articles that print one story share a ``story_id``.

Candidates share some of their smallest shingle hashes (bottom-k sketches, Broder 1997). A candidate pair is
one story only when its leads agree, and either the true Jaccard coefficient of all word shingles exceeds one
half or the shorter text is a part of the longer. A round-up thus goes with the story that it opens with.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.arabic.fold import fold_expr
from analysis.loader.arrays import distinct, get_pairs, put_pairs, stand_in
from analysis.loader.reprints.candidates import SKETCH, UNDATED, candidates
from analysis.loader.reprints.shingles import shingle_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from analysis.loader.reprints.candidates import Pairs

    Compare = Callable[[Sequence[Path]], Iterable[Pairs]]
    Note = Callable[[pl.DataFrame], object]

SAME = 0.5
"""Jaccard coefficient of all shingles above which two texts are one story."""

WITHIN, PART = 0.8, 0.25
"""A text is a part of another when more than this share of it stands there; shorter parts are digests."""

LEAD, LED = 60, 0.6
"""First words of a text, and the share of them that stands in a reprint: a follow-up puts news before the
background that it repeats. At .6 none of 30 looser pairs of a real corpus was wrong, at .5 two were."""

MIN_WORDS = 25

_CHUNK = 4_000
_BLOCK = 10_000
"""Articles whose texts are compared at a time: 25 MB of texts."""

COMPARED = {"texts": pl.UInt64, "same": pl.Boolean}
"""One row is two texts that were compared, as a hash of the words of both, and whether they are one story."""

_NOTED = 2**18
"""Texts that were compared and are held until they are noted: 2 MB, and 35 while they are sorted."""

_ODD = np.uint64(0x9E3779B97F4A7C15)

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

    ids = articles["article_id"].sort()

    def compare(blocks: Sequence[Path]) -> Iterator[Pairs]:
        for block in map(get_pairs, blocks):
            asked = ids.gather(np.unique(block)).to_frame()
            yield confirmed(articles.join(asked, on="article_id", how="semi"), block)

    sketched = sketches(articles).with_row_index("row")  # in the order of `article_id`
    first = find_stories(len(ids), [sketched], compare)
    return pl.DataFrame({"article_id": ids, "story_id": ids.gather(first)})


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


def find_stories(
    size: int,
    sketched: Iterable[pl.DataFrame],
    compare: Compare,
    place: Path | None = None,
    known: pl.DataFrame | None = None,
    note: Note = id,
) -> NDArray[np.uint32]:
    """Return for each row the first one of its story.

    Args:
        size: how many articles there are.
        sketched: from `sketches`, in any number of frames, of which one is held at a time; with ``row``, the
            place of an article in the order of ``article_id``.
        compare: called once with blocks of pairs of rows, each a file for `get_pairs`; returns what
            `confirmed` does for each, in order. Some articles are in several blocks.
        place: folder for files that are needed meanwhile; None takes that of the system.
        known: `COMPARED` of texts that need not be compared again.
        note: called with `COMPARED` of all texts that had to be, some at a time.
    """
    held = pl.DataFrame(schema=COMPARED) if known is None else known
    told = {same: held.filter(same=same)["texts"].sort().to_numpy() for same in (True, False)}
    del held, known
    with TemporaryDirectory(dir=place) as folder:
        found = candidates(size, sketched, Path(folder))
        same, noted, blocks = [found.equal], _Noted(note), list[Path]()
        for similar in found.similar():
            texts = _mixed(found.words, similar)
            is_same, is_other = (stand_in(told[same], texts) for same in (True, False))
            same.append(similar[is_same])
            noted.add(texts[is_same | is_other], is_same[is_same | is_other])
            for block in _blocks(similar[~(is_same | is_other)]):
                blocks.append(Path(folder) / f"block-{len(blocks):07}")
                put_pairs(blocks[-1], block)
        for block, new in zip(map(get_pairs, blocks), compare(blocks), strict=True):
            same.append(new)
            noted.add(_mixed(found.words, block), stand_in(np.sort(_packed(new)), _packed(block)))
        noted.pass_on()
    return _first(_one_for_undated(np.concatenate(same), found.days), size)


class _Noted:
    """Texts that were compared, passed on when they are many."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._held = [pl.DataFrame(schema=COMPARED)]

    def add(self, texts: NDArray[np.uint64], same: NDArray[np.bool_]) -> None:
        """Take the hashes of some texts, and whether they are one story."""
        self._held.append(pl.DataFrame({"texts": texts, "same": same}, schema=COMPARED))
        if sum(one.height for one in self._held) >= _NOTED:
            self.pass_on()

    def pass_on(self) -> None:
        """Pass on what is held, each once."""
        if (compared := pl.concat(self._held).unique("texts").sort("texts")).height:
            self._note(compared)
        del self._held[1:]


def _mixed(words: NDArray[np.uint64], pairs: Pairs) -> NDArray[np.uint64]:
    """Return one number for the texts of each pair, from the hashes of their words."""
    first, second = words[pairs[:, 0]], words[pairs[:, 1]]
    return (first ^ first >> np.uint64(29)) * _ODD + second


def _packed(pairs: Pairs) -> NDArray[np.int64]:
    return pairs[:, 0] << 32 | pairs[:, 1]


def _first(pairs: Pairs, size: int) -> NDArray[np.uint32]:
    """Return for each of some rows the first one of the set of rows that pairs make of it."""
    first = np.arange(size, dtype=np.uint32)
    if not len(pairs):
        return first
    # Here and not above: workers sketch articles, and need no quarter of a second of scipy for that.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows = distinct(pairs.ravel())
    a, b = np.searchsorted(rows, pairs).T
    graph = coo_array((np.ones(len(pairs), np.int8), (a, b)), shape=(len(rows), len(rows)))
    story = connected_components(graph, directed=False)[1]
    of_story = np.zeros(len(rows), np.uint32)
    of_story[story[::-1]] = rows[::-1]  # of several, the last one stays
    first[rows] = of_story[story]
    return first


def _one_for_undated(pairs: Pairs, days: NDArray[np.int32]) -> Pairs:
    """Return the pairs with but the earliest partner of an undated article: it must not bridge two years."""
    undated = days[pairs[:, 1]] == UNDATED
    loose = pairs[undated]
    loose = loose[np.lexsort((loose[:, 0], days[loose[:, 0]]))]
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


def _blocks(pairs: Pairs) -> Iterator[Pairs]:
    """Yield pairs, in their order, so many at a time that they are of at most `_BLOCK` articles."""
    start = 0
    while start < len(pairs):
        count = 4 * _BLOCK
        while len(np.unique(pairs[start : start + count])) > _BLOCK and count > 1:
            count = count * 3 // 4
        yield pairs[start : start + count]
        start += count


def confirmed(articles: pl.DataFrame, pairs: Pairs) -> Pairs:
    """Return the pairs that are one story: their shingles are the same by more than half.

    Args:
        articles: as for `story_ids`, just those of the pairs.
        pairs: places of two articles each, in the order of ``article_id`` of these or of more articles.
    """
    words, rows = _texts(articles)["words"].to_list(), np.unique(pairs)
    if len(words) != len(rows):
        raise ValueError(f"{len(words)} texts of {len(rows)} articles that are compared")
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


def _same(words: list[str], pairs: Pairs) -> NDArray[np.bool_]:
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
