"""Which raw files there are, and how their bytes are opened within bounds."""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from analysis.errors import InputError
from analysis.loader.read.raw_page import RawFault
from analysis.loader.read.store import is_address, list_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_PAGE_BYTES = 16 * 2**20
"""Largest page, row or element that is read; a real news page has 0.1 MB."""

MAX_EXPANSION = 200
"""A .gz may grow this much beyond `MAX_PAGE_BYTES`; text grows 3 to 20 fold, a bomb a thousandfold."""

CHUNK = 2**20
"""Bytes or characters read at a time."""

_PAGE = 2**16
"""Bytes that most pages do not have."""

SHARE_BYTES = 2**25
"""A long table is read in shares of about so many bytes, by several workers where there are some."""

FORMATS = {
    "dump": ("", ".txt", ".text", ".md"),
    "html": (".html", ".htm", ".xhtml", ".shtml", ".php", ".aspx"),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson", ".jl"),
    "csv": (".csv", ".tsv", ".tab"),
    "parquet": (".parquet", ".pq"),
    "arrow": (".arrow", ".feather", ".ipc"),
    "feed": (".xml", ".rss", ".atom", ".rdf"),
    "warc": (".warc", ".wet"),
}
_FORMAT_OF = {ending: name for name, endings in FORMATS.items() for ending in endings}
FILE, FOLDER, LINK = "file", "folder", "link to a folder"

_ABOUT = tuple(
    "readme license licence notice copying changelog dataset_info dataset_infos dataset_dict".split()
)


_KERNEL = os.stat("/proc").st_dev if os.path.ismount("/proc") else None  # noqa: PTH116
"""The system's window on itself, where what calls itself a file may have no end or keep a reader waiting.

In a container without it a folder of that name lies on the disk of all others.
"""


class Share(NamedTuple):
    """Some of the rows of a raw file, or all that it holds.

    Attributes:
        path: the file.
        number: which share, from 0 on.
        of: in how many shares the file is read.
        copy: where its bytes lie, when that is not its path.
        fault: the finding when they could not be had, and its detail.
    """

    path: str
    number: int = 0
    of: int = 1
    copy: str = ""
    fault: tuple[str, str] | None = None


