"""Many forms of many owners found in one pass over texts, whatever the number of owners.

The automaton (Aho and Corasick 1975) takes the leftmost, then longest, form and never two that overlap. What
an overlap means for each owner is therefore settled here, once, before any text is read: a longer form
carries the mentions of all forms inside it, and two phrases that can share words are also one pattern. The
few texts that may hold more (see `Hiding`) are read again, slowly.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from ahocorasick_rs import BytesAhoCorasick

from analysis.arabic.coded import Code
from analysis.arabic.words import GAP, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Words = tuple[str, ...]

_ROW = 2**32
"""Distance of two texts on the common axis of places; no text is as long."""

_FOUND = {"owner": pl.String, "form": pl.String, "term": pl.String, "at": pl.Int64}
_HITS = {"row": pl.Int64, "needle": pl.Int64, "offset": pl.Int64}
_MENTION = {"owner": pl.String, "form": pl.String, "term": pl.String, "place": pl.Int64}
_NO_HITS = np.empty((0, len(_HITS)), dtype=np.int64)


class Form(NamedTuple):
    """One printed form of one owner's term.

    Attributes:
        owner: whose mention this is.
        text: folded words with `GAP` between them, and a blank at each end where a word must end.
        term: the dictionary term that is reported.
        counts: False for a form that only hides shorter ones (an exception).
    """

    owner: str
    text: str
    term: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Patterns:
    """Forms made ready for one pass.

    Attributes:
        code: how texts are written for the automaton, and what it looks for in them.
        found: one row is a mention inside a needle: the number of the ``needle``, ``owner``, ``form``,
            ``term``, and ``place``, the bytes before it.
        hiding: tells which texts may hold a form that the automaton passed over.
        apart: what each owner has in a text.
    """

    code: Code
    found: pl.DataFrame
    hiding: Hiding
    apart: Apart

    def mentions(self, texts: pl.LazyFrame) -> pl.LazyFrame:
        """One row is a mention of an owner in a text.

        Args:
            texts: column ``text`` and any columns that identify it.

        Returns:
            The other columns of ``texts`` with ``owner``, ``form`` (the folded words found), ``term`` and
            ``at``: the place on an axis common to all texts, 2**32 for a text and 1 for a byte of the spaced
            text, in which a letter and a gap are two bytes.
        """
        schema = dict(texts.drop("text").collect_schema()) | _FOUND
        return texts.with_row_index("at").map_batches(self._mentions, schema=schema, streamable=True)

    def _mentions(self, texts: pl.DataFrame) -> pl.DataFrame:
        others = texts.drop("text")
        hits = np.concatenate([_NO_HITS, *self.code.find(texts["text"])])
        again = self.hiding.rows(hits)
        plain = pl.DataFrame(hits[~np.isin(hits[:, 0], again)], schema=_HITS).join(self.found, on="needle")
        slow = [(row, *one, 0) for row in again.tolist() for one in self.apart(spaced(texts["text"][row]))]
        found = plain.select("row", *_MENTION, "offset").vstack(
            pl.DataFrame(slow, schema={"row": pl.Int64, **_MENTION, "offset": pl.Int64}, orient="row")
        )
        at = pl.col("at").cast(pl.Int64) * _ROW + pl.col("offset") + pl.col("place")
        rows = others[found["row"]].hstack(found.drop("row")).with_columns(at=at)
        return rows.select(*others.drop("at").columns, *_FOUND)


class Hiding(NamedTuple):
    """Where a form may begin inside a needle that is found, and end behind it; a value for each needle.

    Attributes:
        bridges: whether it is a pattern for two phrases, and its last words are the first of a third.
        tails: whether it ends with the part of a word with which a phrase begins (ـين روس).
        heads: whether it begins with the words of such a phrase behind that part.
        sizes: its bytes in a spaced text.
    """

    bridges: np.ndarray
    tails: np.ndarray
    heads: np.ndarray
    sizes: np.ndarray

    def rows(self, hits: np.ndarray) -> np.ndarray:
        """Return the numbers of the texts that may hold such a form."""
        row, needle, offset = hits.T
        there = self.bridges[needle]
        first, second = needle[:-1], needle[1:]
        met = self.tails[first] & self.heads[second]
        there[1:] |= met & (row[:-1] == row[1:]) & (offset[:-1] + self.sizes[first] == offset[1:])
        return np.unique(row[there])


class Apart:
    """The forms of each owner in a text as if there were no other owner.

    >>> apart = Apart({" غزه ": {"x": Form("x", " غزه ", "غزة")}})
    >>> [(owner, place) for owner, _, _, place in apart(" في  غزه ")]
    [('x', 6)]
    """

    def __init__(self, known: Mapping[str, Mapping[str, Form]]) -> None:
        """Take the forms of every owner by their text."""
        self._forms = [tuple(owners.values()) for owners in known.values()]
        self._automaton = BytesAhoCorasick([text.encode() for text in known])

    def __call__(self, spaced_text: str) -> list[tuple[str, str, str, int]]:
        """Return owner, form, term and place of each mention; of an owner's the leftmost, then longest."""
        found = self._automaton.find_matches_as_indexes(spaced_text.encode(), overlapping=True)
        ends: dict[str, int] = defaultdict(int)
        kept = []
        for number, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
            for form in self._forms[number]:
                if start >= ends[form.owner]:
                    ends[form.owner] = end
                    if form.counts:
                        kept.append((form.owner, form.text.strip(), form.term, start))
        return kept


