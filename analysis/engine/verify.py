"""A result looked at again: are its tables those of its manifest, its raw files those it was built from?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import __version__
from analysis.dictionary import read_topics
from analysis.engine.build import DICTIONARY, raw_files
from analysis.engine.inputs import read_inputs
from analysis.engine.manifest import (
    changed_tables,
    code_hash,
    dictionary_hash,
    read_manifest,
    summed,
)
from analysis.errors import AnalysisError, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 20
"""Raw files that are named; a moved folder would name thousands."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes:
        differences: one line each; none means that the result is what its manifest says.
        notes: what could not be looked at, or would make a new build differ.
    """

    differences: tuple[str, ...]
    notes: tuple[str, ...]


def verify(folder: str | Path) -> Verified:
    """Compare a build's tables with its manifest, and the raw files with those it was built from.

    Args:
        folder: where ``wusum build`` wrote. Raw files are looked for where they were given, so relative
            paths from the folder the build was run in.

    Raises:
        InputError: there is no whole build.
    """
    place = Path(folder)
    manifest = read_manifest(place)
    tables = changed_tables(place, manifest)
    unknown = sorted({f.stem for f in place.glob("*.parquet")} - manifest["tables"].keys())
    tables += [f"{name}.parquet: not of this build" for name in unknown]
    tables += _said(place, manifest) if not tables else []
    raw, notes = ([], []) if "inputs.parquet" in str(tables) else _raw(place, manifest["raw"])
    if manifest.get("code_sha256") != code_hash():
        notes.append(f"built by wusum {manifest.get('wusum')}, other code than this {__version__}")
    return Verified((*tables, *raw), tuple(notes))


def _said(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Return what the manifest says of tables and dictionary and they do not, all of whose hashes agree."""
    try:
        rows = {name: _height(folder / f"{name}.parquet") for name in manifest["tables"]}
        inputs = summed(pl.read_parquet(folder / "inputs.parquet", glob=False))
    except (OSError, pl.exceptions.PolarsError):
        return ["inputs.parquet or another table: cannot be read"]
    faults = (
        [] if rows == manifest.get("rows") else ["manifest.json: other numbers of rows than in the tables"]
    )
    faults += [] if inputs == manifest["inputs"] else ["manifest.json: other inputs than in inputs.parquet"]
    try:
        found = dictionary_hash(read_topics(folder / DICTIONARY))
    except AnalysisError:
        found = ""
    return faults + (
        [] if found == manifest["dictionary"].get("sha256") else [f"{DICTIONARY}: not as it was built"]
    )


def _height(file: Path) -> int:
    return pl.scan_parquet(file, glob=False).select(pl.len()).collect().item()


def _raw(folder: Path, given: list[str]) -> tuple[list[str], list[str]]:
    """Return differences of the raw files, and a note when they are not here."""
    try:
        now = read_inputs(raw_files(given, folder))
    except InputError:
        return [], ["the raw files are not where they were; only the tables were looked at"]
    then = pl.read_parquet(folder / "inputs.parquet", glob=False)
    both = then.with_columns(was=True).join(
        now.with_columns(there=True), on="raw_path", how="full", coalesce=True, suffix="_now"
    )
    what = (
        pl.when(pl.col("was").is_null())
        .then(pl.lit("new"))
        .when(pl.col("there").is_null())
        .then(pl.lit("gone"))
        .when(pl.col("sha256").ne_missing(pl.col("sha256_now")))
        .then(pl.lit("changed"))
    )
    found = both.select("raw_path", what=what).drop_nulls().sort("raw_path")
    lines = [f"{path}: {what} since the build" for path, what in found.head(SHOWN).iter_rows()]
    more = found.height - SHOWN
    return [*lines, f"and {more} more raw files"] if more > 0 else lines, []
