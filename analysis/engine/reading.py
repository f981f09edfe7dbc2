"""Raw files -> parts: finished rows, dumps that wait to be cut, and what these teach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from uuid import uuid4

import polars as pl

from analysis.engine import spread
from analysis.engine.again import all_but_many_small
from analysis.engine.inputs import hash_again
from analysis.engine.parts import Parts
from analysis.loader.corpus import PAGES, draft
from analysis.loader.lessons import least_depth, likely_depth
from analysis.loader.read import Share, at_hand, count_dumps, shares
from analysis.loader.read.raw_page import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from analysis.engine.local import Engine
    from analysis.engine.spread import OnStep

READ = "read-"
"""Stages of read files: their names end with the least depth of the pages whose lessons are all there."""

SHORT = [name for name in PAGES.columns if name not in ("text", "pieces")]
"""Columns of `PAGES` that all dumps have in memory at once while it is told which must be cut."""


@dataclass(frozen=True, slots=True)
class Read:
    """Raw files that are read.

    Attributes:
        names: the parts that cover them.
        waiting: those of them with dumps.
        pages: `SHORT` and the ``file`` of the dumps.
        deep: least depth of the dumps that are learned from.
    """

    names: Sequence[str]
    waiting: Sequence[str]
    pages: pl.DataFrame
    deep: int


def read_corpus(
    parts: Parts,
    inputs: pl.DataFrame,
    paths: Sequence[str],
    mapping: Mapping[str, str] | None,
    engine: Engine,
    on_step: OnStep,
) -> Read:
    """Read all raw files that no part covers yet.

    Parts that leave out what must be learned from, as there are fewer dumps than was thought, are made again.

    Args:
        parts, inputs, paths, mapping, engine, on_step: as for `cut_corpus`.
    """
    rows = inputs.select("raw_path", "sha256", pl.col("n_bytes").fill_null(0)).iter_rows()
    files = {
        _item(raw_path, sha256, share): (share, size // share.of)
        for path, (raw_path, sha256, size) in zip(paths, rows, strict=True)
        for share in shares(path, size)
    }
    floor = likely_depth(count_dumps(paths))
    while True:
        names = _read_all(parts, files, floor, mapping, engine, on_step)
        waiting = [name for name in names if parts.files([name], PAGES.name)]
        pages = _pages(parts, waiting)
        deep = least_depth(pages["article_id"])
        if not (shallow := [name for name in waiting if _floor(name) > deep]):
            return Read(names, waiting, pages, deep)
        parts.drop(shallow)
        floor = deep


def _floor(name: str) -> int:
    """Return the depth of the pages that a part of read files says all of at least."""
    return int(name.partition("/")[0].removeprefix(READ))


def _pages(parts: Parts, waiting: Sequence[str]) -> pl.DataFrame:
    """Return `SHORT` and the ``file`` of the dumps in some parts."""
    if not waiting:
        return pl.DataFrame(schema=dict.fromkeys((*SHORT, "file"), pl.String))
    pages = pl.scan_parquet(parts.files(waiting, PAGES.name), glob=False, include_file_paths="file")
    return pages.select(*SHORT, "file").collect()


def _read_all(
    parts: Parts,
    files: Mapping[str, tuple[Share, int]],
    floor: int,
    mapping: Mapping[str, str] | None,
    engine: Engine,
    on_step: OnStep,
) -> list[str]:
    """Read the files that no part covers yet; return the parts that cover all.

    Args:
        parts, mapping, engine, on_step: as for `cut_corpus`.
        files: by item, each with its size.
        floor: depth of the pages that new parts say all of at least.
    """
    done, _ = parts.finished(READ, list(files))
    kept = _worth_keeping({name: parts.items(name) for name in done}, files)
    covered = set(chain.from_iterable(kept.values()))
    missing = [item for item in files if item not in covered]
    pieces = spread.pieces(missing, files)
    work = partial(_read, root=parts.root, mapping=mapping, floor=floor)
    reader = spread.where(engine, [files[item] for item in missing], kept)
    running = spread.run(reader, work, pieces, "read", on_step, [len(piece) for piece in pieces])
    return sorted([*kept, *running])


def _worth_keeping(
    parts: Mapping[str, Sequence[str]], files: Mapping[str, tuple[Share, int]]
) -> dict[str, Sequence[str]]:
    """Return the parts that are taken over, with what they cover: all, unless too many are small."""
    shares = {name: sum(files[item][1] for item in items) / spread.BYTES for name, items in parts.items()}
    sizes = {name: round(max(len(items), spread.FILES * shares[name])) for name, items in parts.items()}
    return {name: parts[name] for name in all_but_many_small(sizes, spread.FILES // 2)}


def _item(shown: str, sha256: str | None, share: Share) -> str:
    """Return what a share of a file is known by; what cannot be read is looked at anew by every build."""
    part = f" share {share.number} of {share.of}" if share.of > 1 else ""
    return f"{(sha256 or uuid4().hex)[:32]}{part} {shown}"


def _read(files: list[Share], *, root: Path, mapping: Mapping[str, str] | None, floor: int) -> str:
    """Read some files into a part: finished rows, dumps that wait, and what these teach."""
    # Hashed again: a file that changed since is not covered by the part, and the next build reads it.
    with at_hand(files) as held:
        hashes = (None if one.fault else hash_again(one.path) for one in held)
        items = (_item(shown_path(one.path), found, one) for one, found in zip(held, hashes, strict=True))
        return Parts(root).write(f"{READ}{floor:02}", items, _drafted(held, mapping, floor))


def _drafted(
    files: Sequence[Share], mapping: Mapping[str, str] | None, floor: int
) -> Iterator[tuple[str, pl.DataFrame]]:
    for one in draft(files, mapping, floor):
        yield from one.cut.tables()
        yield "pages", one.pages
        yield "lessons", one.lessons
