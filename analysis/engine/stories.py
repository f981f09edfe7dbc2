"""Which articles print one story: the engine compares texts, and what earlier builds compared is kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.ranges import part_by_range, read_range
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
    """Return for each row of a corpus the first one of its story; and the part with what was compared.

    Args:
        corpus: its articles, each once.
        parts: where parts are kept.
        sketched: those with sketches of the articles.
        place: folder for files that are needed meanwhile.
        engine: where texts are compared.
    """

    def compare(blocks: Sequence[Pairs]) -> Iterator[Pairs]:
        """Part the texts that are compared by blocks, and have the engine compare them."""
        if not blocks:
            return
        rows = [np.unique(block).astype(np.uint32) for block in blocks]
        numbers = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
        asked = pl.DataFrame({"row": np.concatenate(rows), "range": numbers})
        wanted = corpus.ids[np.unique(np.concatenate(rows))]
        told = (
            texts.select(*_TEXTS, row=pl.Series(corpus.rows(texts["article_id"]))).join(asked, on="row")
            for texts in corpus.some(wanted, *_TEXTS[1:])
        )
        # Nothing is held: a few texts of many keep the memory of all that were read with them.
        folders = part_by_range(told, len(blocks), place / "compared", held=1)
        found = engine.spread(_compared, list(zip(folders, blocks, strict=True)))
        for folder, pairs in zip(folders, found, strict=True):
            shutil.rmtree(folder)  # here and not by a worker: another one may have to take over its piece
            yield pairs

    known = parts.frame(parts.whole(STAGE), "pairs", COMPARED)
    frames = corpus.derived(parts.files(sketched, "sketch"))
    sketches = (one.with_columns(row=pl.Series(corpus.rows(one["article_id"]))) for one in frames)
    found = find_stories(len(corpus.ids), sketches, compare, place, known)
    noted = [parts.note(STAGE, "pairs", found.compared)] if found.compared.height else []
    return found.first, noted


def _compared(piece: tuple[Path, Pairs]) -> Pairs:
    folder, pairs = piece
    return confirmed(pl.concat(read_range(folder)), pairs)
