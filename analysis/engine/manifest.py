"""The manifest: what a build was asked for, from which bytes, by which code; and whether that is done."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import __version__
from analysis.arabic.fold import FOLD_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.dictionary import Topics

NAME = "manifest.json"


def describe(
    paths: Sequence[str],
    raw: Sequence[str],
    dictionary: Topics,
    parameters: Mapping[str, object],
) -> dict[str, Any]:
    """Return all that decides the tables of a build: equal descriptions have equal tables.

    Args:
        paths: the raw files.
        raw: files, folders and globs as the user gave them.
        dictionary: the topics looked up.
        parameters: further choices of the build.
    """
    return {
        "wusum": __version__,
        "code_sha256": code_hash(),
        "fold_version": FOLD_VERSION,
        "polars": pl.__version__,
        "raw": list(raw),
        "inputs": _inputs(paths),
        "about": _about(raw),
        "dictionary": {
            "sha256": hashlib.sha256(repr(dictionary.listed).encode()).hexdigest(),
            "topics": {t.topic: {"ar": t.label_ar, "en": t.label_en} for t in dictionary},
        },
        "parameters": dict(parameters),
    }


def finished(folder: Path, described: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the manifest of a folder that holds just this build, whole; None when it does not.

    Args:
        folder: where the build would go.
        described: from :func:`describe`.
    """
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
        rows = manifest.pop("rows")
    except (OSError, ValueError, KeyError):
        return None
    whole = all((folder / f"{name}.parquet").is_file() for name in rows)
    return {**manifest, "rows": rows} if whole and manifest == described else None


def to_text(manifest: Mapping[str, Any]) -> str:
    """Return a manifest as the text of its file."""
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


@cache
def code_hash() -> str:
    """Return one hash over every source and data file of this package."""
    package = Path(__file__).parent.parent
    files = sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def _inputs(paths: Sequence[str]) -> dict[str, object]:
    """Files, bytes, and one hash over names and contents in order."""
    total, n_bytes = hashlib.sha256(), 0
    for path in paths:
        try:
            data = Path(path).read_bytes()
        except OSError:
            data = b""  # unreadable files stand in page_issues
        n_bytes += len(data)
        total.update(
            Path(path).name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(data).digest()
        )
    return {"files": len(paths), "bytes": n_bytes, "sha256": total.hexdigest()}


def _about(raw: Sequence[str]) -> list[str]:
    """Return the first two paragraphs of the raw folders' README.md: where the data came from."""
    notes = [Path(p) / "README.md" for p in raw]
    texts = [n.read_text(encoding="utf-8", errors="replace") for n in notes if n.is_file()]
    return [" ".join(part.split()) for text in texts for part in text.strip().split("\n\n")[:2]]
