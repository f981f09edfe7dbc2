"""Frames to draw: 24 months with a gap, four topics and twenty, two sources, hostile names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

import polars as pl

from analysis.aggregate.intervals import ratio, wilson
from analysis.plots import (
    draw_artefact,
    draw_coverage,
    draw_pair_matrix,
    draw_pair_trend,
    draw_share_panels,
    draw_shares,
    draw_tag_bars,
    draw_topic_bars,
)
from analysis.tables import TOPIC_COUNTS, TOPIC_PAIRS

ARABIC = {
    "water": "المياه والسدود",
    "rail": "السكك الحديدية",
    "wheat": "أسعار القمح CBOT",
    "votes": "الانتخابات البلدية",
    **{f"t{k:02}": f"الموضوع رقم {k}" for k in range(16)},
}
ENGLISH = {name: name.title() for name in ARABIC}
HOSTILE = (
    "$x^2$ و$y$",
    "\\frac{1}{2}",
    "سطر\nثان",
    "كلمة " * 60,
    "م" * 300,
    "W" * 300,
    "<b>&amp;</b> (أ",
    "%s {} \t",
)
GAP = 9  # place of the month without articles


def months(n: int = 24) -> list[date]:
    return [date(2023 + k // 12, k % 12 + 1, 1) for k in range(n)]


def counts(n_topics: int) -> pl.DataFrame:
    """One row a topic in a month; the months differ in size, and one is empty."""
    random = Random(7)
    rows = []
    for k, month in enumerate([*months(), None]):
        total = 0 if k == GAP else random.randint(60, 140)
        for i, topic in enumerate(list(ARABIC)[:n_topics]):
            n = round(total * (0.3 / (i + 1) + 0.1 * random.random()))
            rows.append((month, topic, n, n, total))
    frame = pl.DataFrame(rows, schema=list(TOPIC_COUNTS.columns)[:5], orient="row").cast(
        dict(list(TOPIC_COUNTS.columns.items())[:5])
    )
    hits, total = pl.col("n_articles"), pl.col("n_total")
    low, high = wilson(hits, total)
    return frame.with_columns(share=ratio(hits, total), share_low=low, share_high=high)


def pairs(n_topics: int, periods: list[date | None]) -> pl.DataFrame:
    """One row a pair in a period."""
    random = Random(11)
    rows = []
    for k, period in enumerate(periods):
        total = 0 if k == GAP else 120
        for a, b in combinations(sorted(ARABIC)[-n_topics:], 2):
            n_ab = random.randint(0, 30) if total else 0
            rows.append((period, a, b, min(40, total), min(50, total), n_ab, total))
    schema = dict(TOPIC_PAIRS.columns)
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(npmi=pl.col("n_ab") / 20 - 0.6)


def page_pairs(n_topics: int) -> pl.DataFrame:
    """One row a pair, as more of the page is believed."""
    random = Random(13)
    rows = []
    for a, b in combinations(sorted(ARABIC)[-n_topics:], 2):
        own = random.choice((0, 1, 9))
        tags = own + random.choice((0, 20, 44))
        rows.append((a, b, 1850, own, tags, tags + random.choice((0, 5))))
    columns = ["topic_a", "topic_b", "n_total", "n_ab", "n_ab_site_tags", "n_ab_page"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def tags(names: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(
        {"tag": names, "n_articles": [200 - 7 * k for k in range(len(names))], "n_total": [900] * len(names)}
    )


def articles(sources: tuple[str, ...]) -> pl.DataFrame:
    """One row an article; one month is empty, some articles have no date."""
    days = [day for k, day in enumerate(months()) if k != GAP]
    rows = [
        (source, day)
        for i, source in enumerate(sources)
        for k, day in enumerate(days)
        for _ in range(3 + (k + i) % 9)
    ]
    return pl.DataFrame(
        [*rows, (sources[0], None)], schema={"source": pl.String, "published": pl.Date}, orient="row"
    )


def figures(lang: str) -> dict[str, Callable[[], Any]]:
    """Every figure of the package, by name, as it is drawn in one language."""
    names = ARABIC if lang == "ar" else ENGLISH
    options: dict[str, Any] = {"lang": lang, "source": "أرشيف الأنباء" if lang == "ar" else "News archive"}
    named = {**options, "labels": names}
    hostile = {**named, "labels": {**names, **dict(zip(list(names)[:8], HOSTILE, strict=True))}}
    bursts = pl.DataFrame({"topic": ["rail"], "start": [date(2024, 3, 1)], "end": [date(2024, 6, 1)]})
    plain_tags = (
        "القمح",
        "سكة حديد الشمال",
        "مجلس الأمن (UN)",
        "صندوق النقد الدولي",
        "COP29",
        "الذكاء الاصطناعي",
    )
    return {
        "shares": lambda: draw_shares(counts(4), bursts=bursts, **named),
        "shares of the largest": lambda: draw_shares(counts(20), **named),
        "panels": lambda: draw_share_panels(counts(7), **named),
        "matrix": lambda: draw_pair_matrix(pairs(4, [None]), **named),
        "matrix of many": lambda: draw_pair_matrix(pairs(20, [None]), **named),
        "matrix of a signed measure": lambda: draw_pair_matrix(pairs(6, [None]), measure="npmi", **named),
        "artefact": lambda: draw_artefact(page_pairs(4), **named),
        "artefact of many": lambda: draw_artefact(page_pairs(20), **named),
        "tags": lambda: draw_tag_bars(tags(plain_tags), **options),
        "topics": lambda: draw_topic_bars(counts(20), **named),
        "coverage": lambda: draw_coverage(articles(("أنباء الجنوب", "Reuters عربي")), **options),
        "coverage of many": lambda: draw_coverage(
            articles(tuple(f"صحيفة {k}" for k in range(14))), **options
        ),
        "pair trend": lambda: draw_pair_trend(pairs(4, [*months()]), **named),
        "no data": lambda: draw_shares(counts(4).clear(), **named),
        "hostile shares": lambda: draw_shares(counts(6), **hostile),
        "hostile panels": lambda: draw_share_panels(counts(6), **hostile),
        "hostile matrix": lambda: draw_pair_matrix(pairs(20, [None]), title="$" * 3 + "ع " * 200, **hostile),
        "hostile artefact": lambda: draw_artefact(page_pairs(20), **hostile),
        "hostile tags": lambda: draw_tag_bars(tags(HOSTILE), **options),
        "hostile coverage": lambda: draw_coverage(articles(HOSTILE), **options),
    }