def compile_patterns(forms: Iterable[Form]) -> Patterns:
    """Return forms made ready for one pass; of two equal forms of an owner the one that hides wins.

    >>> patterns = compile_patterns([Form("gaza", " غزه ", "غزة"), Form("gaza", " قطاع  غزه ", "قطاع غزة")])
    >>> texts = pl.LazyFrame({"text": ["قطاع غزة وغزة", "في غزة"]})
    >>> patterns.mentions(texts).collect()["form"].len()
    2
    """
    known: dict[str, dict[str, Form]] = defaultdict(dict)
    for form in forms:
        if form.counts or form.owner not in known[form.text]:
            known[form.text].setdefault(form.owner, form)
        if not form.counts:
            known[form.text][form.owner] = form
    bridges = _bridges(known)
    code, apart = Code({*known, *bridges}), Apart(known)
    needles = list(code.needles.values())
    rows = [(number, *row) for number, pattern in enumerate(needles) for row in apart(pattern)]
    found = pl.DataFrame(rows, schema={"needle": pl.Int64, **_MENTION}, orient="row")
    return Patterns(code, found, _hiding(needles, bridges.difference(known), known), apart)


def _hiding(needles: Sequence[str], bridges: Iterable[str], known: Iterable[str]) -> Hiding:
    phrases = [text for text in known if GAP in text]
    chained = _chained(bridges, phrases)
    parts = [text.partition(GAP) for text in phrases if not text.startswith(" ")]
    tails = tuple({f"{tail} " for tail, *_ in parts})
    heads = tuple({f" {head}" for *_, head in parts})
    return Hiding(
        np.array([one in chained for one in needles], dtype=bool),
        np.array([one.endswith(tails) for one in needles], dtype=bool),
        np.array([one.startswith(heads) for one in needles], dtype=bool),
        np.array([len(one.encode()) for one in needles], dtype=np.int64),
    )


def _bridges(known: Mapping[str, Mapping[str, Form]]) -> set[str]:
    """Patterns for phrases of two owners that share words: the last of one are the first of the other."""
    phrases = {tuple(text.split()): set(owners) for text, owners in known.items() if GAP in text}
    return {
        f" {GAP.join(phrase + other[shared:])} "
        for phrase, other, shared in _sharing(phrases, phrases)
        if phrases[phrase] != phrases[other] or len(phrases[phrase]) > 1
    }


def _chained(bridges: Iterable[str], phrases: Iterable[str]) -> set[str]:
    """Return the bridges whose last words are the first of a phrase."""
    by_words = {tuple(text.split()): text for text in bridges}
    others = [tuple(text.split()) for text in phrases]
    return {by_words[bridge] for bridge, *_ in _sharing(by_words, others)}


def _sharing(phrases: Iterable[Words], others: Iterable[Words]) -> Iterator[tuple[Words, Words, int]]:
    """Yield each phrase, each other that begins with its last words, and the number of these."""
    begins: dict[Words, list[Words]] = defaultdict(list)
    for other in others:
        for length in range(1, len(other)):
            begins[other[:length]].append(other)
    for phrase in phrases:
        for length in range(1, len(phrase)):
            for other in begins.get(phrase[-length:], ()):
                yield phrase, other, length
