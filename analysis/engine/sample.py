"""Mentions of a build to judge by hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.aggregate.check_sample import sample_csv, sample_mentions
from analysis.aggregate.lookup import zone_texts
from analysis.dictionary import read_topics
from analysis.engine.manifest import NAME, read_manifest
from analysis.engine.write import replace_file
from analysis.errors import InputError
from analysis.tables import EVIDENCE


def sample(
    tables: str | Path, out: str | Path, *, topics: str | Path | None = None, n: int = 50, seed: int = 0
) -> Path:
    """Write ``n`` mentions of each topic in title, body and own tags, drawn by a seed, as a CSV to judge.

    Args:
        tables: folder that ``wusum build`` filled.
        out: file to write; its column ``correct`` waits for yes or no.
        topics: another dictionary than that of the build.
        n: mentions of each topic.
        seed: another seed draws other mentions.

    Returns:
        The file written.

    Raises:
        InputError: the tables cannot be read, or ``out`` cannot be written or is one of them.
    """
    own = {NAME, "topics.toml", *(f"{table}.parquet" for table in read_manifest(Path(tables))["tables"])}
    if Path(out).name in own and Path(out).parent.resolve() == Path(tables).resolve():
        raise InputError(f"cannot write {out}: it is a file of the build. Choose another --out, as in s.csv.")
    try:
        articles, tags = (
            pl.scan_parquet(Path(tables) / f"{t}.parquet") for t in ("articles", "article_tags")
        )
        texts = zone_texts(articles, tags).select("article_id", "published", "source", *EVIDENCE)
        drawn = sample_mentions(texts, read_topics(topics or Path(tables) / "topics.toml"), n=n, seed=seed)
        content = sample_csv(drawn)
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        raise InputError(f"{tables}: {reason}. Expected a folder of `wusum build`.") from error
    replace_file(Path(out), content)
    return Path(out)
