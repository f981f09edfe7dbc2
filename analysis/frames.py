"""Tables of other libraries at the public door: pandas, pyarrow, DuckDB, anything that speaks Arrow.

Inside, every table is a polars LazyFrame. Whatever has an Arrow stream (the PyCapsule interface) becomes one
here, without a copy where the library allows it.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import polars as pl

from analysis.errors import TableError
from analysis.tables import CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

_TYPES = {name: dtype for table in CONTRACTS.values() for name, dtype in table.columns.items()}


def lazy(frame: Any) -> pl.LazyFrame:
    """Return a table of any dataframe library as the LazyFrame that every function of this package takes.

    Args:
        frame: a polars frame, which stays as it is; or a table of pandas, pyarrow, DuckDB or another library
            with ``__arrow_c_stream__``. Its columns that a contract names get the contract's type, because
            pandas has no days and turns counts with gaps into real numbers.

    Raises:
        TableError: it is no table, or a column cannot be read as what its name says.

    >>> lazy(pl.DataFrame({"article_id": ["a"]})).collect().height
    1
    """
    return frame if isinstance(frame, pl.LazyFrame) else eager(frame).lazy()


def eager(frame: Any) -> pl.DataFrame:
    """Return a table of any dataframe library as a polars DataFrame; as :func:`lazy` otherwise."""
    if isinstance(frame, pl.DataFrame):
        return frame
    kind = type(frame).__name__
    if isinstance(frame, pl.LazyFrame):
        raise TableError("a LazyFrame is not computed yet, and a figure draws rows. Call .collect() on it.")
    if not hasattr(frame, "__arrow_c_stream__") or _is_series(frame):
        raise TableError(f"a {kind} is no table. Expected a frame of polars, pandas, pyarrow or DuckDB.")
    try:
        return _typed(pl.DataFrame(frame))
    except ImportError as error:
        raise TableError("pandas hands tables over through pyarrow. Run `pip install pyarrow`.") from error
    except pl.exceptions.PolarsError as error:
        raise TableError(f"a {kind} cannot be read as a table: {str(error).splitlines()[0]}.") from error


def takes_any_table(function: Callable[P, R], as_polars: Callable[[Any], Any] = lazy) -> Callable[P, R]:
    """Return a function of polars frames that takes tables of any library in their place.

    Args:
        function: its first argument is a table; further ones may stand anywhere among the others.
        as_polars: :func:`lazy` or :func:`eager`, what the function itself takes.
    """

    def read(value: Any) -> Any:
        is_arrow = hasattr(value, "__arrow_c_stream__") and not _is_series(value)
        return as_polars(value) if is_arrow or isinstance(value, pl.LazyFrame) else value

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        first, others = map(as_polars, args[:1]), map(read, args[1:])
        return function(*first, *others, **{name: read(value) for name, value in kwargs.items()})

    return called


def _is_series(value: object) -> bool:
    return type(value).__name__ == "Series"


def _typed(frame: pl.DataFrame) -> pl.DataFrame:
    schema = frame.schema
    other = {name: _TYPES[name] for name, dtype in schema.items() if _TYPES.get(name, dtype) != dtype}
    return frame.with_columns(cast(name, schema[name], dtype) for name, dtype in other.items())


def cast(name: str, given: pl.DataType, wanted: Any) -> pl.Expr:
    """Return a column of one type as another; a moment with a time zone is the day it was there.

    >>> frame = pl.DataFrame({"at": ["2024-02-01T00:30+03:00"]})
    >>> frame = frame.select(pl.col("at").str.to_datetime("%FT%R%z", time_zone="Asia/Riyadh"))
    >>> frame.select(cast("at", frame.schema["at"], pl.Date)).item()
    datetime.date(2024, 2, 1)
    """
    column = pl.col(name)
    if given == pl.String and wanted == pl.Date:
        return column.str.to_date("%Y-%m-%d")
    if isinstance(given, pl.Datetime) and wanted == pl.Date:
        return column.dt.replace_time_zone(None).cast(wanted)
    return (column.fill_nan(None) if given.is_float() else column).cast(wanted)
