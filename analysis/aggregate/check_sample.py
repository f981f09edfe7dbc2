"""How right a dictionary is on this corpus: a sample of mentions, judged by hand, gives its precision."""

from __future__ import annotations

from hashlib import blake2b
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from analysis.aggregate.concordance import concordance
from analysis.aggregate.intervals import ratio, wilson
from analysis.aggregate.lookup import zones_long
from analysis.arabic.fold import fold
from analysis.errors import InputError
from analysis.tables import without_formulas

if TYPE_CHECKING:
    from analysis.topics import Topics

COLUMNS = {
    "article_id": pl.String,
    "published": pl.Date,
    "source": pl.String,
    "zone": pl.String,
    "topic": pl.String,
    "term": pl.String,
    "left": pl.String,
    "keyword": pl.String,
    "right": pl.String,
    "correct": pl.String,
}
"""Columns of a sample, as a spreadsheet shows them."""

VERDICTS = {
    **dict.fromkeys(("yes", "y", "1", "x", "true", fold("نعم")), True),
    **dict.fromkeys(("no", "n", "0", "false", fold("لا")), False),
}
"""What may stand in the column ``correct``, folded; ``true`` and ``false`` are what spreadsheets make of
it."""

_PLACE = ("article_id", "zone", "topic", "nth")


def sample_mentions(
    texts: pl.LazyFrame, topics: Topics, *, n: int = 50, seed: int = 0, names: bool | None = False
) -> pl.LazyFrame:
    """One row is a mention drawn at random, with its context and an empty cell for the verdict.

    The draw is a hash of article, zone, topic, place in the zone and seed: the same mentions are drawn on
    every machine, and further articles or topics only replace some of them.

    Args:
        texts: as for `lookup_topics`; ``published`` and ``source`` are handed on where they are there.
        topics: the dictionary, from `read_topics`.
        n: mentions of each topic; a topic with fewer gives all it has.
        seed: another seed draws another sample.
        names: False for the terms of the topics, True for the names that stand for them, None for both.

    Returns:
        ``article_id``, ``published``, ``source``, ``zone``, ``topic``, ``term``, ``left``, ``keyword``,
        ``right``, ``correct`` (null); topics in the order of the dictionary, each topic in the order of its
        draw.

    >>> from analysis.dictionary import read_topics
    >>> texts = pl.LazyFrame({"article_id": ["a", "b"], "body": ["إيران", "في طهران"]})
    >>> sample_mentions(texts, read_topics(), n=1).select("zone", "topic", "correct").collect().rows()
    [('body', 'iran', None)]
    """
    drawn = _draw(texts, topics, n, seed, names)
    opened = texts.join(drawn.select("article_id").unique(), on="article_id", how="semi")
    contexts = [_contexts(opened, topics, one.topic, names) for one in topics]
    order = {one.topic: rank for rank, one in enumerate(topics)}
    return (
        drawn.join(pl.concat(contexts), on=_PLACE)
        .join(_about(texts), on="article_id", how="left")
        .sort(pl.col("topic").replace_strict(order, return_dtype=pl.UInt32), "draw", *_PLACE)
        .select(pl.col(name).cast(dtype) for name, dtype in COLUMNS.items())
    )


def _draw(texts: pl.LazyFrame, topics: Topics, n: int, seed: int, names: bool | None) -> pl.LazyFrame:
    """One row is a mention drawn: its place and its draw."""
    found = topics.mentions(zones_long(texts), names=names).sort("article_id", "zone", "topic", "at")
    drawn = pl.format("{}|{}|{}|{}|{}", *_PLACE, pl.lit(seed)).map_elements(_hash, return_dtype=pl.UInt64)
    placed = found.with_columns(nth=_nth("topic")).with_columns(draw=drawn)
    return placed.filter(pl.col("draw").rank("ordinal").over("topic") <= n).select(*_PLACE, "draw")


def _nth(*further: str) -> pl.Expr:
    return pl.int_range(pl.len(), dtype=pl.UInt32).over("article_id", "zone", *further)


def _hash(place: str) -> int:
    """Return 64 bits that no version of polars or Python changes."""
    return int.from_bytes(blake2b(place.encode(), digest_size=8).digest(), "big")


