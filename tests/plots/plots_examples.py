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
    draw_calendar,
    draw_changes,
    draw_context,
    draw_coverage,
    draw_keyness,
    draw_lags,
    draw_network,
    draw_pair_matrices,
    draw_pair_matrix,
    draw_pair_trend,
    draw_ramadan,
    draw_ranks,
    draw_share_panels,
    draw_shares,
    draw_source_panels,
    draw_tag_bars,
    draw_themes,
    draw_topic_bars,
    draw_topic_sets,
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
DATES = {"ar": ("يناير 2023", "مارس 2024"), "en": ("Jan 2023", "Mar 2024")}
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


def with_long_gap() -> pl.DataFrame:
    """Two years of months, the later one moved by five years, and the empty months between them."""
    moved = (
        pl.when(pl.col("period").dt.year() == 2024)
        .then(pl.col("period").dt.offset_by("5y"))
        .otherwise("period")
    )
    both = counts(4).filter(pl.col("period").is_not_null()).with_columns(period=moved)
    every = pl.date_range(date(2023, 1, 1), date(2029, 12, 1), "1mo", eager=True).alias("period").to_frame()
    grid = every.join(both.select("topic").unique(), how="cross")
    return grid.join(both, on=["period", "topic"], how="left").with_columns(
        pl.col("n_articles", "n_stories", "n_total").fill_null(0)
    )


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


def by_source(sources: tuple[str | None, ...]) -> pl.DataFrame:
    """One row a topic in a month of a source; the second source is silent for half a year."""
    parts = [
        counts(1).filter(pl.col("period").is_not_null()).with_columns(source=pl.lit(name)) for name in sources
    ]
    silent = (pl.col("source").eq_missing(sources[1])) & (pl.col("period").dt.year() == 2024)
    return pl.concat(parts).filter(~(silent & (pl.col("period").dt.month() < 7)))


def changes(n_topics: int) -> pl.DataFrame:
    """One row a topic: two shares, and the difference that they are apart."""
    random = Random(17)
    rows = []
    for topic in list(ARABIC)[:n_topics]:
        before, change, half = random.random() / 3, random.random() / 4 - 0.1, 0.01 + random.random() / 15
        after = max(0.0, before + change)
        rows.append(
            (topic, before, after, after - before, after - before - half, after - before + half, 900, 1200)
        )
    columns = ["topic", "share_before", "share_after", "difference", "difference_low", "difference_high"]
    return pl.DataFrame(rows, schema=[*columns, "n_total_before", "n_total_after"], orient="row")


def ramadan(n_topics: int) -> pl.DataFrame:
    """One row a topic in each of three Ramadans; every third topic has a sure effect."""
    random = Random(29)
    rows = []
    for k, topic in enumerate(list(ARABIC)[:n_topics]):
        effect, wide = random.uniform(-0.06, 0.06), random.uniform(0.01, 0.04)
        bounds = (effect, effect - wide, effect + wide, 0.01 if k % 3 == 0 else 0.4)
        rows += [
            (topic, year, effect + random.uniform(-0.03, 0.03), 300 + year % 7, 610, *bounds)
            for year in (1443, 1444, 1445)
        ]
    schema = ["topic", "hijri_year", "difference", "n_total_ramadan", "n_total_around"]
    return pl.DataFrame(rows, schema=[*schema, "effect", "effect_low", "effect_high", "q"], orient="row")


def keyness(names: tuple[str, ...]) -> pl.DataFrame:
    """One row a tag: how many articles of each of two sides carry it."""
    rows = [
        (
            name,
            3.5 - 0.9 * k,
            max(0.0, 2 - 0.8 * k) if k < 4 else min(0.0, 2.6 - 0.8 * k),
            max(90 - 25 * k, 2),
            1000,
            9 + 9 * k,
            800,
        )
        for k, name in enumerate(names)
    ]
    schema = ["tag", "log_ratio", "lrc", "n_target", "n_total_target", "n_reference", "n_total_reference"]
    return pl.DataFrame(rows, schema=schema, orient="row")


