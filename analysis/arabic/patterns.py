"""Many forms of many owners found in one pass over texts, whatever the number of owners.

The automaton (Aho and Corasick 1975) takes the leftmost, then longest, form and never two that overlap. What
an overlap means for each owner is therefore settled here, once, before any text is read: a longer form
carries the mentions of all forms inside it, and two phrases that can share words are also one pattern.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from analysis.arabic.coded import Code
from analysis.arabic.words import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ROW = 2**32
"""Distance of two texts on the common axis of places; no text is as long."""

_TEXTS, _ROOM = 2**24, 100
"""Bytes of texts worked on at a time, and what Python needs for a text beside its letters; the automaton is
built in a hundredth of the time."""

_FOUND = {"owner": pl.String, "form": pl.String, "term": pl.String, "at": pl.Int64}
_HITS = pl.DataFrame(schema={"row": pl.UInt32, "needle": pl.String, "offset": pl.Int64})


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
        found: one row is a mention inside a needle: ``needle``, ``owner``, ``form``, ``term``, and
            ``place``, the bytes before it.
    """

    code: Code
    found: pl.DataFrame

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
        column = texts["text"]
        slices = by_size(column.str.len_bytes(), _TEXTS) if self.code.needles else ()
        hits = [self._hits(column[start:end]).with_columns(pl.col("row") + start) for start, end in slices]
        found = pl.concat([_HITS.clear(), *hits])
        rows = others[found["row"]].hstack(found.drop("row")).join(self.found, on="needle")
        at = pl.col("at").cast(pl.Int64) * _ROW + pl.col("offset") + pl.col("place")
        return rows.with_columns(at=at).select(*others.drop("at").columns, *_FOUND)

    def _hits(self, texts: pl.Series) -> pl.DataFrame:
        """One row is a needle found: the number of the text, and the bytes before it in the spaced text."""
        needles = list(self.code.needles)  # a plain list: for a column of lists it is built once a row
        pieces = list(self.code.encode(texts))
        found = pl.Series([piece.text for piece in pieces]).str.find_many(needles, leftmost=True)
        hits = list(zip(pieces, (places.to_numpy() for places in found), strict=True))
        # The automaton tells places or needles, not both: it is asked again for the few signs at each place.
        longest = len(needles[0])
        ahead = [piece.text[at : at + longest] for piece, places in hits for at in places.tolist()]
        needle = pl.Series(ahead, dtype=pl.String).str.extract_many(needles, leftmost=True).list.first()
        row, offset = map(np.concatenate, zip(*(piece.placed(places) for piece, places in hits), strict=True))
        return pl.DataFrame({"row": row, "needle": needle, "offset": offset}, schema=_HITS.schema)


def by_size(sizes: pl.Series, most: int) -> Iterator[tuple[int, int]]:
    """Yield slices of rows, each of about so many bytes or of one row.

    Args:
        sizes: bytes of each row; null is 0.
        most: bytes of a slice.

    >>> list(by_size(pl.Series([300, None, 900, 20]), 1000))
    [(0, 2), (2, 4)]
    """
    piece = (sizes.fill_null(0).cast(pl.Int64) + _ROOM).cum_sum() // most
    yield from pairwise(accumulate(piece.rle().struct.field("len"), initial=0))


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
    patterns = {*known, *_bridges(known)}
    code = Code(patterns)
    rows = [(needle, *row) for needle, one in code.needles.items() for row in _settled(one, known)]
    schema = dict.fromkeys(("needle", "owner", "form", "term"), pl.String) | {"place": pl.Int64}
    return Patterns(code, pl.DataFrame(rows, schema=schema, orient="row"))


def _bridges(known: Mapping[str, Mapping[str, Form]]) -> list[str]:
    """Patterns for phrases of two owners that share words: the last of one are the first of the other."""
    phrases = {tuple(text.split()): set(owners) for text, owners in known.items() if GAP in text}
    begins: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        for length in range(1, len(phrase)):
            begins[phrase[:length]].append(phrase)
    return [
        _closed(phrase + other[length:])
        for phrase, owners in phrases.items()
        for length in range(1, len(phrase))
        for other in begins.get(phrase[-length:], ())
        if owners != phrases[other] or len(owners) > 1
    ]


def _closed(words: Iterable[str]) -> str:
    return f" {GAP.join(words)} "


def _settled(pattern: str, known: Mapping[str, Mapping[str, Form]]) -> list[tuple[str, str, str, int]]:
    """Mentions in a pattern: the longest form wins inside an owner, owners do not see each other."""
    words = pattern.split()
    if len(words) == 1:
        return [(f.owner, f.text.strip(), f.term, 0) for f in known[pattern].values() if f.counts]
    spans = _spans(words, known)
    if not pattern.startswith(" "):  # its first word is the end of a word
        spans += [(0, len(words), form) for form in known[pattern].values()]
    taken: dict[str, set[int]] = defaultdict(set)
    kept = []
    for start, end, form in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if taken[form.owner].isdisjoint(range(start, end)):
            taken[form.owner].update(range(start, end))
            kept.append((start, form))
    lengths = [len(word.encode()) + len(GAP) for word in words]
    return [(f.owner, f.text.strip(), f.term, sum(lengths[:start])) for start, f in kept if f.counts]


def _spans(words: list[str], known: Mapping[str, Mapping[str, Form]]) -> list[tuple[int, int, Form]]:
    spans = [(start, end) for end in range(1, len(words) + 1) for start in range(end)]
    return [
        (start, end, form)
        for start, end in spans
        for form in known.get(_closed(words[start:end]), {}).values()
    ]
