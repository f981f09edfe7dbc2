"""Thin input into every public function: a typed table, empty or with nulls, without nan or infinity."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
from datetime import date

import polars as pl
import pytest

import analysis.aggregate
from analysis.aggregate.artefact import artefact, artefact_causes, count_artefacts
from analysis.aggregate.bootstrap import bootstrap_measures
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.change_points import change_points
from analysis.aggregate.changes import month_changes, share_changes, weekday_profile
from analysis.aggregate.check_sample import sample_mentions
from analysis.aggregate.communities import communities
from analysis.aggregate.compare import compare_shares
from analysis.aggregate.concordance import concordance
from analysis.aggregate.counts import count_pairs, count_tag_pairs, count_topics
from analysis.aggregate.keyness import keyness
from analysis.aggregate.keyphrases import keyphrases
from analysis.aggregate.lags import first_prints, source_lags
from analysis.aggregate.locate import count_units, locate_topics
from analysis.aggregate.lookup import lookup_topics, roll_up, zone_texts
from analysis.aggregate.measures import add_measures
from analysis.aggregate.network import backbone, centralities
from analysis.aggregate.phrases import find_phrases
from analysis.aggregate.ramadan import ramadan_profile, ramadans
from analysis.aggregate.sdsm import sdsm
from analysis.aggregate.suggest import suggest_terms, suggest_topics
from analysis.aggregate.tags import count_tags, printed_forms
from analysis.aggregate.themes import strategic_diagram, theme_evolution
from analysis.aggregate.trends import mean_source, moving_mean, share_by_source, trend_test
from analysis.dictionary import read_topics

TOPICS = read_topics()
BODY = "قالت موسكو إن غزة بعيدة. وردت طهران."
ARTICLE = {
    "article_id": pl.String,
    "source": pl.String,
    "published": pl.Date,
    "published_precision": pl.String,
    "story_id": pl.String,
    "title": pl.String,
    "body": pl.String,
}
MENTION = {"article_id": pl.String, "zone": pl.String, "topic": pl.String, "n_mentions": pl.UInt32}
MENTION |= {"first_term": pl.String}
TAG = {
    "article_id": pl.String,
    "zone": pl.String,
    "position": pl.UInt32,
    "tag": pl.String,
    "tag_key": pl.String,
}


class Corpus:
    """Articles, mentions and tags, and what is made of them."""

    def __init__(self, articles: list[tuple], named: list[tuple[str, str]]) -> None:
        """Take articles of (id, source, day, story) and who names what; each in the title and as a tag."""
        rows = [
            (one, source, day, "day" if day else None, story, "عنوان", BODY)
            for one, source, day, story in articles
        ]
        self.articles = pl.LazyFrame(rows, schema=ARTICLE, orient="row")
        mentions = [(one, zone, topic, 1, topic) for one, topic in named for zone in ("title", "site_tags")]
        self.mentions = pl.LazyFrame(mentions, schema=MENTION, orient="row")
        tags = [(one, "tags", place, topic, topic) for place, (one, topic) in enumerate(named)]
        self.tags = pl.LazyFrame(tags, schema=TAG, orient="row")
        self.counts = count_topics(self.mentions, self.articles)
        self.pairs = count_pairs(self.mentions, self.articles)
        self.links = add_measures(self.pairs)
        self.members = communities(self.links)
        self.themes = strategic_diagram(self.links, self.members)


def every_day(n: int) -> list[date]:
    return [date(2024, 1 + i // 28, 1 + i % 28) for i in range(n)]


ALL = [(str(i), topic) for i in range(250) for topic in ("gaza", "iran", "russia")]
CORPORA = {
    "nothing": Corpus([], []),
    "articles that name nothing": Corpus([("1", "s", date(2024, 3, 12), None), ("2", "t", None, None)], []),
    "one row": Corpus([("1", "s", date(2024, 3, 12), None)], [("1", "gaza")]),
    "one row without anything known": Corpus([("1", None, None, None)], [("1", "gaza")]),
    "one topic": Corpus([(str(i), "st"[i % 2], day, None) for i, day in enumerate(every_day(250))], ALL[::6]),
    "no date": Corpus([(str(i), "st"[i % 2], None, str(i % 90)) for i in range(250)], ALL[::2]),
    "all the same": Corpus([(str(i), "s", day, None) for i, day in enumerate(every_day(250))], ALL),
    "one day": Corpus([(str(i), "st"[i % 2], date(2024, 3, 12), "x") for i in range(250)], ALL[::2]),
    "one story of one source": Corpus([(str(i), "s", date(2024, 3, 12), "x") for i in range(9)], ALL[:27]),
    "mentions of other articles": Corpus([("x", "s", date(2024, 3, 12), None)], ALL[:9]),
}
SPANS = ((date(2024, 1, 1), date(2024, 2, 28)), (date(2024, 3, 1), date(2024, 12, 31)))
CALLS = {
    add_measures: lambda c: add_measures(c.pairs),
    artefact: lambda c: artefact(c.mentions, c.articles),
    artefact_causes: lambda c: artefact_causes(artefact(c.mentions, c.articles)),
    backbone: lambda c: backbone(c.pairs),
    bootstrap_measures: lambda c: bootstrap_measures(c.mentions, c.articles, n_draws=39),
    centralities: lambda c: centralities(c.links),
    change_points: lambda c: change_points(c.counts, n_draws=19),
    communities: lambda c: c.members,
    compare_shares: lambda c: compare_shares(
        c.counts.select(
            n_before="n_articles", n_total_before="n_total", n_after="n_stories", n_total_after="n_total"
        )
    ),
    concordance: lambda c: concordance(c.articles, TOPICS, "gaza"),
    count_artefacts: lambda c: count_artefacts(artefact(c.mentions, c.articles)),
    count_pairs: lambda c: count_pairs(c.mentions, c.articles, by="source", unit="story"),
    count_tag_pairs: lambda c: count_tag_pairs(c.tags, c.articles, every="1mo"),
    count_tags: lambda c: count_tags(c.tags, c.articles),
    count_topics: lambda c: c.counts,
    count_units: lambda c: count_units(c.articles),
    find_bursts: lambda c: find_bursts(c.counts, n_draws=19),
    find_phrases: lambda c: find_phrases(c.articles),
    first_prints: lambda c: first_prints(c.articles),
    keyness: lambda c: keyness(
        c.mentions, c.articles.filter(pl.col("source") == "s"), c.articles.filter(pl.col("source") == "t")
    ),
    keyphrases: lambda c: keyphrases(c.articles),
    locate_topics: lambda c: locate_topics(c.articles, TOPICS),
    lookup_topics: lambda c: lookup_topics(c.articles, TOPICS),
    mean_source: lambda c: mean_source(share_by_source(c.mentions, c.articles)),
    month_changes: lambda c: month_changes(c.pairs),
    moving_mean: lambda c: moving_mean(c.counts),
    printed_forms: lambda c: printed_forms(c.tags),
    ramadan_profile: lambda c: ramadan_profile(c.mentions, c.articles),
    ramadans: lambda c: ramadans(),
    roll_up: lambda c: roll_up(c.mentions, TOPICS),
    sample_mentions: lambda c: sample_mentions(c.articles, TOPICS),
    sdsm: lambda c: sdsm(c.mentions, c.articles),
    share_by_source: lambda c: share_by_source(c.mentions, c.articles),
    share_changes: lambda c: share_changes(c.counts, *SPANS),
    source_lags: lambda c: source_lags(c.articles),
    strategic_diagram: lambda c: c.themes,
    suggest_terms: lambda c: suggest_terms(c.articles, c.mentions, TOPICS, "gaza"),
    suggest_topics: lambda c: suggest_topics(c.articles, TOPICS),
    theme_evolution: lambda c: theme_evolution(c.members, c.themes),
    trend_test: lambda c: trend_test(c.counts, correction="season"),
    weekday_profile: lambda c: weekday_profile(c.mentions, c.articles),
    zone_texts: lambda c: zone_texts(c.articles, c.tags),
}
HELPERS = {
    "added",
    "believed",
    "counted_names",
    "dispersion",
    "each_network",
    "every_pair",
    "link_ends",
    "names_of",
    "pairs_together",
    "place",
    "shares",
    "totals_of",
    "zones_long",
}


def test_no_public_function_is_forgotten():
    modules = pkgutil.iter_modules(analysis.aggregate.__path__, "analysis.aggregate.")
    found = {
        name
        for module in modules
        for name, one in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        if one.__module__ == module.name and not name.startswith("_")
        if inspect.signature(one).return_annotation == "pl.LazyFrame"
    }
    assert found - HELPERS == {call.__name__ for call in CALLS}


def faults(table: pl.DataFrame) -> list[str]:
    """Name the columns of numbers that are no numbers."""
    return [
        name
        for name, dtype in table.schema.items()
        if dtype.is_float() and any(not math.isfinite(value) for value in table[name].drop_nulls())
    ]


@pytest.mark.parametrize("case", CORPORA)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_thin_input_gives_a_typed_table_without_nan_or_infinity(call, case: str):
    lazy = CALLS[call](CORPORA[case])
    table = lazy.collect()
    assert table.schema == lazy.collect_schema()
    assert pl.Null not in table.schema.dtypes()
    assert faults(table) == []
