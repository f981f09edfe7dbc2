"""Reprints planted in a corpus, found as one process: ``python benchmarks/reprints.py FILE OUT``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl

from analysis.loader.reprints import story_ids


def score(found: pl.DataFrame) -> dict[str, float]:
    """Return the share of planted reprints that are found, and that of found ones that were planted.

    Args:
        found: ``article_id`` and ``story_id``; a reprint is called as the article it prints, behind an ``r``.
    """
    story = dict(found.iter_rows())
    planted = {(one[1:], one) for one in story if one.startswith("r")}
    together = found.join(found, on="story_id").filter(pl.col("article_id") < pl.col("article_id_right"))
    said = set(together.select("article_id", "article_id_right").iter_rows())
    right = len(planted & said)
    return {"recall": right / len(planted), "precision": right / max(len(said), 1), "planted": len(planted)}


if __name__ == "__main__":
    found = story_ids(pl.read_parquet(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(score(found)))
