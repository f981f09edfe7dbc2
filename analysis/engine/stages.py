"""The stages of a build that run piece by piece, on any engine: raw files -> parts of tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import polars as pl

from analysis.engine.again import STAGE, STALE, all_but_many_small, outlined, packed, take_over
from analysis.engine.blocks import note_blocks
from analysis.engine.evidence import answers_of, forget, sum_up
from analysis.engine.inputs import hash_again
from analysis.engine.local import Local
from analysis.engine.manifest import file_hash
from analysis.engine.parts import Parts, among_these
from analysis.loader.corpus import PAGE, PAGES, SETTLED, draft, settle
from analysis.loader.read import Share, at_hand, shares
from analysis.loader.read.raw_page import shown_path
from analysis.tables import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from analysis.engine.local import Engine
    from analysis.loader.answers import Answers
    from analysis.loader.brief import Known
    from analysis.loader.corpus import Cut

    OnStep = Callable[[str, int, int], None]
    Work = Callable[[pl.DataFrame], pl.DataFrame]
    File = TypeVar("File")

FILES, BYTES, DERIVED = 250, 2**25, 2**20
"""Files and bytes of one piece of work: small enough to keep all cores busy and memory bounded, large enough
to hide the hand-over. A larger file is a piece of its own, and is read batch by batch. `DERIVED` is for bytes
of articles that are cut already, and packed."""

PIECES, LARGEST = 32, 1_000
"""Pieces of a large corpus, and the most files of one: each has counters and tables of its own to write and
add up, a tenth of its work at 250 files; but all cores should be busy to the end."""

FEW = 8
"""Pieces that are cut in one go where most is cut already: starting two workers takes as long."""

LITTLE = 2**23
"""Bytes that are read in this process where most is known, for the same reason: 2,000 dumps."""


SHORT = [name for name in PAGES.columns if name not in ("text", "pieces")]
"""Columns of `PAGES` that all dumps have in memory at once while it is told which must be cut."""


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
    rows = inputs.select("raw_path", "sha256", pl.col("n_bytes").fill_null(0)).iter_rows()
    files = {
        _item(raw_path, sha256, share): (share, size // share.of)
        for path, (raw_path, sha256, size) in zip(paths, rows, strict=True)
        for share in shares(path, size)
    }
    done, _ = parts.finished("read", list(files))
    kept = _worth_keeping({name: parts.items(name) for name in done}, files)
    covered = set(chain.from_iterable(kept.values()))
    missing = [item for item in files if item not in covered]
    pieces = _pieces(missing, files)
    work = partial(_read, root=parts.root, mapping=mapping)
    reader = _where(engine, [files[item] for item in missing], kept)
    running = _run(reader, work, pieces, "read", on_step, [len(piece) for piece in pieces])
    read = sorted([*kept, *running])
    if not (waiting := [name for name in read if parts.files([name], "pages")]):
        return Covered(read, pl.DataFrame(schema=STALE))
    return _cut(parts, read, waiting, engine, on_step)


def _worth_keeping(
    parts: Mapping[str, Sequence[str]], files: Mapping[str, tuple[Share, int]]
) -> dict[str, Sequence[str]]:
    """Return the parts that are taken over, with what they cover: all, unless too many are small."""
    shares = {name: sum(files[item][1] for item in items) / BYTES for name, items in parts.items()}
    sizes = {name: round(max(len(items), FILES * shares[name])) for name, items in parts.items()}
    return {name: parts[name] for name in all_but_many_small(sizes, FILES // 2)}


def _cut(
    parts: Parts, read: Sequence[str], waiting: Sequence[str], engine: Engine, on_step: OnStep
) -> Covered:
    """Cut the dumps of some parts that are not cut already as they would be cut now."""
    pages = pl.scan_parquet(parts.files(waiting, "pages"), glob=False, include_file_paths="file")
    wanted = pages.select(*SHORT, "file").collect()
    evidence = sum_up(parts, waiting, wanted["article_id"])
    stage = f"{STAGE}{evidence.partition('/')[2]}"
    kept = take_over(parts, wanted, partial(answers_of, parts.root, evidence), stage, FILES // 2)
    pieces = list(packed(kept.missing, FILES))
    if kept.names and len(pieces) > 1:
        few = kept.missing.height // FEW
        pieces = list(packed(kept.missing, few)) if few > FILES else [pl.concat(pieces)]
    work = partial(_settle, root=parts.root, evidence=evidence, stage=stage)
    cut = list(_run(engine, work, pieces, "cut", on_step, [piece.height for piece in pieces]))
    forget()
    done = [*cut, *(name for name in kept.names if name.startswith(f"{stage}/"))]
    blocks = note_blocks(parts, kept.blocks, done)
    return Covered(sorted([*read, evidence, *kept.names, *cut, *blocks]), kept.stale)


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
    pieces = _pieces(missing, sized, DERIVED)
    made = _run(
        _where(engine, [sized[sha256] for sha256 in missing], done),
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


def _where(engine: Engine, files: Iterable[tuple[File, int]], known: Collection[str]) -> Engine:
    """Return where files, each with its size, are read: a little beside what is known in this process."""
    return Local(1) if known and sum(size for _, size in files) <= LITTLE else engine


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


def _item(shown: str, sha256: str | None, share: Share) -> str:
    """Return what a share of a file is known by; what cannot be read is looked at anew by every build."""
    part = f" share {share.number} of {share.of}" if share.of > 1 else ""
    return f"{(sha256 or uuid4().hex)[:32]}{part} {shown}"


def _pieces(
    missing: Iterable[str], files: Mapping[str, tuple[File, int]], most: int = BYTES
) -> list[list[File]]:
    pieces: list[list[File]] = []
    room, wanted = 0, list(missing)
    full = min(max(FILES, len(wanted) // PIECES), LARGEST)
    for file, size in map(files.__getitem__, wanted):
        if room < size or not pieces or len(pieces[-1]) == full:
            pieces.append([])
            room = most
        pieces[-1].append(file)
        room -= size
    return pieces


def _read(files: list[Share], *, root: Path, mapping: Mapping[str, str] | None) -> str:
    """Read some files into a part: finished rows, dumps that wait, and what these teach."""
    # Hashed again: a file that changed since is not covered by the part, and the next build reads it.
    with at_hand(files) as held:
        hashes = (None if one.fault else hash_again(one.path) for one in held)
        items = (_item(shown_path(one.path), found, one) for one, found in zip(held, hashes, strict=True))
        return Parts(root).write("read", items, _drafted(held, mapping))


def _drafted(files: Sequence[Share], mapping: Mapping[str, str] | None) -> Iterator[tuple[str, pl.DataFrame]]:
    for one in draft(files, mapping):
        yield from _tables(one.cut)
        yield "pages", one.pages
        yield "lessons", one.lessons


def _tables(cut: Cut) -> Iterator[tuple[str, pl.DataFrame]]:
    return ((name, getattr(cut, name)) for name in cut.__slots__)


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
    yield from (*_tables(done.cut), ("settled", pages.select(*SETTLED)))
    yield from (("told", done.told), ("briefs", done.briefs), ("blocks", done.blocks))
