"""Runs of tags without any sign between them that no marker tells: behind learned labels, or repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.loader.tags.blocks import APART, block_prints
from analysis.loader.tags.text import light
from analysis.loader.tags.words import PREPOSITIONS
from analysis.loader.zones.kinds import ends_sentence
from analysis.loader.zones.labels import is_signed
from analysis.loader.zones.own import ODD, OWN, RUN_WORDS, SAID, SILENT, TOLD, odd_share, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known

RUNS = 400
"""Words of the longest run in which a block of tags is looked for."""

FAMOUS = 0.4
"""Share of the words that common tags hold from which a run is one of tags."""

LONG, SURE = 6, 0.7
"""Words of the shortest run behind all headlines, and the share of common tags in it."""

LEAST = 3
"""Words above which a run can be the site's."""

Role = tuple[str, int]
"""The zone of a list, and where its items start."""


def labelled_run(known: Known, i: int, value: int) -> Role | None:
    """Return the role of a run behind a label that many pages print, on its line or on the one below."""
    below = value == known.pieces[i].end
    at = i + 1 if below else i
    if at == len(known.pieces) or known.pieces[at].kind not in ("line", "prose"):
        return None
    zone = _zone_of_run(known, i, at, known.pieces[at].start if below else value)
    return (zone, value) if zone else None


def _zone_of_run(known: Known, i: int, at: int, start: int) -> str:
    """Return whose a run is that starts in piece ``at`` behind the label of piece ``i``; empty for no run.

    One that the text names is the article's own, one that it hardly names or that many pages print is the
    site's; in between it holds both.
    """
    piece = known.pieces[at]
    words = tuple(light(known.text[start : piece.end]).split())
    if not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return ""
    if ends_sentence(known.text, piece.start, piece.end):
        return ""
    signed = at > i or is_signed(known.text, piece.start, start)
    named = len(known.text[known.pieces[i].start : start].split()) > 1  # one word opens many a headline
    behind = known.is_behind(i)
    last = _is_last(known, i, words)
    if not (named or behind) or not (signed or behind or last):
        return ""
    often, told = known.stands_often(piece.key), known.named_elsewhere(at, words)
    if (signed or not often) and named and told >= TOLD:
        return "tags"
    if len(words) > LEAST and often and known.famous(words) >= FAMOUS:
        return "" if known.among_headlines(i) else "site_tags"
    if not (((behind and signed) or last) and is_run(known, at, start)):
        return ""
    return "site_tags" if told <= SILENT and not _has_named_edge(known, words) else "tags"


def _is_last(known: Known, i: int, words: tuple[str, ...]) -> bool:
    """Tell whether a run of common tags stands behind the text and all headlines."""
    behind = i > known.first and i >= known.last
    return behind and len(words) >= LONG and known.famous(words) >= SURE


def _has_named_edge(known: Known, words: tuple[str, ...]) -> bool:
    """Tell whether the text names the first or the last tag of a run: it may hold a few own tags."""
    named = [named for _, _, named in parts(known, words)]
    return named[0] or named[-1]


def constant_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without any sign that many pages print, when it is a run of common tags."""
    value = known.constant_run(i)
    if value < 0 or (i > known.first and known.among_headlines(i)):  # over the text the title is beside it
        return None
    return "site_tags", value


def block_run(known: Known, i: int) -> Role | None:
    """Return the role of a line without label or sign in which a block of tags repeats."""
    piece = known.pieces[i]
    if i <= known.first or piece.kind not in ("line", "prose"):
        return None
    words = light(known.text[piece.start : piece.end]).split()
    if not APART <= len(words) <= RUNS:
        return None
    prints = block_prints(words)
    if 2 * sum(end - start for start, end in prints) < len(words):
        return None
    return "tags", (_label_end(known, i, words[: prints[0][0]]) if prints[0][0] else 0) or piece.start


def _label_end(known: Known, i: int, before: Sequence[str]) -> int:
    """Return where the label before the first print of a block ends; 0 when what stands there are tags.

    One word that is no common tag and that the text does not name is a label: ``استكشف``.
    """
    piece = known.pieces[i]
    unknown = len(before) == 1 and not known.famous(before) and not known.named_elsewhere(i, before)
    if not unknown:
        return known.repeated_label(i)
    return piece.start + len(known.text[piece.start : piece.end].split(maxsplit=1)[0])


def is_run(known: Known, i: int, value: int) -> bool:
    """Tell whether a line from ``value`` on, behind a bare label, is a run of tags, the own or the site's."""
    printed = known.text[value : known.pieces[i].end]
    words = tuple(light(printed).split())
    if SAID.search(printed) or not 1 < len(words) <= RUN_WORDS or words[0] in PREPOSITIONS:
        return False
    return known.famous(words) >= OWN and odd_share(known, words) < ODD
