"""Which part of a tag line is the site's and which the article's own: repetition, anchor, other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.loader.tags.blocks import APART, block_prints, regions_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.loader.tags.blocks import Span

MENTIONED = 0.6
"""Share of its words that the article must mention for a run of doubtful role to count as its own."""
NAMED, SILENT = 0.8, 0.3
"""Share of its words that the article must mention of a repeated run to be its own, and at most of what
stands between the prints."""
OVERLAP = 3
"""Units of anchor that are enough anywhere; fewer must be all that lies outside the block, or open it."""
LONGEST_ANCHOR = 120


@dataclass(frozen=True, slots=True)
class Roles:
    """Unit ranges of one line, in printed order within each role, and why they were parted so.

    ``doubt`` tells what may be the site's and was kept with the own for want of evidence.
    """

    own: tuple[Span, ...]
    site: tuple[Span, ...]
    reason: str
    doubt: str = ""


def anchored(units: Sequence[str], before: Sequence[str]) -> Span | None:
    """Return the part of a line that also closes the text before the source line: the article's own run.

    Args:
        units: the words of the line.
        before: the words before the source line.

    >>> anchored("s t s t a b m".split(), "x t a b".split())
    (4, 6)
    """
    prints = block_prints(units)
    regions = regions_outside(prints, len(units))
    found = [_overlap(units, region, before) for region in regions]
    sure = [
        run
        for run in found
        if run in regions or run[1] - run[0] >= OVERLAP or _opens_tail(run, regions, prints)
    ]
    if sure:
        return max(sure, key=lambda run: run[1] - run[0])
    return prints[0] if prints and _closes(before, units[slice(*prints[0])]) else None


def _opens_tail(run: Span, regions: list[Span], prints: tuple[Span, ...]) -> bool:
    """Return whether a short run opens all that stands outside the block, before more of the site's."""
    return bool(prints) and run[0] < run[1] and len(regions) == 1 and run[0] == regions[0][0] == prints[-1][1]


def _closes(before: Sequence[str], run: Sequence[str]) -> bool:
    return len(run) <= len(before) and list(before[-len(run) :]) == list(run)


def _overlap(units: Sequence[str], region: Span, before: Sequence[str]) -> Span:
    """Return the longest run of a region that closes ``before``; it may be empty."""
    line = f" {' '.join(units[slice(*region)])} "
    size, place, tail = 0, 0, " "
    while size < min(len(before), LONGEST_ANCHOR):
        tail = f" {before[len(before) - size - 1]}{tail}"
        found = line.find(tail)
        if found < 0:
            break
        size, place = size + 1, found
    start = region[0] + line[:place].count(" ")
    return start, start + size


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
    regions = regions_outside(prints, len(units))
    block = prints[:1]
    told = f"a block of {prints[0][1] - prints[0][0]} stands {len(prints)} times; " if prints else ""
    if anchor is not None and anchor not in prints:
        own = _copies(units, anchor)
        parts = [part for region in regions for part in without(region, own)]
        rest = tuple(part for part in parts if units[slice(*part)] != units[slice(*anchor)])
        if not prints and any(_share(mentioned(part)) >= MENTIONED for part in rest):
            return _parted_by_others(regions, shared or ())
        return Roles((anchor,), block + rest, f"{told}the own tags also stand before the source line")
    if not prints:
        return _parted_by_others(regions, shared or ())
    between, outside = _ends(regions, prints)
    printed = tuple(run for run in between if is_printed(run, shared))
    between = tuple(run for run in between if run not in printed)
    if between and all(_share(mentioned(run)) <= SILENT for run in between):
        named = tuple(run for run in sorted((block[0], *outside)) if _is_own(run, mentioned, shared))
        rest = tuple(run for run in (*block, *between, *printed, *outside) if run not in named)
        if named:
            return Roles(named, rest, f"{told}the article does not name what stands between")
    if between:
        foreign = _unnamed_edges(between, mentioned, least) if shared is None else shared
        inside = tuple(part for run in between for part in without(run, foreign))
        rest = tuple(part for run in between for part in without(run, inside))
        return Roles(inside, block + printed + rest + outside, f"{told}the own tags stand between")
    if anchor is not None or not _is_site(block[0], len(prints), outside, mentioned, shared):
        told_own = tuple(without(block[0], shared or ()))
        others = tuple(without(block[0], told_own))
        return Roles(told_own, others + printed + outside, f"{told}it is the article's own")
    return _beside(block + printed, outside, mentioned, shared, told)


