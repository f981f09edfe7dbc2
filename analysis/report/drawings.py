"""Every figure the command can draw: what it computes from the tables of a build, and how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis import plots
from analysis.plots.changes import COLUMNS as CHANGES
from analysis.plots.words import word
from analysis.report.figure_tables import (
    Wanted,
    by_size,
    halves,
    keyed,
    linked,
    marks,
    most_named,
    span_name,
    topic_sets,
)
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Drawn = Axes | Figure


WIDE = 120
"""Signs of context on either side of a mention: more than a page has room for."""


def _artefact(wanted: Wanted) -> Drawn:
    return plots.draw_artefact(wanted.read("artefact"), labels=wanted.labels, **wanted.text)


def _calendar(wanted: Wanted) -> Drawn:
    return plots.draw_calendar(wanted.read("articles"), **wanted.text)


def _changes(wanted: Wanted) -> Drawn:
    from analysis.aggregate.changes import share_changes

    counts = wanted.scan("topic_counts")
    if (spans := halves(counts)) is None:
        nothing = pl.DataFrame(schema=dict.fromkeys(("topic", *CHANGES), pl.Float64))
        return plots.draw_changes(nothing, **wanted.text)
    named = span_name(spans[0], wanted.lang), span_name(spans[1], wanted.lang)
    return plots.draw_changes(
        share_changes(counts, *spans).collect(), labels=wanted.labels, spans=named, **wanted.text
    )


def _context(wanted: Wanted) -> Drawn:
    from analysis.aggregate.concordance import concordance
    from analysis.aggregate.lookup import zone_texts
    from analysis.dictionary import read_topics

    topic = wanted.topics[0] if wanted.topics else most_named(wanted)
    texts = zone_texts(wanted.scan("articles"), wanted.scan("article_tags"))
    texts = texts.select("article_id", "published", *EVIDENCE[:2])
    found = concordance(texts, read_topics(wanted.tables / "topics.toml"), topic, width=WIDE).collect()
    return plots.draw_context(found, topic=wanted.labels.get(topic, topic), **wanted.text)


def _coverage(wanted: Wanted) -> Drawn:
    return plots.draw_coverage(wanted.read("articles"), **wanted.text)


def _keyness(wanted: Wanted) -> Drawn:
    from analysis.aggregate.keyness import keyness

    articles, named, name, labels = keyed(wanted)
    sources = by_size(articles)
    first = pl.col("source").eq_missing(sources[0] if sources else None)
    table = keyness(named, articles.filter(first), articles.filter(~first), name=name, min_articles=5)
    sides = (sources[0] if sources else "–", word("other sources", wanted.lang))
    return plots.draw_keyness(table.collect(), labels=labels, sides=sides, **wanted.text)


def _lags(wanted: Wanted) -> Drawn:
    from analysis.aggregate.lags import source_lags

    return plots.draw_lags(source_lags(wanted.scan("articles")).collect(), **wanted.text)


def _matrices(wanted: Wanted) -> Drawn:
    return plots.draw_pair_matrices(wanted.read("artefact"), labels=wanted.labels, **wanted.text)


def _matrix(wanted: Wanted) -> Drawn:
    from analysis.aggregate.counts import count_pairs

    pairs = count_pairs(
        wanted.scan("article_topics"), wanted.scan("articles"), every=None, topics=wanted.chosen
    )
    return plots.draw_pair_matrix(pairs.collect(), labels=wanted.labels, **wanted.text)


def _network(wanted: Wanted) -> Drawn:
    pairs, groups, labels = linked(wanted)
    return plots.draw_network(pairs, groups, weight="equivalence", labels=labels, **wanted.text)


def _pairs(wanted: Wanted) -> Drawn:
    return plots.draw_pair_trend(wanted.read("topic_pairs"), labels=wanted.labels, **wanted.text)


def _panels(wanted: Wanted) -> Drawn:
    return plots.draw_share_panels(
        wanted.read("topic_counts"),
        topics=wanted.chosen,
        labels=wanted.labels,
        **marks(wanted),
        **wanted.text,
    )


def _ramadan(wanted: Wanted) -> Drawn:
    from analysis.aggregate.ramadan import ramadan_profile

    profile = ramadan_profile(
        wanted.scan("article_topics"), wanted.scan("articles"), topics=list(wanted.labels)
    )
    return plots.draw_ramadan(profile.collect(), labels=wanted.labels, **wanted.text)


def _ranks(wanted: Wanted) -> Drawn:
    return plots.draw_ranks(
        wanted.read("topic_counts"), topics=wanted.chosen, labels=wanted.labels, **wanted.text
    )


def _sets(wanted: Wanted) -> Drawn:
    return plots.draw_topic_sets(
        topic_sets(wanted.scan("article_topics"), wanted.scan("articles")).collect(),
        labels=wanted.labels,
        **wanted.text,
    )


def _shares(wanted: Wanted) -> Drawn:
    return plots.draw_shares(
        wanted.read("topic_counts"),
        topics=wanted.chosen,
        labels=wanted.labels,
        **marks(wanted),
        **wanted.text,
    )


def _sources(wanted: Wanted) -> Drawn:
    from analysis.aggregate.trends import share_by_source

    topic = wanted.topics[0] if wanted.topics else most_named(wanted)
    counts = share_by_source(wanted.scan("article_topics"), wanted.scan("articles"), topics=[topic]).collect()
    return plots.draw_source_panels(counts, topic=topic, labels=wanted.labels, **wanted.text)


def _tags(wanted: Wanted) -> Drawn:
    from analysis.aggregate.tags import count_tags

    counts = count_tags(wanted.scan("article_tags"), wanted.scan("articles")).collect()
    return plots.draw_tag_bars(counts, **wanted.text)


def _themes(wanted: Wanted) -> Drawn:
    from analysis.aggregate.themes import strategic_diagram

    pairs, groups, labels = linked(wanted, most=None)
    diagram = strategic_diagram(pairs.lazy(), groups.lazy()).collect()
    return plots.draw_themes(diagram, labels=labels, **wanted.text)


def _topics(wanted: Wanted) -> Drawn:
    return plots.draw_topic_bars(wanted.read("topic_counts"), labels=wanted.labels, **wanted.text)


DRAW: dict[str, Callable[[Wanted], Drawn]] = {
    "artefact": _artefact,
    "calendar": _calendar,
    "changes": _changes,
    "context": _context,
    "coverage": _coverage,
    "keyness": _keyness,
    "lags": _lags,
    "matrices": _matrices,
    "matrix": _matrix,
    "network": _network,
    "pairs": _pairs,
    "panels": _panels,
    "ramadan": _ramadan,
    "ranks": _ranks,
    "sets": _sets,
    "shares": _shares,
    "sources": _sources,
    "tags": _tags,
    "themes": _themes,
    "topics": _topics,
}
"""How each figure of `plots.names` is drawn from a build."""
