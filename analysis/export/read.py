"""The folder of a build, as exports read it: tables that keep their contract, and the manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.errors import InputError, TableError
from analysis.tables import CONTRACTS, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def table_names(folder: Path) -> list[str]:
    """Return the names of all tables in a folder: those with a contract first, the others by name.

    Raises:
        InputError: the folder holds no table.
    """
    found = {file.stem for file in folder.glob("*.parquet")}
    if not found:
        raise InputError(f"{folder}: no tables there. Expected a folder that `wusum build` filled.")
    return [*(name for name in CONTRACTS if name in found), *sorted(found - set(CONTRACTS))]


def parquet_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every table file of a folder as it is, once it has kept its contract.

    Raises:
        InputError: the folder holds no table, or one cannot be read.
        TableError: a table does not keep its contract.
    """
    for name in table_names(folder):
        read_table(folder, name)
        yield f"{name}.parquet", (folder / f"{name}.parquet").read_bytes()


def read_table(folder: Path, name: str) -> pl.DataFrame:
    """Return one table of a build.

    Raises:
        InputError: there is no such table, or it cannot be read.
        TableError: it does not keep its contract.
    """
    file = folder / f"{name}.parquet"
    try:
        frame = pl.read_parquet(file, glob=False)
    except FileNotFoundError as error:
        raise InputError(
            f"{folder}: no {file.name} there. Expected a folder that `wusum build` filled."
        ) from error
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{file}: not a readable parquet table. Run `wusum build` again.") from error
    return check(frame, CONTRACTS[name]) if name in CONTRACTS else frame


def read_cells(folder: Path, name: str) -> pl.DataFrame:
    """Return one table of a folder as cells hold it: categories are text, which may look like a formula.

    Raises:
        InputError, TableError: as `read_table`, or a column holds lists, records, bytes or lengths of time.
    """
    frame = read_table(folder, name)
    for column, dtype in frame.schema.items():
        if dtype.is_nested() or dtype in (pl.Binary, pl.Duration):
            raise TableError(
                f"table '{name}', column '{column}': {dtype} does not fit into a cell. Use --format parquet."
            )
    return frame.with_columns(pl.col(name).cast(pl.String) for name in _categories(frame.schema))


def _categories(schema: pl.Schema) -> list[str]:
    return [name for name, dtype in schema.items() if dtype.base_type() in (pl.Categorical, pl.Enum)]


def read_labels(folder: Path) -> pl.DataFrame:
    """Return one row a topic of the manifest: ``id``, ``label_ar``, ``label_en``.

    Raises:
        InputError: there is no manifest, or it names no topics.
    """
    manifest = read_manifest(folder)
    try:
        rows = [(topic, t["ar"], t["en"]) for topic, t in manifest["dictionary"]["topics"].items()]
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(
            f"{folder / 'manifest.json'}: no labels of topics there. Run `wusum build` again."
        ) from error
    return pl.DataFrame(rows, schema=dict.fromkeys(("id", "label_ar", "label_en"), pl.String), orient="row")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a build.

    Raises:
        InputError: there is none, or it is not JSON.
    """
    file = folder / "manifest.json"
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{file}: no readable manifest. Run `wusum build` again.") from error
    if not isinstance(manifest, dict):
        raise InputError(f"{file}: expected a JSON object. Run `wusum build` again.")
    return manifest
