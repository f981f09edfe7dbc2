"""Topics counted part by part are those counted at once, row for row."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analysis.aggregate.artefact import artefact
from analysis.aggregate.counts import count_pairs, count_topics
from analysis.aggregate.measures import add_measures
from analysis.engine import count
from analysis.engine.count import Mentions
from analysis.tables import ARTICLE_TOPICS, ZONES

TOPICS = ["gaza", "iran", "egypt", "russia", "never"]


def corpus(seed: int, size: int) -> tuple[pl.DataFrame, pl.DataFrame, np.ndarray]:
    """Return articles, some of them reprints or without a day; their mentions; rows of first prints."""
    draw = random.Random(seed)
    first = np.array([n if draw.random() < 0.6 else draw.randint(0, n) for n in range(size)], np.intp)
    first = first[first]  # of a print of a print, too
    ids = [f"{n:016x}" for n in range(size)]
    days = [draw.choice([None, date(2023, 12, 3), date(2024, 1, 31), date(2024, 4, 1)]) for _ in ids]
    how = [draw.choice(["day", "day", "month", "year"]) for _ in ids]
    known = {"article_id": ids, "published": days, "published_precision": how}
    types = dict.fromkeys([*known, "story_id"], pl.String) | {"published": pl.Date}
    articles = pl.DataFrame({**known, "story_id": [ids[n] for n in first]}, schema=types)
    rows = [
        (one, zone, topic, 1, topic)
        for one in ids
        for zone in ZONES
        for topic in TOPICS[:-1]
        if draw.random() < 0.15
    ]
    return articles, pl.DataFrame(rows, schema=dict(ARTICLE_TOPICS.columns), orient="row"), first


@pytest.mark.parametrize("size", [0, 1, 3, 40, 200])
@pytest.mark.parametrize(("at_once", "noted"), [(50_000, 200), (16, 10), (1, 7), (100, 1)])
def test_parts_of_any_size_give_the_rows_of_one_count(tmp_path, monkeypatch, size, at_once, noted):
    monkeypatch.setattr(count, "AT_ONCE", at_once)
    articles, mentions, first = corpus(size, size)
    waiting = Mentions(np.array(first, np.uint32), TOPICS, tmp_path)
    for some in articles.iter_slices(noted):
        waiting.note(some.drop("story_id"), mentions.join(some, on="article_id", how="semi"))
    pairs = count_pairs(mentions.lazy(), articles.lazy(), topics=TOPICS)
    wanted = {
        "topic_pairs": pairs,
        "topic_counts": count_topics(mentions.lazy(), articles.lazy(), topics=TOPICS),
        "measures": add_measures(pairs),
        "artefact": artefact(mentions.lazy(), articles.lazy()),
    }
    found = waiting.tables()
    for name, table in wanted.items():
        assert_frame_equal(found[name], table.collect(), check_exact=True)
    assert (found["topic_counts"].height > 0) == (size > 0)
    assert list(tmp_path.iterdir()) == []
