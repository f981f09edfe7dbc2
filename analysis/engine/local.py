"""Run a function over chunks of files, in this process or in several: the same results in the same order."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Result = TypeVar("Result")

CHUNK = 200
"""Files in one piece of work: small enough to keep all cores busy, large enough to hide the hand-over."""


def chunks(paths: Sequence[str], size: int = CHUNK) -> list[list[str]]:
    """Cut a list of files into pieces of work.

    >>> chunks(["a", "b", "c"], size=2)
    [['a', 'b'], ['c']]
    """
    return [list(paths[i : i + size]) for i in range(0, len(paths), size)]


def spread(
    work: Callable[[list[str]], Result], pieces: Sequence[list[str]], jobs: int = 1
) -> Iterator[Result]:
    """Yield ``work(piece)`` for every piece, in the order of the pieces.

    Args:
        work: a picklable function.
        pieces: lists of files.
        jobs: worker processes at most; one piece or one job runs in this process.
    """
    jobs = min(jobs, len(pieces))
    if jobs <= 1:
        yield from map(work, pieces)
        return
    # spawn, not fork: polars holds threads, and a forked copy of them hangs.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, pieces)
