"""A Frictionless data package: the tables as CSV, with a descriptor made from their contracts."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.export.read import read_cells, read_manifest, table_names
from analysis.export.sheets import csv_bytes
from analysis.tables import CONTRACTS, meaning, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: dict[type[pl.DataType], str] = {pl.String: "string", pl.Date: "date", pl.Boolean: "boolean"}
_NULLABLE_KEY = "period"


def datapackage(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every table as CSV, then ``datapackage.json`` with their schemas, hashes and row counts.

    Source: the Data Package standard, version 2 (https://datapackage.org/standard/data-package/).
    """
    manifest = read_manifest(folder)
    resources = []
    for name in table_names(folder):
        frame = read_cells(folder, name)
        data = csv_bytes(frame)
        resources.append(_resource(name, frame, data))
        yield f"{name}.csv", data
    descriptor = {
        "$schema": PROFILE,
        "name": "wusum-tables",
        "title": "Tables of an Arabic news corpus, made by wusum",
        "description": "\n\n".join([*manifest.get("about", []), _NOTE]),
        "wusum": {k: manifest.get(k) for k in ("wusum", "inputs", "dictionary", "parameters")},
        "resources": resources,
    }
    yield "datapackage.json", json.dumps(descriptor, ensure_ascii=False, indent=2).encode() + b"\n"


_NOTE = (
    "Text cells that start with =, +, -, @, a tab or a line break have an apostrophe before them, "
    "so that no spreadsheet runs them."
)


def _resource(name: str, frame: pl.DataFrame, data: bytes) -> dict[str, Any]:
    unit = CONTRACTS[name].row if name in CONTRACTS else meanings()["others"].get(name)
    row = {"description": f"One row is {unit}."} if unit else {}
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        **row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "rows": frame.height,
        "schema": _schema(name, frame),
    }


def _schema(name: str, frame: pl.DataFrame) -> dict[str, Any]:
    """Return the Table Schema of a table; its key is a primary key where none of it may be null."""
    key = list(CONTRACTS[name].key) if name in CONTRACTS else []
    fields = [_field(column, dtype, required=column in key) for column, dtype in frame.schema.items()]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key:
        schema |= {"uniqueKeys": [key]} if _NULLABLE_KEY in key else {"primaryKey": key}
    if len(key) > 1 and key[0] == "article_id":
        reference = {"resource": "articles", "fields": ["article_id"]}
        schema["foreignKeys"] = [{"fields": ["article_id"], "reference": reference}]
    return schema


def _field(name: str, dtype: pl.DataType, *, required: bool) -> dict[str, Any]:
    number = "integer" if dtype.is_integer() else "number" if dtype.is_float() else "any"
    field = {"name": name, "type": _TYPES.get(dtype.base_type(), number)}
    field |= {"description": what} if (what := meaning(name)) else {}
    return {**field, "constraints": {"required": True}} if required and name != _NULLABLE_KEY else field
