"""Runs of tags without a sign between them, where no marker of tags leads to them."""

# ruff: noqa: E501 (a page stays on one line)
from __future__ import annotations

import pytest

from analysis.loader.page import page_outline, parse_page
from analysis.loader.zones.line_evidence import LineEvidence

TITLE = "قرعة البطولة القارية تضع المنتخبات في مجموعات متوازنة"
BODY = (
    "أسفرت قرعة كأس العالم التي سحبت الأحد في القاهرة عن مجموعات متوازنة ضمت مصر والسعودية والمغرب وتونس والجزائر والعراق.\n"
    "وقال وزير الشباب المصري إن الأمم المتحدة ترعى البطولة التي تنطلق في حزيران المقبل بمشاركة منتخبات من المغرب وتونس."
)
HEAD = f"{TITLE}\n7 مارس 2021\n{BODY}\n"
RUN = "السعودية الأمم المتحدة كأس العالم المغرب"
TAGS = ("السعودية", "الأمم المتحدة", "كأس العالم", "المغرب")
SITE = ("لبنان", "الضفة الغربية", "فرنسا", "مجلس الأمن")
BLOCK = " ".join(SITE)

OWN = {
    "behind share buttons": f"شارك الخبر فيسبوك تويتر واتساب نسخ الرابط\n{RUN}\nصحيفة الضحى 2005-2026",
    "between the text and a heading": f"{RUN}\nمقالات ذات صلة\nمعرض الكتاب يفتح أبوابه أمام الزوار غدا",
    "between the text and the site's block": f"{RUN}\nالأكثر تداولا: {BLOCK}",
    "at the end of the page": RUN,
    "before the source": f"{RUN}\nالمصدر: صحيفة الضحى",
    "behind a bare word": f"مواضيع {RUN}\nصحيفة الضحى 2005-2026",
    "behind a bare word of tags": f"وسوم {RUN}\nجميع الحقوق محفوظة",
}

NONE = {
    "a headline of the same story": "السعودية تهزم المغرب في كأس العالم وتتأهل\nصحيفة الضحى 2005-2026",
    "a headline of another story": "مقالات ذات صلة\nلبنان يطالب مجلس الأمن بوقف الحرب\nفرنسا تعلن زيارة الرئيس إلى لبنان",
    "words the text says in this order": "بمشاركة منتخبات من المغرب وتونس\nجميع الحقوق محفوظة",
    "who the author is": "كاتب وصحافي من المغرب\nجميع الحقوق محفوظة",
    "a name": "سامي الحداد\nجميع الحقوق محفوظة",
    "a footer": "صحيفة الضحى الأخبار الرياضة من نحن",
    "a quotation": "المغرب: كأس العالم في السعودية\nجميع الحقوق محفوظة",
    "a heading over more of the text": f"السعودية المغرب كأس العالم\n{BODY}",
}

LABELS = (
    *("بحث الزوار عن:", "ما يبحث عنه القراء:", "يبحث الزوار عن", "أبرز ما يتداوله المتابعون الآن:"),
    *("الكلمات الأكثر بحثا هذا الأسبوع:", "رائج:", "ترند", "وسوم متداولة:", "Popular searches:"),
)


@pytest.mark.parametrize("tail", OWN.values(), ids=OWN)
def test_a_run_of_own_tags_is_known_where_it_stands_and_by_its_words(tail: str) -> None:
    page = parse_page(HEAD + tail)
    assert (page.title, page.body, page.tags) == (TITLE, BODY, TAGS)


@pytest.mark.parametrize("tail", NONE.values(), ids=NONE)
def test_a_line_that_says_something_is_no_run_of_tags(tail: str) -> None:
    page = parse_page(HEAD + tail)
    assert (page.title, page.tags, page.site_tags) == (TITLE, (), ())


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("joint", [" ", "\n"], ids=["beside it", "below it"])
def test_what_visitors_seek_is_the_sites(label: str, joint: str) -> None:
    page = parse_page(f"{HEAD}{RUN}\n{label}{joint}{BLOCK}\nجميع الحقوق محفوظة")
    assert (page.tags, page.site_tags, page.body) == (TAGS, SITE, BODY)


