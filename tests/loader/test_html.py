"""Pages with markup: title, day, text and tags in the templates of many kinds of site, and hostile markup."""

# ruff: noqa: E501 (markup and Arabic cases stay on one line each)
from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.loader.html import parse_html
from analysis.loader.html.page import _TAG, _held
from analysis.loader.page import Page

sys.path.append(str(Path(__file__).parent))
from html_cms import CMS, TRENDS
from html_pages import BODY, OTHER, SITE, TAGS, TITLE, page, paragraphs
from html_pages import TEMPLATES as SITES

DAY = date(2024, 3, 7)
TEMPLATES = SITES | CMS
WITHOUT_TAGS = ("updated_only",)


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {name: parse_html(template()) for name, template in TEMPLATES.items()}


@pytest.mark.parametrize("name", TEMPLATES)
class TestTemplates:
    """One article, whatever the template of the site."""

    def test_title_is_the_headline_without_the_site(self, pages: dict[str, Page], name: str) -> None:
        assert pages[name].title == TITLE

    def test_day_of_publication(self, pages: dict[str, Page], name: str) -> None:
        assert (pages[name].published, pages[name].published_precision) == (DAY, "day")

    def test_body_is_the_running_text_alone(self, pages: dict[str, Page], name: str) -> None:
        assert pages[name].body == "\n".join(BODY)

    def test_own_tags(self, pages: dict[str, Page], name: str) -> None:
        assert pages[name].tags == (() if name in WITHOUT_TAGS else TAGS)

    def test_source_is_the_site(self, pages: dict[str, Page], name: str) -> None:
        assert pages[name].source == SITE


def test_tags_of_a_widget_are_the_site_s(pages: dict[str, Page]) -> None:
    assert pages["widget_site"].site_tags == ("الانتخابات", "كأس القارة", "أسعار الذهب")
    trends = {"trending_box", "headed_trend"}
    assert {name for name, found in pages.items() if found.site_tags} == {"widget_site", *trends}
    assert {pages[name].site_tags for name in trends} == {TRENDS}


def test_a_tag_of_the_article_may_be_one_of_the_site_s_too() -> None:
    own, site = (TAGS[0], TRENDS[0]), TRENDS
    boxes = ["".join(f'<a href="/topic/{tag}">{tag}</a>' for tag in tags) for tags in (own, site)]
    found = parse_html(
        page(
            "",
            f"<div><div>الأكثر تداولا</div>{boxes[1]}</div><div><h1>{TITLE}</h1>{paragraphs()}"
            f"<div><div>مواضيع الخبر</div>{boxes[0]}</div></div>",
        )
    )
    assert (found.tags, found.site_tags) == (own, site)


def test_a_label_may_be_longer_than_the_tags_behind_it() -> None:
    box = '<div class="tags"><span>الكلمات الدلالية</span><a>سد</a><a>ماء</a></div>'
    assert parse_html(page("", f"<h1>{TITLE}</h1>{paragraphs()}{box}")).tags == ("سد", "ماء")


def head(extra: str, **kwargs: str) -> Page:
    """Return the page with something more in its head."""
    return parse_html(page(extra, f"<h1>{TITLE}</h1>{paragraphs()}", **kwargs))


