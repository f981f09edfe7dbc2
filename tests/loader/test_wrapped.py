"""Pages wrapped at a column are read as the paragraphs they were broken from."""

# ruff: noqa: E501 (a paragraph stays on one line)
from __future__ import annotations

import textwrap

import pytest

from analysis.loader.page import parse_page
from analysis.loader.zones.wrapped import unwrapped

TITLE = "وزير الزراعة يفتتح سد الوادي الأخضر شمالي البلاد بحضور سفراء ثلاث دول مانحة وممثلي المزارعين وأهل القرى المجاورة"
PARAGRAPHS = (
    "افتتح وزير الزراعة سامي الحداد صباح الأحد سد الوادي الأخضر شمالي البلاد بحضور سفراء ثلاث دول مانحة، وقال في كلمة خلال الحفل إن العمل فيه استمر ست سنوات وشارك فيه ثلاثة آلاف عامل من أبناء المنطقة.",
    "وأضاف أن المرحلة الثانية من المشروع تبدأ الربيع المقبل على أن تنتهي قبل موسم الأمطار، وأن الوزارة رصدت لها ما يكفي من المال والرجال.",
    "ويروي السد نحو أربعين ألف هكتار من الأراضي التي ظلت بورا منذ جف النهر قبل عشرين عاما وهجرها أهلها إلى المدن الساحلية.",
)
MORE = tuple(" ".join(part.strip(".").split()[::-1]) + "." for part in PARAGRAPHS)
TAGS = "الوسوم: سد الوادي الأخضر، وزارة الزراعة، سامي الحداد، السفراء، الدول المانحة، أهل القرى المجاورة، المزارعون"


@pytest.mark.parametrize("width", [60, 78, 100])
@pytest.mark.parametrize("indent", ["", "   "])
def test_a_wrapped_page_is_the_page_it_was(width: int, indent: str) -> None:
    blocks = (TITLE, "7 مارس 2021", *PARAGRAPHS, *MORE, TAGS)
    wrapped = [textwrap.fill(b, width, initial_indent=indent, subsequent_indent=indent) for b in blocks]
    page = parse_page("\n\n".join(wrapped))
    assert (page.title, page.body) == (TITLE, "\n".join((*PARAGRAPHS, *MORE)))
    assert len(page.tags) == 7


def test_first_lines_that_are_indented_open_paragraphs() -> None:
    wrapped = [textwrap.fill(part, 70, initial_indent="     ") for part in PARAGRAPHS * 2]
    assert unwrapped("\n".join(wrapped)).count("\n") == 2 * len(PARAGRAPHS) - 1


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n".join(
            ("خبر قصير عن السد والماء والزرع", "خبر آخر أطول منه قليلا عن أهل القرى المجاورة وما زرعوا") * 9
        ),
        "",
        "سد",
    ],
)
def test_another_page_stays_as_it_is(text: str) -> None:
    assert unwrapped(text) == text


def test_no_sign_is_lost() -> None:
    text = "\n".join(textwrap.fill(part, 60) for part in PARAGRAPHS * 2)
    assert unwrapped(text).split() == text.split()
    assert len(unwrapped(text)) == len(text)


def test_headlines_on_a_line_each_beside_wrapped_paragraphs_hide_nothing() -> None:
    headlines = [f"خبر رقم {i} عن سعر القمح في أسواق الشمال والجنوب" for i in range(14)]
    wrapped = [line for part in PARAGRAPHS * 2 for line in textwrap.wrap(part, 70)]
    text = "\n".join([*headlines, *wrapped])
    assert unwrapped(text).count("\n") == len(headlines) + 2 * len(PARAGRAPHS) - 1
