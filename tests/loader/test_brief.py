"""An outline that was kept in brief gives the page that it gave when the whole page was walked over."""

from __future__ import annotations

import pytest

from analysis.loader.brief import TEXTS, Known, brief
from analysis.loader.page import finish, page_outline
from analysis.loader.read import RawPage
from analysis.loader.rows import article, issue_rows

PAGES = {
    "all of it": """وزير يزور قلعة الريح اليوم
تاريخ النشر: 31st, October 2024 GMT
وصل الوزير إلى قلعة الريح صباح اليوم، وقال إن المرفأ يفتح بعد شهر.
المصدر: صحيفة الضحى
كلمات دلالية: قلعة الريح مرفأ اللؤلؤ سوق النحاس مرفأ اللؤلؤ سوق النحاس مرفأ اللؤلؤ سوق النحاس
الوسوم: وزير، مرفأ، قلعة
إقرأ أيضاً:
سد جديد يفتتح في الشمال
قال المدير إن السد يفتتح غدا، وإنه يسقي ألف حقل في الشمال كله.
""",
    "nothing but a headline": "سد جديد يفتتح في الشمال",
    "no date, a list of the site": "سد جديد يفتتح في الشمال\nنص الخبر هنا.\nالأكثر بحثا: سد، ماء",
    "a year alone": "سد جديد يفتتح\n2024\nنص الخبر هنا.\nالوسوم: سد، ماء",
    "nothing": "",
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_is_the_same_from_its_brief(case):
    outline = page_outline(PAGES[case])
    page = finish(outline, zones=False)
    row = article(RawPage("a.txt", "dump", ""), page, "id")
    known = Known(brief(outline), {name: row[name] for name in TEXTS}, {})
    again = finish(known.outline(), zones=False)
    assert again == page
    assert list(issue_rows(RawPage("a.txt", "dump", ""), again)) == list(
        issue_rows(RawPage("a.txt", "dump", ""), page)
    )


def test_a_brief_holds_no_text_of_the_article():
    told = brief(page_outline(PAGES["all of it"]))
    assert "الوسوم" not in told
    assert "يفتح بعد شهر" not in told
