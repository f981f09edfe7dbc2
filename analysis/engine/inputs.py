"""Raw files and the hashes of their bytes; one that stands as an earlier build saw it is not hashed again.

As git does with its index: a file is the same while its size, times and inode are. Times have a grain, so
what was changed just before it was hashed may be changed again unseen, and is hashed by the next build too.
Of a file in a store the hash is that of what the store says of it.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from analysis.engine.manifest import file_hash
from analysis.loader.read import Stored
from analysis.loader.read.files import is_plain
from analysis.loader.read.raw_page import shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.engine.parts import Parts

INPUTS = {"raw_path": pl.String, "n_bytes": pl.UInt64, "sha256": pl.String}
"""One row is a raw file; one that cannot be read has nulls here and a row in ``page_issues``."""

STATUS = {
    **{"raw_path": pl.String, "n_bytes": pl.UInt64, "changed": pl.Int64, "set": pl.Int64},
    "inode": pl.UInt64,
}
"""What a file system says of a file: ``changed`` is when its bytes were, ``set`` when anything of it was."""

SEEN = {**STATUS, "sha256": pl.String}

STAGE = "hashed"
"""Parts with what was seen."""

GRAIN = 2 * 10**9
"""Nanoseconds within which two changes may leave the same times: two seconds on the coarsest file systems."""

LATEST = 2**63 - 1
"""The latest time a column holds, in 2262; a file that says it is younger is never remembered.
The earliest is as far before 1970."""


def read_inputs(paths: Sequence[str], parts: Parts | None = None) -> pl.DataFrame:
    """Return `SEEN` of raw files, `INPUTS` among it, in the order of the paths.

    Args:
        paths: raw files.
        parts: where earlier builds keep what they saw; None hashes every file.
    """
    began = time.time_ns()
    status = pl.DataFrame([_status(path) for path in paths], schema=STATUS, orient="row")
    seen = status.join(_known(parts), on=list(STATUS), how="left", maintain_order="left")
    missing = (seen["inode"].is_not_null() & seen["sha256"].is_null()).arg_true().to_list()
    taken = pl.Series([file_hash(paths[row]) for row in missing], dtype=pl.String)
    hashed = seen.with_columns(sha256=seen["sha256"].scatter(missing, taken))
    stored = {row: path.sha256 for row, path in enumerate(paths) if isinstance(path, Stored)}
    hashed = hashed.with_columns(
        sha256=hashed["sha256"].scatter(list(stored), pl.Series(stored.values(), dtype=pl.String))
    )
    is_old = pl.max_horizontal("changed", "set") < began - GRAIN
    return hashed.with_columns(
        n_bytes=pl.when(pl.col("sha256").is_not_null()).then("n_bytes"), set=pl.when(is_old).then("set")
    )


def hash_again(path: str) -> str | None:
    """Return the hash of a raw file as it stands now; a process that reads many shares takes it once.

    Of one in a store, as it stood when it was listed: what was copied is that or younger, and a younger file
    is another for the next build.
    """
    return path.sha256 if isinstance(path, Stored) else _hash_of(path, _status(path))


@lru_cache(maxsize=1)
def _hash_of(path: str, _status: tuple[object, ...]) -> str | None:
    return file_hash(path)


def _status(path: str) -> tuple[str, int | None, int | None, int | None, int | None]:
    """Return the row of `STATUS` of a regular file; nulls for all else, which is not hashed."""
    if isinstance(path, Stored):
        return shown_path(path), path.n_bytes, None, None, None
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - a Path for each takes as long again
        if is_plain(found):
            changed, put = found.st_mtime_ns, found.st_ctime_ns
            if max(abs(changed), abs(put)) > LATEST:
                changed, put = (max(-LATEST, min(at, LATEST)) for at in (changed, put))
            return shown_path(path), found.st_size, changed, put, found.st_ino
    return shown_path(path), None, None, None, None


def _known(parts: Parts | None) -> pl.DataFrame:
    """Return `SEEN` of earlier builds, each file's status once."""
    nothing = pl.DataFrame(schema=SEEN)
    if parts is None or os.name != "posix":  # elsewhere no time tells that a file was changed and set back
        return nothing
    with suppress(OSError, pl.exceptions.PolarsError):  # another build may take them away meanwhile
        return parts.frame(parts.whole(STAGE), "seen", SEEN).unique(list(STATUS), keep="first")
    return nothing


def remember(parts: Parts, seen: pl.DataFrame) -> str:
    """Keep what was seen for the next build; return the part that holds it.

    Args:
        parts: where to.
        seen: from `read_inputs`; what changed too short a time before is left out.
    """
    return parts.note(STAGE, "seen", seen.drop_nulls())
