"""Lines that stand on page after page: what is learned of them, and what is cut with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.loader.corpus import cut, draft, evidence_of, learn
from analysis.loader.page import Page, page_outline, parse_page
from analysis.loader.zones.line_evidence import LineEvidence

Form = Callable[[str, tuple[str, ...]], str]

BODIES = (
    "افتتح وزير الزراعة سامي الحداد، صباح الأحد، سد الوادي الأخضر شمالي البلاد.",
    "بدأت في العاصمة أعمال مؤتمر الطاقة بمشاركة وفود من خمس عشرة دولة.",
    "فاز فريق المدينة بكأس البلاد بعد مباراة حسمتها ركلات الترجيح.",
    "أعلنت دار الكتب عرض مخطوطات نادرة في معرض يستمر حتى نهاية الشهر.",
)
TITLES = (
    "وزير الزراعة يفتتح سد الوادي الأخضر",
    "مؤتمر الطاقة ينطلق بمشاركة واسعة من الدول",
    "ركلات الترجيح تهدي فريق المدينة كأس البلاد",
    "مخطوطات نادرة في معرض دار الكتب الكبير",
)
NOTICE = "المواد المنشورة هنا خلاصة لما يصل إلى المشتركين من أخبار تبثها هذه المؤسسة."
BACKGROUND = "ويعاني شمال البلاد منذ ثلاث سنوات موجة جفاف هي الأشد في تاريخها الحديث."


def _texts(*, above: str = "", below: str = "", between: str = "") -> list[str]:
    return [
        "\n".join(part for part in (above, title, "7 مارس 2021", body, between, BACKGROUND, below) if part)
        for title, body in zip(TITLES, BODIES, strict=True)
    ]


def _cut(texts: list[str]) -> list[Page]:
    lines = LineEvidence.learn(page_outline(text).lines for text in texts)
    return [parse_page(text, lines=lines) for text in texts]


def test_a_notice_on_many_pages_is_no_body_and_a_sentence_of_the_news_stays() -> None:
    for page, body in zip(_cut(_texts(below=NOTICE)), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"


def test_a_page_alone_keeps_the_notice() -> None:
    assert parse_page(_texts(below=NOTICE)[0]).body.endswith(NOTICE)


def test_a_line_on_many_pages_is_never_the_title() -> None:
    for page, title in zip(_cut(_texts(above="حصاد اليوم من كل مكان في العالم")), TITLES, strict=True):
        assert page.title == title


def test_a_title_that_comes_again_is_kept_when_there_is_no_other() -> None:
    texts = [f"حصاد اليوم من كل مكان\n7 مارس 2021\n{body}\n{BACKGROUND}" for body in BODIES]
    assert {page.title for page in _cut(texts)} == {"حصاد اليوم من كل مكان"}


def test_headlines_under_a_heading_of_many_pages_are_no_body() -> None:
    texts = [
        text.replace("<>", f"على طاولة المحرر\n{TITLES[i - 1]}\n{TITLES[i - 2]}")
        for i, text in enumerate(_texts(between="<>"))
    ]
    for page, body in zip(_cut(texts), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"


def test_tags_a_line_each_are_kept_on_many_pages_and_end_before_a_heading() -> None:
    below = f"الوسوم\nسد الوادي\nمؤتمر الطاقة\nفي زاوية القراء\n{TITLES[2]}"
    for page in _cut(_texts(below=below)):
        assert page.tags == ("سد الوادي", "مؤتمر الطاقة")


OWN = (
    ("سد الوادي", "سامي الحداد"),
    ("مؤتمر الطاقة", "العاصمة"),
    ("كأس البلاد", "ركلات الترجيح"),
    ("دار الكتب", "مخطوطات نادرة"),
)
SITE = ("كأس القارة", "أسعار الذهب", "معرض السيارات", "موسم الحصاد")
FORMS = {
    "a colon and commas": lambda label, tags: f"{label}: {'، '.join(tags)}",
    "bars without a colon": lambda label, tags: f"{label} {' | '.join(tags)}",
    "a dash and slashes": lambda label, tags: f"{label} — {' / '.join(tags)}",
    "a line each": lambda label, tags: "\n".join([label, *tags]),
    "a bullet each": lambda label, tags: "\n".join([f"{label}:", *(f"• {tag}" for tag in tags)]),
    "hashtags below": lambda label, tags: f"{label}\n{' '.join('#' + tag.replace(' ', '_') for tag in tags)}",
    "one line below": lambda label, tags: f"{label}\n{'، '.join(tags)}",
    "brackets": lambda label, tags: f"{label} {' '.join(f'[{tag}]' for tag in tags)}",
    "round brackets": lambda label, tags: f"{label}: {' '.join(f'({tag})' for tag in tags)}",
    "braces": lambda label, tags: f"{label}: {{{'، '.join(tags)}}}",
    "a sign no list knows": lambda label, tags: f"{label} ❖ {' ❖ '.join(tags)}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("place", ["between", "below", "above"])
def test_a_label_of_many_pages_tells_the_site_s_list_whatever_its_words(form: Form, place: str) -> None:
    block = form("على رصيف النهر", SITE)
    for page, title, body in zip(_cut(_texts(**{place: block})), TITLES, BODIES, strict=True):
        assert (page.title, page.body) == (title, f"{body}\n{BACKGROUND}")
        assert (page.tags, page.site_tags) == ((), SITE)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("place", ["between", "below"])
def test_a_label_of_many_pages_tells_the_own_tags_whatever_its_words(form: Form, place: str) -> None:
    texts = [_texts(**{place: form("مفاتيح الضفاف", tags)})[i] for i, tags in enumerate(OWN)]
    for page, tags, body in zip(_cut(texts), OWN, BODIES, strict=True):
        assert (page.tags, page.site_tags, page.body) == (tags, (), f"{body}\n{BACKGROUND}")


@pytest.mark.parametrize("own_first", [True, False])
def test_two_lists_a_line_each_are_parted_at_the_heading_between_them(own_first: bool) -> None:
    site = "\n".join(["على رصيف النهر", *SITE])
    blocks = [["\n".join(["مفاتيح الضفاف", *tags]), site] for tags in OWN]
    texts = [_texts(below="\n".join(both if own_first else both[::-1]))[i] for i, both in enumerate(blocks)]
    for page, tags in zip(_cut(texts), OWN, strict=True):
        assert (page.tags, page.site_tags) == (tags, SITE)


def test_headlines_that_open_alike_are_no_labels() -> None:
    texts = [
        _texts(below=f"في زاوية القراء\nواشنطن: {TITLES[i - 1]}\nواشنطن: {TITLES[i - 2]}")[i]
        for i in range(4)
    ]
    for page in _cut(texts):
        assert (page.tags, page.site_tags) == ((), ())


def test_the_name_of_a_site_behind_the_headlines_of_many_pages_is_no_title() -> None:
    texts = [
        text.replace(title, f"{title} - ضفاف اليوم") for text, title in zip(_texts(), TITLES, strict=True)
    ]
    assert [page.title for page in _cut(texts)] == list(TITLES)
    assert parse_page(texts[0]).title == f"{TITLES[0]} - ضفاف اليوم"


def test_reprints_of_one_article_count_once() -> None:
    text = _texts(below=NOTICE)[0]
    page = _cut([text, text + "\nالمصدر: الضحى", text + "\nالمصدر: المساء"])[0]
    assert page.body.endswith(NOTICE)


PAGE = st.tuples(st.integers(0, 40), st.lists(st.integers(0, 9), max_size=4).map(tuple))


@given(st.lists(PAGE, max_size=30), st.integers(0, 30))
def test_parts_add_up_to_the_whole_in_any_order(pages: list[tuple[int, tuple[int, ...]]], at: int) -> None:
    whole, first, second = (LineEvidence.learn(part) for part in (pages, pages[:at], pages[at:]))
    assert first.merge(second).common == second.merge(first).common == whole.common


def test_a_corpus_learns_its_lines(tmp_path) -> None:
    paths = []
    for i, text in enumerate(_texts(below=NOTICE)):
        paths.append(str(tmp_path / f"{i}.txt"))
        (tmp_path / f"{i}.txt").write_text(text, encoding="utf-8")
    evidence = evidence_of([one for some in (paths[:2], paths[2:]) for one in draft(some)])
    assert not any(NOTICE in body for body in cut(paths, evidence).articles["body"])
    assert all(NOTICE in body for body in cut(paths, None).articles["body"])


def test_a_run_of_common_tags_on_many_pages_is_the_site_s_without_any_sign() -> None:
    block = "على رصيف النهر دونالد ترامب قطاع غزة مجلس الأمن الدولي كأس العالم"
    for page, body in zip(_cut(_texts(below=block)), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"
        assert (page.tags, page.site_tags[-1]) == ((), "كأس العالم")


def test_headlines_on_many_pages_are_no_run_of_tags() -> None:
    block = "مواضيع ذات صلة\nفي شمال قطاع غزة مجلس الأمن الدولي\nسوق الذهب تغلق أبوابها\nكأس العالم"
    for page, body in zip(_cut(_texts(below=block)), BODIES, strict=True):
        assert (page.body, page.tags, page.site_tags) == (f"{body}\n{BACKGROUND}", (), ())


def test_short_headlines_under_a_heading_of_many_pages_are_no_list_of_tags() -> None:
    headlines = (
        "سوق الذهب تغلق أبوابها",
        "المطر يعود إلى الجنوب",
        "مسرح المدينة يستقبل رواده",
        "نتائج القرعة تعلن غدا",
    )
    box = "\n".join(["على رصيف النهر", *headlines])
    for page in _cut(_texts(below=box)):
        assert (page.tags, page.site_tags) == ((), ())


def test_a_date_that_many_pages_print_is_a_date() -> None:
    texts = [text.replace("7 مارس 2021", "وضع الخبر يوم 7 مارس 2021") for text in _texts()]
    assert {str(page.published) for page in _cut(texts)} == {"2021-03-07"}


def test_a_menu_above_the_text_is_no_list_of_tags() -> None:
    texts = _texts(above="ضفاف البلد\nوطنية\nإقليمية\nدولية")
    texts = [text.replace(BACKGROUND, f"{BACKGROUND} وقال خبير إن الأزمة إقليمية ودولية.") for text in texts]
    assert {(page.tags, page.site_tags) for page in _cut(texts)} == {((), ())}


def test_a_learned_label_tells_an_undelimited_run_behind_the_text() -> None:
    runs = ("سد الوادي سامي الحداد", "مؤتمر الطاقة العاصمة", "كأس البلاد ركلات الترجيح", "دار الكتب العاصمة")
    texts = [_texts(below=f"مفاتيح الضفاف {run}")[i] for i, run in enumerate(runs)]
    for page, run, body in zip(_cut(texts[:3]), runs, BODIES, strict=False):
        assert (" ".join(page.tags), page.site_tags, page.body) == (run, (), f"{body}\n{BACKGROUND}")


def test_a_block_that_repeats_in_a_line_without_a_label_is_one_of_tags() -> None:
    block = "كأس القارة أسعار الذهب معرض السيارات"
    for page, body in zip(_cut(_texts(below=f"المصدر: صحيفة الضحى\n{block} {block}")), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"
        assert " ".join(page.tags + page.site_tags) == block


def test_tags_glued_to_the_last_sentence_are_no_body() -> None:
    below = "الكلمات الدلالية كأس القارة أسعار الذهب معرض السيارات"
    for page, body in zip(_cut([text + below for text in _texts()]), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"
        assert " ".join(page.tags + page.site_tags) == below.removeprefix("الكلمات الدلالية ")


def test_a_list_behind_a_label_may_close_with_a_full_stop() -> None:
    texts = [text + f"\nالكلمات: {'، '.join(tags)}." for text, tags in zip(_texts(), OWN, strict=True)]
    for text, tags, body in zip(texts, OWN, BODIES, strict=True):
        assert (parse_page(text).tags, parse_page(text).body) == (tags, f"{body}\n{BACKGROUND}")


def test_a_heading_of_many_pages_behind_tags_a_line_each_is_no_tag() -> None:
    texts = [
        text + "\n".join(["\nمفاتيح الضفاف", *tags, "اخترنا هذه", NOTICE])
        for text, tags in zip(_texts(), OWN, strict=True)
    ]
    for page, tags in zip(_cut(texts), OWN, strict=True):
        assert (page.tags, page.site_tags) == (tags, ())


def test_a_headline_that_other_pages_list_is_the_title_of_its_own() -> None:
    below = "\n".join(["الأكثر قراءة", *TITLES])
    for page, title in zip(_cut(_texts(below=below)), TITLES, strict=True):
        assert page.title == title


def test_of_a_headline_printed_twice_the_one_beside_the_date_is_the_title() -> None:
    ticker = "\n".join(["السبت 6 مارس 2021", "شريط الأخبار", *TITLES, "في زاوية القراء"])
    for page, title, body in zip(_cut(_texts(above=ticker)), TITLES, BODIES, strict=True):
        assert (page.title, str(page.published), page.body) == (title, "2021-03-07", f"{body}\n{BACKGROUND}")


def test_the_last_line_of_a_block_among_tags_is_a_tag_though_a_marker_follows() -> None:
    below = "\n".join(["الوسوم", *SITE, "اقرأ أيضا", TITLES[0]])
    for page in _cut(_texts(below=below)):
        assert {*page.tags, *page.site_tags} == set(SITE)


FAMOUS_OWN = ("مصر القاهرة", "فرنسا باريس", "إسبانيا مدريد", "تونس ليبيا")


def _with_famous(i: int, text: str) -> str:
    return text.replace(BACKGROUND, f"{BACKGROUND} وشمل ذلك {' و'.join(FAMOUS_OWN[i].split())}.")


def test_tags_that_open_every_list_are_no_part_of_its_label() -> None:
    block = "دونالد ترامب قطاع غزة مجلس الأمن الدولي", "كأس العالم روسيا الصين"
    texts = [
        _with_famous(i, text) + f"\nسجل الضفاف {block[0]} {FAMOUS_OWN[i]} {block[1]}"
        for i, text in enumerate(_texts())
    ]
    for page, own in zip(_cut(texts), FAMOUS_OWN, strict=True):
        assert (" ".join(page.tags), " ".join(page.site_tags)) == (own, " ".join(block))


def test_tags_under_two_markers_are_cut_apart() -> None:
    below = "الوسوم\nدونالد ترامب قطاع غزة\nالكلمات المفتاحية\n<>"
    texts = [_with_famous(i, text).replace("<>", FAMOUS_OWN[i]) for i, text in enumerate(_texts(below=below))]
    for page, own in zip(_cut(texts), FAMOUS_OWN, strict=True):
        assert {*own.split()} <= {*page.tags}
        assert "الكلمات المفتاحية" not in {*page.tags, *page.site_tags}


def test_own_tags_behind_a_label_between_title_and_date() -> None:
    texts = [
        _with_famous(i, text).replace("7 مارس 2021", f"مواضيع الخبر {FAMOUS_OWN[i]}\n7 مارس 2021")
        for i, text in enumerate(_texts())
    ]
    for page, title, own in zip(_cut(texts), TITLES, FAMOUS_OWN, strict=True):
        assert (page.title, " ".join(page.tags)) == (title, own)


def test_what_is_sought_on_a_site_may_be_numbered() -> None:
    listed = [f"{n}. {tag}" for n, tag in enumerate((*SITE, "إنستغرام"), start=1)]
    below = "\n".join(["الأكثر بحثا في ضفاف", *listed, "الفجر 04:31", "الظهر 12:42"])
    for page in _cut(_texts(below=below)):
        assert (page.tags, page.site_tags) == ((), (*SITE, "إنستغرام"))


def test_a_headline_behind_a_label_of_many_pages_is_a_link() -> None:
    texts = [
        text.replace("<>", f"لمزيد من الضفاف: {TITLES[i - 1]}") for i, text in enumerate(_texts(between="<>"))
    ]
    for page, body in zip(_cut(texts), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"


def test_the_editions_of_a_site_are_no_tags_on_many_pages_either() -> None:
    for page in _cut(_texts(above="النسخ: الخليج | المغرب العربي | مصر والسودان | بلاد الشام")):
        assert (page.tags, page.site_tags) == ((), ())


@pytest.mark.parametrize("date", ["", "الخميس 4 مارس 2021"])
def test_an_article_under_a_heading_of_the_site_is_another(date: str) -> None:
    teaser = [f"{title}، كما قال {title} اليوم في بيان مفصل نشر مساء الخميس في العاصمة." for title in TITLES]
    texts = [
        text + "\n" + "\n".join(filter(None, ("مقال آخر للقراءة", TITLES[i - 1], date, teaser[i - 1])))
        for i, text in enumerate(_texts())
    ]
    for page, body in zip(_cut(texts), BODIES, strict=True):
        assert page.body == f"{body}\n{BACKGROUND}"
        assert page.related_body


def test_tags_between_title_and_date_are_parted_though_own_ones_stand_again_below() -> None:
    block = "دونالد ترامب قطاع غزة مجلس الأمن الدولي"
    texts = [
        _with_famous(i, text).replace("7 مارس 2021", f"{FAMOUS_OWN[i]} {block}\n7 مارس 2021")
        + f"\nمصطلحات المقال: {FAMOUS_OWN[i]}"
        for i, text in enumerate(_texts())
    ]
    for page, title, body, own in zip(_cut(texts), TITLES, BODIES, FAMOUS_OWN, strict=True):
        assert (page.title, " ".join(page.tags)) == (title, own)
        assert page.body.startswith(body)


def test_a_block_between_headlines_is_the_sites_without_any_label() -> None:
    block = "دونالد ترامب قطاع غزة مجلس الأمن الدولي كأس العالم"
    texts = [
        text + "\n" + "\n".join(["المزيد من الأخبار", TITLES[i - 1], block, "الأكثر مشاهدة", TITLES[i - 2]])
        for i, text in enumerate(_texts())
    ]
    for page in _cut(texts):
        assert (page.tags, " ".join(page.site_tags)) == ((), block)


def test_a_bar_of_sections_over_the_text_is_no_list_of_the_site() -> None:
    for page in _cut(_texts(above="ضفاف\nمصر\nعالم واحد\nاقتصاد\nالرياضي\nفكر وفن")):
        assert (page.tags, page.site_tags) == ((), ())


def test_a_bar_of_sections_on_one_line_is_no_list_of_the_site() -> None:
    for page in _cut(_texts(above="ضفاف برس\nالحدث | الوطني | الدولي | الرياضي | الثقافي | منبر القراء")):
        assert (page.tags, page.site_tags) == ((), ())


def test_half_of_a_long_block_may_be_names_that_no_list_knows() -> None:
    block = "دونالد ترامب حديقة الضفاف مجلس الأمن الدولي مسلسل العواصف قطاع غزة جسر الرمان روسيا"
    for page, title in zip(_cut(_texts(above=block)), TITLES, strict=True):
        assert (page.title, page.tags) == (title, ())
        assert {"دونالد ترامب", "روسيا"} <= {*page.site_tags}


@pytest.mark.parametrize("at", [0, 2, 4], ids=["own first", "own between", "own last"])
def test_a_list_of_both_behind_a_label_of_many_pages_is_parted(at: int) -> None:
    def listed(own: tuple[str, ...]) -> str:
        return "على رصيف النهر: " + " | ".join((*SITE[:at], *own, *SITE[at:]))

    texts = [_texts(below=listed(own))[i] for i, own in enumerate(OWN)]
    for page, own in zip(_cut(texts), OWN, strict=True):
        assert (page.tags, page.site_tags) == (own, SITE)


def test_common_tags_that_open_a_line_of_many_pages_are_no_label_of_it() -> None:
    line = "سعد الحريري عيد الأضحى كوريا الشمالية وصفات رمضانية كاظم الساهر"
    for page in _cut(_texts(below=line)):
        assert page.site_tags[:3] == ("سعد الحريري", "عيد الأضحى", "كوريا الشمالية")


def test_another_story_under_its_marker_may_open_the_page() -> None:
    above = f"موضوع ذو صلة:\n{TITLES[3]}\n{BODIES[3]}\nأكمل القراءة »"
    for page, title, body in list(zip(_cut(_texts(above=above)), TITLES, BODIES, strict=True))[:3]:
        assert (page.title, page.body, str(page.published)) == (title, f"{body}\n{BACKGROUND}", "2021-03-07")


def test_the_site_s_lines_in_a_list_with_own_tags_are_its_tags() -> None:
    texts = [
        _texts(below="\n".join(f"- {tag}" for tag in (*SITE, own[0], own[1], own[0].split()[0])))[i]
        for i, own in enumerate(OWN)
    ]
    for page, own in list(zip(_cut(texts), OWN, strict=True))[:2]:
        assert (page.tags[:2], page.site_tags) == (own, SITE)


def test_pages_without_a_source_are_told_by_their_foot(tmp_path) -> None:
    block = "كأس العالم الليرة التركية كوريا الشمالية أسعار الذهب"
    for i, own in enumerate(OWN):
        text = _texts(below=f"الوسوم: {block} {' '.join(own)}\n© 2021 بوابة السهل")[i]
        (tmp_path / f"{i}.txt").write_text(text, encoding="utf-8")
    paths = sorted(str(path) for path in tmp_path.iterdir())
    tags = cut(paths, learn(paths)).article_tags
    site = tags.filter(zone="site_tags").group_by("article_id").len()["len"].to_list()
    assert site == [4] * 4


TOPICS = ("كأس العالم", "الليرة التركية", "كوريا الشمالية", "أسعار الذهب", "رؤية 2030")
LINES = "\n".join(TOPICS)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("ضفاف برس\nعربي ودولي\nعلى الساحة: " + " ".join(TOPICS), ""),
        ("ضفاف برس\nملفات خاصة: " + " | ".join(TOPICS), ""),
        (f"ضفاف برس\nقضايا\n{LINES}\nالعالم", ""),
        ("", f"على رصيف النهر\n{LINES}\nالأقسام\nهواتف ذكية (1204)\nشركات (860)"),
        (
            "",
            "مواضيع يتابعها القراء\n"
            + "\n".join(f"{t} (6{n})" for n, t in enumerate(TOPICS))
            + "\nسجل مجانا",
        ),
    ],
    ids=[
        "behind a label in the menu",
        "behind two words and a colon",
        "over a section",
        "before a list with counts",
        "with counts",
    ],
)
def test_a_block_of_many_pages_is_the_site_s(above: str, below: str) -> None:
    for page, title in zip(_cut(_texts(above=above, below=below)), TITLES, strict=True):
        assert (page.title, page.tags, page.site_tags) == (title, (), TOPICS)


def test_a_menu_of_links_behind_the_text_is_no_block() -> None:
    for page in _cut(_texts(below="روابط مهمة\nالبوابة الوطنية\nمنصة الشكاوى\nالوظائف الحكومية")):
        assert (page.tags, page.site_tags) == ((), ())
