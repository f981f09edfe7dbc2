"""What holds for any input whatever; hypothesis (in the suite) and atheris (`make fuzz`) both call these."""

from __future__ import annotations

from itertools import pairwise

from analysis.arabic.fold import fold
from analysis.errors import AnalysisError
from analysis.loader.dates import NO_DATE, parse_date
from analysis.loader.decode import clean, decode
from analysis.loader.html import parse_html
from analysis.loader.page import parse_page
from analysis.loader.read.tag_fields import split_tags
from analysis.loader.tags.cut import TagSpan, cut_tags
from analysis.loader.zones import ZONES

REFERENCE = "2024-11-05T10:30"


def check_fold(text: str) -> None:
    """A key is its own key, and holds nothing that a comparison must not see."""
    key = fold(text)
    assert fold(key) == key
    assert key == key.strip()
    assert "\n" not in key
    shown = clean(text)
    assert clean(shown) == shown


def check_date(text: str) -> None:
    """A date is a day of this age read from words of the text, or nothing at all."""
    for reference in (None, REFERENCE):
        parsed = parse_date(text, reference=reference)
        assert parsed.evidence in text
        assert (parsed == NO_DATE) == (parsed.value is None) == (not parsed.evidence)
        if parsed.value is not None:
            assert 1900 <= parsed.value.year <= 2100
            assert parsed.precision in ("day", "month", "year")
            assert parse_date(text, reference=reference) == parsed


def check_page(text: str) -> None:
    """Zones cover the page without a gap; the page is the same when it is cut again."""
    page = parse_page(text)
    assert "".join(text[zone.start : zone.end] for zone in page.zones) == text
    assert all(before.end == after.start for before, after in pairwise(page.zones))
    assert all(zone.start < zone.end and zone.name in ZONES and zone.reason for zone in page.zones)
    for tags in (page.tags, page.site_tags):
        assert len(set(tags)) == len(tags)
        assert all(tag.strip() for tag in tags)
    assert (page.published is None) == (page.published_precision == "")
    assert parse_page(text) == page


def check_html(markup: str) -> None:
    """Any markup gives a page of texts, the same when it is read again."""
    page = parse_html(markup)
    assert all(isinstance(text, str) for text in (page.title, page.body, *page.tags, *page.site_tags))
    assert parse_html(markup) == page


def check_tags(text: str) -> None:
    """Tags stand in the line where their spans say, in order, each once; a field of a table is split too."""
    line, _, running = text.partition("\0")
    cut = cut_tags(line, running_text=running, before_source=running[-200:])
    for tags in (cut.own, cut.site):
        assert all(tag.text == _printed(line, tag) for tag in tags)
        assert len({tag.text for tag in tags}) == len(tags)
    assert [tag.start for tag in cut.own] == sorted(tag.start for tag in cut.own)
    listed = split_tags(text)
    assert len(set(listed)) == len(listed)
    assert all(listed)


def _printed(line: str, tag: TagSpan) -> str:
    assert 0 <= tag.start < tag.end <= len(line)
    return " ".join(line[tag.start : tag.end].replace("_", " ").split())


def check_decode(data: bytes) -> None:
    """Bytes are a text that any file can hold, or are refused in one line."""
    try:
        decoded = decode(data)
    except AnalysisError as error:
        decoded, message = None, str(error)
    if decoded is None:
        assert len(message.splitlines()) == 1
    else:
        decoded.text.encode("utf-8")
        assert decode(data) == decoded


CHECKS = {
    "fold": check_fold,
    "date": check_date,
    "page": check_page,
    "html": check_html,
    "tags": check_tags,
    "decode": check_decode,
}
"""Name -> check; all but ``decode`` take a text."""

WORDS = (
    *("تاريخ النشر:", "آخر تحديث:", "المصدر:", "الوسوم:", "كلمات دلالية:", "وسوم شائعة", "إقرأ أيضاً:"),
    *("الأكثر قراءة", "شارك هذا المقال", "التعليقات (2)", "أكتوبر", "رجب", "هـ", "منذ ساعتين", "الأحد"),
    *(
        "2024",
        "31/10/2024",
        "١٤٤٥",
        "31st,",
        "GMT",
        "غزة",
        "روسيا",
        "، ",
        " | ",
        "#",
        "\n",
        "\r\n",
        "\0",
        "\t",
    ),
    *("\u202e", "\u2066", "\ufeff", "\u064b", "\u0640", "\u200c", "ﷺ", "ط§ظ„", "ï»؟", "\ud800", "\x1b[2J"),
    *("<p>", "</", "<script type='application/ld+json'>", "<meta name='date' content='", "<h1>", "<!--"),
    *("<a rel='tag' href='/tag/", "&#1;", "&nbsp;", "javascript:", "=1+1"),
)
"""Words that pages turn on, and signs that break programs."""
