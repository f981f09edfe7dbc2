"""What all dumps teach, as a part: one sum, to which later builds add what new dumps teach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.parts import Parts
from analysis.loader.answers import KNOWN, Answers
from analysis.loader.evidence import COUNTERS, all_evidence, counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

STAGE = "evidence"
"""Stages of evidence; their names end with the least depth of the pages that were learned from."""

_HELD: dict[tuple[Path, str], Answers] = {}
"""What the evidence that this process cuts with answers; by its part, of which it holds one."""


def sum_up(parts: Parts, names: Sequence[str], deep: int) -> str:
    """Return the part with the evidence of all dumps; what was added up already is not added up again.

    Args:
        parts: where parts are kept.
        names: those with the dumps.
        deep: least depth of the dumps that are learned from.
    """
    stage = f"{STAGE}-{deep:02}"
    done, missing = parts.finished(stage, names)
    if len(done) == 1 and not missing:
        return done[0]
    total = all_evidence(_lessons(parts, [*done, *missing]), deep)
    for name in done:
        np.add(total.counts, _counts(parts, name), out=total.counts)
    answers = total.answers()
    tables = {"counters": total.counters(), "lessons": total.to_frame(), "known": answers.to_frame()}
    name = parts.write(stage, names, tables.items())
    _hold(parts.root, name, answers)
    return name


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
