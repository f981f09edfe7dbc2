"""Site bundles: tags that an editorial template adds to articles of every kind, among their own tags.

In a delimited list a template's tags look like the article's. What gives them away is the corpus: they stand
together or not at all, on much of what a source prints, and in articles whose text does not name them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.loader.bundles_apart import Apart, set_apart
from analysis.loader.common_tags import common_tags, least_stories
from analysis.loader.tags_in_text import Texts, named_tags
from analysis.tables import PAGE_ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MIN_TAGS, CORE, TOGETHER = 4, 3, 0.8
"""Tags of a bundle and of its core at least; share of the commoner tag's articles where two core tags stand
together. A real bundle of seven had .91 to .99. Where it stood on 100 of 314 articles, tags that articles
also carry of themselves fell to .72; three stayed above .94. No three honest tags on 20 passed .6."""

JOINS, WHOLE = 0.95, 0.8
"""Share of the core's articles in which a further tag of the bundle stands: .99 in the real bundle, .52 for
the commonest honest tag; share of its tags with which an article carries it: 386 did, 5 had four or five."""

MIN_WEEKS = 4
"""Weeks in which stories carry a bundle at least (all weeks of a source that has fewer). One running story is
hot for a week or three."""

NAMED, SILENT = 0.6, 0.1
"""Most honest tags are named in title and body as often as the others of the same articles; the real bundle's
were .33 times as often (.12 against .38). Below `SILENT` a bundle needs no comparison."""

SAMPLE = 500
"""Articles read to judge a bundle (the first ones: identifiers are hashes)."""

AT_ONCE = 100_000
"""Tags in stories whose pairs are counted at a time."""

_BUNDLE = ["source", "bundle"]
_DETAIL = "{} tags stand together on {} of {} articles of {}: kept as site_tags: {}"


def find_bundles(articles: pl.DataFrame, article_tags: pl.DataFrame) -> pl.DataFrame:
    """Return the site bundles of a corpus, one row a bundle.

    Args:
        articles: the corpus.
        article_tags: its tags; only the own ones (zone ``tags``) are looked at.

    Returns:
        ``source``; ``tags``, as printed most often; ``n_articles`` that carry the bundle nearly whole;
        ``n_total``, the articles of the source that have tags.

    >>> from analysis.tables import ARTICLE_TAGS, ARTICLES
    >>> find_bundles(ARTICLES.empty(), ARTICLE_TAGS.empty()).columns
    ['source', 'tags', 'n_articles', 'n_total']
    """
    own = [_own(placed(articles, article_tags).lazy())]
    return _summary(pl.concat(own), _members(own, partial(_read, articles))).drop("bundle")


def set_bundles_apart(
    articles: pl.DataFrame, article_tags: pl.DataFrame, texts: Texts | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Move the tags of site bundles to ``site_tags`` in the articles that carry a bundle nearly whole.

    A tag that the article's title or body names stays among its own as well. Other articles keep theirs.

    Args:
        articles: the corpus, with ``story_id`` where reprints are known.
        article_tags: its tags.
        texts: returns ``title`` and ``body`` of the few that are asked for; None when ``articles`` has them.

    Returns:
        ``article_tags``, sorted by its key, and ``page_issues`` rows ``tag_bundle``, at the first raw file.

    >>> from analysis.tables import ARTICLE_TAGS, ARTICLES
    >>> [table.height for table in set_bundles_apart(ARTICLES.empty(), ARTICLE_TAGS.empty())]
    [0, 0]
    """
    tags = placed(articles, article_tags).lazy()
    apart = find_apart([tags], articles.lazy(), texts or partial(_read, articles))
    return set_apart(article_tags, apart), apart.page_issues


def placed(articles: pl.DataFrame, article_tags: pl.DataFrame) -> pl.DataFrame:
    """Return tags with what finds bundles: the ``source``, ``story`` and ``week`` of their article.

    Args:
        articles: some articles.
        article_tags: tags of them.
    """
    about = articles.select(
        "article_id",
        source=pl.col("source").fill_null("no source"),
        story=pl.coalesce("story_id", "article_id").hash(),
        week=pl.col("published").dt.truncate("1w"),
    )
    return article_tags.join(about, on="article_id", how="left", maintain_order="left")


def find_apart(tags: Sequence[pl.LazyFrame], articles: pl.LazyFrame, texts: Texts) -> Apart:
    """Return the tags of site bundles, in the articles that carry a bundle nearly whole.

    Args:
        tags: of the whole corpus, from `placed`, those of some articles each.
        articles: ``article_id`` and ``raw_path`` of the corpus.
        texts: returns ``title`` and ``body`` of the few that are asked for.
    """
    parts = [_own(some) for some in tags]
    members, own = _members(parts, texts), pl.concat(parts)
    if members.is_empty():
        none = members.select(pl.col("tag_key").alias("article_id"), "tag_key")
        return Apart(none, none, PAGE_ISSUES.empty())
    carried = _carriers(own, members, "article_id")
    issues = _issues(_summary(own, members), carried, articles)
    site = carried.join(members, on=_BUNDLE).select("article_id", "tag_key").unique()
    return Apart(site, named_tags(carried, members, texts), issues)


