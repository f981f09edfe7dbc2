"""Lines that stand on page after page, and so belong to the site: their hashes, and what they become."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING
from zlib import crc32

from analysis.arabic.fold import fold
from analysis.arabic.signs import SignMap
from analysis.loader.zones.ahead import bare, claimed, is_bulleted, is_common
from analysis.loader.zones.dates import is_dated_line
from analysis.loader.zones.kinds import DATELINE, TITLE_WORDS
from analysis.loader.zones.labels import learnable, learned_hashes
from analysis.loader.zones.parted import item_hashes
from analysis.loader.zones.sitename import apart

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from analysis.loader.zones.line_evidence import Lines
    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.lookup import Lookup

TOLD_BY = 3
"""Longest paragraphs that tell an article from others: one can be a notice, one an agency's background."""

LONGEST = 400
"""Characters of the longest paragraph that can be a notice."""

HEADLINE_WORDS = 5
"""Words from which a line under a repeated heading is a headline."""

OPENING = 80
"""Characters of a long line that a label can be in."""

BLOCK = 3
"""Lines of the site in a list of tags, above which the last of them is a tag as the others are."""

HEADLINES = 6
"""Headlines of the longest list inside a text."""

_LASTING = frozenset({"line", "ui", "name", "footer", "comments", "related", "box"})
"""Kinds of pieces whose words are the same on every page of a layout."""

_WORD = re.compile(r"\w+")
_everyday = SignMap({})


def line_hashes(
    text: str, pieces: Sequence[Piece], look: Lookup, printed: Sequence[Piece]
) -> tuple[int, Lines]:
    """Return the hash of a page and those of its lines and labels that other pages may repeat.

    Args:
        text: the page.
        pieces: its pieces in order.
        look: markers and phrases.
        printed: its pieces before any was made a list of tags.
    """
    longest = sorted((piece.start - piece.end, piece.start) for piece in pieces)[:TOLD_BY]
    page = _hash("\n".join(text[start : start - size] for size, start in longest))
    told = (learned_hashes(_opening(text, piece), piece.words) for piece in printed if learnable(text, piece))
    found = set(chain.from_iterable(told))
    found |= {site_hash(name) for name in _tails(pieces)}
    found |= {
        name_hash(fold(text[p.value : p.end])) for p in pieces if p.kind == "source" and p.value < p.end
    }
    found |= set(item_hashes(text, printed))
    found |= {tags_hash(text, p) for p in printed if p.kind == "tags" and p.value < p.end}
    found |= {slot_hash(pieces, i) for i in range(len(pieces)) if _is_unmarked(pieces[i])}
    found |= {_head_hash(pieces, i) for i in _head(pieces) if _may_be_title(pieces[i])}
    return page, tuple(sorted({line for _, line in _repeatable(text, pieces, look)} | found))


def _opening(text: str, piece: Piece) -> str:
    return piece.key or fold(text[piece.start : min(piece.end, piece.start + OPENING)])


def site_hash(name: str) -> int:
    """Return the hash of a site's name behind a headline (folded)."""
    return _hash(f"| {name}")


def name_hash(name: str) -> int:
    """Return the hash of the name of a source behind its marker (folded)."""
    return _hash(f"source {name}")


def tags_hash(text: str, piece: Piece) -> int:
    """Return the hash of what stands behind a marker of tags."""
    return _hash(f"tags {fold(text[piece.value : piece.end])}")


def _head_hash(pieces: Sequence[Piece], i: int) -> int:
    """Return the hash of a line over the text, with a date below or without.

    Pages that list a headline below their text, or in a ticker over it, say nothing of it.
    """
    dated = i + 1 < len(pieces) and pieces[i + 1].kind in DATELINE
    return _hash(f"head {dated} {pieces[i].key}")


def slot_hash(pieces: Sequence[Piece], i: int) -> int:
    """Return the hash of the place of a piece in the layout of its page: what stands before and behind it."""
    beside = [pieces[j] if 0 <= j < len(pieces) else None for j in (i - 1, i + 1)]
    said = (f"{p.kind} {p.key if p.kind in _LASTING else ''}" if p else "" for p in beside)
    return _hash("slot\n" + "\n".join(said))


def _is_unmarked(piece: Piece) -> bool:
    """Tell whether a piece is of own tags that neither marker nor label tells."""
    return piece.kind == "tags" and piece.value == piece.start