def _contexts(texts: pl.LazyFrame, topics: Topics, topic: str, names: bool | None) -> pl.LazyFrame:
    rows = concordance(texts, topics, topic, names=names).drop("published", strict=False)
    return rows.with_columns(topic=pl.lit(topic), nth=_nth())


def _about(texts: pl.LazyFrame) -> pl.LazyFrame:
    known = texts.collect_schema().names()
    told = [name if name in known else pl.lit(None).alias(name) for name in ("published", "source")]
    about = texts.select(pl.col("article_id").cast(pl.String), *told, correct=pl.lit(None))
    return about.unique("article_id", keep="first", maintain_order=True)


def write_sample(sample: pl.LazyFrame, path: str | Path) -> Path:
    """Write a sample as CSV for a spreadsheet: UTF-8 with a byte order mark, no cell that acts as a formula.

    Args:
        sample: from `sample_mentions`.
        path: the file to write.

    Returns:
        The file written.
    """
    Path(path).write_bytes(sample_csv(sample))
    return Path(path)


def sample_csv(sample: pl.LazyFrame) -> bytes:
    """Return the bytes of a sample's file, as `write_sample` writes them."""
    text = without_formulas(pl.col(pl.String).str.replace_all(r"\s+", " "))
    return sample.collect().with_columns(text).write_csv().encode("utf-8-sig")


def read_checked(path: str | Path) -> pl.DataFrame:
    """Read a sample back after it was judged; one row is a mention.

    Args:
        path: the CSV, as any spreadsheet saves it: comma, semicolon or tab, UTF-8 or windows-1256. The column
            ``correct`` holds yes or no (1 or 0, نعم or لا; x is yes); an empty cell was not judged.

    Returns:
        The columns of the file as text, with ``correct`` as a Boolean, null where nothing was judged.

    Raises:
        InputError: the file cannot be read, a column is missing, a verdict is something else, or the empty
            cells may be meant as no.
    """
    path = Path(path)
    table = _parse(path)
    if missing := [name for name in ("topic", "correct") if name not in table.columns]:
        raise InputError(f"{path.name}: has no column {missing[0]!r}. Keep the columns of the sample.")
    written = [fold(cell or "") for cell in table["correct"]]
    for row, (cell, topic) in enumerate(zip(written, table["topic"], strict=True), start=2):
        if cell and cell not in VERDICTS:
            raise InputError(
                f"{path.name}, row {row}: correct is {table['correct'][row - 2]!r}. "
                "Write yes or no, or leave it empty."
            )
        if cell and not topic:
            raise InputError(f"{path.name}, row {row}: has a verdict but no topic. Write the topic back.")
    verdicts = pl.Series("correct", [VERDICTS.get(cell) for cell in written], dtype=pl.Boolean)
    if "x" in written and "" in written and verdicts.all():
        raise InputError(f"{path.name}: x in some rows, no in none. Write no where a mention is wrong.")
    return table.with_columns(verdicts)


def _parse(path: Path) -> pl.DataFrame:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1256", "replace")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    try:
        return pl.read_csv(StringIO(text), separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        reason = str(error).partition("\n")[0]
        raise InputError(f"{path.name}: is not a CSV table: {reason}. Save it as CSV.") from None


def precision(checked: pl.DataFrame) -> pl.DataFrame:
    """Return, one row a topic, how many of the mentions judged are right.

    Args:
        checked: from `read_checked`; mentions that were not judged are left out.

    Returns:
        ``topic``, ``n_checked``, ``n_correct``, ``precision`` (share of the judged mentions that are right),
        ``precision_low`` and ``precision_high`` (95 %, Wilson 1927); null where nothing was judged. Sorted
        by topic.

    >>> judged = pl.DataFrame({"topic": ["iran"] * 3, "correct": [True, False, None]})
    >>> precision(judged).select("n_checked", "n_correct", "precision").row(0)
    (2, 1, 0.5)
    """
    counts = checked.group_by("topic").agg(
        n_checked=pl.col("correct").count(), n_correct=pl.col("correct").sum()
    )
    right, judged = pl.col("n_correct"), pl.col("n_checked")
    low, high = wilson(right, judged)
    share = counts.with_columns(precision=ratio(right, judged), precision_low=low, precision_high=high)
    return share.sort("topic")
