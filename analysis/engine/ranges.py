"""Rows that come in any order -> ranges of them, one after the other, by way of the disk."""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.write import disk_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


HELD = 2**25
"""Bytes of rows that are held while they are parted: 10,000 articles, or a quarter of a million tags. With
half of it, a million articles are parted in a third more time."""


def in_ranges(
    frames: Iterable[pl.DataFrame], count: int, schema: pl.Schema, folder: Path, held: int
) -> Iterator[pl.DataFrame]:
    """Yield the rows of each range, in any order; they are written down apart, then read.

    Args:
        frames, count, folder, held: as for `part_by_range`.
        schema: the columns but ``range``, for a range without a row.
    """
    for place in part_by_range(frames, count, folder, held):
        yield pl.concat([pl.DataFrame(schema=schema), *read_range(place)])
        shutil.rmtree(place)
    folder.rmdir()


def part_by_range(frames: Iterable[pl.DataFrame], count: int, folder: Path, held: int) -> list[Path]:
    """Write rows down, those of each range apart; return the folder of each.

    Args:
        frames: rows with a column ``range``, from 0 on, which is left out.
        count: how many ranges there are.
        folder: for what waits; made.
        held: bytes of rows that are held until they are written: the more, the fewer files.
    """
    places = [folder / f"{one:07}" for one in range(count)]
    for place in (folder, *places):
        place.mkdir()
    for number, rows in enumerate(_some(frames, held)):
        for one, part in _parted(rows, count):
            with disk_faults():
                # Packed it would take half of the disk, and to pack it three times the time of writing it.
                part.write_ipc(places[one] / f"{number:07}.arrow")
    return places


def read_range(place: Path) -> list[pl.DataFrame]:
    """Return what `part_by_range` wrote into a folder."""
    return [pl.read_ipc(file.read_bytes()) for file in sorted(place.glob("*.arrow"))]


def _some(frames: Iterable[pl.DataFrame], held: int) -> Iterator[pl.DataFrame]:
    """Yield about so many bytes of rows at a time."""
    waiting: list[pl.DataFrame] = []
    size = 0
    for frame in frames:
        waiting.append(frame)
        size += int(frame.estimated_size())
        if size >= held:
            yield pl.concat(waiting)
            waiting.clear()
            size = 0
    if waiting:
        yield pl.concat(waiting)


def _parted(rows: pl.DataFrame, count: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield each range that has rows, with them; one is held beside all rows, and not another copy of all."""
    ranges = rows["range"].to_numpy()
    order = np.argsort(ranges, kind="stable")
    cuts = np.searchsorted(ranges, np.arange(count + 1), sorter=order)
    told = rows.drop("range")
    for one, (start, end) in enumerate(pairwise(cuts.tolist())):
        if start < end:
            yield one, told[order[start:end]]
