"""Runs of tags without any sign between them that no marker tells: behind learned labels, or repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.loader.tags.blocks import APART, block_prints
from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.ahead import is_bulleted
from analysis.loader.zones.labels import is_signed

if TYPE_CHECKING:
    from analysis.loader.zones.listed import Known

RUN_WORDS = 80
"""Words of the longest undelimited run of tags behind a marker without a colon."""

RUNS = 400
"""Words of the longest run in which a block of tags is looked for."""

TOLD = 0.8
"""Share of the words of an undelimited run that the text names when it is the article's own."""

FAMOUS = 0.4
"""Share of the words that common tags hold from which a run is one of tags."""

LEAST = 3
"""Words of the shortest run before a source line; one of a site has more."""

Role = tuple[str, int]
"""The zone of a list, and where its items start."""


def labelled_run(known: Known, i: int, value: int) -> Role | None:
    """Return the role of a run of words behind a label and a colon that many pages print."""
    piece = known.pieces[i]
    words = tuple(light(known.text[value : piece.end]).split())
    signed = is_signed(known.text, piece.start, value)
    named = len(known.text[piece.start : value].split()) > 1  # one word and a colon open many a headline
    if not named or not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return None
    if not (signed or known.is_behind(i)):
        return None
    varies = signed or not known.stands_often(piece.key)
    if varies and known.named_elsewhere(i, words) >= TOLD:
        return "tags", value
    sites = len(words) > LEAST and known.stands_often(piece.key) and known.famous(words) >= FAMOUS
    return ("site_tags", value) if sites and not known.among_headlines(i) else None


def constant_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without any sign that many pages print, when it is a run of common tags."""
    value = known.constant_run(i)
    return ("site_tags", value) if value and not known.among_headlines(i) else None


def bare_run(known: Known, i: int) -> Role | None:
    """Return the role of a run without label or sign: a block that repeats, or named words at the source."""
    piece = known.pieces[i]
    words = light(known.text[piece.start : piece.end]).split()
    if i <= known.first or piece.kind not in ("line", "prose") or not 1 < len(words) <= RUNS:
        return None
    prints = block_prints(words)
    if len(words) >= APART and 2 * sum(end - start for start, end in prints) >= len(words):
        return "tags", (known.repeated_label(i) if prints[0][0] else 0) or piece.start
    behind = known.pieces[i + 1].kind if i + 1 < len(known.pieces) else ""
    listed = is_bulleted(known.text, piece) or len(words) < LEAST
    told = (
        behind == "source" and piece.kind == "line" and not listed and known.named_elsewhere(i, words) >= TOLD
    )
    return ("tags", piece.start) if told and known.famous(words) >= FAMOUS else None