def _tails(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield what stands behind the last bar or dash of the longer lines before the text."""
    for piece in pieces:
        if piece.kind == "prose":
            return
        if piece.kind in ("line", "title") and piece.words > HEADLINE_WORDS:
            yield from (tail for tail in apart(piece.key)[1:][-1:] if tail)


def without_repeated(
    text: str, pieces: Sequence[Piece], look: Lookup, common: Container[int]
) -> Sequence[Piece]:
    """Return the pieces with the lines that stand on many pages made furniture, or headings over headlines.

    Lines under a marker (tags, headlines) are left as they are; so is a head without another title.

    Args:
        text: the page.
        pieces: its pieces in order.
        look: markers and phrases.
        common: hashes of the lines that stand on many pages.
    """
    found = {i for i, line in _repeatable(text, pieces, look) if line in common}
    if not found:
        return pieces
    found -= set(_elsewhere(pieces))
    found = {i for i in found if not is_dated_line(text[pieces[i].start : pieces[i].end])}
    head = _head(pieces)
    found -= {i for i in head if _may_be_title(pieces[i]) and _head_hash(pieces, i) not in common}
    owned = claimed(text, pieces)
    own = {i for i in found if owned.get(i, ("",))[0] == "tags" and not _is_said(text, pieces[i])}
    last = {i for i in own if i + 1 not in owned}
    plain = {i for i in last if not (_is_over_headline(pieces, i) or _is_over_marker(pieces, i))}
    pairs = {j for i in plain if i - 1 in own for j in (i - 1, i)}
    headed = {i for i in last if i + 1 in found} | pairs
    headed |= {i for i in last if i + 1 == len(pieces) and not is_common(pieces[i].key)}
    headed |= {i for i in last if len(own) <= BLOCK and _is_over_marker(pieces, i)}
    found = {i for i in found if i not in owned or _is_heading(text, pieces, i, headed)}
    if not any(_may_be_title(pieces[i]) and i not in found for i in head):
        found -= set(head)
    sites = set(_beside_tags(text, pieces, found))
    return [_repeated(pieces, i, sites) if i in found else piece for i, piece in enumerate(pieces)]


def _head(pieces: Sequence[Piece]) -> range:
    """Return the pieces over the text."""
    return range(next((i for i, piece in enumerate(pieces) if piece.kind == "prose"), len(pieces)))


def _elsewhere(pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the lines under a marker of other articles: they are none of the text, repeated or not."""
    under = False
    for i, piece in enumerate(pieces):
        if piece.kind in ("related", "box", "comments"):
            under = piece.value == piece.end
        elif piece.kind in ("prose", "source", "tags", "site_tags"):
            under = False
        elif under:
            yield i


def _is_heading(text: str, pieces: Sequence[Piece], i: int, headed: Container[int]) -> bool:
    """Tell whether a line among tags is a heading: a headline follows, and the text does not hold it.

    So is one of ``headed``, lines of the site that the list ends with.
    """
    heads = i in headed or _is_over_headline(pieces, i)
    return heads and not _is_said(text, pieces[i])


def _is_over_headline(pieces: Sequence[Piece], i: int) -> bool:
    following = pieces[i + 1] if i + 1 < len(pieces) else None
    return following is not None and following.kind == "line" and following.words >= HEADLINE_WORDS


def _is_over_marker(pieces: Sequence[Piece], i: int) -> bool:
    return i + 1 < len(pieces) and pieces[i + 1].kind in ("related", "box", "prose")


def _is_said(text: str, piece: Piece) -> bool:
    """Tell whether a page prints a line before it stands there, without the sign of a list before it."""
    return text.find(bare(text[piece.start : piece.end]), 0, piece.start) >= 0


def _beside_tags(text: str, pieces: Sequence[Piece], found: Container[int]) -> Iterator[int]:
    """Yield the lines of many pages in one list with own tags, all behind the same sign: the site's tags."""
    listed = [i for i, piece in enumerate(pieces) if is_bulleted(text, piece)]
    for _, run in groupby(enumerate(listed), lambda at: (at[1] - at[0], text[pieces[at[1]].start])):
        lines = [i for _, i in run]
        if any(pieces[i].kind == "tags" for i in lines):
            yield from (i for i in lines if i in found)


def _repeated(pieces: Sequence[Piece], i: int, sites: Container[int]) -> Piece:
    piece = pieces[i]
    if i in sites:
        return replace(piece, kind="site_tags", value=piece.start)
    if piece.kind == "line" and i and pieces[i - 1].kind == "prose" and _leads_to_headlines(pieces, i + 1):
        return replace(piece, kind="related", value=piece.end)
    return replace(piece, kind="repeated")


def _leads_to_headlines(pieces: Sequence[Piece], start: int) -> bool:
    """Tell whether a few lines as long as headlines follow, and then a paragraph."""
    for i in range(start, min(start + HEADLINES + 1, len(pieces))):
        if pieces[i].kind != "line" or pieces[i].words < HEADLINE_WORDS:
            return i > start and pieces[i].kind == "prose"
    return False


def _may_be_title(piece: Piece) -> bool:
    return piece.kind == "title" or (piece.kind == "line" and piece.words >= TITLE_WORDS)


def _repeatable(text: str, pieces: Sequence[Piece], look: Lookup) -> Iterator[tuple[int, int]]:
    """Yield the pieces that can be a site's, each with its hash: short lines, and notices around the text."""
    opened = False
    for i, piece in enumerate(pieces):
        if piece.kind == "line":
            yield i, _hash(piece.key)
        elif piece.kind == "prose":
            last = i + 1 == len(pieces) or pieces[i + 1].kind != "prose"
            if (last or not opened) and piece.end - piece.start <= LONGEST:
                key = piece.key or fold(text[piece.start : piece.end])
                if _is_notice(key, look):
                    yield i, _hash(key)
            opened = True


def _is_notice(key: str, look: Lookup) -> bool:
    """Tell whether a text has a word of notices."""
    words = _everyday.words(key)
    return not look.notice.isdisjoint(_WORD.findall(key) if words is None else words)


def _hash(line: str) -> int:
    return crc32(line.encode("utf-8", "replace"))
