"""Writing: a folder gets all of its new files or none of them."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from analysis.engine.lock import NAME as LOCK
from analysis.engine.lock import held
from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    import polars as pl


DRAFT = ".building"

LEVEL = 1
"""How hard zstd packs: its own 3 takes a third more time, and a fifteenth less of the disk."""

ROW_GROUP = 10_000
"""Rows that are written, and later read, at a time: 25 MB of articles. Readers hold some of them at once."""

LAST = ("manifest.json", "index.html")
"""What makes the other files a result: taken away before they change, put back when all are in place."""


class Folder:
    """Hold a folder for writing, collect files in a hidden one inside, and move them up when all are whole.

    A process killed at any moment leaves the last whole result, or files without ``manifest.json`` or
    ``index.html``, which are none; the next one clears what it left.
    """

    def __init__(self, path: Path) -> None:
        """Name the folder; it is made and held when the block begins."""
        self.path = path
        self.draft = path / DRAFT
        self._lock = ExitStack()

    def __enter__(self) -> Folder:
        with said_clearly(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock.enter_context(held(self.path))
            try:
                shutil.rmtree(self.draft, ignore_errors=True)
                self.draft.mkdir()
            except OSError:
                self._lock.close()
                raise
        return self

    def table(self, name: str, frame: pl.DataFrame) -> Path:
        """Write one table as ``name.parquet`` and return where it waits."""
        return self.rows(name, frame.schema, [frame])

    def rows(self, name: str, schema: pl.Schema, frames: Iterable[pl.DataFrame]) -> Path:
        """Write a table whose rows come frame by frame, as ``name.parquet``, and return where it waits."""
        file = self.draft / f"{name}.parquet"
        with said_clearly(self.path):
            write_rows(file, schema, frames)
        return file

    def text(self, name: str, content: str) -> None:
        """Write one text file."""
        self.data(name, content.encode("utf-8"))

    def data(self, name: str, content: bytes) -> None:
        """Write one file of bytes."""
        with said_clearly(self.path):
            (self.draft / name).write_bytes(content)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            try:
                if kind is None:
                    with said_clearly(self.path):
                        self._move_up(sorted(self.draft.iterdir()))
            finally:
                shutil.rmtree(self.draft, ignore_errors=True)

    def _move_up(self, files: list[Path]) -> None:
        """Put new files in place of old ones; at no moment does an old manifest stand beside a new table."""
        for file in files:
            flush(file)
        last = [file for file in files if file.name in LAST]
        for file in last:
            (self.path / file.name).unlink(missing_ok=True)
        flush(self.path)
        for file in (f for f in files if f not in last):
            file.replace(self.path / file.name)
        flush(self.path)
        for file in last:
            file.replace(self.path / file.name)
        flush(self.path)


def clear(path: Path) -> None:
    """Take away what a killed process left in a folder, unless somebody is at work there.

    Args:
        path: a folder; it may be read-only.
    """
    if any((path / name).exists() for name in (DRAFT, LOCK)):
        with suppress(InputError), Folder(path):
            pass


def replace_file(path: Path, data: bytes) -> None:
    """Write one file whole or not at all, over whatever stood there.

    Args:
        path: where to; its folder is made when missing.
        data: all of its bytes.

    Raises:
        InputError: the folder cannot be written.
    """
    draft = path.with_name(f".{path.name}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        flush(draft)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise InputError(f"cannot write {path}: {error.strerror}. Choose another --out.") from error


def write_table(file: Path, frame: pl.DataFrame) -> None:
    """Write one parquet file that is read whole again: in large groups of rows, as quick as can be.

    Args:
        file: where to.
        frame: all of its rows.

    Raises:
        OSError: it cannot be written.
    """
    with disk_faults():
        frame.write_parquet(file, compression="zstd", compression_level=LEVEL, statistics=False)


def write_rows(file: Path, schema: pl.Schema, frames: Iterable[pl.DataFrame]) -> None:
    """Write one parquet file from frames that come one after the other, of which some are held at a time.

    The same rows are the same bytes, in however many frames they come.

    Args:
        file: where to.
        schema: columns and types of each frame.
        frames: the rows in their order.

    Raises:
        OSError: it cannot be written.
    """
    from polars.io.plugins import register_io_source

    def rows(*_: object) -> Iterator[pl.DataFrame]:
        yield from frames

    with disk_faults():
        register_io_source(rows, schema=schema).sink_parquet(
            file, compression="zstd", compression_level=LEVEL, statistics=True, row_group_size=ROW_GROUP
        )


@contextmanager
def disk_faults() -> Iterator[None]:
    """Raise an OSError with its reason where polars tells in words of its own that a disk is full.

    Raises:
        OSError: for any ComputeError inside the block, and for an OSError without a reason.
    """
    from polars.exceptions import ComputeError

    try:
        yield
    except ComputeError as error:
        raise OSError(0, str(error).rpartition(": ")[2]) from error
    except OSError as error:  # a file that cannot be made: "No space left on device (os error 28): ..."
        if error.strerror:
            raise
        raise OSError(0, str(error).partition(" (os error")[0]) from error


@contextmanager
def said_clearly(folder: Path) -> Iterator[None]:
    """Say in one clear line what keeps a folder from being written.

    Raises:
        InputError: for any OSError inside the block.
    """
    try:
        yield
    except OSError as error:
        raise InputError(
            f"cannot write into {folder}: {error.strerror}. Choose another --out folder."
        ) from error


def flush(place: Path) -> None:
    """Force a file's bytes, or a folder's names, to the disk."""
    if os.name != "posix" and place.is_dir():
        return  # Windows opens no folders
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
