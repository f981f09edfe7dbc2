"""Pairs of tags by one tool, as one process: ``python benchmarks/tag_pairs.py TOOL FILE [OUT]``.

Both sides twice, each time from and to the same. From numbers to numbers: ``scipy`` does the sparse product
X'X and no more, ``wusum_numbers`` what this package does in its place. From names to a table of named pairs
with their three counts: ``wusum`` and ``scipy_named``. ``idle`` starts and does nothing. OUT takes the table.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from analysis.aggregate.counts import count_tag_pairs
from analysis.aggregate.together import _counted, sorted_rows


def idle(file: Path) -> None:
    """Start with all that is imported, and do nothing."""


def wusum(file: Path) -> pl.DataFrame:
    """This package, from names to names."""
    tags = pl.scan_parquet(file).select("article_id", "tag_key")
    pairs = count_tag_pairs(tags.with_columns(zone=pl.lit("tags")), tags.select("article_id").unique())
    return pairs.collect()


def wusum_numbers(file: Path) -> None:
    """This package, the counting alone."""
    _counted(*sorted_rows(*_numbers(file)))


def scipy(file: Path) -> None:
    """The product alone."""
    rows, columns = _numbers(file)
    X = csr_matrix((np.ones(len(rows), np.int32), (rows, columns)))
    X.T @ X


def scipy_named(file: Path) -> pl.DataFrame:
    """The product between names that become numbers and numbers that become names."""
    tags = pl.read_parquet(file, columns=["article_id", "tag_key"])
    names = tags["tag_key"].unique().sort()
    rows = tags["article_id"].rank("dense").to_numpy() - 1
    columns = tags["tag_key"].cast(pl.Enum(names)).to_physical().to_numpy()
    X = csr_matrix((np.ones(len(rows), np.int32), (rows, columns)))
    both = (X.T @ X).tocoo()
    upper, diagonal = both.row < both.col, both.row == both.col
    a, b, single = both.row[upper], both.col[upper], np.zeros(len(names), np.uint32)
    single[both.row[diagonal]] = both.data[diagonal]
    told = {"tag_a": names.gather(a), "tag_b": names.gather(b), "n_a": single[a], "n_b": single[b]}
    return pl.DataFrame({**told, "n_ab": both.data[upper].astype(np.uint32)}).sort("tag_a", "tag_b")


def _numbers(file: Path) -> tuple[np.ndarray, np.ndarray]:
    tags = pl.read_parquet(file, columns=["row", "column"])
    return tags["row"].to_numpy(), tags["column"].to_numpy()


TOOLS = {one.__name__: one for one in (idle, wusum, scipy_named, wusum_numbers, scipy)}

if __name__ == "__main__":
    found = TOOLS[sys.argv[1]](Path(sys.argv[2]))
    if sys.argv[3:]:
        found.write_parquet(sys.argv[3])