@pytest.mark.parametrize("listed", ["، ", " | ", " - "])
def test_what_visitors_seek_may_be_a_list(listed: str) -> None:
    page = parse_page(f"{HEAD}ما يبحث عنه الزوار الآن: {listed.join(SITE)}")
    assert (page.tags, page.site_tags) == ((), SITE)


def test_headlines_that_many_read_are_no_tags() -> None:
    page = parse_page(
        f"{HEAD}أخبار يتابعها القراء:\nلبنان يطالب مجلس الأمن بوقف الحرب فورا\nفرنسا تعلن زيارة الرئيس إلى لبنان غدا\nالمغرب يفتح باب الترشح للانتخابات القادمة"
    )
    assert (page.tags, page.site_tags) == ((), ())


def test_a_ticker_over_the_title_is_the_sites_though_the_text_names_some_of_it() -> None:
    ticker = "لبنان • الأمم المتحدة • الضفة الغربية • كأس العالم • فرنسا • مجلس الأمن"
    page = parse_page(f"ضفاف نيوز\n{ticker}\nالرئيسية > رياضة > {TITLE}\n{HEAD}وسوم • السعودية • المغرب")
    assert (page.title, page.tags, page.site_tags) == (
        TITLE,
        ("السعودية", "المغرب"),
        tuple(ticker.split(" • ")),
    )


def test_own_tags_under_the_title_may_be_partly_named() -> None:
    page = parse_page(f"{TITLE}\nكأس العالم؛ فيديو؛ الولايات المتحدة؛ مصر\n7 مارس 2021\n{BODY}")
    assert page.tags == ("كأس العالم", "فيديو", "الولايات المتحدة", "مصر")


GLUED = {
    "to buttons": f"شارك المقال فيسبوك تويتر واتساب {RUN}\nجميع الحقوق محفوظة",
    "to headlines before the source": f"اقرأ المزيد وزير المالية يفتتح معرض الكتاب بعد تأجيله {RUN}المصدر: شبكة ضفاف",
    "to the source behind them": f"{RUN}المصدر: شبكة ضفاف",
    "to the name of the source": f"المصدر: شبكة ضفاف{RUN}\nشارك",
}


@pytest.mark.parametrize("tail", GLUED.values(), ids=GLUED)
def test_own_tags_glued_to_something_are_parted_from_it(tail: str) -> None:
    page = parse_page(HEAD + tail)
    assert (page.body, page.tags, page.source) == (BODY, TAGS, "شبكة ضفاف" if "المصدر" in tail else None)
    assert "".join(page.zones and (HEAD + tail)[z.start : z.end] for z in page.zones) == HEAD + tail


def _lines(tails: list[str]) -> LineEvidence:
    pages = (
        f"{TITLE}{n}\n7 مارس 2021\n{BODY} وأعلنت الوزارة خبرا رقمه {n} في بيان.\n{t}"
        for n, t in enumerate(tails)
    )
    return LineEvidence.learn(page_outline(page).lines for page in pages)


@pytest.mark.parametrize(
    ("run", "tags"), [("تونس", ("تونس",)), ("مجموعات متوازنة الجزائر", ("مجموعات متوازنة", "الجزائر"))]
)
def test_where_other_pages_have_their_tags_fewer_signs_are_enough(run: str, tags: tuple[str, ...]) -> None:
    tail = "{}\nالتعليقات (0)\nكن أول من يعلق"
    text = HEAD + tail.format(run)
    runs = [RUN, "المغرب كأس العالم", "العراق السعودية مصر", "تونس الأمم المتحدة"]
    assert parse_page(text).tags == ()
    assert parse_page(text, lines=_lines([tail.format(one) for one in runs])).tags == tags


