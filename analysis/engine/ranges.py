"""Rows that come in any order -> ranges of them, one after the other, by way of the disk."""

from __future__ import annotations

import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from analysis.engine.write import disk_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


HELD = 20_000
"""Rows that are held while they are parted."""


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
        held: rows that are held until they are written: the more, the fewer files.
    """
    places = [folder / f"{one:07}" for one in range(count)]
    for place in (folder, *places):
        place.mkdir()
    for number, parted in enumerate(_parted(frames, held)):
        for one, rows in parted.items():
            with disk_faults():
                # Packed it would take half of the disk, and to pack it three times the time of writing it.
                pl.concat(rows).write_ipc(places[one] / f"{number:07}.arrow")
    return places


def read_range(place: Path) -> list[pl.DataFrame]:
    """Return what `part_by_range` wrote into a folder."""
    return [pl.read_ipc(file.read_bytes()) for file in sorted(place.glob("*.arrow"))]


def _parted(frames: Iterable[pl.DataFrame], held: int) -> Iterator[dict[int, Sequence[pl.DataFrame]]]:
    """Yield about so many rows at a time, parted by their range."""
    parted: dict[int, list[pl.DataFrame]] = defaultdict(list)
    height = 0
    for frame in frames:
        for (one,), rows in frame.partition_by("range", as_dict=True, include_key=False).items():
            parted[one].append(rows)
        height += frame.height
        if height >= held:
            yield dict(parted)
            parted.clear()
            height = 0
    yield dict(parted)