def _unnamed_edges(runs: Sequence[Span], mentioned: Callable[[Span], list[bool]], least: int) -> list[Span]:
    """Return what opens or closes some runs, of ``least`` units at least, of which the article names none."""
    found = []
    for start, end in runs:
        named = [at for at, told in enumerate(mentioned((start, end)), start) if told]
        edges = ((start, named[0]), (named[-1] + 1, end)) if named else ()
        found += [edge for edge in edges if edge[1] - edge[0] >= least]
    return found


def _copies(units: Sequence[str], run: Span) -> list[Span]:
    """Return the run and its further prints right behind it."""
    size = run[1] - run[0]
    found = [run]
    while units[found[-1][1] : found[-1][1] + size] == units[slice(*run)]:
        found.append((found[-1][1], found[-1][1] + size))
    return found


def without_copies(units: Sequence[str], own: Sequence[Span], site: Sequence[Span]) -> list[Span]:
    """Return the site's runs without further prints of the own ones.

    >>> without_copies("s t a b s t u a b".split(), [(2, 4)], [(0, 2), (6, 9)])
    [(0, 2), (6, 7)]
    """
    keys = [(run, list(units[slice(*run)])) for run in own if run[1] - run[0] > 1]
    again = [
        (at, at + len(key))
        for start, end in site
        for _, key in keys
        for at in range(start, end - len(key) + 1)
        if list(units[at : at + len(key)]) == key
    ]
    return [part for run in site for part in without(run, again)]


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
    """Return whether a repeated block is the site's: others print it, or the article does not mention it."""
    if is_printed(block, shared):
        return True
    if shared is not None and times == 2 and not outside:
        return False
    told = _share(mentioned(block))
    if outside:
        return told < max(MENTIONED, max(_share(mentioned(run)) for run in outside))
    return times > 2 and told < MENTIONED


def _is_own(run: Span, mentioned: Callable[[Span], list[bool]], shared: Sequence[Span] | None) -> bool:
    """Return whether the article names a run, and other pages do not print it."""
    return not is_printed(run, shared) and _share(mentioned(run)) >= NAMED


def is_printed(run: Span, shared: Sequence[Span] | None) -> bool:
    """Tell whether a run lies within one that other pages print."""
    return any(start <= run[0] and run[1] <= end for start, end in shared or ())


def _share(told: list[bool]) -> float:
    return sum(told) / max(len(told), 1)


def _beside(
    block: tuple[Span, ...],
    outside: tuple[Span, ...],
    mentioned: Callable[[Span], list[bool]],
    shared: Sequence[Span] | None,
    told: str,
) -> Roles:
    """Part what stands before or behind all prints: own tags the article mentions, more of the site's."""
    own: list[Span] = []
    for start, end in (part for run in outside for part in without(run, shared or ())):
        size = end - start if shared or start < block[0][0] else _best_opening(mentioned((start, end)))
        own += [(start, start + size)] if size else []
    rest = tuple(part for run in outside for part in without(run, own))
    return Roles(tuple(own), block + rest, told + ("the own tags stand beside it" if own else "no own tags"))


def _best_opening(told: list[bool]) -> int:
    """Return the length of the opening in which mentions, counted twice, outnumber the rest most."""
    best = size = level = 0
    for at, seen in enumerate(told, start=1):
        level += 2 if seen else -1
        if level > best:
            best, size = level, at
    return size


def without(run: Span, parts: Sequence[Span]) -> list[Span]:
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
    """Part a line without a repeated block by what other pages print and the article does not name."""
    own = tuple(part for region in regions for part in without(region, shared))
    if not own:
        return Roles(
            (), tuple(regions), "one run, that other pages print too, and the article does not name it"
        )
    told = "other pages of this source and week print the site's run" if shared else "one run"
    return Roles(own, tuple(shared), told)
