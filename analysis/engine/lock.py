"""One writer a folder: the second is told who holds it; what a dead process held is free."""

from __future__ import annotations

import errno
import os
import platform
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from analysis.errors import InputError

try:
    import fcntl
except ImportError:  # Windows: two writers there are not told apart
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".lock"

_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP)
"""What file systems of clusters answer that keep no locks; work goes on there without one."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder for writing as long as the block runs.

    The system itself lets a lock go when its process ends, however it ends, so none is ever stale.

    Args:
        folder: an existing folder.

    Raises:
        InputError: another process holds it; the message has its number and machine.
        OSError: the folder cannot be written.
    """
    if fcntl is None:
        yield
        return
    handle = _take(folder)
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / NAME).unlink()
        os.close(handle)


def _take(folder: Path) -> int:
    """Return an open, locked file; again when the holder before us took it away in between."""
    while True:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle, folder)
            if _is_there(handle, folder):
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"process {os.getpid()} on {platform.node()}".encode(), 0)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(handle, 200, 0).decode("utf-8", "replace") or "another process"
        raise InputError(
            f"{folder}: {holder} is writing there. Wait until it is done, or choose another --out folder."
        ) from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


def _is_there(handle: int, folder: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), (folder / NAME).stat())
    except FileNotFoundError:
        return False
