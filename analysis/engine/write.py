"""Writing: a folder gets all of its new files or none of them."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from analysis.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    import polars as pl


LAST = ("manifest.json", "index.html")


class Folder:
    """Collect files in a hidden folder beside their place, and move them there when all are whole.

    ``manifest.json`` and ``index.html`` are moved last: where one of them is new, all the rest is new too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.draft = path / ".building"

    def __enter__(self) -> Folder:
        try:
            shutil.rmtree(self.draft, ignore_errors=True)
            self.draft.mkdir(parents=True)
        except OSError as error:
            raise InputError(
                f"cannot write into {self.path}: {error.strerror}. Choose another --out folder."
            ) from error
        return self

    def table(self, name: str, frame: pl.DataFrame) -> None:
        """Write one table as ``name.parquet``."""
        frame.write_parquet(self.draft / f"{name}.parquet", compression="zstd", statistics=True)

    def text(self, name: str, content: str) -> None:
        """Write one text file."""
        (self.draft / name).write_text(content, encoding="utf-8", newline="\n")

    def data(self, name: str, content: bytes) -> None:
        """Write one file of bytes."""
        (self.draft / name).write_bytes(content)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for file in sorted(self.draft.iterdir(), key=lambda f: (f.name in LAST, f.name)):
                _flush(file)
                file.replace(self.path / file.name)
        shutil.rmtree(self.draft, ignore_errors=True)


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
        _flush(draft)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise InputError(f"cannot write {path}: {error.strerror}. Choose another --out.") from error


def _flush(file: Path) -> None:
    """Force a file's bytes to the disk before its name is moved into place."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
