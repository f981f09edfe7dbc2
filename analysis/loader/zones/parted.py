"""Delimited lists that hold both: what many pages list stands around or beside the own tags."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from analysis.arabic.fold import fold
from analysis.loader.tags.lists import items
from analysis.loader.zones.labels import LONGEST, label_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.lines import Piece
    from analysis.loader.zones.listed import Known

ITEMS = 4
"""Items of the shortest list whose items are noted."""

LEAST = 3
"""Items of the site's in the shortest list that is parted."""

Span = tuple[int, int]


def item_hashes(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the hashes of the items of the lists on a page, behind whatever label.

    Args:
        text: the page.
        pieces: its pieces in order.
    """
    for piece in pieces:
        if piece.kind in ("line", "tags") and piece.end - piece.start <= LONGEST:
            start = label_end(text, piece.start, piece.end) or piece.start
            yield from _hashes_of(text[start : piece.end])


@lru_cache(maxsize=1 << 12)  # menus and footers are lists too
def _hashes_of(line: str) -> tuple[int, ...]:
    found, _ = items(line)
    keys = [_item(line[a:b]) for a, b in found] if len(found) >= ITEMS else []
    told = chain(map(_listed, keys), (_listed(*pair) for pair in pairwise(keys)))
    return tuple(crc32(item.encode("utf-8", "replace")) for item in told)


def parted(known: Known, piece: Piece) -> Sequence[Piece]:
    """Return a list of tags as pieces of the site's and the own; as it is when it holds but one of both.

    The own tags stand side by side, and the text names the first and the last. Many pages list half of what
    stands around them, and of that the text names nothing but what they list side by side.

    Args:
        known: the page.
        piece: a piece of tags, or of the site's.
    """
    found = _items(known.text, piece.value, piece.end)
    own = own_run(known, list(found.values()))
    if own is None:
        return (piece,)
    spans = list(found)
    runs = (("site_tags", spans[: own[0]]), ("tags", spans[slice(*own)]), ("site_tags", spans[own[1] :]))
    done = [
        replace(piece, kind=kind, start=run[0][0], value=run[0][0], end=run[-1][1])
        for kind, run in runs
        if run
    ]
    return [replace(done[0], start=piece.start), *done[1:-1], replace(done[-1], end=piece.end)]


def own_run(known: Known, keys: Sequence[str]) -> Span | None:
    """Return the items that are the own between or beside those of the site; None when all may be of one.

    Args:
        known: the page.
        keys: the items of a list, folded.
    """
    if len(keys) <= LEAST:
        return None
    often = [known.stands_often(_listed(key)) for key in keys]
    named = [known.named([key]) == 1 for key in keys]
    sure = [at for at, key in enumerate(keys) if named[at] and not often[at]]
    if not sure:
        return None
    start, end = sure[0], sure[-1] + 1
    while start and named[start - 1]:
        start -= 1
    while end < len(keys) and named[end]:
        end += 1
    around = [at for at in range(len(keys)) if not start <= at < end]
    known_there = sum(often[at] for at in around)
    foreign = all(not named[at] or _is_in_block(known, keys[max(0, at - 1) : at + 2]) for at in around)
    return (start, end) if foreign and known_there >= LEAST and 2 * known_there >= len(around) else None


def _is_in_block(known: Known, keys: Sequence[str]) -> bool:
    """Tell whether many pages list two neighbours side by side."""
    return any(known.stands_often(_listed(*pair)) for pair in pairwise(keys))


def _items(text: str, start: int, end: int) -> dict[Span, str]:
    line = text[start:end]
    found, _ = items(line)
    return {(start + a, start + b): _item(line[a:b]) for a, b in found}


def _item(printed: str) -> str:
    return fold(printed.replace("_", " "))


def _listed(*keys: str) -> str:
    """Return what is hashed of an item, or of two neighbours; no line of a page is the same."""
    return f"item {' | '.join(keys)}"
