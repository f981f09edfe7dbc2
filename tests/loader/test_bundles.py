"""Bundles on invented corpora: what a template adds goes to the site's zone, honest tags stay."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analysis.arabic.fold import fold
from analysis.loader import bundles
from analysis.loader.bundles import find_bundles, set_bundles_apart
from analysis.tables import ARTICLE_TAGS, ARTICLES, PAGE_ISSUES, check

SITE = ("القطب الشمالي", "مؤتمر المناخ", "بحيرة الملح", "طريق الحرير", "سكة الحديد")
TOPICS = ("الزيتون", "القطن", "السكر", "الأرز", "القهوة", "الشاي", "الفستق", "التمور", "العسل", "الملح")
SHARED = Path(__file__).resolve().parents[2] / "../shared/corpora/almayadeen.jsonl"


@dataclass(frozen=True, slots=True)
class Made:
    """One invented article; ``day`` counts from the first of 2024."""

    tags: tuple[str, ...]
    title: str | None = "خبر"
    body: str | None = None
    source: str = "alpha.example"
    day: int = 0
    story: str | None = None


def tables(made: list[Made]) -> tuple[pl.DataFrame, pl.DataFrame]:
    articles, tags = [], []
    for number, one in enumerate(made):
        article_id = f"{number:04d}"
        articles.append(
            {
                "article_id": article_id,
                "raw_path": f"news.jsonl#{number + 1}",
                "source": one.source,
                "title": one.title,
                "body": one.body,
                "published": date(2024, 1, 1) + timedelta(one.day),
                "story_id": one.story or article_id,
            }
        )
        for place, tag in enumerate(one.tags):
            tags.append((article_id, "tags", place, tag, fold(tag)))
    return (
        pl.DataFrame(articles, schema=dict(ARTICLES.columns)),
        pl.DataFrame(tags, schema=dict(ARTICLE_TAGS.columns), orient="row"),
    )


def corpus(n: int = 60, every: int = 2, added: tuple[str, ...] = SITE) -> list[Made]:
    """Articles on changing topics that they name; every second one also carries the template's."""
    made = []
    for i in range(n):
        first, second = TOPICS[i % 10], TOPICS[(i * 3 + 1) % 10]
        extra = added if i % every == 0 else ()
        own = (first, *extra[:2], second, *extra[2:]) if first != second else (first, *extra)
        made.append(Made(own, title=f"أسعار {first} و{second} اليوم", day=2 * i))
    return made


def zone(article_tags: pl.DataFrame, article_id: str, name: str) -> list[str]:
    rows = article_tags.filter(pl.col("article_id") == article_id, pl.col("zone") == name)
    assert rows["position"].to_list() == list(range(rows.height))
    return rows["tag"].to_list()


def test_a_template_goes_to_the_site_zone_and_own_tags_keep_their_order():
    articles, tags = tables(corpus())
    apart, issues = set_bundles_apart(articles, tags)
    assert zone(apart, "0002", "tags") == [TOPICS[2], TOPICS[7]]
    assert zone(apart, "0002", "site_tags") == list(SITE)
    assert zone(apart, "0003", "tags") == zone(tags, "0003", "tags")
    assert check(apart, ARTICLE_TAGS).equals(apart.sort(ARTICLE_TAGS.key))
    (row,) = check(issues, PAGE_ISSUES).rows()
    assert row[:2] == ("news.jsonl", "tag_bundle")
    assert row[2].startswith(
        "5 tags stand together on 30 of 60 articles of alpha.example: kept as site_tags: "
    )
    assert all(tag in row[2] for tag in SITE)


def test_a_source_of_few_articles_has_a_bundle_when_nearly_all_carry_it() -> None:
    half = set_bundles_apart(*tables(corpus(10)))[0]
    assert "site_tags" not in half["zone"].to_list()
    few = set_bundles_apart(*tables(corpus(8, every=1)))[0]
    assert [zone(few, f"{n:04d}", "site_tags") for n in range(8)] == [list(SITE)] * 8
    fewer = set_bundles_apart(*tables(corpus(5, every=1)))[0]
    assert "site_tags" not in fewer["zone"].to_list()


def test_the_bundle_table_counts_articles_of_its_source_only():
    other = [replace(one, source="beta.example", tags=one.tags[:1]) for one in corpus()]
    found = find_bundles(*tables(corpus() + other))
    assert found.drop("tags").rows() == [("alpha.example", 30, 60)]
    assert sorted(found["tags"][0]) == sorted(SITE)


@pytest.mark.parametrize(
    ("title", "body", "stays"),
    [
        ("وفد إلى بحيرة الملح", None, True),
        ("وفد", "قال المتحدث «ولبحيرة المِلح» مكانتها", True),
        ("وفد", "تقرير عن #بحيرة_الملح", True),
        ("وفد إلى بحيرة الملحمة", None, False),
        ("وفد إلى بحيرة", "الملح", False),
        (None, None, False),
    ],
)
def test_a_tag_stays_own_where_the_article_names_it(title, body, stays):
    made = [*corpus(), Made(SITE, title=title, body=body, day=9)]
    apart, _ = set_bundles_apart(*tables(made))
    assert zone(apart, "0060", "tags") == (["بحيرة الملح"] if stays else [])
    assert zone(apart, "0060", "site_tags") == list(SITE)


