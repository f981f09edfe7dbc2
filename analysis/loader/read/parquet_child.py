"""Parquet and Arrow files, read in a child process: polars aborts the whole process on some damaged files.

The child reads one request a line (a path, and which of how many shares of its rows, as JSON) and answers
with frames: for each batch the number of its first row and its length, eight bytes each, and so many bytes of
an Arrow stream; then twice 0 and a line of JSON with what went wrong, or "".
It is run by its path, so it imports nothing of the package; a child serves one file after the other.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

BATCH = 2_000
"""Rows of a batch: what is in memory at a time."""


class ParquetError(ValueError):
    """The file cannot be read as Parquet or Arrow, or the child died over it."""


class StartError(RuntimeError):
    """This machine starts no process to read with."""


@cache
def _idle() -> list[subprocess.Popen[bytes]]:
    """Return the children of this process that wait for a file."""
    idle: list[subprocess.Popen[bytes]] = []
    atexit.register(_end, idle)
    return idle


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.kill()
        child.communicate()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", __file__]
    pipe, quick = subprocess.PIPE, {**os.environ, "RUST_BACKTRACE": "0"}
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=quick)  # noqa: S603
    except OSError as error:  # of no file's making, so no finding about one
        raise StartError(f"{sys.executable}: {error.strerror}") from error


def parquet_batches(path: str, number: int = 0, count: int = 1) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield the table at ``path``, at most `BATCH` rows at a time, each with the number of its first row.

    Args:
        path: of the file.
        number: which share of its rows, from 0 on; rows are numbered from 1, through all shares.
        count: how many shares there are.

    Raises:
        ParquetError: it is no readable Parquet or Arrow file; batches before the damage are given.
    """
    child = _idle().pop() if _idle() else _start()
    try:
        fault = yield from _answers(child, (path, number, count))
    except BaseException:
        _end([child])
        raise
    _idle().append(child)
    if fault:
        raise ParquetError(fault)


def _answers(
    child: subprocess.Popen[bytes], request: tuple[str, int, int]
) -> Generator[tuple[int, pl.DataFrame], None, str]:
    """Yield what the child answers and return what went wrong."""
    requests, answers = cast("BinaryIO", child.stdin), cast("BinaryIO", child.stdout)
    try:
        requests.write(json.dumps(request).encode() + b"\n")
        requests.flush()
        while first := int.from_bytes(_exactly(answers, 8)):
            length = int.from_bytes(_exactly(answers, 8))
            yield first, pl.read_ipc_stream(BytesIO(_exactly(answers, length)))
        _exactly(answers, 8)
        return str(json.loads(answers.readline()))
    except OSError as error:
        raise ParquetError("the process that reads it ended") from error


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise ParquetError("it is damaged in a way that ends the process that reads it")
    return data


def _scan(path: str) -> pl.LazyFrame:
    """Tell the formats by how they begin; an Arrow stream (Hugging Face `save_to_disk`) is read whole."""
    with open(path, "rb") as file:  # noqa: PTH123
        start = file.read(6)
    if start == b"ARROW1":
        return pl.scan_ipc(path, glob=False)
    if start[:4] == b"\xff\xff\xff\xff":
        return pl.read_ipc_stream(path).lazy()
    return pl.scan_parquet(path, glob=False)


def _share(path: str, number: int, count: int) -> tuple[int, pl.LazyFrame]:
    """Return the number of the first row of a share, from 1 on, and its rows."""
    rows = _scan(path)
    if count == 1:
        return 1, rows
    height = rows.select(pl.len()).collect().item()
    start, end = (height * edge // count for edge in (number, number + 1))
    return start + 1, rows.slice(start, end - start)


def _tellable(batch: pl.DataFrame) -> pl.DataFrame:
    """Return a batch with nulls for what Python has no value for, as for days after 9999: polars panics."""
    for name, kind in batch.schema.items():
        timed = "Date" in str(kind) or "Duration" in str(kind)  # of any precision, in lists and records too
        if timed and not _is_tellable(batch[name]):
            told = pl.Series([_is_tellable(batch[name][at : at + 1]) for at in range(batch.height)])
            batch = batch.with_columns(pl.when(told).then(pl.col(name)).alias(name))
    return batch


def _is_tellable(values: pl.Series) -> bool:
    try:
        values.to_list()
    except (OverflowError, ValueError, pl.exceptions.PanicException):
        return False
    return True


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    for line in requests:
        fault = ""
        try:
            first, rows = _share(*json.loads(line))
            for batch in rows.collect_batches(chunk_size=BATCH, maintain_order=True):
                out = BytesIO()
                _tellable(batch).write_ipc_stream(out)
                answers.write(first.to_bytes(8) + len(out.getvalue()).to_bytes(8) + out.getvalue())
                first += batch.height
        except (Exception, pl.exceptions.PanicException) as error:
            fault = " ".join(str(error).split())[:160] or type(error).__name__
        answers.write(bytes(16) + json.dumps(fault).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
