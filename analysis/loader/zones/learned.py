"""Labels that no list of markers knows: what many pages print before a list, or over one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.tags.lexicon import are_famous
from analysis.loader.tags.text import light
from analysis.loader.zones.ahead import is_bulleted
from analysis.loader.zones.labels import (
    all_followed_by,
    followed_by,
    is_signed,
    label_hash,
    label_hashes,
    label_key,
    learnable,
    openings,
)
from analysis.loader.zones.listed import LABEL_WORDS, MOST
from analysis.loader.zones.marks import mark_at, printed_end
from analysis.loader.zones.repeats import OPENING, tags_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zones.listed import Known

LEAST, SILENT = 7, 0.25
"""Words of the shortest block of a site behind a marker, and the share of them that the text may name."""

HASHTAGS = 4
"""Hashtags, or lines, of the shortest such block."""

_ENDS = frozenset({"prose", "source", "tags", "site_tags"})
_PLAIN = frozenset({"line", "repeated", "ui"})


def repeated_label(known: Known, i: int) -> int:
    """Return where what a label that many pages print marks starts; 0 without such a label."""
    if i not in known.learned:
        known.learned[i] = _label_end(known, i) if known.common else 0
    return known.learned[i]


def _label_end(known: Known, i: int) -> int:
    piece = known.pieces[i]
    if not learnable(known.text, piece) or _is_item(known, i):
        return 0
    key = piece.key or fold(known.text[piece.start : min(piece.end, piece.start + OPENING)])
    if known.common.isdisjoint(label_hashes(key, piece.words)):
        return 0  # most lines
    if piece.words <= LABEL_WORDS and _is_label(known, i, label_key(key)):
        return piece.end
    found = openings(key)
    end = next((at for label, at in found if _opens(known, i, key, label, at)), 0)
    shorter = [(label, at) for label, at in reversed(found) if at < end]
    if shorter and not is_signed(key, 0, end):  # tags that open every list are no part of its label
        famous = are_famous(light(key).split())
        between = (famous[_words(key, at) : _words(key, end)] for _, at in shorter)
        parted = (found for found, tags in zip(shorter, between, strict=True) if tags and all(tags))
        end = next((at for label, at in parted if _opens(known, i, key, label, at)), end)
    return printed_end(known.text, piece.start, key[:end]) if end else 0


def _opens(known: Known, i: int, key: str, label: str, at: int) -> bool:
    """Tell whether a label that many pages print opens a line, and what it marks stands at ``at``."""
    if not _is_label(known, i, label):
        return False
    return is_signed(key, 0, at) or not _is_opening(known, label, key[at:])


def _is_item(known: Known, i: int) -> bool:
    """Tell whether a line is an item of a list itself: it and the next one open with a sign."""
    both = known.pieces[i : i + 2]
    return len(both) == 2 and all(is_bulleted(known.text, piece) for piece in both)


def is_behind(known: Known, i: int) -> bool:
    """Tell whether a piece stands right behind the text, its source or tags, and no paragraph follows."""
    beside = i > known.first and known.pieces[i - 1].kind in _ENDS
    beside = beside or (i > known.first + 1 and repeated_label(known, i - 1) > 0)
    return beside and i >= known.last


def among_headlines(known: Known, i: int) -> bool:
    """Tell whether a line beside a piece can be a headline, or a marker of other articles leads to it."""
    beside = (j for j in (i - 1, i + 1) if 0 <= j < len(known.pieces))
    lines = [j for j in beside if known.pieces[j].kind == "line" and known.pieces[j].words >= LABEL_WORDS]
    if any(not repeated_label(known, j) or known.stands_often(known.pieces[j].key) for j in lines):
        return True
    above = [known.pieces[j].kind for j in range(i - 1, max(-1, i - MOST), -1)]
    return next((kind for kind in above if kind not in _PLAIN), "") in ("related", "box")


def is_constant(known: Known, i: int) -> bool:
    """Tell whether many pages print the same tags behind a marker, and the text names hardly any of them."""
    piece = known.pieces[i]
    if piece.kind != "tags" or tags_hash(known.text, piece) not in known.common:
        return False
    words = light(known.text[piece.value : piece.end].replace("_", " ")).split()
    listed = known.text.count("#", piece.value, piece.end) >= HASHTAGS
    return (listed or len(words) >= LEAST) and known.named_elsewhere(i, words) <= SILENT


def constant_lines(known: Known, i: int) -> Sequence[int]:
    """Return the lines under a marker of tags over the text that many pages print and the text does not name.

    The name of a section, over the headline below them, is none of them.
    """
    if i >= known.first or known.pieces[i].value < known.pieces[i].end:
        return ()
    lines = known.below(i).lines
    lines = lines[:-1] if lines and known.pieces[lines[-1]].kind == "name" else lines
    keys = [known.pieces[j].key for j in lines]
    constant = len(lines) >= HASHTAGS and all(map(known.stands_often, keys))
    return lines if constant and known.named(keys) <= SILENT else ()


def is_link(known: Known, i: int, value: int) -> bool:
    """Tell whether a headline stands behind a label of many pages, between two paragraphs: a link."""
    text, piece = known.text, known.pieces[i]
    between = known.first < i < known.last and piece.kind == "line"
    signed = is_signed(text, piece.start, value) and len(text[piece.start : value].split()) > 1
    return between and signed and len(text[value : piece.end].split()) > LABEL_WORDS


def is_field(known: Known, i: int) -> bool:
    """Tell whether a line opens with a label that tells of the page: the editions of a site."""
    text, piece = known.text, known.pieces[i]
    named = piece.kind == "line" and text.find(":", piece.start, piece.end) > 0
    mark = mark_at(text, piece.start, piece.end, known.look) if named else None
    return mark is not None and mark.kind == "label" and mark.joint == "colon"


def _is_label(known: Known, i: int, label: str) -> bool:
    """Tell whether many pages print a label (folded, without signs), and the text around it does not.

    Tags that open many lists are no label.
    """
    if label_hash(label) not in known.common or all(_famous(label) or [False]):
        return False
    return label not in (known.elsewhere(i) if known.pieces[i].kind == "prose" else known.told)


@lru_cache(maxsize=1 << 12)  # what many pages print is asked of each of them
def _famous(label: str) -> Sequence[bool]:
    return are_famous(light(label).split())


def _is_opening(known: Known, label: str, behind: str) -> bool:
    """Tell whether many pages print one word behind a label, and none another: common tags open a list so."""
    if not any(_famous(label)):
        return False
    word = behind.split(maxsplit=1)[0]
    kinds = [label_hash(kind) in known.common for kind in all_followed_by(label)]
    return label_hash(followed_by(label, word)) in known.common and sum(kinds) == 1


def _words(key: str, end: int) -> int:
    return len(key[:end].split())
