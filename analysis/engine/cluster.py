"""Where work runs on several machines: a Dask cluster, a running one or one of its own on this machine."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.engine.manifest import code_hash
from analysis.errors import AnalysisError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from analysis.engine.local import Piece, Result

AHEAD = 200
"""Pieces that are handed out before the first result is taken: a million would choke the scheduler."""


class Cluster:
    """Workers of Dask.distributed; raw files and finished parts have the same paths on all of them.

    A worker that dies loses nothing: its pieces are worked on again elsewhere, and a part is there whole or
    not at all.
    """

    def __init__(self, scheduler: str | None = None, jobs: int = 1) -> None:
        """Name the cluster; it is reached, or started, when the block begins.

        Args:
            scheduler: address of a running one, as in ``tcp://10.0.0.1:8786``; None starts one here.
            jobs: worker processes of the one that is started here.
        """
        self.scheduler, self.jobs = scheduler, jobs
        self._stack = ExitStack()
        self.client: Any = None

    def __enter__(self) -> Cluster:
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise AnalysisError(
                "--engine dask needs Dask. Install it with: pip install 'wusum[dask]'"
            ) from None
        try:
            # Processes of their own, spawned and not forked: polars holds threads, and a forked copy hangs.
            where = self.scheduler or self._stack.enter_context(
                LocalCluster(
                    n_workers=self.jobs, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
                )
            )
            self.client = self._stack.enter_context(Client(where, timeout="30s"))
        except (OSError, ValueError) as error:
            self._stack.close()
            raise InputError(
                f"no Dask scheduler answers at {self.scheduler}: {error}. Check --scheduler."
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def check(self, paths: Sequence[str | Path]) -> None:
        """See that every worker runs this code and finds some paths; else it would report pages missing.

        Args:
            paths: the folder of a raw file, and that of the tables.

        Raises:
            InputError: a path is relative, or a worker does not find it, or runs other code.
        """
        if self.scheduler and (relative := [str(p) for p in paths if not Path(p).is_absolute()]):
            raise InputError(
                f"{relative[0]}: workers of a cluster need whole paths. Begin RAW and --out with a /."
            )
        for worker, (code, missing) in sorted(self.client.run(_looked, [str(p) for p in paths]).items()):
            if missing:
                raise InputError(f"worker {worker} does not see {missing[0]}. Mount the folder there too.")
            if code != code_hash():
                raise InputError(f"worker {worker} runs other code of wusum. Install the same version there.")

    def spread(self, work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
        """Yield ``work(piece)`` for every piece, in the order of the pieces.

        Args:
            work: a picklable function.
            pieces: what it is called with.

        Raises:
            AnalysisError: workers died over one piece again and again.
        """
        from distributed import KilledWorker

        waiting: list[Any] = []
        left = iter(pieces)
        try:
            while True:
                ahead = islice(left, AHEAD - len(waiting))
                waiting += [self.client.submit(work, piece, pure=False) for piece in ahead]
                if not waiting:
                    return
                yield waiting.pop(0).result()
        except KilledWorker as error:
            raise AnalysisError(
                "workers died over one piece of work again and again, as when memory runs out. "
                "Give each worker more memory, and run again: finished parts are kept."
            ) from error


def _looked(paths: list[str]) -> tuple[str, list[str]]:
    return code_hash(), [path for path in paths if not Path(path).exists()]
