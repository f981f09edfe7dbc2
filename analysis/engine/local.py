"""Run a function over chunks of files, in this process or in several: the same results in the same order."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from analysis.errors import AnalysisError

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

    Raises:
        AnalysisError: a worker was ended from outside.
    """
    jobs = min(jobs, len(pieces))
    if jobs <= 1:
        yield from map(work, pieces)
        return
    # spawn, not fork: polars holds threads, and a forked copy of them hangs.
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield from pool.map(work, pieces)
        except BrokenProcessPool as error:
            raise AnalysisError(
                f"one of {jobs} worker processes was ended from outside, as when memory runs out. "
                "Run again with fewer --jobs."
            ) from error


def _end_with_parent() -> None:
    """End this worker when the build is killed; by itself it would wait for work for ever."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