def test_the_name_of_a_source_is_known_from_other_pages() -> None:
    text = f"{HEAD}المصدر: شبكة ضفافمجموعات متوازنة الجزائر\nشارك"
    assert parse_page(text).tags == ()
    page = parse_page(text, lines=_lines([f"المصدر: شبكة ضفاف{RUN}\nشارك"] * 4))
    assert (page.source, page.tags) == ("شبكة ضفاف", ("مجموعات متوازنة", "الجزائر"))


@pytest.mark.parametrize(
    "name", ["شبكة الشرق الأوسط", "الضحى + وكالات", "وكالة أنباء المغرب العربي", "صحيفة كأس العالم"]
)
def test_the_name_of_a_source_is_no_run_of_tags(name: str) -> None:
    page = parse_page(f"{HEAD}المصدر: {name}")
    assert (page.source, page.tags) == (name, ())


def test_a_run_of_own_tags_may_stand_right_over_the_text() -> None:
    page = parse_page(f"{TITLE}\n7 مارس 2021\n{RUN}\n{BODY}")
    assert (page.title, page.body, page.tags) == (TITLE, BODY, TAGS)


@pytest.mark.parametrize(
    "line", ["المغرب والسعودية في كأس العالم", "الشرق الأوسط", "الرياضة المغربية", "من القاهرة إلى المغرب"]
)
def test_a_line_over_the_text_is_no_run_of_tags_by_its_place(line: str) -> None:
    assert parse_page(f"{TITLE}\n7 مارس 2021\n{line}\n{BODY}").tags == ()


@pytest.mark.parametrize("line", [f"{RUN} {BLOCK}", f"{BLOCK} {RUN}"], ids=["own first", "site first"])
def test_a_line_of_both_without_a_label_is_parted(line: str) -> None:
    page = parse_page(f"{HEAD}{line}\nموضوعات ذات صلة\nمعرض الكتاب يفتح أبوابه أمام الزوار غدا")
    assert (page.body, page.tags, page.site_tags) == (BODY, TAGS, SITE)


def test_a_run_below_a_learned_heading_ends_at_the_label_of_the_next() -> None:
    tail = "أسماء وردت هنا\n{}\nيشغل الناس الآن\n{}\nضفاف نيوز 2021"
    runs = [RUN, "المغرب كأس العالم", "العراق مصر", "تونس الأمم المتحدة"]
    page = parse_page(
        HEAD + tail.format("تونس مجموعات متوازنة", BLOCK), lines=_lines([tail.format(r, BLOCK) for r in runs])
    )
    assert (page.tags, page.site_tags) == (("تونس", "مجموعات متوازنة"), SITE)


def test_a_few_own_tags_at_the_edge_of_a_learned_label_stay_own() -> None:
    tail = "خزانة القارئ: {} {}"
    runs = [f"الصين {BLOCK}", f"ألمانيا {BLOCK} إسبانيا", f"اليابان {BLOCK}"]
    lines = _lines([tail.format(run, RUN) for run in runs])
    page = parse_page(HEAD + tail.format(f"الصين روسيا بريطانيا {BLOCK}", "المغرب"), lines=lines)
    assert (page.tags, set(SITE) <= set(page.site_tags)) == (("المغرب",), True)


BEHIND = {
    "another headline": ("معرض الكتاب يفتح أبوابه أمام الزوار غدا", False),
    "a line that goes on": ("وأضاف أن المدينة تستعد لاستقبال الضيوف غدا", True),
    "a line of the same story": ("البطولة تنطلق في القاهرة بمشاركة منتخبات المغرب وتونس", True),
}


@pytest.mark.parametrize(("line", "kept"), BEHIND.values(), ids=BEHIND)
def test_one_line_behind_the_last_sentence_is_body_when_the_text_tells_of_it(line: str, kept: bool) -> None:
    assert parse_page(f"{HEAD}{line}").body == (f"{BODY}\n{line}" if kept else BODY)
