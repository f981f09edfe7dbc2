"""``wusum ARGUMENT...``, with the processor seconds of its pieces of work written to a file.

Pieces are what is kept as parts: reading, cutting, sketches, topics, comparing texts. All else of a build is
done once whatever is new: ``python benchmarks/pieces.py FILE build RAW --out DIR``.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from analysis.engine.memory import hold_little

hold_little()  # as the command does: before anything imports polars

from analysis.engine import local  # noqa: E402


class Timed(local.Local):
    """This machine, with the seconds that its pieces took."""

    spent = 0.0

    def spread(self, work: Callable[[Any], Any], pieces: Sequence[Any]) -> Iterator[Any]:
        """Yield ``work(piece)`` for every piece, in order."""
        for result, seconds in super().spread(partial(timed, work), pieces):
            Timed.spent += seconds
            yield result


def timed(work: Callable[[Any], Any], piece: Any) -> tuple[Any, float]:
    """Return ``work(piece)`` and the processor seconds that it took."""
    began = time.process_time()
    return work(piece), time.process_time() - began


if __name__ == "__main__":
    local.Local = Timed  # type: ignore[misc]
    from analysis.__main__ import main

    status = main(sys.argv[2:])
    Path(sys.argv[1]).write_text(json.dumps(Timed.spent), encoding="utf-8")
    sys.exit(status)
