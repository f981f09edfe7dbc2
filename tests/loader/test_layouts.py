"""Pages as portals of many countries print them, each with the one thing that was read wrongly once."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.loader.html import parse_html
from analysis.loader.page import Page, page_outline, parse_page
from analysis.loader.tags.cut import cut_tags
from analysis.loader.zones.line_evidence import LineEvidence

TITLE = "وزير الزراعة يفتتح سد الوادي الأخضر بحضور سفراء"
DATE = "7 مارس 2021"
TEXT = (
    "افتتح وزير الزراعة صباح اليوم سد الوادي الأخضر الذي يروي أربعين ألف هكتار من حقول القمح.\n"
    "وحضر الحفل سفراء دول الجوار وممثلو البنك الدولي الذي مول المشروع بقرض ميسر."
)
TAGS = ("سد الوادي الأخضر", "البنك الدولي")


def _page(below: str = "", *, above: str = TITLE, stamp: str = DATE, between: str = "") -> Page:
    text = TEXT.replace("\n", f"\n{between}\n") if between else TEXT
    return parse_page("\n".join(part for part in (above, stamp, text, below) if part))


def _cut(texts: list[str]) -> list[Page]:
    lines = LineEvidence.learn(page_outline(text).lines for text in texts)
    return [parse_page(text, lines=lines) for text in texts]


NEWS = {
    "مؤتمر الطاقة ينطلق بمشاركة واسعة من الدول": (
        "بدأت في العاصمة أعمال مؤتمر الطاقة بمشاركة وفود من خمس عشرة دولة.",
        ("مؤتمر الطاقة", "العاصمة"),
    ),
    "ركلات الترجيح تهدي فريق المدينة كأس البلاد": (
        "فاز فريق المدينة بكأس البلاد بعد مباراة حسمتها ركلات الترجيح في الدقائق الأخيرة.",
        ("فريق المدينة", "ركلات الترجيح"),
    ),
    "مخطوطات نادرة في معرض دار الكتب الكبير": (
        "أعلنت دار الكتب عرض مخطوطات نادرة في معرض الكتاب يستمر حتى نهاية الشهر.",
        ("دار الكتب", "معرض الكتاب"),
    ),
    "محكمة الجنايات تؤجل قضية تهريب الآثار": (
        "أجلت محكمة الجنايات النظر في قضية تهريب الآثار إلى الشهر المقبل بطلب من الدفاع.",
        ("محكمة الجنايات", "تهريب الآثار"),
    ),
}


def test_an_hour_beside_the_date_is_no_title() -> None:
    title = "في انتظار الغيث على ضفاف الأمس"
    page = _page(above=f"الأحد - 7 مارس 2021 - الساعة 04:48 م بتوقيت عدن ,,,\n{title}", stamp="")
    assert (page.title, page.published) == (title, date(2021, 3, 7))


def test_a_first_paragraph_may_open_with_both_calendars() -> None:
    page = parse_page(f"{TITLE}\nجدة 23 رجب 1442 هـ الموافق 07 مارس 2021 م {TEXT}")
    assert page.published == date(2021, 3, 7)


@pytest.mark.parametrize(
    "line",
    [
        "طبع هذا المقال بتاريخ 3 ماي 2021",
        "طبعت بتاريخ 26/10/2021",
        "تاريخ الزيارة: 3/3/2021",
        "تم الاطلاع عليه في 3 مارس 2021",
        "Imprimé le 3 mars 2021",
    ],
)
def test_the_day_on_which_a_reader_printed_or_saw_a_page_is_not_its_own(line: str) -> None:
    assert _page(above=f"{line}\n{TITLE}", stamp="").published is None
    assert _page(above=f"{line}\n{TITLE}").published == date(2021, 3, 7)
    assert _page(stamp=line).published is None


@pytest.mark.parametrize("line", ["شارك 7 مارس 2021", "مشاركةطباعة7 مارس 2021"])
def test_a_date_behind_buttons_has_its_day(line: str) -> None:
    assert _page(stamp=line).published == date(2021, 3, 7)


def test_two_tags_behind_a_sign_over_the_title_are_no_title() -> None:
    page = _page(above=f"# وزير الزراعة # نواكشوط\n{TITLE}")
    assert (page.title, page.tags) == (TITLE, ("وزير الزراعة", "نواكشوط"))


def test_a_name_and_an_office_may_stand_between_title_and_date() -> None:
    office = "كاتب وباحث سوري"
    assert _page(above=f"في انتظار الغيث على ضفاف الذاكرة\nسامي الحداد\n{office}").title != office


def test_the_author_and_a_few_words_on_him_behind_the_tags_are_neither_tag_nor_text() -> None:
    bio = "كاتب وباحث سوري صدر له كتابان في التاريخ الاجتماعي وعمل محررا في عدد من الصحف."
    page = _page(f"دلالات\n{TAGS[0]}\n{TAGS[1]}\nسامي الحداد\n{bio}", above=f"{TITLE}\nسامي الحداد")
    assert (page.tags, page.body) == (TAGS, TEXT)


def test_a_heading_of_two_words_over_hashtags_is_no_tag() -> None:
    assert _page("وسوم الألبوم\n#سد_الوادي_الأخضر #البنك_الدولي").tags == TAGS


@pytest.mark.parametrize("tags", ["سد الوادي الأخضر، البنك الدولي", "سد الوادي الأخضر,البنك الدولي,قرض"])
def test_signs_part_a_whole_list_and_end_it(tags: str) -> None:
    page = _page(f"الكلمات الدالة\n{tags}\nوفيات اليوم\nانتقل إلى رحمة الله الحاج سامي الحداد من أهل الجبل.")
    assert "وفيات اليوم" not in page.tags
    assert page.tags[:2] == TAGS


def test_a_sentence_behind_a_label_names_no_tags_of_itself() -> None:
    page = _page("حظك اليوم\nبرج الحمل: يوم مناسب لقرارات مؤجلة، وانتبه إلى صحتك.")
    assert page.tags == ()


def test_a_headline_glued_to_its_marker_is_no_text() -> None:
    page = _page(between="اقرأ أيضاموجة حر تضرب الساحل والحرارة تلامس 44 درجة")
    assert page.body == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "《سد الوادي》 《قمح》 《البنك الدولي》",
        "【سد الوادي】【قمح】【البنك الدولي】",
        '"سد الوادي" "قمح" "البنك الدولي"',
        "“سد الوادي” “قمح” “البنك الدولي”",
        "سد الوادي/قمح/البنك الدولي",
    ],
)
def test_brackets_quotes_and_slashes_part_tags(line: str) -> None:
    assert [tag.text for tag in cut_tags(line).own] == ["سد الوادي", "قمح", "البنك الدولي"]


def test_one_slash_or_quote_is_part_of_a_tag() -> None:
    assert [tag.text for tag in cut_tags('سد/نهر، فيلم "الوادي"').own] == ["سد/نهر", 'فيلم "الوادي"']


def test_tags_with_counts_in_brackets_need_no_marker_when_the_text_names_them() -> None:
    assert _page(
        "تابع المواضيع\nالنرويج (7)\nالحفل (12)\nسفراء (240)\nالوسوم الأكثر تداولا: غزة، مصر، لبنان"
    ).tags == (
        "النرويج",
        "الحفل",
        "سفراء",
    )
    assert _page("الأقسام\nهواتف ذكية (1204)\nشركات (860)").tags == ()


def test_tags_glued_to_buttons_stand_before_the_site_s_too() -> None:
    shared = "شارك الخبرواتسابفيسبوكتويترنسخ الرابط"
    own = "وزير الزراعة سد الوادي الأخضر البنك الدولي حقول القمح سفراء دول الجوار"
    page = _page(f"{shared}{own}\nالأكثر تداولا غزة دونالد ترامب كأس العالم")
    assert " ".join(page.tags) == own


def test_teams_behind_the_last_sentence_are_text() -> None:
    teams = "\n".join(
        f"تشكيلة فريق {name}: العطار، الشريف، الخطيب، الرفاعي، الحمداني، الصالح"
        for name in ("السهل", "الجبل")
    )
    page = _page(f"بطاقة المباراة\nالتحكيم: بن يوسف، الغامدي، النجار\n{teams}\nوسوم: سد، قمح")
    assert page.body.endswith(teams)
    assert page.tags == ("سد", "قمح")


def test_teams_on_many_pages_are_no_tags_of_the_site() -> None:
    team = "تشكيلة الفريق {}: العطار، الشريف، الخطيب، الرفاعي، الحمداني، الصالح، القاسمي"
    below = "\n".join(team.format(name) for name in ("الأول", "الثاني"))
    for page in _cut([f"{title}\n{DATE}\n{text}\n{below}" for title, (text, _) in NEWS.items()]):
        assert (page.tags, page.site_tags) == ((), ())


def test_a_place_an_author_and_an_agency_over_the_text_are_no_tags() -> None:
    end = "وتابع القراء الخبر عبر الضفاف التي نقلت التفاصيل أولا بأول."
    heads = [
        f"{place} / {name} / الضفاف" for place in ("تعز", "مأرب") for name in ("سامي الحداد", "ليلى سمعان")
    ]
    news = [
        (f"{title} {when}", text) for when in ("اليوم", "غدا", "قريبا") for title, (text, _) in NEWS.items()
    ]
    texts = [
        f"{title}\n{DATE}\n{heads[n % 4]}\n{text[:-1]} بعد {n} أيام.\n{end}"
        for n, (title, text) in enumerate(news)
    ]
    assert {page.tags for page in _cut(texts)} == {()}


def test_a_line_of_all_pages_that_ends_every_list_is_no_tag() -> None:
    texts = [
        f"{title}\n{DATE}\n{text}\nالوسوم:\n" + "\n".join((*tags, "هذه الصفحة غير متوفرة"))
        for title, (text, tags) in NEWS.items()
    ]
    assert [page.tags for page in _cut(texts)] == [tags for _, tags in NEWS.values()]


def test_three_tags_close_to_hyphens_are_parted_and_a_name_is_not() -> None:
    assert _page("تاقات:سد الوادي الأخضر-البنك الدولي-القمح").tags == (*TAGS, "القمح")
    assert _page("الوسوم: أبو-ظبي، قمح").tags == ("أبو-ظبي", "قمح")


def test_a_credit_in_brackets_between_paragraphs_is_no_text() -> None:
    assert _page(between="(عدسة: سامي الحداد)").body == TEXT


def test_both_calendars_behind_a_desk_are_one_date() -> None:
    page = _page(stamp="فريق التحرير الأحد 23 رجب 1442هـ - 07/03/2021 12:10")
    assert (page.published, page.body) == (date(2021, 3, 7), TEXT)


def test_the_name_of_the_site_before_a_headline_makes_it_no_tag() -> None:
    for page in _cut(
        [f"صدى الضفاف : {t}\n{t}\n{DATE}\n{text}\nالوسوم: أ، ب" for t, (text, _) in NEWS.items()]
    ):
        assert page.tags == ("أ", "ب")


@pytest.mark.parametrize("stamp", ["07-03-202103:45 PM", "7/3/20219:45 م", "07.03.202112:00"])
def test_an_hour_may_be_glued_to_the_year(stamp: str) -> None:
    assert _page(stamp=stamp).published == date(2021, 3, 7)


def test_the_opening_of_the_text_over_the_date_is_no_title() -> None:
    title = "وزير يفتتح سد الوادي في شمال البلاد اليوم"
    assert _page(above=f"{title}\n{TEXT[:45].rsplit(' ', 1)[0]}").title == title


def test_a_link_may_have_dots_for_its_colon() -> None:
    assert _page(between="شاهد.. مركب صيد قديم يعود إلى ميناء المدينة بعد غياب").body == TEXT


def test_a_headline_may_open_like_a_link_below_the_slogan_of_a_site() -> None:
    title = "شاهد.. سفراء دول الجوار يفتتحون سد الوادي الأخضر"
    assert _page(above=f"أخبار الضفاف اليومية الشاملة\n{title}").title == title


def test_a_bare_list_in_the_place_of_own_ones_is_own_when_the_text_names_little_of_it() -> None:
    lists = [tags for _, tags in NEWS.values()]
    lists[-1] = ("محكمة الجنايات", "أسعار الذهب", "كأس العالم", "الليرة التركية", "كوريا الشمالية")
    end = "▶ 00:00 / 24:15"
    texts = [
        f"{title}\n{DATE}\n{text}\n{end}\n• {' • '.join(tags)}\nآخر الأخبار\n{title} أيضا"
        for tags, (title, (text, _)) in zip(lists, NEWS.items(), strict=True)
    ]
    assert [page.tags for page in _cut(texts)] == lists


def test_a_word_that_says_when_closes_a_tag_and_opens_none() -> None:
    line = "كوب 29 دونالد ترامب سعر الدولار اليوم تيك توك دوري أبطال أوروبا"
    page = _page(f"كلمات دلالية: {line} {line} {' '.join(TAGS)} {line}")
    assert (page.tags, page.site_tags) == (
        TAGS,
        ("كوب 29", "دونالد ترامب", "سعر الدولار اليوم", "تيك توك", "دوري أبطال أوروبا"),
    )


def _markup(body: str, head: str = "") -> str:
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))


def test_links_each_in_an_element_of_its_own_are_one_list() -> None:
    chips = "".join(f"<span class=chip><a href=/k/{n}>{tag}</a></span>" for n, tag in enumerate(TAGS))
    page = parse_html(_markup(f"<h1>{TITLE}</h1>{PARAGRAPHS}<div class=kw><span>تاغات</span>{chips}</div>"))
    assert page.tags == TAGS


def test_links_that_are_hashtags_are_tags_whatever_their_box() -> None:
    tags = (*TAGS, "حقول القمح")
    links = " ".join(f"<a href=/h/{n}>#{tag.replace(' ', '_')}</a>" for n, tag in enumerate(tags))
    page = parse_html(_markup(f"<main><h1>{TITLE}</h1>{PARAGRAPHS}<div class=x>{links}</div></main>"))
    assert page.tags == tags


def test_a_printed_summary_that_stands_apart_is_text() -> None:
    lead, rest = PARAGRAPHS.replace("<p>", "<p itemprop=description>", 1).split("</p>", 1)
    live = f"<div itemprop=articleBody><div><span>20:15</span>{rest}</div><div>{rest * 3}</div></div>"
    page = parse_html(_markup(f"<h1>{TITLE}</h1>{lead}</p>{live}"))
    assert page.body.startswith(TEXT.split("\n")[0])


def test_what_a_page_for_print_says_of_itself_is_no_text() -> None:
    above = "<p>طريق الحرير - نسخة للطباعة</p><p>طبعت بتاريخ 26/10/2021</p>"
    below = "<p>رابط الخبر: https://silk.example/n/988</p>"
    page = parse_html(_markup(f"<div>{above}<h3>{TITLE}</h3>{PARAGRAPHS}{below}</div>"))
    assert page.body == TEXT


def test_whose_opinion_an_article_is_and_who_its_author_is_are_no_text() -> None:
    notice = "المقال يعبر عن رأي صاحبه ولا يعبر بالضرورة عن رأي الصحيفة"
    bio = (
        "<div class=bio><p>سامي الحداد: كاتب صحافي وأستاذ جامعي له عدد من المؤلفات في علم الاجتماع.</p></div>"
    )
    page = parse_html(_markup(f"<h1>{TITLE}</h1>{PARAGRAPHS}{bio}<p>{notice}</p>"))
    assert page.body == TEXT
    said = "ولا يعني القرار بالضرورة تغيير موقف الحكومة من بناء السد في الوادي الأخضر."
    assert said in parse_html(_markup(f"<h1>{TITLE}</h1>{PARAGRAPHS}<p>{said}</p>")).body


def test_a_cloud_of_links_that_are_tags_of_the_page_is_its_own() -> None:
    def cloud(tags: tuple[str, ...], rel: str) -> str:
        links = "".join(f"<a href=/tag/{n}/{rel}>{tag}</a> " for n, tag in enumerate(tags))
        return f"<div><div>الوسوم</div><span class=tagcloud>{links}</span></div>"

    site = ("غزة", "كأس العالم", "ريال مدريد")
    boxes = cloud(TAGS, " rel=tag") + cloud(site, "")
    page = parse_html(_markup(f"<h1>{TITLE}</h1>{PARAGRAPHS}{boxes}"))
    assert (page.tags, page.site_tags) == (TAGS, site)


def test_topics_printed_as_a_list_are_no_text() -> None:
    topics = "".join(f"<li>{tag}</li>" for tag in TAGS)
    page = parse_html(
        _markup(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<ul class=article-topics>{topics}</ul></article>")
    )
    assert (page.tags, page.body) == (TAGS, TEXT)
