"""Tables of pairs as networks: topics, and tags, with the articles that two of them share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from analysis.errors import TableError
from analysis.export.read import read_labels, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# What would break a line, an XML file or the order of letters around a label. Joiners (U+200C) stay.
_BREAKS = r"[\s\p{Cc}\x{FFFE}\x{FFFF}]+"
_DIRECTION = r"[\x{202A}-\x{202E}\x{2066}-\x{2069}]"


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected network whose nodes and edges carry counts of articles.

    Attributes:
        name: file name without its ending.
        nodes: one row a node: ``id``, ``label``, ``n_articles``; further columns are attributes.
        edges: one row a pair of nodes that share an article: ``a``, ``b`` (ids), ``weight`` (articles).
        node_periods: one row a node in a period that has it: ``id``, ``start``, ``end``, ``n_articles``.
        edge_periods: the same for edges: ``a``, ``b``, ``start``, ``end``, ``n_articles``. ``start`` and
            ``end`` are the first and the last day of the period.
    """

    name: str
    nodes: pl.DataFrame
    edges: pl.DataFrame
    node_periods: pl.DataFrame
    edge_periods: pl.DataFrame


def topic_network(folder: Path, *, lang: str = "ar", min_weight: int = 1) -> Network:
    """Return the network of all topics of the dictionary, labelled in ``lang``.

    Raises:
        InputError: ``folder`` lacks a table or the manifest.
        TableError: the pairs name a topic that is not counted.
    """
    pairs = read_table(folder, "topic_pairs")
    counts = read_table(folder, "topic_counts").select("period", "n_articles", id="topic")
    nodes = (
        counts.group_by("id")
        .agg(pl.col("n_articles").sum())
        .join(read_labels(folder), on="id", how="left")
        .with_columns(pl.coalesce(f"label_{lang}", "id").alias("label"))
    )
    return _network("topics", nodes, counts, _pairs(pairs, "topic"), min_weight)


def tag_network(folder: Path, *, min_weight: int = 1) -> Network:
    """Return the network of the articles' own tags that share an article, labelled as most often printed.

    Raises:
        InputError: ``folder`` lacks a table.
        TableError: the pairs name a tag that no article has as its own.
    """
    pairs = _pairs(read_table(folder, "tag_pairs"), "tag")
    own = read_table(folder, "article_tags").filter(pl.col("zone") == "tags").rename({"tag_key": "id"})
    n_articles = pl.col("article_id").n_unique()
    printed = own.group_by("id", "tag").agg(n=n_articles).sort("n", "tag", descending=[True, False])
    labels = printed.group_by("id").agg(label=pl.col("tag").first())
    nodes = own.group_by("id").agg(n_articles=n_articles).join(labels, on="id")
    kept = _edges(pairs, min_weight)
    linked = pl.concat([kept["a"], kept["b"]]).unique()
    counts = pl.concat([pairs.select("period", id=x, n_articles=f"n_{x}") for x in ("a", "b")]).unique()
    return _network("tags", nodes.filter(pl.col("id").is_in(linked.implode())), counts, pairs, min_weight)


def _pairs(pairs: pl.DataFrame, unit: str) -> pl.DataFrame:
    return pairs.rename({f"{unit}_a": "a", f"{unit}_b": "b"})


def _edges(pairs: pl.DataFrame, min_weight: int) -> pl.DataFrame:
    """Return one row an edge; periods, and articles without one, add up to the corpus."""
    summed = pairs.group_by("a", "b").agg(weight=pl.col("n_ab").sum())
    return summed.filter(pl.col("weight") >= max(min_weight, 1)).sort("a", "b")


def _network(
    name: str, nodes: pl.DataFrame, counts: pl.DataFrame, pairs: pl.DataFrame, min_weight: int
) -> Network:
    """Put together a network from its nodes, their ``n_articles`` in each ``period``, and its pairs."""
    nodes, edges = nodes.sort("id"), _edges(pairs, min_weight)
    _known(name, edges, nodes)
    node_periods = _dated(counts).filter(pl.col("n_articles") > 0)
    node_periods = node_periods.select("id", "start", "end", "n_articles")
    edge_periods = _dated(pairs).filter(pl.col("n_ab") > 0)
    edge_periods = edge_periods.select("a", "b", "start", "end", n_articles="n_ab")
    lines = nodes.with_columns(_one_line(pl.col(pl.String)))
    shown = lines.with_columns(pl.Series(name, distinct(lines[name]), pl.String) for name in ("id", "label"))
    safe = dict(zip(nodes["id"], shown["id"], strict=True))
    return Network(
        name,
        shown.select("id", "label", "n_articles", pl.exclude("id", "label", "n_articles")),
        _renamed(edges, safe, "a", "b"),
        _renamed(node_periods.join(nodes, on="id", how="semi").sort("id", "start"), safe, "id"),
        _renamed(edge_periods.join(edges, on=["a", "b"], how="semi").sort("a", "b", "start"), safe, "a", "b"),
    )


def _known(name: str, edges: pl.DataFrame, nodes: pl.DataFrame) -> None:
    ends = pl.concat([edges["a"], edges["b"]])
    unknown = ends.filter(~ends.is_in(nodes["id"].implode()))
    if unknown.len():
        raise TableError(
            f"pairs of {name}: '{unknown[0]}' is counted in no article. Run `wusum build` again."
        )


def _renamed(frame: pl.DataFrame, safe: Mapping[str, str], *columns: str) -> pl.DataFrame:
    return frame.with_columns(pl.col(*columns).replace_strict(safe, return_dtype=pl.String))


def _dated(counts: pl.DataFrame) -> pl.DataFrame:
    """Return the counts of dated articles with the first and the last day of their period.

    The length of a period is the smallest step between two of them; a single period is taken for a month.
    """
    starts = counts["period"].drop_nulls().unique().sort().to_list()
    days = min(((b - a).days for a, b in pairwise(starts)), default=30)
    step = f"{round(days / 30.44)}mo" if days >= 28 else f"{days}d"
    dated = counts.filter(pl.col("period").is_not_null()).rename({"period": "start"})
    return dated.with_columns(end=pl.col("start").dt.offset_by(step).dt.offset_by("-1d"))


def _one_line(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(_DIRECTION, "").str.replace_all(_BREAKS, " ").str.strip_chars()


def distinct(texts: Iterable[str]) -> list[str]:
    """Return the texts with a number after repeated ones: programs take equal labels for one node.

    >>> distinct(["غزة", "غزة", "غزة (2)"])
    ['غزة', 'غزة (3)', 'غزة (2)']
    """
    texts = list(texts)
    taken, last, shown = set(texts), dict[str, int](), list[str]()
    for text in texts:
        one = text
        while text in last and one in taken:
            last[text] += 1
            one = f"{text} ({last[text]})"
        last.setdefault(text, 1)
        taken.add(one)
        shown.append(one)
    return shown