def test_a_text_that_the_site_prints_under_every_article_names_nothing():
    box = "نص. وتمتد من هناك بحيرة الملح حتى طريق الحرير القديم، ثم ينتهي"
    made = [replace(one, body=f"{one.title} {i}. {box}") for i, one in enumerate(corpus())]
    apart, _ = set_bundles_apart(*tables(made))
    assert zone(apart, "0000", "tags") == list(dict.fromkeys([TOPICS[0], TOPICS[1]]))


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_few_of_the_tags_are_an_article_s_own(kept):
    apart, _ = set_bundles_apart(*tables([*corpus(), Made(SITE[:kept], day=9)]))
    assert zone(apart, "0060", "tags") == list(SITE[:kept])


def test_nearly_the_whole_bundle_is_the_site_s():
    apart, _ = set_bundles_apart(*tables([*corpus(), Made(SITE[1:], day=9)]))
    assert zone(apart, "0060", "site_tags") == list(SITE[1:])


def test_a_tag_that_is_also_common_of_itself_belongs_to_the_bundle():
    made = [*corpus(), *(Made((SITE[0],), title=f"{SITE[0]} {i}", day=2 * i) for i in range(40))]
    (row,) = find_bundles(*tables(made)).rows()
    assert (sorted(row[1]), row[2:]) == (sorted(SITE), (30, 100))
    assert zone(set_bundles_apart(*tables(made))[0], "0070", "tags") == [SITE[0]]


def test_site_tags_that_were_there_stay_first_and_are_not_repeated():
    articles, tags = tables(corpus())
    there = pl.DataFrame(
        [("0000", "site_tags", 0, "عاجل", "عاجل"), ("0000", "site_tags", 1, SITE[3], fold(SITE[3]))],
        schema=tags.schema,
        orient="row",
    )
    apart, _ = set_bundles_apart(articles, pl.concat([tags, there]))
    assert zone(apart, "0000", "site_tags") == ["عاجل", SITE[3], *SITE[:3], SITE[4]]


def named_story(n: int = 30) -> list[Made]:
    """A running story of four tags that its articles name, among articles on other topics."""
    names = " ثم ".join(SITE[:4])
    told = [
        Made((*SITE[:4], topic), f"{names} ثم {topic}", day=4 * i)
        for i, topic in enumerate(TOPICS * (n // 10))
    ]
    return [*corpus(added=()), *told]


HONEST = {
    "a story that names its tags": named_story(),
    "three tags": corpus(added=SITE[:3]),
    "too few articles": corpus(n=38),
    "a small share of the source": [*corpus(50), *corpus(700, added=())],
    "one hot week": [
        replace(one, day=i // 30 if SITE[0] in one.tags else one.day) for i, one in enumerate(corpus())
    ],
    "one story in many reprints": [
        replace(one, story="s" if SITE[0] in one.tags else None) for one in corpus()
    ],
    "pairs of person and party": [
        Made((SITE[i % 2 * 2], SITE[i % 2 * 2 + 1], TOPICS[i % 10]), day=i) for i in range(80)
    ],
    "the same tags in two sources, few in each": [
        replace(one, source=f"{'ab'[i % 4 // 2]}.example") for i, one in enumerate(corpus(70))
    ],
    "tags that only often stand together": [
        replace(one, tags=one.tags[:1] + tuple(tag for j, tag in enumerate(SITE) if (i + j) % 5))
        for i, one in enumerate(corpus(90))
    ],
}


@pytest.mark.parametrize("made", HONEST.values(), ids=HONEST.keys())
def test_honest_tags_stay(made):
    articles, tags = tables(made)
    apart, issues = set_bundles_apart(articles, tags)
    assert_frame_equal(apart, tags)
    assert issues.is_empty()
    assert find_bundles(articles, tags).is_empty()


def test_tags_without_any_word_do_no_harm():
    apart, _ = set_bundles_apart(*tables([Made(("!!", "??", "++", "--"), day=i) for i in range(50)]))
    assert set(apart["zone"]) == {"site_tags"}


def test_two_templates_of_one_source_are_two_bundles():
    second = ("سباق الهجن", "معرض الكتاب", "موسم المطر", "قافلة الشمال")
    later = [replace(one, day=one.day + 200) for one in corpus(added=second)]
    assert find_bundles(*tables(corpus() + later))["tags"].list.len().to_list() == [5, 4]


def test_the_order_of_the_rows_changes_nothing():
    articles, tags = tables(corpus())
    want = set_bundles_apart(articles, tags)
    got = set_bundles_apart(articles.reverse(), tags.sample(fraction=1, shuffle=True, seed=3))
    for left, right in zip(want, got, strict=True):
        assert_frame_equal(left, right)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_the_real_bundle_of_seven_is_found():
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    made = [
        Made(tuple(dict.fromkeys(row["tags"])), title=row["title"], body=row["body"], day=i)
        for i, row in enumerate(rows)
    ]
    (found,) = find_bundles(*tables(made)).rows()
    assert len(found[1]) == 7
    assert 380 <= found[2] <= 395


@pytest.mark.parametrize("at_once", [1, 7, 50])
def test_stories_counted_some_at_a_time_give_the_same_bundles(monkeypatch, at_once):
    made = [replace(one, story=f"{n // 2}") for n, one in enumerate(corpus())]
    made += [replace(one, source="beta.example") for one in corpus(40)]
    wanted = find_bundles(*tables(made))
    assert wanted.height == 2
    monkeypatch.setattr(bundles, "AT_ONCE", at_once)
    assert_frame_equal(find_bundles(*tables(made)), wanted)
