"""Run a function over pieces of work, in this process or in several: the same results in the same order."""

from __future__ import annotations

import gc
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import polars as pl

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Engine(Protocol):
    """Where work runs: a context manager, so that what it starts ends."""

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def check(self, paths: Sequence[str | Path]) -> None:
        """Raise InputError when its workers do not see some paths."""

    def spread(self, work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
        """Yield ``work(piece)`` for every piece, in the order of the pieces."""


class Local:
    """This machine: one process, or several that are started when there is work for them and then kept.

    >>> with Local(1) as engine:
    ...     list(engine.spread(sum, [[1, 2], [3]]))
    [3, 3]
    """

    def __init__(self, jobs: int = 1) -> None:
        """Use ``jobs`` worker processes at most; one job is this process."""
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Local:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def start(self) -> None:
        """Start all workers now: they import what the work needs while this process still gets ready."""
        if self.jobs > 1:
            for _ in range(self.jobs):  # a worker is started for a task when none waits for one
                self._workers().submit(int)

    def check(self, paths: Sequence[str | Path]) -> None:
        """Workers of this machine see what this process sees."""

    def spread(self, work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
        """Yield ``work(piece)`` for every piece, in the order of the pieces.

        Args:
            work: a picklable function.
            pieces: what it is called with; a single one is worked on in this process.

        Raises:
            AnalysisError: a worker was ended from outside.
        """
        if min(self.jobs, len(pieces)) <= 1:
            yield from map(work, pieces)
            return
        try:
            yield from self._workers().map(work, pieces)
        except BrokenProcessPool as error:
            raise AnalysisError(
                f"one of {self.jobs} worker processes was ended from outside, as when memory runs out. "
                "Run again with fewer --jobs."
            ) from error

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Two threads that first ask polars for numpy fail: its stand-in takes numpy's own `_globals`
            # for its names. One asks before the thread that reads the workers' tables is there.
            pl.Series(np.zeros(1))
            # spawn, not fork: polars holds threads, and a forked copy of them hangs.
            self._pool = ProcessPoolExecutor(
                self.jobs, get_context("spawn"), initializer=_begin, initargs=(self.jobs,)
            )
        return self._pool


def _begin(jobs: int) -> None:
    """Begin as one of some workers: import what the work needs; a Ctrl-C meanwhile is for the build to say.

    Polars starts as many threads as there are cores, in each worker; together they would be too many.
    """
    Thread(target=_wait_for_parent, daemon=True).start()
    os.environ.setdefault("POLARS_MAX_THREADS", str(max((os.cpu_count() or 1) // jobs, 1)))
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    import_work()
    signal.signal(signal.SIGINT, handler)


def import_work() -> None:
    """Import what a build needs, and look for garbage seldom; for a process that does nothing but build."""
    gc.disable()  # imports make no garbage; to look for some takes an eighth of their time
    import_module("analysis.engine.build")
    gc.freeze()
    gc.set_threshold(20_000)  # a page leaves hardly a ring of objects; looking at 700 takes a hundredth of it
    gc.enable()


def _wait_for_parent() -> None:
    """End this worker when the build is killed; by itself it would wait for work for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
