"""A result looked at again: are its tables those of its manifest, its raw files those it was built from?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis import __version__
from analysis.engine.build import raw_files
from analysis.engine.manifest import changed_tables, code_hash, read_inputs, read_manifest
from analysis.errors import InputError

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
    raw, notes = ([], []) if "inputs.parquet" in str(tables) else _raw(place, manifest["raw"])
    if manifest.get("code_sha256") != code_hash():
        notes.append(f"built by wusum {manifest.get('wusum')}, other code than this {__version__}")
    return Verified((*tables, *raw), tuple(notes))


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
