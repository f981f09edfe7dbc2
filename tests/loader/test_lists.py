"""Lists on a page that are no tags, and what may be looked for words of tags."""

# ruff: noqa: E501 (a page stays on one line)
from __future__ import annotations

import pytest

from analysis.loader.page import page_outline, parse_page

TITLE = "قرعة البطولة القارية تضع المنتخبات في مجموعات متوازنة"
DATE = "7 مارس 2021"
BODY = (
    "أسفرت قرعة البطولة القارية التي سحبت الأحد في العاصمة عن مجموعات متوازنة ضمت مصر والسعودية والمغرب وتونس والجزائر والعراق.\n"
    "وقال رئيس الاتحاد سامي الحداد إن البطولة تنطلق في حزيران المقبل بمشاركة اثني عشر منتخبا من مصر والمغرب وتونس وغيرها.\n"
)

NO_TAGS = {
    "groups": f"{TITLE}\n{DATE}\n{BODY}"
    + "المجموعة الأولى: مصر، السعودية، المغرب\nالمجموعة الثانية: تونس، الجزائر، العراق",
    "groups mid": f"{TITLE}\n{DATE}\n{BODY}"
    + "المجموعة الأولى: مصر، السعودية، المغرب\nالمجموعة الثانية: تونس، الجزائر، العراق\nوتقام المباريات في ثلاث مدن.",
    "one group": f"{TITLE}\n{DATE}\n{BODY}"
    + "المجموعة الأولى: مصر، السعودية، المغرب\nوتقام المباريات في ثلاث مدن على مدى شهر كامل.",
    "lines": f"{TITLE}\n{DATE}\n{BODY}"
    + "المتأهلون:\nمصر\nالمغرب\nتونس\nوتقام المباريات في ثلاث مدن على مدى شهر كامل.",
    "bullets": f"{TITLE}\n{DATE}\n{BODY}"
    + "وجاءت المنتخبات المتأهلة على النحو الآتي:\n• مصر\n• المغرب\n• تونس\nالمصدر: وكالات",
    "scores": f"{TITLE}\n{DATE}\n{BODY}"
    + "نتائج المباريات\nمصر 2 - 1 تونس\nالمغرب 0 - 0 الجزائر\nالعراق 3 - 1 السعودية",
    "scores bar": f"{TITLE}\n{DATE}\n{BODY}مصر 2 | تونس 1 | المغرب 0",
    "prices": f"{TITLE}\n{DATE}\n{BODY}أسعار العملات\nالدولار: 30.5\nاليورو: 33.1\nالريال: 8.2",
    "cities": f"{TITLE}\n{DATE}\n{BODY}درجات الحرارة\nالقاهرة 30\nتونس 28\nبغداد 41",
    "names": f"{TITLE}\n{DATE}\n{BODY}وفيما يلي التشكيلة: حسن سالم، نادر علي، سامي الحداد، عمر خالد.",
    "squad": f"{TITLE}\n{DATE}\n{BODY}"
    + "حراسة المرمى: حسن سالم، نادر علي\nالدفاع: عمر خالد، سامي الحداد\nالهجوم: زياد نور",
    "subtitle": f"{TITLE}\nمصر في الأولى، تونس في الثانية، العراق في الثالثة\n{DATE}\n{BODY}",
    "place": f"{TITLE}\nالقاهرة | سامي الحداد | {DATE}\n{BODY}",
    "place2": f"{TITLE}\nالقاهرة - سامي الحداد\n{DATE}\n{BODY}",
    "menu": f"مصر | العالم | رياضة | البطولة القارية\n{TITLE}\n{DATE}\n{BODY}",
    "footer": f"{TITLE}\n{DATE}\n{BODY}من نحن | اتصل بنا | سياسة الخصوصية | أعلن معنا",
    "social": f"{TITLE}\n{DATE}\n{BODY}تابعونا: فيسبوك، تويتر، يوتيوب",
    "networks under an invitation, in a text on them": f"{TITLE}\n{DATE}\n{BODY}"
    + "ونشر الاتحاد القرعة على فيسبوك وتويتر وتلغرام.\nتابعوا الضحى على\nفيسبوك\nتويتر\nتلغرام",
    "a sentence with commas under a short line": f"{TITLE}\n{DATE}\n{BODY}"
    + "القرعة في سطور\nمصر في الأولى، وتونس في الثانية، والعراق في الثالثة.",
    "quiz": f"{TITLE}\n{DATE}\n{BODY}ما رأيك في القرعة؟\nعادلة\nغير عادلة\nلا أعرف",
    "qa": f"{TITLE}\n{DATE}\n{BODY}س: كيف جرت القرعة؟\nج: جرت في العاصمة، بحضور سامي الحداد.",
    "steps": f"{TITLE}\n{DATE}\n{BODY}طريقة الحجز:\n1. ادخل الموقع\n2. اختر المباراة\n3. ادفع",
    "credits": f"{TITLE}\n{DATE}\n{BODY}تحرير: سامي نور\nمونتاج: حسن علي\nتصوير: زياد عمر",
    "dates": f"{TITLE}\n{DATE}\n{BODY}مواعيد مهمة\n7 مارس\n9 مارس\n11 مارس",
    "longer than any list of tags": f"{TITLE}\n{DATE}\n{BODY}" + "مصر\nتونس\n" * 20,
    "chron": f"{TITLE}\n{DATE}\n{BODY}2018: مصر\n2019: تونس\n2020: المغرب",
}


@pytest.mark.parametrize("text", NO_TAGS.values(), ids=NO_TAGS)
def test_a_list_in_a_text_or_of_a_site_is_no_list_of_tags(text: str) -> None:
    page = parse_page(text)
    assert (page.title, page.tags, page.site_tags) == (TITLE, (), ())


def test_headlines_and_tags_before_the_source_tell_nothing_about_words() -> None:
    outline = page_outline(
        f"{TITLE}\n{DATE}\n{BODY}Skip to contentشارك هذا الخبرتعليق معرض الكتاب يفتح أبوابه مصر سامي الحدادالمصدر: الضحى\n"
        "وسوم: كأس القارة معرض الكتاب كأس القارة معرض الكتاب مصر سامي الحداد"
    )
    assert outline.before_source.endswith("مصر سامي الحداد")
    assert outline.running_text == f"{TITLE}\n{BODY}".rstrip()
