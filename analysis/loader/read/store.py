"""Raw files in a store: what stands at an address with ``://`` is listed and copied by fsspec, never changed.

fsspec, and what it needs for the store (s3fs for ``s3://``), is imported only when such an address is given.
What a store says of a file (its ETag, or else its time) tells whether it is the file of an earlier build.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from analysis.loader.read.files import Share

_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+://")
"""One letter before it is a disk of Windows."""

_TAGS = ("ETag", "etag", "md5Hash", "content_md5")
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "created")
"""What the stores that fsspec knows call the hash of a file, and the time of its last change."""


class Stored(str):
    """The address of a file in a store.

    Attributes:
        n_bytes: its size; None when the store does not say.
        sha256: hash of what the store says of it, not of its bytes; None when that is nothing.
    """

    __slots__ = ("n_bytes", "sha256")

    def __new__(cls, address: str, n_bytes: int | None = None, sha256: str | None = None) -> Stored:
        """Return an address that knows what the store says of its file."""
        found = super().__new__(cls, address)
        found.n_bytes, found.sha256 = n_bytes, sha256
        return found

    def __reduce__(self) -> tuple[type[Stored], tuple[str, int | None, str | None]]:
        """Let workers know the same."""
        return Stored, (str(self), self.n_bytes, self.sha256)

    n_bytes: int | None
    sha256: str | None


def is_address(path: object) -> bool:
    """Tell the address of a store from a path of a file system.

    >>> is_address("s3://bucket/raw"), is_address("data/raw")
    (True, False)
    """
    return _ADDRESS.match(str(path)) is not None


def list_store(root: str, ignored: Callable[[str], bool]) -> list[Stored]:
    """Return the files under an address, each with what the store says of it.

    Args:
        root: a file, a folder or a glob, as in ``s3://bucket/raw``.
        ignored: tells names that are passed over unless they are the file that was named.

    Raises:
        InputError: nothing is there, or the store cannot be reached or read.
    """
    system, place = _open(root)
    try:
        system.invalidate_cache()
        magic = any(sign in place for sign in "*?[") and not system.exists(place)
        tops = system.glob(place, detail=True) if magic else {place: system.info(place)}
        found = [one for top, about in tops.items() for one in _under(system, top, about)]
    except FileNotFoundError:
        found = []
    except Exception as error:
        raise InputError(f"RAW '{root}': the store cannot be listed: {_told(error)}") from error
    if not found:
        raise InputError(f"RAW '{root}': no file stands there. Check the address.")
    return [
        Stored(system.unstrip_protocol(name), about.get("size"), _stamp(about))
        for name, inner, about in found
        if name == place or not any(map(ignored, inner.split("/")))
    ]


def _under(system: Any, top: str, about: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each file of a folder, to any depth: its place, that within the folder, what the store says.

    What is a file itself is the only one. A name that ends in / marks a folder.
    """
    if about["type"] == "file":
        yield top, top.rpartition("/")[2], about
        return
    for name, one in system.find(top, detail=True).items():
        if not name.endswith("/"):
            yield name, name.removeprefix(top).strip("/"), one


def _open(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the place there."""
    kind = address.partition("://")[0]
    if "::" in address:
        raise InputError(f"RAW '{address}': an address within another is not read. Unpack it first.")
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(f"{kind}:// needs fsspec. {_INSTALL}") from None
    try:
        return url_to_fs(address)
    except ImportError as error:
        raise InputError(f"{kind}:// needs a package that is not here ({_told(error)}) {_INSTALL}") from None
    except Exception as error:
        raise InputError(f"RAW '{address}': no store that can be opened: {_told(error)}") from error


_INSTALL = "For s3:// install it with: pip install 'wusum[s3]'"


def _stamp(about: Mapping[str, Any]) -> str | None:
    """Return one hash of what a store says that changes when a file changes."""
    said = next((about[name] for name in (*_TAGS, *_TIMES) if about.get(name)), None)
    if said is None:
        return None
    return hashlib.sha256(f"{about.get('size')} {said}".encode()).hexdigest()


def _told(error: Exception) -> str:
    """Return an error as one line."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text[:300] + ("" if text.endswith(".") else ".")


@contextmanager
def at_hand(shares: Sequence[Share]) -> Iterator[list[Share]]:
    """Copy those of some raw files that stand in a store to this machine, for as long as the block lasts.

    Args:
        shares: raw files, as in `Share`.

    Raises:
        AnalysisError: the store cannot be reached.
    """
    stored = list(dict.fromkeys(one.path for one in shares if isinstance(one.path, Stored)))
    if not stored:
        yield list(shares)
        return
    with TemporaryDirectory(prefix="wusum-") as place:
        copies: dict[str, str] = {address: str(Path(place) / f"{n:05}") for n, address in enumerate(stored)}
        faults = _copy(copies)
        yield [one._replace(copy=copies.get(one.path, ""), fault=faults.get(one.path)) for one in shares]


def _copy(copies: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Copy files, all of a store at once; return the finding about each that cannot be had."""
    faults: dict[str, tuple[str, str]] = {}
    for kind in dict.fromkeys(address.partition("://")[0] for address in copies):
        mine = {address: file for address, file in copies.items() if address.startswith(f"{kind}://")}
        system, _ = _open(next(iter(mine)))
        places = [system._strip_protocol(address) for address in mine]
        try:
            system.get(places, list(mine.values()))
        except Exception:  # one of them is gone, may not be read, or the store is
            faults |= _one_by_one(system, zip(mine, places, mine.values(), strict=True))
    return faults


def _one_by_one(system: Any, files: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    faults = {}
    for address, place, file in files:
        try:
            system.get_file(place, file)
        except FileNotFoundError:
            faults[address] = "vanished", "the file was there when the store was listed, and is gone."
        except PermissionError as error:
            faults[address] = "unreadable", f"the file cannot be read: {_told(error)}"
        except Exception as error:
            raise AnalysisError(
                f"{address}: the store cannot be reached: {_told(error)} "
                "Run again when it can: finished parts are kept."
            ) from error
    return faults
