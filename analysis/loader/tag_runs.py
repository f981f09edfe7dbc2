"""Which part of a tag line is the site's block and which the article's own run: repetition, anchor, other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Span = tuple[int, int]

MAX_SIZES = 16
"""Block sizes that are tried; each costs one scan of the line."""
APART = 6
"""Units that a block needs when its first two prints do not touch; less repeats by chance within one list of tags."""
MENTIONED = 0.6
"""Share of its words that the article must mention before a run of doubtful role counts as the article's own."""
OVERLAP = 3
"""Units of anchor that are enough anywhere; fewer must stand at an edge of what lies outside the block."""
LONGEST_ANCHOR = 120


@dataclass(frozen=True, slots=True)
class Roles:
    """Unit ranges of one line, in printed order within each role, and why they were parted so."""

    own: tuple[Span, ...]
    site: tuple[Span, ...]
    reason: str


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

    Of all openings the one whose prints cover most of the line is taken, the shorter of two equal ones; when the
    opening does not repeat, the longest part that does.

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
    return best or _inner_prints(units, least)


def _inner_prints(units: Sequence[str], least: int) -> tuple[Span, ...]:
    """Return the prints of the longest block that repeats anywhere (seeds of ``least`` units, grown to the right)."""
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
    return size >= (2 if prints[1][0] == size else least)


def anchored(units: Sequence[str], before: Sequence[str]) -> Span | None:
    """Return the part of a line that also closes the text before the source line: the article's own run.

    Args:
        units: the words of the line.
        before: the words before the source line.

    >>> anchored("s t s t a b m".split(), "x t a b".split())
    (4, 6)
    """
    prints = block_prints(units)
    found = [_overlap(units, region, before) for region in _regions(prints, len(units))]
    start, end = max(found, key=lambda run: run[1] - run[0], default=(0, 0))
    if start < end:
        return start, end
    return prints[0] if prints and _closes(before, units[slice(*prints[0])]) else None


def _closes(before: Sequence[str], run: Sequence[str]) -> bool:
    return len(run) <= len(before) and list(before[-len(run) :]) == list(run)


def _regions(prints: tuple[Span, ...], total: int) -> list[Span]:
    """What stands outside the prints of the block, in printed order."""
    edges = [0, *(edge for run in prints for edge in run), total]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _overlap(units: Sequence[str], region: Span, before: Sequence[str]) -> Span:
    """Return the longest run of a region that closes ``before``: at its edge, or of ``OVERLAP`` units."""
    line = f" {' '.join(units[slice(*region)])} "
    size, place, tail = 0, 0, " "
    while size < min(len(before), LONGEST_ANCHOR):
        tail = f" {before[len(before) - size - 1]}{tail}"
        found = line.find(tail)
        if found < 0:
            break
        size, place = size + 1, found
    start = region[0] + line[:place].count(" ")
    at_edge = start == region[0] or start + size == region[1]
    return (start, start + size) if size >= OVERLAP or at_edge else (start, start)


def own_run(words: list[str], before: list[str]) -> list[str]:
    """Return the run of a line that is surely the article's own, once; nothing when it cannot be told."""
    span = anchored(words, before)
    prints = block_prints(words)
    if span is None and prints:
        between = [run for run in _regions(prints, len(words)) if run[1] < prints[-1][1]]
        doubled = len(prints) == 2 and prints[-1][1] - prints[0][0] == len(words)
        span = between[0] if between else prints[0] if doubled else (0, 0)
    return words[slice(*span)] if span else words


