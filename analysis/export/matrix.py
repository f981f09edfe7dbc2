"""A table in long form -> a sparse matrix for scipy and scikit-learn: articles by topics, tags or phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analysis.errors import TableError
from analysis.frames import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class Matrix:
    """A document-feature matrix with the names of both its sides.

    Attributes:
        values: counts, one row a document and one column a feature; what does not occur is not stored.
        rows: the name of each row.
        columns: the name of each column.
    """

    values: csr_array
    rows: tuple[str, ...]
    columns: tuple[str, ...]


def matrix(
    table: Any,
    *,
    column: str,
    row: str = "article_id",
    value: str | None = None,
    rows: Iterable[str] | None = None,
) -> Matrix:
    """Return a table in long form as a sparse matrix; rows and columns are sorted by name.

    Args:
        table: of any dataframe library, one row a feature in a place of a document; places add up.
        column: the column of the table with the features, such as ``topic``, ``tag_key`` or ``key``.
        row: the column with the documents.
        value: the column with counts, such as ``n_mentions``; None counts rows.
        rows: all documents, in the order wanted, so that one without a feature is a row of zeros; None for
            those of the table, sorted.

    Raises:
        TableError: a column is missing, or ``rows`` names a document twice, or not all of the table.

    >>> tags = pl.DataFrame({"article_id": ["b", "a", "b"], "tag_key": ["رفح", "رفح", "غزه"]})
    >>> found = matrix(tags, column="tag_key")
    >>> found.columns, found.values.toarray().tolist()
    (('رفح', 'غزه'), [[1, 0], [1, 1]])
    """
    from scipy.sparse import csr_array

    cells = _cells(lazy(table), row, column, value)
    names = tuple(rows) if rows is not None else tuple(cells["row"].unique().sort())
    features = tuple(cells["column"].unique().sort())
    if unknown := set(cells["row"]) - set(names):
        raise TableError(f"rows of the matrix: '{min(unknown)}' is not among the documents that were named.")
    if len(set(names)) < len(names):
        raise TableError("rows of the matrix: a document is named twice. Name each once.")
    at = (_places(cells["row"], names), _places(cells["column"], features))
    values = csr_array((cells["n"].to_numpy(), at), shape=(len(names), len(features)))
    return Matrix(values, names, features)


def _cells(table: pl.LazyFrame, row: str, column: str, value: str | None) -> pl.DataFrame:
    """Return one row a cell that is not zero: ``row``, ``column``, ``n``."""
    wanted = [name for name in (row, column, value) if name is not None]
    if missing := set(wanted) - set(table.collect_schema().names()):
        raise TableError(f"the table of the matrix has no column '{min(missing)}'.")
    n = pl.len() if value is None else pl.col(value).sum()
    cells = table.select(wanted).drop_nulls().group_by(row=row, column=column).agg(n=n.cast(pl.Int64))
    return cells.filter(pl.col("n") != 0).sort("row", "column").collect()


def _places(names: pl.Series, order: tuple[str, ...]) -> Any:
    return names.replace_strict(order, range(len(order)), return_dtype=pl.Int64).to_numpy()
