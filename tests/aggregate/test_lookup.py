"""Topics by zone: every zone column, every kind of column, and the gold floors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from analysis.aggregate import lookup
from analysis.aggregate.lookup import lookup_topics, roll_up, zone_texts
from analysis.dictionary import read_topics
from analysis.errors import TableError
from analysis.tables import ARTICLE_TAGS, ARTICLE_TOPICS, ARTICLES, check
from analysis.topics import Topic, Topics

TOPICS = read_topics()


def counts(texts: list[str]) -> list[dict[str, int]]:
    frame = pl.LazyFrame({"article_id": [str(number) for number in range(len(texts))], "body": texts})
    found: list[dict[str, int]] = [{} for _ in texts]
    rows = lookup_topics(frame, TOPICS).select("article_id", "topic", "n_mentions").collect().rows()
    for number, topic, n_mentions in rows:
        found[int(number)][topic] = n_mentions
    return found


def by_zone(**columns: object) -> dict[str, list[str]]:
    frame = pl.LazyFrame({"article_id": ["a"], **{name: [value] for name, value in columns.items()}})
    zones: dict[str, list[str]] = {}
    for zone, topic in lookup_topics(frame, TOPICS).select("zone", "topic").collect().rows():
        zones.setdefault(zone, []).append(topic)
    return zones


COUNTED = {
    "particles": ("فروسيا ولروسيا وبالروسية وللروس", {"russia": 4}),
    "the territory counts once": ("أهل قطاع غزة", {"gaza": 1}),
    "the institution and its nisba count apart": ("الحرس الثوري الإيراني", {"iran": 2}),
    "ballot boxes count once": ("صناديق الاقتراع", {"elections": 1}),
    "both sides of a hyphen": ("القمة الروسية-الإيرانية", {"russia": 1, "iran": 1}),
    "a hashtag of two words": ("#الانتخابات_الروسية", {"elections": 1, "russia": 1}),
    "a phrase over a line break": ("الحرس\nالثوري", {"iran": 1}),
    "dropped hamza and final heh": ("ايران وغزه", {"iran": 1, "gaza": 1}),
    "Farsi letters": ("ایران و روسیا", {"iran": 1, "russia": 1}),
    "presentation forms": ("ﻏﺰﺓ", {"gaza": 1}),
    "tatweel, vowel marks and a joiner": ("الـرُّو\u200dسِيّ", {"russia": 1}),
    "digits and Latin glued": ("روسيا2018 وغزةGaza", {"russia": 1, "gaza": 1}),
    "words glued to each other": ("قطاع غزةتحت القصف والإيرانيبلا رد", {"gaza": 1, "iran": 1}),
    "a glued preposition": ("فيالانتخابات", {"elections": 1}),
    "in Russia": ("مباريات كأس العالم بروسيا أمام ألمانيا", {"russia": 1}),
    "Prussia": ("هزم ملك بروسيا جيرانه، وضمت بروسيا سيليزيا", {}),
    "Borussia, misspelt": ("فاز بروسيا دورتموند", {}),
    "a family name": ("سجل باولو روسي هدفين", {}),
    "look-alikes": ("دروس عن فيروس وفروسية وطيران وحزيران وغزو ونخبة ومنتخب", {}),
    "White Russia": ("روسيا البيضاء", {}),
    "two peoples in one breath": ("اجتماع بين مسؤولين إيرانيين وروس", {"iran": 1, "russia": 1}),
    "the national coach": ("أعلن الناخب الوطني تشكيلته", {}),
}


@pytest.mark.parametrize(("text", "expected"), COUNTED.values(), ids=COUNTED)
def test_what_counts_and_how_often(text: str, expected: dict[str, int]) -> None:
    assert counts([text]) == [expected]


def test_every_zone_is_looked_up_on_its_own() -> None:
    zones = by_zone(
        title="موسكو",
        body="طهران",
        tags=["غزة"],
        site_tags=["انتخابات", "غزة"],
        related_title="روسيا",
        related_body="إيران",
    )
    assert zones == {
        "title": ["russia"],
        "body": ["iran"],
        "tags": ["gaza"],
        "site_tags": ["elections", "gaza"],
        "related": ["iran", "russia"],
    }


@pytest.mark.parametrize("tags", ["غزة، إيران", ["غزة", "إيران"], ["غزة", None, "إيران"]], ids=str)
def test_tags_are_a_text_or_a_list(tags: object) -> None:
    assert by_zone(tags=tags) == {"tags": ["gaza", "iran"]}


def test_tags_of_a_fixed_number_are_a_list_too() -> None:
    tags = pl.Series("tags", [["غزة", "إيران"]], dtype=pl.Array(pl.String, 2))
    found = lookup_topics(pl.LazyFrame({"article_id": ["a"], "tags": tags}), TOPICS).collect()
    assert found["topic"].to_list() == ["gaza", "iran"]


def test_no_phrase_crosses_from_tag_to_tag() -> None:
    assert by_zone(tags=["الحرس", "الثوري"]) == {}
    assert by_zone(tags=["الحرس الثوري"]) == {"tags": ["iran"]}


def test_one_related_text_is_a_zone_too() -> None:
    assert by_zone(related="غزة") == {"related": ["gaza"]}


def test_other_columns_empty_zones_and_nulls_are_passed_over() -> None:
    assert by_zone(title=None, body="", tags=[], url="https://example.org/روسيا", n_words=3) == {}


@pytest.mark.parametrize("texts", [{"article_id": ["a"], "text": ["غزة"]}, {"body": ["غزة"]}], ids=str)
def test_texts_without_key_or_zone(texts: dict[str, list[str]]) -> None:
    with pytest.raises(TableError, match="expected article_id and any of title, body, tags"):
        lookup_topics(pl.LazyFrame(texts), TOPICS)


def test_rows_keep_the_contract_and_are_sorted() -> None:
    texts = pl.LazyFrame({"article_id": [2, 1], "title": ["موسكو وروسيا", "غزة"], "body": ["طهران", "ناخب"]})
    found = check(lookup_topics(texts, TOPICS).collect(), ARTICLE_TOPICS)
    assert found.equals(found.sort(ARTICLE_TOPICS.key))
    assert found.row(3) == ("2", "title", "russia", 2, "موسكو")


def test_no_article_gives_the_empty_table() -> None:
    found = lookup_topics(ARTICLES.empty().lazy(), TOPICS).collect()
    assert found.schema == ARTICLE_TOPICS.empty().schema
    assert found.height == 0


def test_streaming_gives_the_same_rows() -> None:
    texts = pl.LazyFrame(
        {"article_id": [f"{n}" for n in range(300)], "body": ["قالت موسكو لطهران", "في غزة", ""] * 100}
    )
    query = lookup_topics(texts, TOPICS)
    assert query.collect(engine="streaming").equals(query.collect())


def test_names_are_counted_when_asked_for() -> None:
    bees = Topics((Topic("bees", "النحل", "Bees", terms=("نحل",), names=("جبل التوت",)),))
    texts = pl.LazyFrame({"article_id": ["a"], "title": ["نحل جبل التوت"]})
    assert lookup_topics(texts, bees).collect()["first_term"].to_list() == ["نحل"]
    assert lookup_topics(texts, bees, names=True).collect()["first_term"].to_list() == ["جبل التوت"]
    assert lookup_topics(texts, bees, names=None).collect()["n_mentions"].to_list() == [2]


LINES = Topics(
    (
        Topic("bees", "النحل", "Bees", parent="insects", terms=("نحل",)),
        Topic("ants", "النمل", "Ants", parent="insects", terms=("نمل",)),
        Topic("animals", "الحيوان", "Animals", terms=("حيوان",)),
    ),
    above=(Topic("insects", "الحشرات", "Insects", parent="animals"),),
)
ROLLED = {
    "nothing": ("شجر", []),
    "one child": ("نحل ونحل", [("animals", 2, "نحل"), ("bees", 2, "نحل"), ("insects", 2, "نحل")]),
    "two children, the first of the dictionary named": (
        "نمل ونحل",
        [("animals", 2, "نحل"), ("ants", 1, "نمل"), ("bees", 1, "نحل"), ("insects", 2, "نحل")],
    ),
    "a child and the parent itself": (
        "نمل وحيوان وحيوان",
        [("animals", 3, "حيوان"), ("ants", 1, "نمل"), ("insects", 1, "نمل")],
    ),
    "the parent alone": ("حيوان", [("animals", 1, "حيوان")]),
}


@pytest.mark.parametrize(("text", "expected"), ROLLED.values(), ids=ROLLED)
def test_roll_up_adds_the_topics_above(text: str, expected: list[tuple[str, int, str]]) -> None:
    found = lookup_topics(pl.LazyFrame({"article_id": ["a"], "body": [text]}), LINES)
    rolled = check(roll_up(found, LINES).collect(), ARTICLE_TOPICS)
    assert rolled.select("topic", "n_mentions", "first_term").rows() == expected


def test_roll_up_keeps_articles_and_zones_apart() -> None:
    texts = pl.LazyFrame({"article_id": ["b", "a"], "title": ["نحل", "نمل"], "body": ["نمل", None]})
    rolled = roll_up(lookup_topics(texts, LINES), LINES).filter(topic="insects").collect()
    assert rolled.select("article_id", "zone").rows() == [("a", "title"), ("b", "body"), ("b", "title")]


def test_roll_up_without_parents_changes_nothing() -> None:
    found = lookup_topics(pl.LazyFrame({"article_id": ["a"], "body": ["غزة وموسكو ثم غزة"]}), TOPICS)
    assert roll_up(found, TOPICS).collect().equals(found.collect())
    assert roll_up(found, LINES).collect().equals(found.collect())


def test_zone_texts_lists_tags_in_order_by_zone() -> None:
    articles = pl.DataFrame({"article_id": ["a", "b"], "title": ["غزة", None]})
    rows = [("a", "tags", 1, "ثان", ""), ("a", "site_tags", 0, "موقع", ""), ("a", "tags", 0, "أول", "")]
    tags = pl.DataFrame(rows, schema=dict(ARTICLE_TAGS.columns), orient="row")
    wide = zone_texts(articles.lazy(), tags.lazy()).collect().sort("article_id")
    assert wide["tags"].to_list() == [["أول", "ثان"], None]
    assert wide["site_tags"].to_list() == [["موقع"], None]
    assert wide["title"].to_list() == ["غزة", None]


FLOORS = {
    "topics_sent.text.jsonl": (0.99, 0.99),
    "topics_doc.text.jsonl": (0.995, 0.0),
    "topics_adv.text.jsonl": (0.98, 0.97),
    "topics_hard.jsonl": (0.99, 0.98),
}


@pytest.mark.parametrize("name", FLOORS)
def test_gold_floor(shared: Path, name: str) -> None:
    lines = (shared / "gold" / "topics" / name).read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    texts = [one.get("text") or f"{one['title'] or ''}\n{one['body'] or ''}" for one in gold]
    tally, exact, pairs = Counter[str](), 0, 0
    for one, found in zip(gold, counts(texts), strict=True):
        wanted, named = set(one["topics"]), set(found) - (set(one["optional"]) - set(one["topics"]))
        tally.update(right=len(wanted & named), named=len(named), wanted=len(wanted))
        both = wanted & named if "counts" in one else set()
        pairs, exact = pairs + len(both), exact + sum(found[topic] == one["counts"][topic] for topic in both)
    f1_floor, count_floor = FLOORS[name]
    assert 2 * tally["right"] / (tally["named"] + tally["wanted"]) >= f1_floor
    assert exact >= count_floor * pairs


@pytest.mark.parametrize("ids", ["aabbcc", "cbacba", "abcabc"], ids=["in order", "backwards", "apart"])
def test_rows_come_in_the_order_of_their_key_however_the_texts_come_and_are_cut(ids, monkeypatch):
    titles = ["غزة وروسيا", "روسيا", "مصر"] * 2
    texts = pl.LazyFrame({"article_id": list(ids), "title": titles, "body": titles[::-1]})
    whole = lookup_topics(texts, TOPICS).collect()
    monkeypatch.setattr("analysis.arabic.coded._PIECE", 30)
    monkeypatch.setattr("analysis.tables._COMPARED", 2)
    assert whole.equals(lookup_topics(texts, TOPICS).collect(engine="streaming"))
    assert whole["n_mentions"].sum() == 12
    assert whole.equals(whole.sort(ARTICLE_TOPICS.key))
    check(whole, ARTICLE_TOPICS)


def in_order(ids: str) -> pl.LazyFrame:
    texts = pl.LazyFrame({"article_id": list(ids), "title": ["غزة وإيران"] * len(ids)})
    return lookup_topics(texts, TOPICS, in_order=True)


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_texts_in_order_give_the_same_rows_without_waiting(engine, monkeypatch):
    monkeypatch.setattr(lookup, "read_ahead_less", lambda: pl.Config.set_streaming_chunk_size(3))
    ids = "abcdefghijklmnopqrstuvwxyz"
    texts = pl.LazyFrame({"article_id": list(ids), "title": ["غزة وإيران"] * len(ids)})
    with pl.Config():
        assert in_order(ids).collect(engine=engine).equals(lookup_topics(texts, TOPICS).collect())


@pytest.mark.parametrize("ids", ["abcdfeg", "abccdef", "bacdefg", "defgabc", "efghiabcd"])
@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_texts_that_are_not_in_order_are_told(ids, engine, monkeypatch):
    monkeypatch.setattr(lookup, "read_ahead_less", lambda: pl.Config.set_streaming_chunk_size(3))
    with pl.Config(), pytest.raises(TableError, match="expected one row an article, sorted by article_id"):
        in_order(ids).collect(engine=engine)
