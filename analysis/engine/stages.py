"""The stages of a build that run piece by piece, on any engine: raw files -> parts of tables."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import polars as pl

from analysis.engine.manifest import file_hash
from analysis.engine.parts import Parts, digest
from analysis.loader.corpus import PAGE, Evidence, all_evidence, draft, settle
from analysis.loader.read.raw_page import shown_path
from analysis.tables import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from analysis.engine.local import Engine
    from analysis.loader.corpus import Cut

    OnStep = Callable[[str, int, int], None]
    Work = Callable[[pl.DataFrame], pl.DataFrame]

FILES, BYTES, DERIVED = 250, 2**25, 2**20
"""Files and bytes of one piece of work: small enough to keep all cores busy and memory bounded, large enough
to hide the hand-over. A larger file is a piece of its own, and is read batch by batch. `DERIVED` is for bytes
of articles that are cut already, and packed."""


def cut_corpus(
    parts: Parts,
    inputs: pl.DataFrame,
    paths: Sequence[str],
    mapping: Mapping[str, str] | None,
    engine: Engine,
    on_step: OnStep,
) -> list[str]:
    """Read and cut all raw files that no part covers yet; return the parts that together are the corpus.

    Args:
        parts: where parts are kept.
        inputs: the table ``inputs``, a row a path.
        paths: raw files.
        mapping: column mapping for table files.
        engine: where the work runs.
        on_step: called with the stage, and the files (parts, when they are cut) done and in all.
    """
    rows = inputs.select("raw_path", "sha256", pl.col("n_bytes").fill_null(0)).iter_rows()
    files = {_item(*said): (path, size) for path, (*said, size) in zip(paths, rows, strict=True)}
    done, missing = parts.finished("read", list(files))
    work = partial(_read, root=parts.root, mapping=mapping)
    pieces = _pieces(missing, files)
    read = sorted([*done, *_run(engine, work, pieces, "read", on_step, [len(piece) for piece in pieces])])
    waiting = [name for name in read if parts.files([name], "pages")]
    if not waiting:
        return read
    evidence = _sum_up(parts, waiting)
    stage = f"cut-{evidence.partition('/')[2]}"
    done, missing = parts.finished(stage, waiting)
    work = partial(_settle, root=parts.root, evidence=evidence, stage=stage)
    return sorted([*read, evidence, *done, *_run(engine, work, missing, "cut", on_step, [1] * len(missing))])


def derive(
    parts: Parts, names: Sequence[str], stage: str, work: Work, engine: Engine, on_step: OnStep
) -> list[str]:
    """Return the parts that hold what some work makes of the articles of other parts.

    Args:
        parts: where parts are kept.
        names: those with the articles.
        stage: names the work, and all that decides its result but the articles.
        work: articles, each text once -> a table; ``raw_path`` is added to it, for one text may be cut twice.
        engine: where the work runs.
        on_step: called with the first word of ``stage``, the files done and in all.
    """
    files = parts.hashes(names, ARTICLES.name)
    done, missing = parts.finished(stage, list(files))
    sized = {sha256: (file, Path(file).stat().st_size) for sha256, file in files.items()}
    pieces = _pieces(missing, sized, DERIVED)
    made = _run(
        engine,
        partial(_derive, root=parts.root, stage=stage, work=work),
        pieces,
        stage.partition("-")[0],
        on_step,
        [len(piece) for piece in pieces],
    )
    return sorted([*done, *made])


def _derive(files: list[str], *, root: Path, stage: str, work: Work) -> str:
    items = (file_hash(file) or "" for file in files)
    return Parts(root).write(stage, items, [(stage.partition("-")[0], _worked(files, work))])


def _worked(files: list[str], work: Work) -> pl.DataFrame:
    """Return what some work makes of the articles of some files, at once: each time a dictionary is read."""
    articles = pl.read_parquet(files, glob=False).sort(PAGE)
    once = articles.unique("article_id", keep="first", maintain_order=True)
    return work(once).join(once.select(PAGE), on="article_id", maintain_order="left")


def _run(
    engine: Engine,
    work: Callable[..., str],
    pieces: Sequence[object],
    stage: str,
    on_step: OnStep,
    sizes: Sequence[int],
) -> Iterator[str]:
    for done, name in zip(accumulate(sizes), engine.spread(work, pieces), strict=True):
        on_step(stage, done, sum(sizes))
        yield name


def _item(shown: str, sha256: str | None) -> str:
    """Return what a file is known by; one that cannot be read is looked at anew by every build."""
    return digest([f"path {shown}", sha256 or uuid4().hex])


def _pieces(
    missing: Iterable[str], files: Mapping[str, tuple[str, int]], most: int = BYTES
) -> list[list[str]]:
    pieces: list[list[str]] = []
    room = 0
    for path, size in map(files.__getitem__, missing):
        if room < size or not pieces or len(pieces[-1]) == FILES:
            pieces.append([])
            room = most
        pieces[-1].append(path)
        room -= size
    return pieces


def _read(paths: list[str], *, root: Path, mapping: Mapping[str, str] | None) -> str:
    """Read some files into a part: finished rows, dumps that wait, and what these teach."""
    # Hashed again: a file that changed since is not covered by the part, and the next build reads it.
    items = (_item(shown_path(path), file_hash(path)) for path in paths)
    return Parts(root).write("read", items, _drafted(paths, mapping))


def _drafted(paths: Sequence[str], mapping: Mapping[str, str] | None) -> Iterator[tuple[str, pl.DataFrame]]:
    for one in draft(paths, mapping):
        yield from _tables(one.cut)
        if one.evidence:
            yield "pages", one.pages
            yield "lessons", one.evidence.to_frame()


def _tables(cut: Cut) -> Iterator[tuple[str, pl.DataFrame]]:
    return ((name, getattr(cut, name)) for name in cut.__slots__)


def _sum_up(parts: Parts, names: Sequence[str]) -> str:
    """Return the part with the evidence of some parts, named by what they teach."""
    files = parts.files(names, "lessons")
    items = [file_hash(file) or "" for file in files]
    done, missing = parts.finished("evidence", items)
    if done and not missing and len(done) == 1:
        return done[0]
    total = all_evidence(pl.read_parquet(file, glob=False) for file in files)
    return parts.write("evidence", items, [("lessons", total.to_frame())])


def _settle(name: str, *, root: Path, evidence: str, stage: str) -> str:
    """Cut the dumps of one part with the evidence of all."""
    parts, total = Parts(root), _evidence(root, evidence)
    pages = (pl.read_parquet(file, glob=False) for file in parts.files([name], "pages"))
    return parts.write(stage, [name], (table for page in pages for table in _tables(settle(page, total))))


@lru_cache(maxsize=1)
def _evidence(root: Path, name: str) -> Evidence:
    """Return the evidence of a part, read once a process."""
    return all_evidence(pl.read_parquet(file, glob=False) for file in Parts(root).files([name], "lessons"))
