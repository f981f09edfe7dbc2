"""Which articles print one story: the engine compares texts, and what earlier builds compared is kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.ranges import part_by_range, read_range
from analysis.loader.arrays import distinct, get_pairs
from analysis.loader.reprints import COMPARED, confirmed, find_stories

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from analysis.engine.corpus import Corpus
    from analysis.engine.local import Engine
    from analysis.engine.parts import Parts
    from analysis.loader.reprints.candidates import Pairs

STAGE = "compared"
"""Parts with the texts that were compared."""

_TEXTS = ["article_id", "title", "body", "published"]


def stories(
    corpus: Corpus, parts: Parts, sketched: Sequence[str], place: Path, engine: Engine
) -> tuple[NDArray[np.uint32], list[str]]:
    """Return for each row of a corpus the first one of its story; and the parts with what was compared.

    Args:
        corpus: its articles, each once.
        parts: where parts are kept.
        sketched: those with sketches of the articles.
        place: folder for files that are needed meanwhile.
        engine: where texts are compared.
    """

    def compare(blocks: Sequence[Path]) -> Iterator[Pairs]:
        """Part the texts that are compared by blocks, and have the engine compare them."""
        if not blocks:
            return
        # Nothing is held: a few texts of many keep the memory of all that were read with them.
        folders = part_by_range(_asked(corpus, blocks), len(blocks), place / "compared", held=1)
        found = engine.spread(_compared, list(zip(folders, blocks, strict=True)))
        for folder, pairs in zip(folders, found, strict=True):
            shutil.rmtree(folder)  # here and not by a worker: another one may have to take over its piece
            yield pairs

    frames = corpus.derived(parts.files(sketched, "sketch"))
    sketches = (one.with_columns(row=pl.Series(corpus.rows(one["article_id"]))) for one in frames)
    noted: list[str] = []
    first = find_stories(
        len(corpus.ids),
        sketches,
        compare,
        place,
        parts.frame(parts.whole(STAGE), "pairs", COMPARED),
        lambda some: noted.append(parts.note(STAGE, "pairs", some)),
    )
    return first, noted


def _asked(corpus: Corpus, blocks: Sequence[Path]) -> Iterator[pl.DataFrame]:
    """Yield the texts of some blocks of pairs, each with the number of its block as ``range``."""
    rows = [np.unique(get_pairs(block)).astype(np.uint32) for block in blocks]
    sizes = [len(one) for one in rows]
    asked = pl.DataFrame({"row": np.concatenate(rows), "range": np.repeat(np.arange(len(rows)), sizes)})
    del rows
    wanted = distinct(asked["row"].to_numpy())
    for texts in corpus.some(corpus.ids[wanted], *_TEXTS[1:]):
        found = texts.select(*_TEXTS, row=pl.Series(corpus.rows(texts["article_id"])))
        yield found.join(asked, on="row")


def _compared(piece: tuple[Path, Path]) -> Pairs:
    folder, pairs = piece
    return confirmed(pl.concat(read_range(folder)), get_pairs(pairs))
