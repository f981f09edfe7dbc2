"""Pieces of work: how large they are, and where they run."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from analysis.engine.local import Local

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from analysis.engine.local import Engine

    OnStep = Callable[[str, int, int], None]

File = TypeVar("File")

FILES, BYTES = 250, 2**25
"""Files and bytes of one piece of work: small enough to keep all cores busy and memory bounded, large enough
to hide the hand-over. A larger file is a piece of its own, and is read batch by batch."""

PIECES, LARGEST = 32, 1_000
"""Pieces of a large corpus, and the most files of one: each has counters and tables of its own to write and
add up, a tenth of its work at 250 files; but all cores should be busy to the end."""

LITTLE = 2**23
"""Bytes read in this process where most is known (2,000 dumps): starting two workers takes as long."""


def pieces(
    missing: Iterable[str], files: Mapping[str, tuple[File, int]], most: int = BYTES
) -> list[list[File]]:
    """Return files in pieces of work, in their order.

    Args:
        missing: names of files.
        files: by name, each with its size.
        most: bytes of a piece; a larger file is one by itself.
    """
    found: list[list[File]] = []
    room, wanted = 0, list(missing)
    full = min(max(FILES, len(wanted) // PIECES), LARGEST)
    for file, size in map(files.__getitem__, wanted):
        if room < size or not found or len(found[-1]) == full:
            found.append([])
            room = most
        found[-1].append(file)
        room -= size
    return found


def where(engine: Engine, files: Iterable[tuple[File, int]], known: Collection[str]) -> Engine:
    """Return where files, each with its size, are read: a little beside what is known in this process."""
    return Local(1) if known and sum(size for _, size in files) <= LITTLE else engine


def run(
    engine: Engine,
    work: Callable[..., str],
    some: Sequence[object],
    stage: str,
    on_step: OnStep,
    sizes: Sequence[int],
) -> Iterator[str]:
    """Yield what some work returns of each piece, in order.

    Args:
        engine: where it runs.
        work: called with a piece.
        some: pieces of work.
        stage: what is done, for ``on_step``.
        on_step: called with the stage, and how much is done and in all.
        sizes: of the pieces.
    """
    for done, name in zip(accumulate(sizes), engine.spread(work, some), strict=True):
        on_step(stage, done, sum(sizes))
        yield name