DATES = [
    ("nothing", "", None),
    ("as written, not shifted to another zone", '<meta property="article:published_time" content="2024-03-07T23:59:00-11:00">', DAY),
    ("seconds since 1970", '<meta itemprop="datePublished" content="1709854800">', DAY),
    ("a name of the site's own", '<meta name="mediator_published_time" content="2024-03-07T20:00">', DAY),
    ("the day the template was made", '<meta name="creation_date" content="10-Nov-2000">', None),
    ("day before month", '<meta name="pubdate" content="07/03/2024">', DAY),
    ("day and month that cannot be", '<meta name="pubdate" content="31/02/2024">', None),
    ("words", '<meta name="date" content="الخميس، 7 مارس 2024">', DAY),
    ("junk before a date", '<meta name="pubdate" content="0000-00-00"><meta name="dc.date" content="2024-03-07">', DAY),
    ("year alone", '<meta name="date" content="2024">', None),
    ("month alone", '<meta name="date" content="2024-03">', None),
    ("publication before update", '<meta property="article:modified_time" content="2024-03-09"><meta name="pubdate" content="2024-03-07">', DAY),
    ("address", '<link rel="canonical" href="https://nahr.example/2024/03/07/x">', DAY),
    ("address with an article number", '<link rel="canonical" href="https://nahr.example/20240/999/77">', None),
    ("JSON-LD of a video", '<script type="application/ld+json">{"@type":"VideoObject","datePublished":"2020-01-01"}</script>', None),
    ("JSON-LD of another article in a list", '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"x","datePublished":"2020-01-01"}]}</script>', None),
    ("JSON-LD in a comment", '<script type="application/ld+json"><!-- {"@type":"NewsArticle","datePublished":"2024-03-07"} --></script>', DAY),
    ("JSON-LD with line breaks in strings", '<script type="application/ld+json">{"@type":"NewsArticle","description":"a\nb","datePublished":"2024-03-07"}</script>', DAY),
]  # fmt: skip


@pytest.mark.parametrize(("extra", "expected"), [row[1:] for row in DATES], ids=[row[0] for row in DATES])
def test_day_in_the_head(extra: str, expected: date | None) -> None:
    assert head(extra).published == expected


PRINTED = [
    ("published beside updated", "<p>نشر: 7/3/2024</p><p>آخر تحديث: 9/3/2024</p>", DAY),
    ("update alone", "<p>آخر تحديث: 7/3/2024</p>", DAY),
    ("day in running text", f"<p>{BODY[0]} وكان المجلس قد أقر في 5 يناير 2019 خطة سابقة.</p>", None),
    ("time element without attribute", "<time>7 مارس 2024</time>", DAY),
    ("Persian digits", "<span class='date'>۷ مارس ۲۰۲۴</span>", DAY),
    ("relative", "<span class='date'>منذ ساعتين</span>", None),
    (
        "dates of comments",
        f"{paragraphs()}<div class='comments'><span class='date'>1/1/2020</span></div>",
        None,
    ),
]


@pytest.mark.parametrize(
    ("printed", "expected"), [row[1:] for row in PRINTED], ids=[row[0] for row in PRINTED]
)
def test_printed_day(printed: str, expected: date | None) -> None:
    assert parse_html(page("", f"<div><h1>{TITLE}</h1>{printed}</div>")).published == expected


def test_relative_day_counts_from_the_reference() -> None:
    markup = page("", f"<div><h1>{TITLE}</h1><span class='date'>قبل 3 أيام</span></div>")
    assert parse_html(markup, reference=date(2024, 3, 10)).published == DAY


