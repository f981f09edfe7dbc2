"""What all dumps teach, as a part: one sum, to which later builds add what new dumps teach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.parts import Parts
from analysis.loader.answers import KNOWN, Answers
from analysis.loader.lessons import COUNTERS, all_evidence, counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_HELD: dict[tuple[Path, str], Answers] = {}
"""What the evidence that this process cuts with answers; by its part, of which it holds one."""


def sum_up(parts: Parts, known: Sequence[str], running: Iterator[str]) -> tuple[list[str], str]:
    """Return all parts that were read, and the part with the evidence of their dumps; none is empty.

    What was added up already is not added up again; what comes is added up while more is read.

    Args:
        parts: where parts are kept.
        known: those that are there.
        running: those that come.
    """
    done, missing = parts.finished("evidence", _with_dumps(parts, known))
    read, summed = list(known), len(done) == 1 and not missing

    def names() -> Iterator[str]:
        for name in running:
            read.append(name)
            yield name
        if not summed or len(read) > len(known):
            yield from (*done, *missing)

    total = all_evidence(_lessons(parts, names()))
    if summed and len(read) == len(known):
        return sorted(read), done[0]
    if not (waiting := _with_dumps(parts, sorted(read))):
        return sorted(read), ""
    for name in done:
        np.add(total.counts, _counts(parts, name), out=total.counts)
    answers = total.answers()
    tables = {"counters": total.counters(), "lessons": total.to_frame(counters=False)}
    name = parts.write("evidence", waiting, [*tables.items(), ("known", answers.to_frame())])
    _hold(parts.root, name, answers)
    return sorted(read), name


def _with_dumps(parts: Parts, names: Iterable[str]) -> list[str]:
    return [name for name in names if parts.files([name], "pages")]


def _lessons(parts: Parts, names: Iterable[str]) -> Iterator[pl.DataFrame]:
    """Yield what some parts teach, table by table."""
    for name in names:
        yield from (pl.read_parquet(file, glob=False) for file in parts.files([name], "lessons"))


def _counts(parts: Parts, name: str) -> np.ndarray:
    """Return the counters of the dumps whose evidence a part holds."""
    return counts_of(parts.frame([name], "counters", COUNTERS))


def answers_of(root: Path, name: str) -> Answers:
    """Return what the evidence of a part answers, read once a process."""
    if (root, name) not in _HELD:
        parts = Parts(root)
        _hold(root, name, Answers.of_frame(_counts(parts, name), parts.frame([name], "known", KNOWN)))
    return _HELD[root, name]


def _hold(root: Path, name: str, answers: Answers) -> None:
    _HELD.clear()
    _HELD[root, name] = answers


def forget() -> None:
    """Free what this process cut with."""
    _HELD.clear()
