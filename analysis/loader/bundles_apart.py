"""Tags of a site's bundles -> ``site_tags``, in any articles of the corpus in which they were found."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.tables import ARTICLE_TAGS


@dataclass(frozen=True, slots=True)
class Apart:
    """What of an article's own tags are a site's.

    Attributes:
        site: one row a tag of an article: ``article_id``, ``tag_key``.
        named: the same, of tags that the article names.
        page_issues: what is said of it.
    """

    site: pl.DataFrame
    named: pl.DataFrame
    page_issues: pl.DataFrame


def set_apart(article_tags: pl.DataFrame, apart: Apart) -> pl.DataFrame:
    """Return tags with those of site bundles moved to ``site_tags``, sorted by the key of the table.

    Args:
        article_tags: all tags of some articles.
        apart: from `find_apart` of ``bundles``.
    """
    if apart.site.is_empty():
        return article_tags.sort(ARTICLE_TAGS.key)
    return _moved(article_tags, apart.site, apart.named)


def _moved(article_tags: pl.DataFrame, site: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Put the site's tags behind those the site zone holds already, and renumber what changed."""
    pair = ["article_id", "tag_key"]
    touched = article_tags.join(site, on="article_id", how="semi")
    own, there = touched.filter(pl.col("zone") == "tags"), touched.filter(pl.col("zone") != "tags")
    theirs, kept = own.join(site, on=pair, how="semi"), own.join(site, on=pair, how="anti")
    both = theirs.join(named, on=pair, how="semi")
    added = theirs.join(there, on=pair, how="anti").with_columns(zone=pl.lit("site_tags"))
    late = [part.with_columns(late=pl.lit(part is added)) for part in (kept, both, there, added)]
    place = pl.int_range(pl.len(), dtype=pl.UInt32).over("article_id", "zone")
    changed = pl.concat(late).sort("article_id", "zone", "late", "position").with_columns(position=place)
    rest = article_tags.join(site, on="article_id", how="anti")
    return pl.concat([rest, changed.drop("late")]).sort(ARTICLE_TAGS.key)
