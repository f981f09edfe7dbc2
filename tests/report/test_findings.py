"""The three findings: what is planted is found, what chance makes is not, sentences have their numbers."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from analysis.aggregate.artefact import artefact
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.changes import share_changes
from analysis.aggregate.counts import count_pairs, count_topics
from analysis.report.findings import by_story, findings, halves
from analysis.report.phrases import END, LEFT_TO_RIGHT, points, small, tell
from analysis.tables import ARTICLES

TOPICS = ["gaza", "iran", "russia"]
LABELS = {"gaza": "Gaza", "iran": "Iran", "russia": "Russia"}


def build_folder(folder, rate, *, widget=0.0, months=12, n=600, prints=1):
    """Write the tables that findings are read from; ``rate`` gives the share of a topic in a month.

    Each story is printed ``prints`` times, word for word.
    """
    dice = np.random.default_rng(6)
    articles, mentions = [], []
    for k in range(n):
        month = k * months // n
        published = date(2024, 1 + month, 1 + k % 28)
        articles.append({"article_id": f"{k:04d}", "published": published, "story_id": f"{k // prints:04d}"})
        if k % prints == 0:
            named = [topic for topic in TOPICS if dice.random() < rate(topic, month)]
        zones = dict.fromkeys(named, "body")
        if dice.random() < widget:
            zones |= {topic: "site_tags" for topic in ("gaza", "russia") if topic not in zones}
        mentions += [{"article_id": f"{k:04d}", "zone": z, "topic": t} for t, z in zones.items()]
    frame = pl.DataFrame(articles)
    missing = [pl.lit(None, kind).alias(c) for c, kind in ARTICLES.columns.items() if c not in frame.columns]
    frame = frame.with_columns(missing)
    found = pl.DataFrame(mentions, schema=["article_id", "zone", "topic"])
    frame.write_parquet(folder / "articles.parquet")
    found.write_parquet(folder / "article_topics.parquet")
    lazy = found.lazy(), frame.lazy()
    count_topics(*lazy, topics=TOPICS).collect().write_parquet(folder / "topic_counts.parquet")
    count_pairs(*lazy, topics=TOPICS).collect().write_parquet(folder / "topic_pairs.parquet")
    artefact(*lazy).collect().write_parquet(folder / "artefact.parquet")
    (folder / "topics.toml").write_text('on = ["gaza", "iran", "russia"]\n')
    return folder


def kinds(folder):
    return [(finding.kind, finding.sure) for finding in findings(folder)]


def test_nothing_is_claimed_of_noise(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.2)
    assert kinds(folder) == [("change", False), ("pair", False), ("artefact", False)]


def test_reprints_make_no_change_and_no_burst_surer(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.2, prints=50)
    counts = pl.read_parquet(folder / "topic_counts.parquet")
    assert share_changes(counts.lazy(), *halves(counts)).collect()["q"].min() < 1e-6
    assert find_bursts(counts.lazy()).collect()["q"].min() < 0.05
    assert kinds(folder) == [("change", False), ("pair", False), ("artefact", False)]
    stories = by_story(counts, pl.scan_parquet(folder / "articles.parquet"))
    assert stories.group_by("period").agg(pl.col("n_total").max())["n_total"].to_list() == [1] * 12


def test_a_planted_rise_is_the_change(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.1 + 0.3 * (topic == "iran" and month >= 6))
    first = findings(folder)[0]
    assert (first.kind, first.sure, first.values["topic"]) == ("change", True, "iran")
    assert first.values["difference_low"] < 0.3 < first.values["difference_high"]


def test_a_planted_burst_takes_the_place_of_what_has_no_answer(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.6 if topic == "gaza" and month == 5 else 0.1)
    found = {finding.kind: finding for finding in findings(folder)}
    assert found["burst"].sure
    assert found["burst"].values["topic"] == "gaza"
    assert found["burst"].values["start"] == date(2024, 6, 1)


def test_what_the_widget_makes_is_the_artefact_and_not_the_pair(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.05, widget=0.8)
    found = {finding.kind: finding for finding in findings(folder)}
    assert not found["pair"].sure
    assert (found["artefact"].values["topic_a"], found["artefact"].values["topic_b"]) == ("gaza", "russia")


def test_a_topic_and_the_one_above_it_are_no_pair(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.2)
    mentions = pl.read_parquet(folder / "article_topics.parquet")
    gaza = mentions.filter(topic="gaza")
    higher = gaza.with_columns(topic=pl.lit("palestine"))
    pl.concat([mentions, higher]).write_parquet(folder / "article_topics.parquet")
    assert findings(folder)[1].sure
    above = '\n[palestine]\nlabel_ar = "فلسطين"\nlabel_en = "Palestine"\n'
    own = '[gaza]\nlabel_ar = "غزة"\nlabel_en = "Gaza"\nterms = ["غزة"]\nparent = "palestine"\n'
    (folder / "topics.toml").write_text('on = ["gaza", "iran", "russia"]\n' + own + above, encoding="utf-8")
    pair = next(finding for finding in findings(folder) if finding.kind == "pair")
    assert not pair.sure


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("widget", [0.0, 0.8])
def test_every_finding_has_a_sentence_without_holes(lang, widget, tmp_path):
    def rate(topic, month):
        return 0.5 if topic == "gaza" and month == 5 else 0.1 + 0.2 * (topic == "iran" and month > 6)

    for finding in findings(build_folder(tmp_path, rate, widget=widget)):
        told = tell(finding, LABELS, lang)
        assert set(told) == {"head", "stat", "unit", "text"}
        assert all(told.values())
        assert not any("{" in part or "None" in part or "nan" in part for part in told.values())


def test_a_month_alone_is_not_compared(tmp_path):
    folder = build_folder(tmp_path, lambda topic, month: 0.2, months=1, n=60)
    change = findings(folder)[0]
    assert (change.kind, change.sure) == ("change", False)
    assert "compare" in tell(change, LABELS, "en")["head"]


def test_halves_hold_about_as_many_articles_and_leave_out_gaps():
    counts = pl.DataFrame(
        {
            "period": [date(2024, m, 1) for m in (1, 2, 3, 4)] + [None],
            "n_total": [10, 0, 10, 80, 5],
        }
    )
    assert halves(counts) == ((date(2024, 1, 1), date(2024, 3, 1)), (date(2024, 4, 1), date(2024, 4, 1)))
    assert halves(counts.head(1)) is None


def test_signs_and_bounds_stay_on_their_side_in_arabic():
    assert points(-0.031) == f"{LEFT_TO_RIGHT}\u22123.1{END}"
    assert small(0.00001) == f"{LEFT_TO_RIGHT}q < 0.001{END}"
    assert small(None) == f"{LEFT_TO_RIGHT}q = 1{END}"
