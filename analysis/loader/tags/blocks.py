"""Repetition within a tag line: where a block is printed again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

MAX_SIZES = 16
"""Block sizes that are tried; each costs one scan of the line."""
APART = 6
"""Units a block needs when its first two prints do not touch; fewer repeat by chance in one list of tags."""
AROUND = 4
"""Units it needs when it opens the line and closes it."""


def z_array(units: Sequence[str]) -> list[int]:
    """Return for each place how many units from there on repeat the opening (Gusfield 1997; linear time).

    >>> z_array("ababc")
    [5, 0, 2, 0, 0]
    """
    size = len(units)
    found = [0] * size
    left = right = 0
    for at in range(1, size):
        reach = min(right - at, found[at - left]) if at < right else 0
        while at + reach < size and units[reach] == units[at + reach]:
            reach += 1
        found[at] = reach
        if at + reach > right:
            left, right = at, at + reach
    if size:
        found[0] = size
    return found


def block_prints(units: Sequence[str], least: int = APART) -> tuple[Span, ...]:
    """Return where a line prints a block again and again, or nothing when nothing repeats.

    Of all openings the one whose prints cover most of the line is taken, the shorter of two equal ones; when
    the opening does not repeat, the longest part that does.

    Args:
        units: keys of words, or of delimited items.
        least: units that a block needs when its first two prints do not touch.

    >>> block_prints("abcabcxyabcz")
    ((0, 3), (3, 6), (8, 11))
    """
    if len(set(units)) == len(units):
        return ()
    found = z_array(units)
    sizes = {min(reach, at) for at, reach in enumerate(found) if at and reach}
    best: tuple[Span, ...] = ()
    covered = 0
    for size in sorted(sizes, reverse=True)[:MAX_SIZES]:
        prints = _prints(found, size)
        cover = size * len(prints)
        if cover >= covered and _is_block(prints, len(units), least):
            best, covered = prints, cover
    if best and best[-1][1] < len(units) and least <= (again := found[best[-1][1]]) < best[0][1]:
        return _prints(found, again)  # s o s o s: not "s o" is the block, but what comes back alone
    return best or _inner_prints(units, least)


def _inner_prints(units: Sequence[str], least: int) -> tuple[Span, ...]:
    """Return the prints of the longest block that repeats anywhere: seeds of ``least`` units, grown."""
    if len(units) - len(set(units)) < least:
        return ()  # every unit of a second print stands there again
    first: dict[tuple[str, ...], int] = {}
    best, place, grown = 0, 0, 0
    for at in range(len(units) - least + 1):
        seen = first.setdefault(tuple(units[at : at + least]), at)
        if at < grown or at - seen < least:
            continue
        grown = at + least
        while grown < len(units) and grown - at < at - seen and units[grown] == units[grown - at + seen]:
            grown += 1
        if grown - at > best:
            best, place = grown - at, seen
    return _occurrences(units, place, best) if best else ()


def _occurrences(units: Sequence[str], start: int, size: int) -> tuple[Span, ...]:
    block = list(units[start : start + size])
    prints, at = [], 0
    while at + size <= len(units):
        if units[at] == block[0] and list(units[at : at + size]) == block:
            prints.append((at, at + size))
            at += size
        else:
            at += 1
    return tuple(prints)


def _prints(found: list[int], size: int) -> tuple[Span, ...]:
    prints, at = [], 0
    while at + size <= len(found):
        if found[at] >= size:
            prints.append((at, at + size))
            at += size
        else:
            at += 1
    return tuple(prints)


def _is_block(prints: tuple[Span, ...], total: int, least: int) -> bool:
    size = prints[0][1]
    if len(prints) * size == total:
        return True
    around = prints[-1][1] == total
    return size >= (2 if prints[1][0] == size else min(least, AROUND) if around else least)


def regions_outside(prints: tuple[Span, ...], total: int) -> list[Span]:
    """What stands outside the prints of the block, in printed order."""
    edges = [0, *(edge for run in prints for edge in run), total]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
