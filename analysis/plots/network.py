"""A network of topics or tags: linked where they stand together, coloured by community."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from analysis.errors import TableError
from analysis.plots.canvas import (
    Labels,
    figure_of,
    largest,
    lay_out,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.layout import apart, network_places, that_fit
from analysis.plots.sizes import now
from analysis.plots.style import GREY, NAME_COLOURS, PALETTE, PAPER, style
from analysis.plots.text import fit, text_width
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPES = "osD^vP"  # a community has its shape as well as its colour
NAME_SHARE = 0.2  # of the figure's width that a name may take
HIGH = 0.72  # of the figure's width
LINKS_A_NAME = 2  # lines drawn a name at most; from four on, no line can be followed


def draw_network(
    pairs: pl.DataFrame,
    communities: pl.DataFrame | None = None,
    *,
    weight: str = "n_ab",
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 40,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw topics or tags as nodes, linked where articles name both; no name lies over another.

    Of more than two links a name only a backbone is drawn, and the notes say so: the tree of the
    strongest links, which joins all names, and the strongest others.

    Args:
        pairs: one row a pair of topics or tags, with its counts (``n_a``, ``n_b``, ``n_ab``).
        communities: ``community`` of each name, as ``communities`` gives it; None draws all alike.
        weight: column that says how strong a link is; wider lines are stronger.
        lang: language of the words of the figure.
        labels: from topic (or tag key) to shown name.
        most: how many names, those in most articles among those that have a link.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        InputError: igraph is not installed.
        TableError: the table has no pairs of topics or tags, a count is missing, or a pair stands twice.

    >>> from analysis import add_measures, count_pairs
    >>> articles = pl.LazyFrame({"article_id": ["1", "2"]})
    >>> mentions = pl.LazyFrame({"article_id": ["1", "1"], "zone": "title", "topic": ["gaza", "iran"]})
    >>> pairs = add_measures(count_pairs(mentions, articles, every=None))
    >>> draw_network(pairs.collect(), lang="en").figure.get_label().split(". ")[0]
    'Network of topics'
    """
    name = next((key for key in ("topic", "tag") if f"{key}_a" in pairs.columns), "topic")
    need(pairs, (f"{name}_a", f"{name}_b", "n_a", "n_b", "n_ab", weight), "draw_network")
    ends = [f"{name}_a", f"{name}_b"]
    if pairs.select(pl.struct(ends).is_duplicated().any()).item():
        raise TableError("draw_network: a pair stands in several rows; count with every=None.")
    links = pairs.filter(pl.col(weight) > 0).rename(dict(zip(ends, "ab", strict=True)))
    sizes = _sizes(links)
    drawn = sizes.head(_room_for(sizes.head(most), labels))
    kept = links.filter(
        pl.col("a").is_in(drawn["name"].to_list()) & pl.col("b").is_in(drawn["name"].to_list())
    )
    lines = backbone(kept, weight)
    group = dict(communities.select(name, "community").iter_rows()) if communities is not None else {}
    titles = title or word(f"network {name}", lang), word("network sub", lang)
    with style():
        ax = ax or new_axes(now().width * HIGH)
        if kept.is_empty():
            return no_data(ax, lang, titles[0])
        notes = [
            word("n", lang, f"{total:,}") if (total := largest(pairs, "n_total")) else "",
            word("communities", lang, len({group[key] for key in drawn["name"] if key in group}))
            if group
            else "",
            shown_note(drawn.height, sizes.height, lang),
            word("backbone", lang, lines.height, f"{kept.height:,}") if lines.height < kept.height else "",
        ]
        ax.set_axis_off()
        _hold(ax)
        set_text(ax, *titles, [*notes, source_note(source, lang)], lang)
        _draw(ax, drawn.sort("name"), lines.sort("a", "b"), group, labels, weight)
    return ax


def backbone(links: pl.DataFrame, weight: str) -> pl.DataFrame:
    """Return the links to draw: all, or of many the tree of the strongest and the strongest others.

    Args:
        links: one row a link: its ends ``a`` and ``b`` and ``weight``.
        weight: column that says how strong a link is.

    >>> links = pl.DataFrame({"a": ["x"] * 4, "b": ["p", "q", "r", "s"], "n": [1, 2, 3, 4]})
    >>> backbone(links, "n").height
    4
    """
    names = sorted({*links["a"], *links["b"]})
    room = LINKS_A_NAME * len(names)
    if links.height <= room:
        return links
    ranked = links.sort([weight, "a", "b"], descending=[True, False, False]).with_row_index("_rank")
    joined = _tree(ranked, names)
    best = ranked.with_columns(_inside=pl.col("_rank").is_in(joined)).sort(
        "_inside", "_rank", descending=[True, False]
    )
    return best.head(room).drop("_rank", "_inside")


