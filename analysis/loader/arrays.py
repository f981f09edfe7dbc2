"""Sorted arrays of hashes as sets; arrays of pairs, and of records in bins, on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray


def distinct(values: np.ndarray) -> np.ndarray:
    """Return each value once, sorted; np.unique hashes them first, which takes 50 times as long.

    Args:
        values: any array of numbers, in one dimension.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=ordered[:1] ^ 1).astype(bool)]


def stand_in(held: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return which keys stand in a sorted array.

    >>> stand_in(np.array([1, 3]), np.array([3, 2, 4])).tolist()
    [True, False, False]
    """
    if not len(held):
        return np.zeros(len(keys), dtype=bool)
    return held[np.minimum(np.searchsorted(held, keys), len(held) - 1)] == keys


def put_pairs(file: Path, pairs: np.ndarray) -> None:
    """Write pairs of rows to a file that this process, or a worker of it, reads with `get_pairs`."""
    pairs.astype(np.int64, copy=False).tofile(file)


def get_pairs(file: Path) -> np.ndarray:
    """Return pairs of rows, shape (pairs, 2); unlike ``np.load`` it could not run what stands in the file."""
    return np.fromfile(file, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class Bins:
    """Records that wait in files, one a bin, until they are read once."""

    stem: Path
    count: int
    kind: np.dtype[Any]

    def add(self, bins: NDArray[np.integer[Any]], records: NDArray[Any]) -> None:
        """Write records down, each into its bin."""
        order = np.argsort(bins, kind="stable")
        edges = np.searchsorted(bins, np.arange(self.count + 1), sorter=order)
        for number, (start, end) in enumerate(pairwise(edges.tolist())):
            if start < end:
                with self._file(number).open("ab") as file:
                    file.write(records[order[start:end]].tobytes())

    def __iter__(self) -> Iterator[NDArray[Any]]:
        """Yield the records of each bin that has some, in the order of bins."""
        for number in range(self.count):
            if (file := self._file(number)).exists():
                records = np.fromfile(file, self.kind)
                file.unlink()
                yield records

    def _file(self, number: int) -> Path:
        return self.stem.with_name(f"{self.stem.name}-{number:07}")