def roles(
    units: Sequence[str],
    anchor: Span | None,
    mentioned: Callable[[Span], list[bool]],
    shared: Sequence[Span] | None,
    least: int = APART,
) -> Roles:
    """Part a line into the article's own runs and the site's.

    Args:
        units: keys of the line's words, or of its delimited items.
        anchor: the run that also stands before the source line, if any.
        mentioned: for each unit of a run, whether the article mentions it.
        shared: runs that other pages of this source and week print as well; None when that is unknown.
        least: units that a block needs when its first two prints do not touch.
    """
    prints = block_prints(units, least)
    regions = _regions(prints, len(units))
    block = prints[:1]
    told = f"a block of {prints[0][1] - prints[0][0]} stands {len(prints)} times; " if prints else ""
    if anchor is not None and anchor not in prints:
        own = _copies(units, anchor)
        rest = tuple(part for region in regions for part in _without(region, own))
        return Roles((anchor,), block + rest, f"{told}the own tags also stand before the source line")
    if not prints:
        return _parted_by_others(regions, shared or ())
    between, outside = _ends(regions, prints)
    if between:
        return Roles(between, block + outside, f"{told}the own tags stand between")
    if anchor is not None or not _is_site(block[0], len(prints), outside, mentioned, shared):
        return Roles(block, outside, f"{told}it is the article's own")
    return _beside(block, outside, mentioned, shared, told)


def _copies(units: Sequence[str], run: Span) -> list[Span]:
    """Return the run and its further prints right behind it."""
    size = run[1] - run[0]
    found = [run]
    while units[found[-1][1] : found[-1][1] + size] == units[slice(*run)]:
        found.append((found[-1][1], found[-1][1] + size))
    return found


def _ends(regions: list[Span], prints: tuple[Span, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What stands between the prints, and what stands before and behind them all."""
    first, last = prints[0][0], prints[-1][1]
    between = tuple(r for r in regions if first < r[0] and r[1] < last)
    return between, tuple(r for r in regions if r not in between)


def _is_site(
    block: Span,
    times: int,
    outside: tuple[Span, ...],
    mentioned: Callable[[Span], list[bool]],
    shared: Sequence[Span] | None,
) -> bool:
    """Return whether a repeated block is the site's: other pages print it, or the article does not mention it."""
    if shared is not None:
        return any(start <= block[0] and block[1] <= end for start, end in shared)
    told = _share(mentioned(block))
    if outside:
        return told < max(MENTIONED, max(_share(mentioned(run)) for run in outside))
    return times > 2 and told < MENTIONED


def _share(told: list[bool]) -> float:
    return sum(told) / max(len(told), 1)


def _beside(
    block: tuple[Span, ...],
    outside: tuple[Span, ...],
    mentioned: Callable[[Span], list[bool]],
    shared: Sequence[Span] | None,
    told: str,
) -> Roles:
    """Part what stands before or behind all prints: own tags that the article mentions, then more of the site's."""
    own: list[Span] = []
    for start, end in (part for run in outside for part in _without(run, shared or ())):
        size = end - start if shared or start < block[0][0] else _best_opening(mentioned((start, end)))
        own += [(start, start + size)] if size else []
    rest = tuple(part for run in outside for part in _without(run, own))
    return Roles(tuple(own), block + rest, told + ("the own tags stand beside it" if own else "no own tags"))


def _best_opening(told: list[bool]) -> int:
    """Return the length of the opening in which mentions, counted twice, outnumber the rest most."""
    best = size = level = 0
    for at, seen in enumerate(told, start=1):
        level += 2 if seen else -1
        if level > best:
            best, size = level, at
    return size


def _without(run: Span, parts: Sequence[Span]) -> list[Span]:
    """Return what is left of a run when some parts are taken out."""
    left, at = [], run[0]
    for start, end in sorted(parts):
        if end <= at or start >= run[1]:
            continue
        if at < start:
            left.append((at, start))
        at = max(at, end)
    return [*left, (at, run[1])] if at < run[1] else left


def _parted_by_others(regions: list[Span], shared: Sequence[Span]) -> Roles:
    """Part a line without a repeated block by what other pages print too."""
    own = tuple(part for region in regions for part in _without(region, shared))
    told = "other pages of this source and week print the site's run" if shared else "one run"
    return Roles(own, tuple(shared), told)