TITLES = [
    ("site after a bar", f"{TITLE} | {SITE}", "", TITLE),
    ("site after a dash", f"{TITLE} - {SITE}", "", TITLE),
    ("section and site", f"{TITLE} - محليات - {SITE}", "", TITLE),
    ("site first", f"{SITE} | {TITLE}", f'<meta name="application-name" content="{SITE}">', TITLE),
    ("a dash in the headline", "سوريا - لبنان: ترسيم الحدود يبدأ غدا", '<meta property="og:title" content="سوريا - لبنان: ترسيم الحدود يبدأ غدا">', "سوريا - لبنان: ترسيم الحدود يبدأ غدا"),
    ("site known by name", "", f'<meta property="og:title" content="{TITLE} - {SITE}"><meta property="og:site_name" content="{SITE}">', TITLE),
    ("entities", "", '<meta property="og:title" content="&quot;قمة&quot; &amp;amp; نتائج">', '"قمة" & نتائج'),
    ("nothing at all", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("window", "extra", "expected"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES]
)
def test_title_without_a_heading(window: str, extra: str, expected: str) -> None:
    markup = f"<html><head><title>{window}</title>{extra}</head><body>{paragraphs()}</body></html>"
    assert parse_html(markup).title == expected


def test_site_name_as_the_only_h1_is_no_title() -> None:
    assert parse_html(page("", f"<h1>{SITE}</h1><h2>{TITLE}</h2>{paragraphs()}")).title == TITLE


TAG_BOXES = [
    ("hash signs", '<div class="tags"><a href="/t/1">#غزة</a> <a href="/t/2">#الأمم_المتحدة</a></div>', ("غزة", "الأمم المتحدة")),
    ("the same tag twice", '<div class="tags"><a>غزة</a><a>غزّة</a></div>', ("غزة",)),
    ("a category is no tag", '<a rel="category tag" href="/c">محليات</a><a rel="tag" href="/t">غزة</a>', ("غزة",)),
    ("headlines in a box called tags", '<div class="tags"><a>عنوان خبر طويل آخر فيه كلمات كثيرة لا يكون وسما أبدا</a></div>', ()),
    ("share buttons", '<div class="post-tags share"><a>فيسبوك</a></div>', ()),
    ("a link in running text", '<p>قال <a href="/tag/x">سامر العطار</a> إن العمل يبدأ قريبا في المدينة كلها.</p>', ()),
    ("tags of another article", '<article><h3><a>خبر</a></h3><a rel="tag" href="/t">وسم غريب</a></article>', ()),
    ("instagram is no tag", '<a class="instagram">إنستغرام</a>', ()),
    ("one word a line", '<ul class="tag-list"><li>غزة</li><li>مصر</li></ul>', ("غزة", "مصر")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("box", "expected"), [row[1:] for row in TAG_BOXES], ids=[row[0] for row in TAG_BOXES]
)
def test_printed_tags(box: str, expected: tuple[str, ...]) -> None:
    assert parse_html(page("", f"<div><h1>{TITLE}</h1>{paragraphs()}{box}</div>")).tags == expected


KEYWORDS = [
    ("own", ",".join(TAGS), TAGS),
    ("the site's on every page", "أخبار, رياضة, فن, طقس, أسعار", ()),
    ("headline word by word", ",".join(TITLE.split()), ()),
    ("the headline itself", TITLE, ()),
    ("Arabic commas", "، ".join(TAGS), TAGS),
]


@pytest.mark.parametrize(
    ("content", "expected"), [row[1:] for row in KEYWORDS], ids=[row[0] for row in KEYWORDS]
)
def test_meta_keywords(content: str, expected: tuple[str, ...]) -> None:
    assert head(f'<meta name="keywords" content="{content}">').tags == expected


BESIDE = [
    "<p><strong>اقرأ أيضا:</strong> <a href='/x'>انطلاق مهرجان الزيتون في دورته العاشرة</a></p>",
    "<p><a href='/x'>انطلاق مهرجان الزيتون في دورته العاشرة وسط إقبال كبير</a></p>",
    "<h3>شاهد أيضا</h3><ul><li><a href='/x'>انطلاق مهرجان الزيتون في دورته العاشرة</a></li></ul>",
    "<div class='share-box'>شارك الخبر على فيسبوك وتويتر</div>",
    "<figure><img><figcaption>صورة أرشيفية من جلسة سابقة</figcaption></figure>",
    "<aside><p>اشترك في نشرتنا البريدية ليصلك كل جديد من أخبار المدينة والريف</p></aside>",
    "<script>var text = 'نص برمجي لا يظهر';</script><style>p{}</style>",
    "<div class='newsletter'><p>سجل بريدك الإلكتروني ليصلك موجز الأخبار كل صباح</p></div>",
]


@pytest.mark.parametrize("box", BESIDE, ids=[str(i) for i in range(len(BESIDE))])
def test_what_stands_between_paragraphs_is_left_out(box: str) -> None:
    found = parse_html(
        page("", f"<article><h1>{TITLE}</h1><div class='text'>{paragraphs(middle=box)}</div></article>")
    )
    assert found.body == "\n".join(BODY)


FORMS = {
    "paragraphs": "".join(f"<p>{text}</p>" for text in BODY),
    "line breaks": "<br/>".join(BODY),
    "divisions": "".join(f"<div>{text}</div>" for text in BODY),
    "empty paragraphs between": "<p>&nbsp;</p>".join(f"<p>{text}</p>" for text in BODY),
    "a bold lead": f"<p><strong>{BODY[0]}</strong></p>" + "".join(f"<p>{text}</p>" for text in BODY[1:]),
    "links in running text": "".join(
        f"<p>{text.replace('المدينة', '<a href=/x>المدينة</a>')}</p>" for text in BODY
    ),
    "a list": f"<p>{BODY[0]}</p><ul>" + "".join(f"<li>{text}</li>" for text in BODY[1:]) + "</ul>",
}


@pytest.mark.parametrize("n_paragraphs", [1, 4])
@pytest.mark.parametrize("form", FORMS)
def test_teasers_of_other_articles_are_never_the_text(form: str, n_paragraphs: int) -> None:
    """A short article among the full leads of a dozen others, in a template whose names say nothing."""
    teasers = "".join(
        f'<article><h3><a href="/{i}">{t}</a></h3><p>{t}: {t} {t} {t} {t}.</p></article>'
        for i, t in enumerate(OTHER * 4)
    )
    text = FORMS[form] if n_paragraphs == 4 else f"<p>{BODY[0][:110]}.</p>"
    markup = f"<div><div class='c1'><h1>{TITLE}</h1><div class='c2'>{text}</div></div><div class='c3'>{teasers}</div></div>"
    expected = BODY if n_paragraphs == 4 else (f"{BODY[0][:110]}.",)
    assert parse_html(page("", markup)).body == "\n".join(expected)


def test_subheadings_belong_to_the_text() -> None:
    text = "".join(
        f"<h2>{head}</h2><p>{body}</p>"
        for head, body in zip(("كلفة المشروع", "موقف المعارضة"), BODY, strict=False)
    )
    found = parse_html(page("", f"<article><h1>{TITLE}</h1>{text}</article>")).body
    assert found == "\n".join(("كلفة المشروع", BODY[0], "موقف المعارضة", BODY[1]))


def test_entries_of_a_live_page_are_its_text() -> None:
    entries = "".join(
        f'<article><h3><a href="#{i}">{t}</a></h3><p>{text}</p></article>'
        for i, (t, text) in enumerate(zip(OTHER, BODY, strict=False))
    )
    found = parse_html(page("", f"<h1>{TITLE}</h1><div class='live'>{entries}</div>")).body
    assert all(text in found for text in BODY[:3])


def test_emphasis_in_running_text_is_kept() -> None:
    text = (
        "وقال إنه <strong>شاهد</strong> الحادث بنفسه من نافذة بيته المطل على الساحة الكبيرة في وسط المدينة."
    )
    found = parse_html(page("", f"<h1>{TITLE}</h1><div>{paragraphs(middle=f'<p>{text}</p>')}</div>"))
    assert "وقال إنه شاهد الحادث بنفسه" in found.body


def test_lead_that_stands_apart_belongs_to_the_text() -> None:
    lead = "خطة من ثلاثة ملايين دينار تعيد المياه إلى أحياء حُرمت منها سنوات، والمعارضة تطالب بنشر العقود."
    markup = page(
        f'<meta property="og:description" content="{lead}">',
        f"<h1>{TITLE}</h1><div class='lead'>{lead}</div><div class='share'>شارك</div><div class='text'>{paragraphs()}</div>",
    )
    assert parse_html(markup).body == "\n".join((lead, *BODY))


def test_persian_joiners_are_kept() -> None:
    text = "نماینده‌های مجلس می‌گویند بودجه‌ی سال آینده برای طرح‌های آبرسانی شهرهای کوچک کافی نیست و باید بازنگری شود."
    assert text in parse_html(page("", f"<h1>عنوان</h1><p>{text}</p><p>{text} {text}</p>")).body


def test_address_of_the_page_goes_before_the_given_one() -> None:
    assert head('<link rel="canonical" href="https://nahr.example/1">').url == "https://nahr.example/1"
    assert parse_html("<p>x", url="https://found.example/2").url == "https://found.example/2"
    assert head('<link rel="canonical" href="javascript:alert(1)">').url is None


HOSTILE = {
    "deep": "<div>" * 20_000 + "نص",
    "deep links": "<a href=x>" * 20_000,
    "boxes in boxes": '<div class="tags">وسوم: <a href=/tag/x>x</a>' * 4_000,
    "paragraphs": "<p>نص قصير</p>" * 15_000,
    "times": "<h1>عنوان الخبر</h1>" + '<time datetime="2024-01-01">1</time>' * 6_000,
    "brackets in JSON-LD": '<script type="application/ld+json">' + "[" * 200_000 + "</script>",
    "commas in JSON-LD": '<script type="application/ld+json">{"a":1' + "," + " " * 200_000 + "}</script>",
    "separators in the title": "<title>" + " | ا" * 50_000 + "</title>",
    "keywords": '<meta name="keywords" content="' + "كلمة," * 40_000 + '">',
    "angle brackets": "<" * 200_000,
    "ampersands": "<p>" + "&" * 200_000,
    "comments": "<!--" * 50_000,
    "attributes": "<p " + " ".join(f"a{n}=x" for n in range(100_000)) + ">نص",
    "attributes without spaces": "<p " + "".join(f"a{n}='>'" for n in range(100_000)) + ">نص",
    "quotes without end": "<a '" * 50_001,
    "NUL": "ا\0" * 100_000,
    "lone surrogates": "<p>\ud800" * 1_000,
    "bidi overrides": "<h1>\u202eعنوان\u202c</h1>" * 100,
    "nothing": "",
    "not markup": "خبر عادي",
}


def test_a_tag_with_a_picture_inside_keeps_its_attributes() -> None:
    picture = f"<p><img alt='x' src='data:image/png;base64,{'A/b+' * 60_000}'></p>"
    assert _TAG.sub(_held, picture) == picture


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_read_in_linear_time(markup: str) -> None:
    parse_html("<p>x")
    start = time.process_time()
    found = parse_html(markup)
    assert time.process_time() - start < 3
    f"{found.title}{found.body}{found.tags}".encode()


PIECES = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<a href='/tag/x' rel=tag>", "</a>", "<h1>", "</h1>", "<title>", "</title>", "نص ",
     "7 مارس 2024", "الوسوم:", "اقرأ أيضا", "<time datetime='2024-01-01'>", '<div class="tags">', '<meta name="keywords" content="',
     '">', "<script type='application/ld+json'>", '{"@type":"NewsArticle","headline":"', "</script>", "<article>", "</article>",
     "\ud800", "\0", "&amp;", "<ul><li>", "<table><td>", "<svg>", "<![CDATA[", "<?xml", "<body>", "<head>", "</html>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_gives_a_page(markup: str) -> None:
    found = parse_html(markup)
    assert isinstance(found, Page)
    assert all(tag and tag == tag.strip() for tag in (*found.tags, *found.site_tags))
    assert len(set(found.tags)) == len(found.tags)


def test_the_network_is_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a page opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    markup = '<!DOCTYPE html SYSTEM "http://nahr.example/x.dtd"><html><head><base href="http://nahr.example"></head>'
    assert parse_html(
        f'{markup}<link rel=canonical href="http://nahr.example/1"><img src="http://nahr.example/i.png">{paragraphs()}'
    ).body


def test_real_pages_beside_the_checkout(shared: Path) -> None:
    """Every date and every list of keywords that the markup of the real pages holds is read."""
    listed = json.loads((shared / "html/manifest.json").read_text(encoding="utf-8"))
    for entry in listed:
        found = parse_html((shared / "html" / entry["file"]).read_text(encoding="utf-8"))
        if entry["gold_date"]:
            assert str(found.published) == entry["gold_date"], entry["file"]
        for text in entry["article_tag"]:
            assert set(text.split(",")) <= set(found.tags), entry["file"]
        assert found.title
        assert len(found.body) > 500
    expected = json.loads((shared / "html/trafilatura_ar_assabah.expected.json").read_text(encoding="utf-8"))
    (wanted,) = expected.values()
    body = parse_html((shared / "html/trafilatura_ar_assabah.html").read_text(encoding="utf-8")).body
    assert all(text in body for text in wanted["with"])
    assert not any(text in body for text in wanted["without"])
