"""Zones cover a page, and each rule about what a line is holds for its own cases."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.arabic.fold import fold
from analysis.loader.page import parse_page
from analysis.loader.zones import ZONES, Zone, cover
from analysis.loader.zones.dates import date_end, first_date, holds_date, is_date
from analysis.loader.zones.kinds import kind_of
from analysis.loader.zones.lines import pieces
from analysis.loader.zones.links import goes_on, is_article
from analysis.loader.zones.lookup import lookup
from analysis.loader.zones.marks import mark_at, printed_end
from analysis.loader.zones.plain import plain
from analysis.sources import read_sources

LOOK = lookup(read_sources())

LINES = (
    *("شارك هذا المقال", "الوسوم: غزة، مصر", "المصدر: وكالات", "اقرأ أيضاً:", "الأكثر قراءة", "التعليقات (2)"),
    *(
        "7 مارس 2021",
        "نشر في: 2021-03-07",
        "الوسوم:",
        "غزة",
        "© 2021",
        "",
        " ",
        "\t",
        "* * *",
        "العنوان: خبر",
    ),
    *("وزير الزراعة يفتتح سد الوادي الأخضر بحضور سفراء", "كتب: نادر سليم", "#غزة #مصر", "Next", "\u200f"),
    "وقال الوزير في كلمة خلال الحفل إن السد سيروي أربعين ألف هكتار.المصدر: الضحى كلمات دلالية: سد زراعة",
    "Skip to contentشارك هذا الخبرتعليق خبر أول عن السد خبر ثان عن القمح سد زراعةالمصدر: الضحى",
)
ENDS = ("\n", "\r\n", "\n\n", " ", "\t", "\u2028", "\r", "")
PAGES = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=30).map(
    lambda parts: "".join(line + end for line, end in parts)
)


def _assert_covered(text: str) -> None:
    zones = parse_page(text).zones
    assert "".join(text[zone.start : zone.end] for zone in zones) == text
    assert all(before.end == after.start for before, after in pairwise(zones))
    assert all(zone.start < zone.end and zone.name in ZONES and zone.reason for zone in zones)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_the_zones_cover_every_character_of_a_page_of_lines(text: str) -> None:
    _assert_covered(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("اأبوسم:# \n\r\t،.|>12م\u064b\u0640\u200f\0a(&;"), max_size=200))
def test_the_zones_cover_every_character_of_any_text(text: str) -> None:
    _assert_covered(text)


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_pieces_are_disjoint_and_leave_only_white_space_and_rules(text: str) -> None:
    found = pieces(text, LOOK)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(piece.start <= piece.value <= piece.end and piece.start < piece.end for piece in found)
    kept = "".join(text[piece.start : piece.end] for piece in found)
    assert "".join(kept.split()).replace("*", "") == "".join(text.split()).replace("*", "")


BESIDE = (
    "الوسوم »",
    "المصدر وكالة",
    "نشر في",
    "اقرأ أيضا |",
    "مارس",
    "2021 10",
    "| الوسوم سد، ماء، نهر",
    "خبر »",
)
"""Lines whose parting may hang on what stands beside them."""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LINES + BESIDE), st.sampled_from(ENDS)), max_size=12))
def test_lines_that_are_remembered_are_parted_as_if_they_were_not(parts: list[tuple[str, str]]) -> None:
    text = "".join(line + end for line, end in parts)
    with patch("analysis.loader.zones.lines._one_piece", lambda _line, _look: None):
        expected = pieces(text, LOOK)
    assert pieces(text, LOOK) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("اب \n\u200f\u202b\u202c\ufeff<>/brpclass='"), max_size=120))
def test_a_plain_page_keeps_its_length_and_its_words(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    arabic = "".join(sign for sign in text if sign in "اب")
    assert "".join(sign for sign in shown if sign in "اب") == arabic or "<" in text


@settings(max_examples=50, deadline=None)
@given(PAGES)
def test_cutting_is_deterministic(text: str) -> None:
    assert parse_page(text) == parse_page(text)


def test_neighbours_of_one_kind_are_one_zone() -> None:
    spans = [Zone("body", 0, 2, "text"), Zone("body", 3, 5, "text"), Zone("tags", 5, 6, "tags")]
    assert cover("ab cdef", spans) == (Zone("body", 0, 5, "text"), Zone("tags", 5, 7, "tags"))
    assert cover("", []) == ()
    assert cover(" \n", []) == (Zone("chrome", 0, 2, "nothing but white space"),)


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("المصدر: وكالات", "source", "وكالات"),
        ("المَصدر : وكالات", "source", "وكالات"),
        ("مصدر الخبر: الضحى", "source", "الضحى"),
        ("كلمات دلالية:", "tags", ""),
        ("الكلمات الدلاليّـة: سد", "tags", "سد"),
        ("• الوسوم | سد | قمح", "tags", "سد | قمح"),
        ("وسوم شائعة: سد", "site_tags", "سد"),
        ("إقرأ أيضاً: خبر", "related", "خبر"),
        ("Published On 7/3/2021", "published", "7/3/2021"),
        ("الأكثر قراءة", "box", ""),
        ("كتب: نادر سليم", "byline", "نادر سليم"),
        ("المصدرون يطالبون بخفض الرسوم", None, None),
        ("وسومة المرأة", None, None),
        ("نشرة الأخبار", None, None),
    ],
)
def test_a_marker_is_found_at_the_start_of_a_line(line: str, kind: str | None, value: str | None) -> None:
    mark = mark_at(line, 0, len(line), LOOK)
    assert (mark and mark.kind) == kind
    assert (mark and line[mark.value :]) == value


def _kinds(line: str) -> list[tuple[str, str]]:
    return [(piece.kind, line[piece.start : piece.end]) for piece in pieces(line, LOOK)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("نهاية الخبر هنا في روسياالمصدر: الضحى", ["line", "source"]),
        ("نهاية الخبر اليوم كلمات دلالية: سد، قمح", ["line", "tags"]),
        ("خبر عن سد كبيرتاريخ النشر: 7 مارس 2021", ["line", "published"]),
        ("وأكد المصدر: لا تغيير في موعد الافتتاح المقرر نهاية الشهر.", ["prose"]),
        ("كلمات دلالية: سد قمح یعرض الآن Next", ["tags", "ui"]),
        ("شارك هذا المقالمحادثة خبر أول هنا خبر ثان هناالمصدر: الضحى", ["ui", "strip", "source"]),
        ("شارك هذا المقال", ["ui"]),
        ("شارك على هامش القمة وزراء من سبع دول عربية وأوروبية في اجتماع مغلق بحث ملفات المياه.", ["prose"]),
        ("المصدر: الضحى | 7 مارس 2021", ["source", "date"]),
        ("نشر في: 7 مارس 2021 أعلن وزير الزراعة صباح اليوم افتتاح السد الجديد.", ["published", "prose"]),
        ("حدث في 3 سبتمبر.. تتويج ملك وافتتاح جسر واكتشاف جزيرة", ["line"]),
        ("انتهى العمل في السد قبل موسم الأمطارشارك هذا المقال", ["line", "ui"]),
        ("https://example.org/news/1", ["ui"]),
    ],
)
def test_a_line_is_parted_at_its_joints(line: str, expected: list[str]) -> None:
    assert [kind for kind, _ in _kinds(line)] == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("الأحد 7 مارس 2021", "date"),
        ("القاهرة | 7 مارس 2021 | 10:15", "date"),
        ("فيسبوك تويتر واتساب", "ui"),
        ("123 مشاهدة", "ui"),
        ("* * *", "ui"),
        ("فيسبوك", "name"),
        ("محليات", "name"),
        ("القاهرة/ أ ف ب", "agency"),
        ("نادر سليم - رويترز", "agency"),
        ("جانب من الحفل - أرشيف", "caption"),
        ("#سد #قمح_الشمال", "hashtags"),
        ("© 2021 الضحى. جميع الحقوق محفوظة", "footer"),
        ("تابعونا على قناتنا", "footer"),
        ("الرئيسية > شؤون الريف > محليات", "crumbs"),
        ("عاجل أخبار الريف سياسة اقتصاد رياضة", "crumbs"),
        ("وزيرة الرياضة تلتقي وزير الاقتصاد", ""),
        ("نهاية قصص مقترحة", "related"),
        ("نهاية العمل في السد", ""),
        ("سد جديد في الشمال", ""),
        ("عاجل | افتتاح سد جديد في الشمال", ""),
        ("الرئيسية > افتتاح سد جديد في الشمال", "crumbs"),
        ("مباراة القمة تنتهي 3 - 1", ""),
        ("أ ف ب: انتهاء العمل في السد", ""),
        ("حرب 6 أكتوبر 1973 في كتاب جديد", ""),
    ],
)
def test_a_plain_line_is_what_it_is_made_of(line: str, kind: str) -> None:
    assert kind_of(fold(line), len(line.split()), LOOK) == kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31st, October 2024 GMT أعلن", "31st, October 2024 GMT"),
        ("7 مارس 2021 في القاهرة", "7 مارس 2021"),
        ("2021-03-07 10:15 بتوقيت القاهرة أعلن", "2021-03-07 10:15 بتوقيت القاهرة"),
        ("7 مارس 2021 دبي، الإمارات", "7 مارس 2021"),
        ("أعلن الوزير", ""),
    ],
)
def test_a_date_ends_where_its_words_end(text: str, date: str) -> None:
    assert text[: date_end(text, 0, len(text))] == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("أسوأ كارثة منذ 30 عاما 4 نوفمبر 2024 أعلنت السلطات", "4 نوفمبر 2024"),
        ("نقص المياه في 2050 الأحد 18 مايو 2020 نبهت الأمم المتحدة", "الأحد 18 مايو 2020"),
        ("سد جديد 2021-03-07 افتتح الوزير", "2021-03-07"),
        ("نقص المياه في 2050 يقلق العالم", None),
    ],
)
def test_the_first_date_of_a_running_text_is_found(text: str, date: str | None) -> None:
    span = first_date(text, 0, 200)
    assert (span and text[slice(*span)]) == date


@pytest.mark.parametrize(
    "text", ["اليوم السابع", "10:30", "2018", "الأحد", "3 دقائق", "شهر رمضان", "3 - 1", ""]
)
def test_words_of_dates_alone_are_no_date(text: str) -> None:
    assert not is_date(fold(text))
    assert not holds_date(fold(text))


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("وأضاف الوزير", True),
        ("وقد تم", True),
        ("كما أعلن", True),
        ("من جهته، قال", True),
        ("من القاهرة أعلن", False),
        ('"وتابع قائلا', True),
        ("واشنطن ترسل", False),
        ("وزارة الزراعة", False),
        ("أعلن", False),
        ("", False),
    ],
)
def test_a_continuation_is_told_by_how_it_opens(lead: str, expected: bool) -> None:
    assert goes_on(lead) is expected


def test_an_article_repeats_the_words_of_its_headline_and_not_of_the_title() -> None:
    title = fold("وزير الزراعة يفتتح سد الوادي الأخضر")
    headline = "حريق في مصنع نسيج بضواحي العاصمة"
    article = "أتى حريق اندلع في مصنع نسيج بضواحي العاصمة على مخازنه."
    at, start = (0, len(headline)), len(headline) + 1
    assert is_article(f"{headline}\n{article}", title, at, start)
    dam = "افتتح وزير الزراعة سد الوادي الأخضر رسميا."
    assert not is_article(f"{headline}\n{dam}", title, at, start)
    assert not is_article(f"{headline}\nوأتى حريق في مصنع نسيج بضواحي العاصمة.", title, at, start)


@pytest.mark.parametrize(("text", "key"), [("إقرأ أيضاً: خبر", "اقرا ايضا"), ("اقـرأ  أيضًا", "اقرا ايضا")])
def test_the_printed_end_of_a_key_includes_marks_and_tatweel(text: str, key: str) -> None:
    assert fold(text[: printed_end(text, 0, key)]) == key


def test_a_date_behind_a_gap_of_a_page_of_one_line_stands_in_one_zone() -> None:
    sentence = "قال الوزير إن السد الجديد يروي آلاف الهكتارات من الحقول في شمال البلاد وجنوبها."
    _assert_covered(f"{sentence} {sentence} {sentence}  ي7/3/2021")
