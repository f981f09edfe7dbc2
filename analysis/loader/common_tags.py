"""Tags that are common enough in a source to be of a site's bundle, with the stories that carry them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_STORIES, MIN_SHARE = 20, 0.05
"""Stories that carry a bundle at least, as a number and as a share of the source's with tags."""

FEWEST, NEARLY_ALL = 6, 0.9
"""The same where a source has few stories: nearly all of them carry what its template adds."""


def least_stories() -> pl.Expr:
    """Stories that carry a bundle at least, of ``n_total`` of its source."""
    of_few = pl.max_horizontal(FEWEST, NEARLY_ALL * pl.col("n_total"))
    return pl.max_horizontal(pl.min_horizontal(MIN_STORIES, of_few), MIN_SHARE * pl.col("n_total"))


def common_tags(parts: Sequence[pl.LazyFrame]) -> pl.DataFrame:
    """One row a tag in a story, of tags common enough for a bundle; ``n`` is the number of its stories.

    Rows of a story stand together. Tags are read part by part: at once, telling stories apart takes half a
    kilobyte an article.

    Args:
        parts: own tags of some articles each: ``source``, ``tag_key`` and ``story``, a number.

    >>> common_tags([pl.LazyFrame({"source": ["a"], "tag_key": ["b"], "story": [1]})]).height
    0
    """
    least = least_stories()
    of = pl.DataFrame(
        [(source, len(stories)) for source, stories in _stories(parts, "source")],
        schema={"source": pl.String, "n_total": pl.UInt32},
        orient="row",
    )
    printed = pl.DataFrame(schema={"source": pl.String, "tag_key": pl.String, "len": pl.UInt32})
    for part in parts:
        counted = part.group_by("source", "tag_key").len().collect(engine="in-memory").cast(printed.schema)
        printed = pl.concat([printed, counted]).group_by("source", "tag_key").agg(pl.col("len").sum())
    often = printed.join(of, on="source").filter(pl.col("len") >= least).with_row_index("which")
    keys = often.lazy().select("which", "source", "tag_key")
    stories = dict(_stories([part.join(keys, on=["source", "tag_key"]) for part in parts], "which"))
    counted = pl.DataFrame(
        {"which": list(stories), "n": [len(one) for one in stories.values()]},
        schema={"which": pl.UInt32, "n": pl.UInt32},
    )
    kept = often.join(counted, on="which").filter(pl.col("n") >= least)
    return _long(kept, [stories[which] for which in kept["which"]])


def _long(kept: pl.DataFrame, stories: Sequence[pl.Series]) -> pl.DataFrame:
    """Return one row a tag in a story; names are numbers in it, a tenth of the memory.

    Args:
        kept: one row a tag: ``source``, ``tag_key``, ``n``.
        stories: those of each tag.
    """
    names = [pl.col(name).cast(pl.Enum(kept[name].unique().sort())) for name in ("source", "tag_key")]
    told = kept.select(*names, "n")
    rows = [one.to_frame("story").join(told[at], how="cross") for at, one in enumerate(stories)]
    none = pl.DataFrame(schema={"story": pl.UInt64, **told.schema})
    return pl.concat([none, *rows]).sort("story")


def _stories(parts: Sequence[pl.LazyFrame], key: str) -> Iterator[tuple[Any, pl.Series]]:
    """Yield each value of a column and its stories; as numbers: a name keeps what was read with it.

    They are no arrays: polars gives back what is freed; of those of a million articles 32 MB stayed.
    """
    held: dict[Any, list[pl.Series]] = defaultdict(list)
    for part in parts:
        rows = part.select(key, "story").unique().collect(engine="in-memory")
        for (value,), some in rows.partition_by(key, as_dict=True).items():
            held[value].append(some["story"])
    while held:
        value, found = held.popitem()
        yield value, pl.concat(found).unique()