def _read(articles: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    return articles.join(wanted, on="article_id", how="semi")


def _own(tags: pl.LazyFrame) -> pl.LazyFrame:
    """One row an own tag of an article, with the article's source, story and week."""
    own = tags.filter(pl.col("zone") == "tags", pl.col("tag_key") != "", pl.col("source").is_not_null())
    return own.select("article_id", "tag", "tag_key", "source", "story", "week")


def _members(parts: Sequence[pl.LazyFrame], texts: Texts) -> pl.DataFrame:
    """One row a tag of a bundle: ``source``, ``bundle`` (its number in the source), ``tag_key``."""
    rows, own = common_tags(parts), pl.concat(parts)
    cores = _cores(rows)
    if cores.is_empty():
        return cores
    grown = _grown(rows, cores)
    wide = grown.join(_spread(own, grown), on=_BUNDLE, how="semi").sort(*_BUNDLE, "tag_key")
    return wide.join(_unnamed(own, wide, texts), on=_BUNDLE, how="semi").sort(*_BUNDLE, "tag_key")


def _cores(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a tag of a core: a set of tags of which every two stand together."""
    near: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, a, b in _edges(rows).iter_rows():
        near[source][a].add(b)
        near[source][b].add(a)
    found = [(s, n, tag) for s in sorted(near) for n, core in enumerate(_cliques(near[s])) for tag in core]
    schema = {"source": pl.String, "bundle": pl.UInt32, "tag_key": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")


def _edges(rows: pl.DataFrame) -> pl.DataFrame:
    """One row two tags of a source that stand together.

    Args:
        rows: from `common_tags`.
    """
    stories = rows["story"].to_numpy()
    cuts = np.unique(np.searchsorted(stories, stories[::AT_ONCE]))
    counted = [_pairs(rows[start:end].lazy()) for start, end in pairwise([*cuts.tolist(), rows.height])]
    summed = pl.concat([_pairs(rows.clear().lazy()), *counted]).group_by("source", "tag_key", "tag_key_b")
    pairs = summed.agg(pl.col("n_ab").sum(), pl.col("most").first())
    return pairs.filter(pl.col("n_ab") >= TOGETHER * pl.col("most")).select("source", "tag_key", "tag_key_b")


def _pairs(tags: pl.LazyFrame) -> pl.DataFrame:
    """One row two tags that some stories of a source carry both, and that are about as common."""
    return (
        tags.join(tags, on=["source", "story"], suffix="_b")
        .filter(pl.col("tag_key") < pl.col("tag_key_b"))
        .filter(pl.min_horizontal("n", "n_b") >= TOGETHER * pl.max_horizontal("n", "n_b"))
        .group_by("source", "tag_key", "tag_key_b")
        .agg(n_ab=pl.len(), most=pl.max_horizontal("n", "n_b").first())
        .collect(engine="streaming")
    )


def _cliques(near: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Yield disjoint sets of tags that are all near each other, the largest first."""
    left = sorted(near)
    while cores := [core for tag in left if len(core := _clique(tag, near, left)) >= CORE]:
        best = max(cores, key=len)
        yield best
        left = [tag for tag in left if tag not in best]


def _clique(seed: str, near: Mapping[str, set[str]], among: Sequence[str]) -> list[str]:
    """Return a set of near tags grown from one of them, those that share most neighbours with it first."""
    core = [seed]
    around = near[seed].intersection(among)
    for tag in sorted(around, key=lambda tag: (-len(near[tag] & around), tag)):
        if near[tag].issuperset(core):
            core.append(tag)
    return core


def _carriers(rows: pl.LazyFrame, members: pl.DataFrame, unit: str, least: float = WHOLE) -> pl.DataFrame:
    """One row a story or article (``unit``) with at least a share of a bundle's tags."""
    sized = members.lazy().with_columns(size=pl.len().over(_BUNDLE))
    held = rows.select("source", unit, "tag_key").join(sized, on=["source", "tag_key"]).unique()
    counted = held.group_by(*_BUNDLE, unit).agg(n=pl.len(), size=pl.col("size").first())
    carried = counted.filter(pl.col("n") >= least * pl.col("size")).select(*_BUNDLE, unit)
    return carried.collect(engine="streaming")


def _grown(rows: pl.DataFrame, cores: pl.DataFrame) -> pl.DataFrame:
    """Add the tags that stand wherever a core does; a tag goes to the bundle with the largest core."""
    cores = cores.cast({name: rows.schema[name] for name in ("source", "tag_key")})
    stories = _carriers(rows.lazy(), cores, "story", least=1).with_columns(n_core=pl.len().over(_BUNDLE))
    beside = stories.join(rows, on=["source", "story"]).group_by(*_BUNDLE, "tag_key")
    joined = beside.agg(n=pl.len(), n_core=pl.col("n_core").first())
    further = joined.filter(pl.col("n") >= JOINS * pl.col("n_core")).select(*_BUNDLE, "tag_key")
    grown = pl.concat([cores, further]).cast({"source": pl.String, "tag_key": pl.String})
    grown = grown.sort(*_BUNDLE, "tag_key")
    once = grown.unique(["source", "tag_key"], keep="first", maintain_order=True)
    return once.filter(pl.len().over(_BUNDLE) >= MIN_TAGS)


def _spread(own: pl.LazyFrame, members: pl.DataFrame) -> pl.DataFrame:
    """One row a bundle that many stories of many weeks carry."""
    n_stories, n_weeks = pl.col("story").n_unique(), pl.col("week").drop_nulls().n_unique()
    weeks = own.select("source", "story", "week").unique().collect(engine="streaming")
    totals = weeks.group_by("source").agg(n_total=n_stories, weeks_total=n_weeks)
    carried = _carriers(own, members, "story").join(weeks, on=["source", "story"]).group_by(_BUNDLE)
    counted = carried.agg(n=n_stories, weeks=n_weeks)
    return counted.join(totals, on="source").filter(
        pl.col("n") >= least_stories(),
        pl.col("weeks") >= pl.min_horizontal(MIN_WEEKS, "weeks_total"),
    )


def _unnamed(own: pl.LazyFrame, members: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """One row a bundle whose tags articles name far less often than the other tags that they carry."""
    carried = _carriers(own, members, "article_id").sort("article_id").group_by(_BUNDLE).head(SAMPLE)
    held = own.join(carried.lazy(), on=["source", "article_id"])
    tags = held.select(*_BUNDLE, "article_id", "tag_key").unique().collect(engine="streaming")
    shares = (
        tags.join(named_tags(carried, tags, texts), on=["article_id", "tag_key"], how="left")
        .join(members.with_columns(site=True), on=[*_BUNDLE, "tag_key"], how="left")
        .group_by(*_BUNDLE, "article_id", pl.col("site").fill_null(False))
        .agg(pl.col("named").fill_null(False).mean())
        .group_by(_BUNDLE)
        .agg(site=pl.col("named").filter("site").mean(), other=pl.col("named").filter(~pl.col("site")).mean())
    )
    return shares.filter(pl.col("site") <= pl.max_horizontal(SILENT, NAMED * pl.col("other")))


def _summary(own: pl.LazyFrame, members: pl.DataFrame) -> pl.DataFrame:
    """One row a bundle, with its number in the source."""
    printed = own.join(members.lazy(), on=["source", "tag_key"], how="semi").group_by("tag_key", "tag").len()
    forms = (
        printed.collect(engine="streaming")
        .sort("len", "tag", descending=[True, False])
        .unique("tag_key", keep="first")
    )
    listed = members.join(forms, on="tag_key").sort("tag_key").group_by(_BUNDLE, maintain_order=True)
    carried = _carriers(own, members, "article_id").group_by(_BUNDLE).agg(n_articles=pl.len())
    tagged = own.select("source", "article_id").unique().group_by("source").agg(n_total=pl.len())
    totals = tagged.collect(engine="streaming")
    counted = listed.agg(tags="tag").join(carried, on=_BUNDLE).join(totals, on="source")
    return counted.select(*_BUNDLE, "tags", "n_articles", "n_total").sort(_BUNDLE)


def _issues(bundles: pl.DataFrame, carried: pl.DataFrame, articles: pl.LazyFrame) -> pl.DataFrame:
    """One row a raw file at which bundles are reported; the rows of a table file are one file."""
    paths = articles.select("article_id", pl.col("raw_path").str.replace(r"#\d+$", ""))
    found = paths.join(carried.lazy(), on="article_id").group_by(_BUNDLE).agg(pl.col("raw_path").min())
    first = found.collect(engine="streaming")
    n_tags, listed = pl.col("tags").list.len(), pl.col("tags").list.join("، ")
    said = pl.format(_DETAIL, n_tags, "n_articles", "n_total", "source", listed)
    rows = bundles.join(first, on=_BUNDLE).select(*_BUNDLE, "raw_path", detail=said).sort(_BUNDLE)
    joined = rows.group_by("raw_path").agg(pl.col("detail").sort().str.join("; "))
    return joined.select("raw_path", issue=pl.lit("tag_bundle"), detail="detail").sort("raw_path")
