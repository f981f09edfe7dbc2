"""The manifest: what a build was asked for, from which bytes, by which code; and whether that is done."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import __version__
from analysis.arabic.fold import FOLD_VERSION
from analysis.errors import InputError
from analysis.loader.read.files import is_plain
from analysis.loader.read.store import is_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.dictionary import Topics

NAME = "manifest.json"

STEP = 1 << 16
"""Bytes that are hashed at a time; the room that ``hashlib.file_digest`` makes takes as long as a page."""

ABOUT = 4_000
"""Characters of a README.md that are looked at for its first two paragraphs."""


def describe(
    inputs: pl.DataFrame,
    raw: Sequence[str],
    dictionary: Topics,
    parameters: Mapping[str, object],
) -> dict[str, Any]:
    """Return all that decides the tables of a build: equal descriptions have equal tables.

    Args:
        inputs: from ``inputs.read_inputs``.
        raw: files, folders and globs that the user gave, sorted.
        dictionary: the topics looked up.
        parameters: further choices of the build.
    """
    return {
        "wusum": __version__,
        "code_sha256": code_hash(),
        "fold_version": FOLD_VERSION,
        "polars": pl.__version__,
        "raw": list(raw),
        "inputs": summed(inputs),
        "about": _about(raw),
        "dictionary": {
            "sha256": dictionary_hash(dictionary),
            "topics": {
                t.topic: {"ar": t.label_ar, "en": t.label_en} for t in (*dictionary, *dictionary.above)
            },
        },
        "parameters": dict(parameters),
    }


def dictionary_hash(dictionary: Topics) -> str:
    """Return one hash of all that the topics looked up say."""
    return hashlib.sha256(repr(dictionary.listed).encode()).hexdigest()


def finished(folder: Path, described: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the manifest of a folder that holds just this build, whole; None when it does not.

    Args:
        folder: where the build would go.
        described: from :func:`describe`.
    """
    try:
        manifest = read_manifest(folder)
    except InputError:
        return None
    same = all(manifest.get(key) == value for key, value in described.items())
    return manifest if same and not changed_tables(folder, manifest) else None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a build.

    Args:
        folder: where ``wusum build`` wrote.

    Raises:
        InputError: there is none, or it is not one.
    """
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
        parts = (manifest["tables"], manifest["inputs"], manifest["dictionary"]["topics"])
        whole = all(isinstance(part, dict) for part in parts) and isinstance(manifest["raw"], list)
        whole = whole and all(isinstance(path, str) for path in manifest["raw"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole and is_address(str(folder).replace(":/", "://", 1)):  # a Path leaves one / of an address
        raise InputError(f"{folder}: tables in a store are copied to a folder first. See docs/scale.md.")
    if not whole:
        raise InputError(
            f"{folder}: no readable {NAME}. Expected a folder of `wusum build`; "
            f"run `wusum build RAW --out {folder}` first."
        )
    return manifest


def changed_tables(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Return one line a table file that is not the one the manifest was written with.

    Args:
        folder: where ``wusum build`` wrote.
        manifest: from :func:`read_manifest`.
    """
    files = {f"{name}.parquet": sha256 for name, sha256 in manifest["tables"].items()}
    found = {file: file_hash(folder / file) for file in files}
    gone = [f"{file}: missing" for file in files if found[file] is None]
    other = [f"{file}: not as it was built" for file in files if found[file] not in (None, files[file])]
    return gone + other


def to_text(manifest: Mapping[str, Any]) -> str:
    r"""Return a manifest as the text of its file; half characters of file names are written as ``\udcff``."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


def file_hash(file: str | Path) -> str | None:
    """Return the SHA-256 of a regular file's bytes; None when there is none, or it cannot be read."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a Path for each of many files takes as long again
        if not is_plain(status):  # reading a pipe would wait for ever
            return None
        if not status.st_size:  # so say files of the kernel too that keep a reader waiting
            return hashlib.sha256().hexdigest()
        found = hashlib.sha256()
        with open(file, "rb") as stream:  # noqa: PTH123
            while data := stream.read(STEP):
                found.update(data)
        return found.hexdigest()
    except OSError:
        return None


@cache
def code_hash() -> str:
    """Return one hash over every source and data file of this package.

    Notebooks and sample pages, which only an installed package has inside, are no part of it.
    """
    package = Path(__file__).parent.parent
    beside = {"__pycache__", "notebooks", "sample"}
    files = sorted(
        p for p in package.rglob("*") if p.is_file() and not beside & set(p.relative_to(package).parts)
    )
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def summed(inputs: pl.DataFrame) -> dict[str, object]:
    """Return what a manifest says of its inputs: files, bytes, and one hash over names and contents in order.

    Args:
        inputs: from ``inputs.read_inputs``.
    """
    total = hashlib.sha256()
    for path, sha256 in inputs.select("raw_path", "sha256").iter_rows():
        total.update(f"{path.rpartition('/')[2]}\0{sha256}\n".encode())
    return {"files": inputs.height, "bytes": inputs["n_bytes"].sum(), "sha256": total.hexdigest()}


def _about(raw: Sequence[str]) -> list[str]:
    """Return the first two paragraphs of the raw folders' README.md: where the data came from."""
    texts = [_start(Path(p) / "README.md") for p in raw]
    return [" ".join(part.split()) for text in texts for part in text.strip().split("\n\n")[:2] if part]


def _start(note: Path) -> str:
    try:
        status = note.stat()
        if not (is_plain(status) and status.st_size):
            return ""
        with note.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(ABOUT)
    except OSError:
        return ""
