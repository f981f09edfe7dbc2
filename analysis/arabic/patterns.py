"""Many forms of many owners found in one pass over texts, whatever the number of owners.

The automaton (Aho and Corasick 1975) takes the leftmost, then longest, form and never two that overlap. What
an overlap means for each owner is therefore settled here, once, before any text is read: a longer form
carries the mentions of all forms inside it, and two phrases that can share words are also one pattern.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from analysis.arabic.coded import Code
from analysis.arabic.words import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ROW = 2**32
"""Distance of two texts on the common axis of places; no text is as long."""

_FOUND = {"owner": pl.String, "form": pl.String, "term": pl.String, "at": pl.Int64}
_HITS = {"row": pl.Int64, "needle": pl.Int64, "offset": pl.Int64}
_INSIDE = {"needle": pl.Int64, "owner": pl.String, "form": pl.String, "term": pl.String, "place": pl.Int64}
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
        found = np.concatenate([_NO_HITS, *self.code.find(texts["text"])])
        hits = pl.DataFrame(found, schema=_HITS)
        rows = others[hits["row"]].hstack(hits.drop("row")).join(self.found, on="needle")
        at = pl.col("at").cast(pl.Int64) * _ROW + pl.col("offset") + pl.col("place")
        return rows.with_columns(at=at).select(*others.drop("at").columns, *_FOUND)


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
    needles = enumerate(code.needles.values())
    rows = [(number, *row) for number, pattern in needles for row in _settled(pattern, known)]
    return Patterns(code, pl.DataFrame(rows, schema=_INSIDE, orient="row"))


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
