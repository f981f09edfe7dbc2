"""Rows that come in any order -> ranges of them, one after the other, by way of the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.engine.write import disk_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def in_ranges(
    batches: Iterable[pl.DataFrame], count: int, schema: pl.Schema, folder: Path
) -> Iterator[pl.DataFrame]:
    """Yield the rows of each range, in any order; they are written down apart, then read.

    Args:
        batches: rows with a column ``range``, from 0 on, which is left out.
        count: how many ranges there are.
        schema: the other columns, for a range without a row.
        folder: for what waits; made, and taken away at the end.
    """
    places = [folder / f"{one:07}" for one in range(count)]
    folder.mkdir()
    for number, batch in enumerate(batches):
        for (one,), rows in batch.group_by("range"):
            places[one].mkdir(exist_ok=True)
            with disk_faults():
                rows.drop("range").write_ipc(places[one] / f"{number:07}.arrow", compression="lz4")
    for place in places:
        files = sorted(place.glob("*.arrow"))
        yield pl.concat([pl.DataFrame(schema=schema), *(pl.read_ipc(file.read_bytes()) for file in files)])
        for file in files:
            file.unlink()
        if files:
            place.rmdir()
    folder.rmdir()


def batched(frames: Iterable[pl.DataFrame], rows: int) -> Iterator[pl.DataFrame]:
    """Yield frames put together until they have so many rows: fewer files wait, and each has many."""
    held: list[pl.DataFrame] = []
    for frame in frames:
        held.append(frame)
        if sum(one.height for one in held) >= rows:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)
