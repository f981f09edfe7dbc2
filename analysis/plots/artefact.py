"""Topic pairs with and without what the page adds: the difference a user must see first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from analysis.plots.bars import PART_STYLES, draw_bars
from analysis.plots.canvas import (
    Labels,
    largest,
    need,
    new_axes,
    no_data,
    pair_name,
    set_text,
    shown_note,
    source_note,
)
from analysis.plots.key import draw_key
from analysis.plots.rows import height_of, rows_for
from analysis.plots.sizes import now
from analysis.plots.style import style
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = ("topic_a", "topic_b", "n_ab", "n_ab_site_tags", "n_ab_page")
PARTS = ("own", "site_tags", "related")


def draw_artefact(
    artefact: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 15,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw, for each pair of topics, how many articles name both, and how many the page makes of them.

    Args:
        artefact: the table of ``aggregate.artefact``: ``n_ab`` counts title, body and own tags;
            ``n_ab_site_tags`` the site's tags as well; ``n_ab_page`` the whole page.
        lang: language of the words of the figure; in Arabic bars grow from the right.
        labels: from topic to shown name.
        most: how many pairs, those that the whole page makes largest first.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> from analysis.aggregate.artefact import artefact
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> draw_artefact(artefact(mentions, articles).collect(), lang="en").figure.get_label().split(". ")[0]
    'What the page template makes'
    """
    need(artefact, COLUMNS, "draw_artefact")
    found = artefact.filter(pl.col("n_ab_page") > 0).sort(
        ["n_ab_page", "topic_a", "topic_b"], descending=[True, False, False]
    )
    top = found.head(rows_for(most, head=0.4))
    with style():
        names = [pair_name(a, b, labels) for a, b in top.select("topic_a", "topic_b").iter_rows()]
        ax = ax or new_axes(height_of(names, now().width) + 0.3)
        if top.is_empty():
            return no_data(ax, lang, title or word("artefact", lang))
        ends = [word("of", lang, f"{n:,}", f"{m:,}") for n, m in top.select("n_ab", "n_ab_page").iter_rows()]
        parts = _parts(top)
        draw_bars(ax, names, parts, ends, lang)
        own = found.filter(pl.col("n_ab") > 0).height
        total = largest(top, "n_total")
        notes = [
            word("of page note", lang),
            word("n", lang, f"{total:,}") if total else "",
            shown_note(top.height, found.height, lang),
        ]
        titles = title or word("artefact", lang), word("artefact sub", lang, f"{own:,}", f"{found.height:,}")
        key = [
            (*look, word(name, lang))
            for name, look, added in zip(PARTS, PART_STYLES, parts, strict=True)
            if any(added)
        ]
        below = draw_key(ax, key, lang) if len(key) > 1 else 6.0
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang, below=below)
    return ax


def _parts(top: pl.DataFrame) -> list[list[float]]:
    """Return what the article itself, then the site's tags, then the related article add to each pair."""
    own, tags, page = (top[name].cast(pl.Float64) for name in ("n_ab", "n_ab_site_tags", "n_ab_page"))
    return [own.to_list(), (tags - own).to_list(), (page - tags).to_list()]
