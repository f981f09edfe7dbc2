"""The reference page: cut without a fault, and one pair of topics where the raw page has six."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from analysis import count_pairs, fold, lookup_topics, parse_page, read_topics
from analysis.loader.explain import explain
from analysis.loader.rows import tag_key
from analysis.tables import EVIDENCE, ZONES


@pytest.fixture(scope="module")
def path(shared):
    return next((shared / "pages").glob("*.txt"))


@pytest.fixture(scope="module")
def page(path):
    return parse_page(path.read_text(encoding="utf-8"))


def test_fields(page):
    assert page.title == 'وزير الخارجية الروسي: المعاهدة "الشاملة" مع إيران ستشمل الدفاع'
    assert (page.published, page.published_precision) == (date(2024, 10, 31), "day")
    assert page.source == "euronews"


def test_the_body_ends_before_the_share_buttons(page):
    assert page.body.startswith("أعلن وزير الخارجية الروسي سيرجي لافروف")
    assert page.body.endswith("10,000 جندي إلى روسيا.")
    assert "accessibility" not in page.body


def test_tags_are_the_articles_own(page):
    assert page.tags == ("أنظمة الدفاع الجوي", "إيران", "روسيا")


def test_the_trending_block_is_the_sites_each_tag_once(page):
    assert len(page.site_tags) == len({tag_key(tag) for tag in page.site_tags})
    assert {"قطاع غزة", "دونالد ترامب", "الصراع الإسرائيلي الفلسطيني", "روسيا", "كامالا هاريس"} <= set(
        page.site_tags
    )
    assert "أنظمة الدفاع الجوي" not in page.site_tags
    assert not any("Next" in tag for tag in page.site_tags)


def test_the_second_article_is_related(page):
    assert page.related_title == "وزيرة خارجية كوريا الشمالية: ندعم روسيا في الدفاع عن سيادتها"
    assert page.related_body.startswith("أكدت وزيرة خارجية كوريا الشمالية")
    assert page.related_body.endswith("الديناميكية الأمنية في آسيا.")


def test_farsi_yeh_is_folded_in_keys_and_kept_in_what_is_shown(page):
    assert "بيزشكیان" in page.body
    assert "بيزشكيان" in fold(page.body)


def test_one_pair_in_the_article_against_six_on_the_page(page):
    texts = pl.LazyFrame(
        {
            "article_id": ["1"],
            **{zone: [getattr(page, zone)] for zone in ("title", "body", "related_title", "related_body")},
            **{zone: [list(getattr(page, zone))] for zone in ("tags", "site_tags")},
        }
    )
    found = lookup_topics(texts, read_topics())

    def pairs(zones) -> list[tuple[str, str]]:
        counted = count_pairs(found, texts, zones=zones, every=None).filter(pl.col("n_ab") > 0)
        return counted.select("topic_a", "topic_b").collect().rows()

    assert pairs(EVIDENCE) == [("iran", "russia")]
    assert len(pairs(ZONES)) == 6


def test_explain_accounts_for_every_character(path):
    told = explain(path)
    n = len(path.read_text(encoding="utf-8"))
    assert f"{n:,} of {n:,} characters" in told
    assert all(len(line) < 160 for line in told.splitlines() if "site_tags" in line)