def lags(sources: tuple[str, ...]) -> pl.DataFrame:
    """One row a pair of sources: the stories that either printed first."""
    rows = [
        (a, b, 40 + 5 * i, 20 + 4 * i, 12, 8 + i, 1.0)
        for i, (a, b) in enumerate(combinations(sorted(sources), 2))
    ]
    schema = ["source_a", "source_b", "n_stories", "n_first_a", "n_first_b", "n_tied", "median_lag"]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    first, second = pl.col("n_first_a"), pl.col("n_first_b")
    low, high = wilson(first, first + second)
    share = ratio(first, first + second)
    return frame.with_columns(share_first_a=share, share_first_a_low=low, share_first_a_high=high)


def topic_sets(n_topics: int) -> pl.DataFrame:
    """One row a set of topics, the empty one too."""
    names = list(ARABIC)[:n_topics]
    sets = [[], *([name] for name in names), *(list(pair) for pair in combinations(names, 2)), names[:3]]
    rows = [(members, 5000 // (k + 2) ** 2 + 1, 9000) for k, members in enumerate(sets)]
    return pl.DataFrame(rows, schema=["topics", "n_articles", "n_total"], orient="row")


def linked(n_topics: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pairs of topics in three groups, and the groups."""
    random = Random(19)
    names = sorted(ARABIC)[:n_topics]
    group = {name: k % 3 + 1 for k, name in enumerate(names)}
    rows = [
        (a, b, 60, 50, random.randint(10, 40) if group[a] == group[b] else random.choice((0, 0, 0, 2)), 900)
        for a, b in combinations(names, 2)
    ]
    schema = ["topic_a", "topic_b", "n_a", "n_b", "n_ab", "n_total"]
    groups = pl.DataFrame({"topic": names, "community": [group[name] for name in names]})
    return pl.DataFrame(rows, schema=schema, orient="row"), groups


def themes(names: tuple[str, ...]) -> pl.DataFrame:
    """One row a theme: where it stands among the others."""
    random = Random(23)
    frame = pl.DataFrame(
        {
            "theme": names,
            "n_members": [2 + k % 7 for k in range(len(names))],
            "centrality": [random.random() for _ in names],
            "density": [random.random() * 50 for _ in names],
        }
    )
    central, dense = (pl.col(name) >= pl.col(name).median() for name in ("centrality", "density"))
    quadrant = (
        pl.when(central & dense)
        .then(pl.lit("motor"))
        .when(central)
        .then(pl.lit("basic"))
        .when(dense)
        .then(pl.lit("niche"))
        .otherwise(pl.lit("emerging"))
    )
    return frame.with_columns(quadrant=quadrant)


def mentions() -> pl.DataFrame:
    """One row a mention of water in its context."""
    rows = [
        (
            "قالت الوزارة في بيان نشرته أمس إن مشروع",
            "المياه",
            " سيمتد إلى 12 قرية في العام المقبل، بتمويل من UNDP",
        ),
        ("", "السدود", "، بحسب التقرير (2024)، تحتاج إلى صيانة عاجلة قبل موسم الأمطار"),
        ("ارتفعت كلفة تحلية ", "مياه", ""),
        ("كلمة " * 40, "ولمياه", " كلمة" * 40),
    ]
    frame = pl.DataFrame(rows, schema=["left", "keyword", "right"], orient="row")
    return frame.with_columns(
        published=pl.Series([date(2024, 5, 1), None, date(2023, 1, 31), date(2024, 12, 1)])
    )


def figures(lang: str) -> dict[str, Callable[[], Any]]:
    """Every figure of the package, by name, as it is drawn in one language."""
    names = ARABIC if lang == "ar" else ENGLISH
    options: dict[str, Any] = {"lang": lang, "source": "أرشيف الأنباء" if lang == "ar" else "News archive"}
    named = {**options, "labels": names}
    hostile = {**named, "labels": {**names, **dict(zip(list(names)[:8], HOSTILE, strict=True))}}
    bursts = pl.DataFrame({"topic": ["rail"], "start": [date(2024, 3, 1)], "end": [date(2024, 6, 1)]})
    changed = pl.DataFrame({"topic": ["rail"], "period": [date(2024, 3, 1)], "difference": [0.1]})
    bad_mentions = pl.DataFrame(
        {"left": [HOSTILE[3], *HOSTILE], "keyword": [*HOSTILE, "$"], "right": [HOSTILE[4], *HOSTILE]}
    )
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
        "shares with changes": lambda: draw_shares(counts(4), changes=changed, **named),
        "shares of one": lambda: draw_shares(counts(1), **named),
        "shares of many in one month": lambda: draw_shares(
            counts(8).filter(pl.col("period") == months()[0]), **named
        ),
        "pair trend of many in one month": lambda: draw_pair_trend(pairs(8, months(1)), **named),
        "shares around a long gap": lambda: draw_shares(with_long_gap(), **named),
        "panels around a long gap": lambda: draw_share_panels(with_long_gap(), **named),
        "source panels": lambda: draw_source_panels(
            by_source(("أنباء الجنوب", "Reuters عربي", None)), **named
        ),
        "ramadan": lambda: draw_ramadan(ramadan(8), **named),
        "ramadan of many": lambda: draw_ramadan(ramadan(20), **named),
        "ranks": lambda: draw_ranks(counts(8), **named),
        "ranks of many": lambda: draw_ranks(counts(20), most=20, **named),
        "changes": lambda: draw_changes(changes(6), spans=(DATES[lang][0], DATES[lang][1]), **named),
        "changes of many": lambda: draw_changes(changes(20), **named),
        "keyness": lambda: draw_keyness(
            keyness(plain_tags), sides=("أنباء الجنوب", "Reuters عربي"), **options
        ),
        "lags": lambda: draw_lags(lags(("أنباء الجنوب", "Reuters عربي", "صحيفة الميناء")), **options),
        "lags of many": lambda: draw_lags(lags(tuple(f"صحيفة {k}" for k in range(8))), **options),
        "calendar": lambda: draw_calendar(articles(("أنباء الجنوب",)), **options),
        "sets": lambda: draw_topic_sets(topic_sets(4), **named),
        "sets of many": lambda: draw_topic_sets(topic_sets(12), most=30, **named),
        "matrices": lambda: draw_pair_matrices(page_pairs(6), **named),
        "matrices of many": lambda: draw_pair_matrices(page_pairs(20), **named),
        "network": lambda: draw_network(*linked(14), **named),
        "network of many": lambda: draw_network(*linked(20), **named),
        "themes": lambda: draw_themes(themes(("water", "rail", "wheat", "votes", "t00")), **named),
        "themes of many": lambda: draw_themes(themes(tuple(ARABIC)), most=40, **named),
        "context": lambda: draw_context(mentions(), topic=names["water"], **options),
        "hostile changes": lambda: draw_changes(changes(8), **hostile),
        "hostile keyness": lambda: draw_keyness(keyness(HOSTILE), sides=HOSTILE[3:5], **options),
        "hostile lags": lambda: draw_lags(lags(HOSTILE[3:7]), **options),
        "hostile ranks": lambda: draw_ranks(counts(8), **hostile),
        "hostile sets": lambda: draw_topic_sets(topic_sets(8), **hostile),
        "hostile matrices": lambda: draw_pair_matrices(page_pairs(20), **hostile),
        "hostile network": lambda: draw_network(*linked(20), **hostile),
        "hostile themes": lambda: draw_themes(themes(tuple(ARABIC)), **hostile),
        "hostile context": lambda: draw_context(bad_mentions, topic="$x^2$ " * 40, **options),
        "hostile sources": lambda: draw_source_panels(by_source(HOSTILE), **hostile),
        "no data": lambda: draw_shares(counts(4).clear(), **named),
        "hostile shares": lambda: draw_shares(counts(6), **hostile),
        "hostile panels": lambda: draw_share_panels(counts(6), **hostile),
        "hostile matrix": lambda: draw_pair_matrix(pairs(20, [None]), title="$" * 3 + "ع " * 200, **hostile),
        "hostile artefact": lambda: draw_artefact(page_pairs(20), **hostile),
        "hostile tags": lambda: draw_tag_bars(tags(HOSTILE), **options),
        "hostile coverage": lambda: draw_coverage(articles(HOSTILE), **options),
    }
