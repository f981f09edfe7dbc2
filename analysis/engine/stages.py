"""The stages of a build that run piece by piece, on any engine: raw files -> parts of tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from analysis.engine import spread
from analysis.engine.again import STAGE, STALE, outlined, packed, take_over
from analysis.engine.blocks import note_blocks
from analysis.engine.evidence import answers_of, forget, sum_up
from analysis.engine.manifest import file_hash
from analysis.engine.parts import Parts, among_these
from analysis.engine.reading import SHORT, read_corpus
from analysis.loader.corpus import PAGE, PAGES, SETTLED, settle
from analysis.tables import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analysis.engine.local import Engine
    from analysis.engine.spread import OnStep
    from analysis.loader.answers import Answers
    from analysis.loader.brief import Known

    Work = Callable[[pl.DataFrame], pl.DataFrame]

DERIVED = 2**20
"""Bytes of articles of one piece of work, cut already and packed."""

FEW = 8
"""Pieces that are cut in one go where most is cut already: starting two workers takes as long."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Parts that together are the corpus.

    Attributes:
        names: the parts.
        stale: `STALE`, the pages whose rows in a part are not to be taken.
    """

    names: Sequence[str]
    stale: pl.DataFrame


def cut_corpus(
    parts: Parts,
    inputs: pl.DataFrame,
    paths: Sequence[str],
    mapping: Mapping[str, str] | None,
    engine: Engine,
    on_step: OnStep,
) -> Covered:
    """Read and cut all raw files that no part covers yet; return the parts that together are the corpus.

    Args:
        parts: where parts are kept.
        inputs: the table ``inputs``, a row a path.
        paths: raw files.
        mapping: column mapping for table files.
        engine: where the work runs.
        on_step: called with the stage, and the files (dumps, when they are cut) done and in all.
    """
    read = read_corpus(parts, inputs, paths, mapping, engine, on_step)
    if not read.waiting:
        return Covered(read.names, pl.DataFrame(schema=STALE))
    evidence = sum_up(parts, read.waiting, read.deep)
    done = _cut(parts, read.pages, evidence, engine, on_step)
    return Covered(sorted([*read.names, evidence, *done.names]), done.stale)


def _cut(parts: Parts, wanted: pl.DataFrame, evidence: str, engine: Engine, on_step: OnStep) -> Covered:
    """Cut the dumps that are not cut already as they would be cut now.

    Args:
        parts, engine, on_step: as for `cut_corpus`.
        wanted: all dumps, from `read_corpus`.
        evidence: the part with what they teach.
    """
    stage = f"{STAGE}{evidence.partition('/')[2]}"
    kept = take_over(parts, wanted, partial(answers_of, parts.root, evidence), stage, spread.FILES // 2)
    pieces = list(packed(kept.missing, spread.FILES))
    if kept.names and len(pieces) > 1:
        few = kept.missing.height // FEW
        pieces = list(packed(kept.missing, few)) if few > spread.FILES else [pl.concat(pieces)]
    work = partial(_settle, root=parts.root, evidence=evidence, stage=stage)
    cut = list(spread.run(engine, work, pieces, "cut", on_step, [piece.height for piece in pieces]))
    forget()
    done = [*cut, *(name for name in kept.names if name.startswith(f"{stage}/"))]
    blocks = note_blocks(parts, kept.blocks, done)
    return Covered([*kept.names, *cut, *blocks], kept.stale)


def derive(
    parts: Parts, names: Sequence[str], stage: str, work: Work, engine: Engine, on_step: OnStep
) -> list[str]:
    """Return the parts that hold what some work makes of the articles of other parts.

    Args:
        parts: where parts are kept.
        names: those with the articles.
        stage: names the work, and all that decides its result but the articles.
        work: articles -> a table with ``article_id``; `PAGE`, and the hash of the file as ``of``, are added.
        engine: where the work runs.
        on_step: called with the first word of ``stage``, the files done and in all.
    """
    files = {sha256: file for file, sha256 in parts.hashes(names, ARTICLES.name).items()}
    done, missing = parts.finished(stage, list(files))
    sized = {sha256: (file, Path(file).stat().st_size) for sha256, file in files.items()}
    pieces = spread.pieces(missing, sized, DERIVED)
    made = spread.run(
        spread.where(engine, [sized[sha256] for sha256 in missing], done),
        partial(_derive, root=parts.root, stage=stage, work=work),
        pieces,
        stage.partition("-")[0],
        on_step,
        [len(piece) for piece in pieces],
    )
    return sorted([*done, *made])


def _derive(files: list[str], *, root: Path, stage: str, work: Work) -> str:
    of = {file: file_hash(file) or "" for file in files}
    return Parts(root).write(stage, of.values(), [(stage.partition("-")[0], _worked(of, work))])


def _worked(of: Mapping[str, str], work: Work) -> pl.DataFrame:
    """Return what some work makes of the articles of some files, all at once: a dictionary is read each time.

    One text may stand there several times, cut in different ways, so each row is worked on by itself.
    """
    articles = pl.read_parquet(list(of), glob=False, include_file_paths="of").sort("of", *PAGE)
    row = pl.int_range(pl.len()).cast(pl.String)
    made = work(articles.with_columns(article_id=row)).rename({"article_id": "row"})
    known = articles.select(pl.col("of").replace_strict(of), *PAGE, row=row)
    return made.join(known, on="row", maintain_order="left").drop("row")


def _settle(piece: pl.DataFrame, *, root: Path, evidence: str, stage: str) -> str:
    """Cut some dumps with the evidence of all."""
    items = piece.select(pl.concat_str(list(SETTLED), separator=" "))
    parts = Parts(root)
    known = outlined(parts, piece)
    settled = _settled(_waiting(piece, known), answers_of(root, evidence), known)
    return parts.write(stage, items.to_series(), settled)


def _waiting(piece: pl.DataFrame, known: Mapping[str, Known]) -> pl.DataFrame:
    """Return `PAGES` of some dumps; text and pieces are null where their outlines are known."""
    is_known = piece["raw_path"].is_in(list(known))
    found = [PAGES.empty(), piece.filter(is_known).select(SHORT)]
    for (file,), wanted in piece.filter(~is_known).group_by("file", maintain_order=True):
        pages = pl.scan_parquet(file, glob=False).select(list(PAGES.columns))
        near = pages.filter(among_these(wanted["raw_path"]))
        rows = near.join(wanted.lazy(), on=list(SETTLED), how="semi", maintain_order="left")
        found.append(rows.collect())
    return pl.concat(found, how="diagonal")


def _settled(
    pages: pl.DataFrame, answers: Answers, known: Mapping[str, Known]
) -> Iterator[tuple[str, pl.DataFrame]]:
    done = settle(pages, answers, known)
    yield from (*done.cut.tables(), ("settled", pages.select(*SETTLED)))
    yield from (("told", done.told), ("briefs", done.briefs), ("blocks", done.blocks))