def _tree(ranked: pl.DataFrame, names: list[str]) -> list[int]:
    """Return the ranks of the links that join all names with the strongest links (Kruskal 1956)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    at = {name: k for k, name in enumerate(names)}
    ends = np.array(
        [[at[name] for name in ranked[side]] for side in "ab"], np.int32
    )  # scipy < 1.13: no other
    ranks = ranked["_rank"].to_numpy() + 1.0  # 0 is no link
    tree = minimum_spanning_tree(coo_array((ranks, ends), shape=(len(names),) * 2).tocsr())
    return [int(rank) - 1 for rank in tree.data]


def _room_for(nodes: pl.DataFrame, labels: Labels | None) -> int:
    """Return how many of the names the figure has room for."""
    size = now()
    width, height = size.width * 72 - 12, (size.height or size.width * HIGH) * 72 - 5.5 * size.title
    boxes = [_box(*one) for one in zip(_texts(nodes, labels), _radius(nodes), strict=True)]
    return that_fit(boxes, (width, height)) if boxes else 0


def _texts(nodes: pl.DataFrame, labels: Labels | None) -> list[str]:
    room = now().width * 72 * NAME_SHARE
    return [fit(shown(name, labels), room, now().small, bold=True) for name in nodes["name"]]


def _radius(nodes: pl.DataFrame) -> np.ndarray:
    n = nodes["n"].to_numpy()
    return 2.2 + 6.0 * now().scale * np.sqrt(n / max(n.max(initial=1), 1))


def _sizes(links: pl.DataFrame) -> pl.DataFrame:
    """Return, one row a name with a link, in how many articles it stands; the most named first."""
    ends = [links.select(name=end, n=f"n_{end}") for end in ("a", "b")]
    return (
        pl.concat(ends).group_by("name").agg(pl.col("n").max()).sort(["n", "name"], descending=[True, False])
    )


def _hold(ax: Axes) -> None:
    """Keep the room for title and notes although the axes are off: a hidden axis still has its labels."""
    ax.set_axis_on()
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_facecolor("none")


def _draw(
    ax: Axes,
    nodes: pl.DataFrame,
    links: pl.DataFrame,
    group: dict[str, int],
    labels: Labels | None,
    weight: str,
) -> None:
    names = nodes["name"].to_list()
    texts, radius = _texts(nodes, labels), _radius(nodes)
    boxes = np.array([_box(text, r) for text, r in zip(texts, radius, strict=True)])
    at = {name: k for k, name in enumerate(names)}
    ends = [(at[a], at[b]) for a, b in links.select("a", "b").iter_rows()]
    strength = (links[weight] / links[weight].max()).to_numpy()
    width, height = lay_out(ax), ax.get_window_extent().height * 72 / figure_of(ax).dpi
    places = network_places(len(names), ends, (1.6 - strength).tolist())
    centres = apart(boxes / 2 + places * (np.array([width, height]) - boxes), boxes, (width, height))
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    dots = centres + np.stack([np.zeros(len(names)), boxes[:, 1] / 2 - radius], axis=1)
    for (i, j), share in zip(ends, strength, strict=True):
        same = group.get(names[i]) == group.get(names[j])
        look: Any = {"color": "#9a9a9a" if same else "#c9c9c9", "linewidth": 0.5 + 2.6 * share}
        ax.plot(*dots[[i, j]].T, zorder=1, solid_capstyle="round", **look)
    for name, text, (x, y), r, box in zip(names, texts, dots, radius, boxes, strict=True):
        _node(ax, text, (x, y), r, box[1], group.get(name, 1) - 1)


def _box(text: str, radius: float) -> tuple[float, float]:
    """Return the width and height in points of a node with its name under it."""
    size, rows = now().small, text.split("\n")
    wide = max(text_width(row, size, bold=True) for row in rows)
    return max(wide, 2 * radius) + 5, 2 * radius + len(rows) * size * 1.5 + 4


def _node(ax: Axes, text: str, place: tuple[float, float], radius: float, high: float, group: int) -> None:
    from matplotlib.patheffects import withStroke

    x, y = place
    known = group < len(PALETTE)
    colour = PALETTE[group] if known else GREY
    ax.plot(
        x,
        y,
        SHAPES[group] if known else "o",
        color=colour,
        markersize=2 * radius,
        markeredgecolor=PAPER,
        clip_on=False,  # the corners of a rhomb reach further than its radius
        zorder=3,
    )
    drawn = ax.text(
        x,
        y - radius - 1.5,
        text,
        ha="center",
        va="top",
        fontsize=now().small,
        fontweight="bold",
        color=NAME_COLOURS[group] if known else GREY,
        zorder=4,
        linespacing=1.1,
        path_effects=[withStroke(linewidth=2.2, foreground=PAPER)],
    )
    drawn.set_in_layout(False)