def shares(path: str, n_bytes: int) -> list[Share]:
    """Return the shares in which a raw file is read: one, but for long tables of Parquet, JSONL and CSV.

    A file in a store is one: each share would copy all of it.

    Args:
        path: one of `list_raw`.
        n_bytes: its size.

    >>> len(shares("a.parquet", 2**27)), len(shares("a.jsonl.gz", 2**27))
    (4, 1)
    """
    if (count := n_bytes // SHARE_BYTES) < 2 or is_address(path):
        return [Share(path)]
    parted = path.lower().endswith((*FORMATS["parquet"], *FORMATS["jsonl"], *FORMATS["csv"]))
    return [Share(path, number, count) for number in range(count)] if parted else [Share(path)]


def count_dumps(paths: Iterable[str]) -> int:
    """Return how many raw files are page dumps, by their endings.

    >>> count_dumps(["a.txt", "b.HTML", "c.csv.gz", "d"])
    2
    """
    others = tuple(chain.from_iterable(endings for name, endings in FORMATS.items() if name != "dump"))
    return sum(not path.lower().removesuffix(".gz").endswith(others) for path in paths)


def list_raw(paths: Sequence[str | Path]) -> list[str]:
    """Return every raw file under ``paths``, each once, in sorted order.

    Hidden files, ``__MACOSX``, ``*.md`` and files named README, LICENSE and the like are passed over,
    unless they are named themselves. Folders that cannot be opened and links to folders that are read
    already stand in the list too, so that reading them records a finding.

    Args:
        paths: files, folders (searched to any depth) and globs, mixed; also addresses in a store (`Stored`).

    Raises:
        InputError: a path does not exist and matches nothing as a glob.
    """
    addresses = sorted({str(path) for path in paths if is_address(path)})
    found: dict[str, str] = {file: file for root in addresses for file in list_store(root, _ignored)}
    walked: set[Path] = set()
    local = (path for path in paths if not is_address(path))
    for root in sorted({os.fspath(path) and str(Path(path)) for path in local}):
        for top in _expand(root):
            for file, real in _walk(top, top.parent.resolve() / top.name, walked):
                place = os.path.normcase(real)
                found[place] = min(file, found.get(place, file))
    return sorted(found.values())


def _expand(root: str) -> list[Path]:
    if root and os.path.lexists(root):
        return [Path(root)]
    matches = sorted(glob.glob(root, recursive=True)) if glob.has_magic(root) else []  # noqa: PTH207
    if not matches:
        raise InputError(
            f"RAW '{root}': no such file or folder, and nothing matches it as a glob. Check the path."
        )
    return [path for path in map(Path, matches) if not _ignored(path.name)]


def _ignored(name: str) -> bool:
    lower = name.lower()
    about = lower.endswith(".md") or lower.partition(".")[0] in _ABOUT
    return about or name.startswith(".") or name == "__MACOSX"


def _walk(top: Path, real: Path, walked: set[Path]) -> Iterator[tuple[str, str]]:
    """Yield (path, real path) of each file; real folders first, so that a link never hides its target."""
    waiting = [(top, real)] if top.is_dir() else []
    links: list[tuple[Path, Path]] = []
    if not waiting:
        yield str(top), str(real)
    while waiting or links:
        linked = not waiting
        path, place = waiting.pop() if waiting else links.pop(0)
        target = Path(os.path.realpath(place))
        entries = _entries(path)
        if entries is None or (linked and target in walked):
            yield str(path), str(place)
        elif target not in walked:
            walked.add(target)
            shown, there = _inside(path), _inside(target)
            yield from ((shown + name, there + name) for name, kind in entries if kind == FILE)
            for folders, wanted in ((waiting, FOLDER), (links, LINK)):
                folders += [(path / name, target / name) for name, kind in entries if kind == wanted]
            links.sort()


def _inside(folder: Path) -> str:
    """Return what stands before a file's name in a folder; a Path for each file took half of all the time."""
    return str(folder / "x")[:-1]


def _entries(folder: Path) -> list[tuple[str, str]] | None:
    """Return (name, kind) of what stands in a folder; None when it cannot be opened."""
    try:
        with os.scandir(folder) as found:
            every = {entry.name: _kind(entry) for entry in found}
    except OSError:
        return None
    if "dataset_info.json" in every:  # Hugging Face `save_to_disk` writes both; neither holds a page
        every.pop("state.json", None)
    return sorted((name, kind) for name, kind in every.items() if not _ignored(name))


def _kind(entry: os.DirEntry[str]) -> str:
    """Tell a folder and a link to one from all else, which is read, or is a finding when it is read."""
    if entry.is_symlink():
        return LINK if Path(entry).is_dir() else FILE
    return FOLDER if entry.is_dir() else FILE


def format_of(path: str) -> tuple[str, bool]:
    """Return the format a file's ending names, and whether it is gzipped.

    Raises:
        RawFault: ``unknown_format``.

    >>> format_of("a/b.jsonl.gz")
    ('jsonl', True)
    """
    name = os.path.basename(path.lower())  # noqa: PTH119 - as a Path it takes a fifth of reading a page
    zipped = _ending(name) == ".gz"
    ending = _ending(name.removesuffix(".gz") if zipped else name)
    if ending not in _FORMAT_OF:
        known = " ".join(e for endings in FORMATS.values() for e in endings if e)
        raise RawFault(
            "unknown_format", f"the ending '{ending}' is not known; read are {known}, also with .gz."
        )
    return _FORMAT_OF[ending], zipped


def is_plain(status: os.stat_result) -> bool:
    """Tell whether what the system says of a path is a regular file on a disk: reading it comes to an end."""
    return stat.S_ISREG(status.st_mode) and status.st_dev != _KERNEL


def _ending(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f".{ending}" if stem and ending else ""


@contextmanager
def open_raw(path: str, name: str = "") -> Iterator[tuple[str, BinaryIO]]:
    """Open a regular file: its format, and its bytes unzipped within `MAX_EXPANSION`.

    Args:
        path: where its bytes are.
        name: what its ending is taken from, when that is not the path.

    Raises:
        RawFault: the path is a folder, a device or a pipe, is empty, or of an unknown format.
        OSError: it is gone or may not be read.
    """
    status = os.stat(path)  # noqa: PTH116
    if stat.S_ISDIR(status.st_mode):
        os.scandir(path).close()
        raise RawFault("symlink_loop", "a link to a folder that is read already or holds this link.")
    if not is_plain(status):
        raise RawFault(
            "not_a_file",
            "this is a device, pipe, socket or file of the system itself; only files on a disk are read.",
        )
    form, zipped = format_of(name or path)
    if status.st_size == 0:
        raise RawFault("empty", "the file holds no bytes.")
    with Path(path).open("rb", buffering=min(CHUNK, status.st_size + 1)) as stream:
        if not zipped:
            yield form, stream
            return
        limit = MAX_PAGE_BYTES + MAX_EXPANSION * status.st_size
        with gzip.open(stream) as unzipped:
            yield form, cast("BinaryIO", io.BufferedReader(Bounded(unzipped, limit), CHUNK))


class Bounded(io.RawIOBase):
    """A stream that refuses to give more than a number of bytes."""

    def __init__(self, stream: io.BufferedIOBase, limit: int) -> None:
        """Wrap ``stream``; more than ``limit`` bytes are a fault."""
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        """Say that the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as one step gives, so that nothing before a break in the data is lost."""
        data = self._stream.read1(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise RawFault("too_large", f"the file unzips to more than {MAX_EXPANSION} times its size.")
        buffer[: len(data)] = data
        return len(data)


def read_page_bytes(stream: BinaryIO) -> bytes:
    """Return all bytes of a file that holds one page.

    Raises:
        RawFault: ``too_large`` beyond `MAX_PAGE_BYTES`, ``empty`` when there is nothing.
    """
    data = stream.read(_PAGE)  # room for the largest page takes longer to make than most pages to read
    if len(data) == _PAGE:
        data += stream.read(MAX_PAGE_BYTES + 1 - _PAGE)
    if len(data) > MAX_PAGE_BYTES:
        raise RawFault("too_large", f"one page has more than {MAX_PAGE_BYTES // 2**20} MB.")
    if not data.strip():
        raise RawFault("empty", "the file holds nothing but white space.")
    return data


def has_columns(names: Iterable[object]) -> str:
    """Return column names as a message shows them, at most twenty."""
    shown = [" ".join(str(name)[:40].encode("utf-8", "replace").decode().split()) for name in names]
    return ", ".join(shown[:20]) + (" ..." if len(shown) > 20 else "")
