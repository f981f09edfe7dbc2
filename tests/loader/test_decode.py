"""Decode: every encoding Arabic news comes in, short and long, and damage that can be undone for certain."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError, InputError
from analysis.loader.decode import clean, clean_expr, decode, unescape

HEADLINE = "مجلس البلدية يوافق على خطة المياه الجديدة"
WORD = "المياه"
PAGE = f"{HEADLINE}\n\n"
PAGE += "قال رئيس المجلس، في لقاء قصير؛ إن العمل يبدأ غدا (12 مليون)؟\n"
PAGE += "كُتب هذا للاختبار - B2B 50%.\n"
TEXTS = {"word": WORD, "headline": HEADLINE, "page": PAGE, "long": PAGE * 200}
CODECS = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1256", "iso8859_6"]
SAMPLES = Path(__file__).resolve().parents[2] / "../shared/encodings"


def as_browser(data: bytes, encoding: str) -> str:
    """Decode as browsers do: the holes of windows-1252 are control signs."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("codec", CODECS)
def test_every_encoding_is_told(codec: str, text: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.repairs) == (text, ())
    assert found.encoding == codec


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_obeyed_and_taken_off(codec: str, text: str) -> None:
    found = decode(("\ufeff" + text).encode(codec))
    assert (found.text, found.encoding, found.repairs) == (text, codec, ("bom",))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(
    ("wrong", "repair"),
    [("latin-1", "mojibake-cp1252"), ("cp1252", "mojibake-cp1252"), ("cp1256", "mojibake-cp1256")],
)
@pytest.mark.parametrize("times", [1, 2])
def test_misread_utf8_is_read_again(wrong: str, repair: str, times: int, text: str) -> None:
    data = text.encode()
    for _ in range(times):
        data = as_browser(data, wrong).encode()
    found = decode(data)
    assert (found.text, found.repairs) == (text, (repair,))


@pytest.mark.parametrize("text", [HEADLINE, PAGE, PAGE * 200])
@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6"])
def test_one_byte_arabic_misread_as_latin_is_read_again(codec: str, text: str) -> None:
    found = decode(as_browser(text.encode(codec), "cp1252").encode())
    assert (found.text, found.repairs) == (text, ("mojibake-legacy",))


def test_only_the_misread_part_of_a_line_is_read_again() -> None:
    line = f"عنوان: {HEADLINE.encode().decode('cp1256')} | الأخبار"
    assert decode(line.encode()).text == f"عنوان: {HEADLINE} | الأخبار"


def test_a_misread_line_of_one_word_is_read_again_when_another_is_certain() -> None:
    text = f"{HEADLINE}\nفي\n\xa0\n"
    assert decode(text.encode().decode("cp1256").encode()).text == text


NOT_MISREAD = {
    "French": "Café à la crème, déjà vu : où êtes-vous ?",
    "French capitals": "ÀÉÈÊËÎÏ ÔÛÜ ÇÉ",
    "German": "Übermäßig große Straße",
    "Icelandic": "Æðislegt ævintýri þjóðarinnar",
    "Russian misread as Latin": "Ðóññêèé ÿçûê âåëèêèé",
    "misread French": "CafÃ© dÃ©jÃ  vu",
    "alphabet": "ط، ظ، ع، غ، ط؛ ظ؟",
    "quoted letters": "«ط»، «ظ»؛ «غ»",
    "words that end in ain": "الموقع، المواضع؛ الربيع»",
    "times signs": "3×4×5 ÷ 2",
    "Persian": "پژوهش گیاهان چای، گل",
}


@pytest.mark.parametrize("text", NOT_MISREAD.values(), ids=NOT_MISREAD)
def test_text_that_only_looks_misread_stays(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(f"{HEADLINE}\n{text}".encode()).repairs == ()


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-1", "utf-8", "no-such-charset", "\xff"])
@pytest.mark.parametrize("codec", ["utf-8", "cp1256", "iso8859_6"])
def test_a_wrong_declaration_does_not_mislead(codec: str, declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'.encode("latin-1")
    data = (head if declared != "\xff" or codec != "utf-8" else b"") + PAGE.encode(codec)
    assert decode(data).text.endswith(PAGE)


def test_a_declaration_decides_a_word_that_can_be_read_both_ways() -> None:
    word = "انفلات"
    data = word.encode("iso8859_6")
    assert decode(data).encoding == "cp1256"
    assert decode(b'<?xml version="1.0" encoding="ISO-8859-6"?>' + data).text.endswith(word)


def test_french_among_windows_1256_stays_readable() -> None:
    text = "où est le café ? déjà à Gènes"
    assert decode(text.encode("cp1256")).text == text
    assert decode(f"{HEADLINE} {text}".encode("cp1256")).text == f"{HEADLINE} {text}"


DAMAGED = {
    "cut in the last letter": (HEADLINE.encode()[:-1], HEADLINE[:-1], "utf-8", ("truncated",)),
    "odd byte of UTF-16": (HEADLINE.encode("utf-16-le") + b"\x20", HEADLINE, "utf-16-le", ("truncated",)),
    "one bad byte": (HEADLINE.encode() + b"\xff", f"{HEADLINE}\ufffd", "utf-8", ("invalid-bytes",)),
    "two encodings": (
        f"{HEADLINE}\n".encode() + HEADLINE.encode("cp1256"),
        f"{HEADLINE}\n{HEADLINE}",
        "utf-8",
        ("mixed-encodings",),
    ),
    "NUL bytes": (f"\0{WORD}\0\0".encode(), WORD, "utf-8", ("nul-bytes",)),
    "nothing but NUL": (b"\0" * 9, "", "utf-8", ("nul-bytes",)),
    "Windows line ends": (b"a\r\nb\r\n\r\nc", "a\nb\n\nc", "utf-8", ("line-ends",)),
    "old Mac line ends": (b"a\rb", "a\nb", "utf-8", ("line-ends",)),
    "surrogate pair in UTF-8": (b"\xed\xa0\xbd\xed\xb8\x80", "\U0001f600", "utf-8", ("surrogates",)),
    "lone surrogate in UTF-8": (b"a\xed\xa0\xbd", "a\ufffd", "utf-8", ("surrogates",)),
    "lone surrogate in UTF-16": (b"\xff\xfe\x41\x00\x3d\xd8", "A\ufffd", "utf-16-le", ("bom", "surrogates")),
    "two byte order marks": (b"\xef\xbb\xbf\xef\xbb\xbfa", "a", "utf-8", ("bom",)),
    "wrongly marked as UTF-8": (b"\xef\xbb\xbf" + HEADLINE.encode("cp1256"), HEADLINE, "cp1256", ("bom",)),
    "nothing": (b"", "", "utf-8", ()),
    "byte order mark alone": (b"\xff\xfe", "", "utf-16-le", ("bom",)),
}


@pytest.mark.parametrize(("data", "text", "encoding", "repairs"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_repaired_and_named(
    data: bytes, text: str, encoding: str, repairs: tuple[str, ...]
) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.repairs) == (text, encoding, repairs)


BINARY = {
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(50), "a JPEG image"),
    "PDF": (b"%PDF-1.7\n", "a PDF document"),
    "gzip": (gzip.compress(PAGE.encode()), "gzip data"),
    "ZIP": (b"PK\x03\x04" + bytes(30), "a ZIP archive"),
    "gzip without its head": (gzip.compress(random.Random(1).randbytes(900))[10:], "binary data"),
    "NUL after every third byte": (b"ab\0" * 90, "binary data"),
    "broken UTF-32": (b"\xff\xfe\x00\x00\xff\xff\xff\xff", "utf-32-le text but is not"),
}


@pytest.mark.parametrize(("data", "kind"), BINARY.values(), ids=BINARY)
def test_what_is_not_text_is_refused_with_its_kind(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind) as refused:
        decode(data)
    assert "\n" not in str(refused.value)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_give_clean_text_or_one_clear_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except AnalysisError:
        return
    text.encode()
    assert not {"\0", "\r"} & set(text)


ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤأإآ،؛؟«» \n.-19", max_size=40)


@settings(max_examples=300, deadline=None)
@given(ARABIC)
def test_utf8_is_never_taken_for_damage(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.skipif(not SAMPLES.exists(), reason="shared samples stand beside a development checkout only")
def test_real_files_of_both_encodings() -> None:
    pages = {path.name: decode(path.read_bytes()) for path in SAMPLES.glob("chardet*.html")}
    assert {page.encoding for page in pages.values()} == {"cp1256", "iso8859_6"}
    iso, windows = (pages[name].text.split("<body", 1)[1] for name in sorted(pages))
    assert iso == windows


HOSTILE = {
    "lead bytes": b"\xd9" * 500_000,
    "misread lead": "Ø".encode() * 250_000,
    "misread pair and a long gap": "Ø§".encode() + b"a" * 500_000 + "é".encode(),
    "gaps that lead nowhere": ("Ø§" + "a" * 50 + "é").encode() * 9_000,
    "Latin letters": "Ç".encode() * 250_000,
    "declarations": (b"charset=" + b" " * 90) * 5_000 + b"\xd9\xc7",
    "joiners": "\u200c".encode() * 150_000,
    "spaces": b" " * 500_000 + "\u200d".encode(),
    "line ends": b" \r\n" * 150_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bytes_stay_linear(data: bytes) -> None:
    start = time.process_time()
    unescape(clean(decode(data).text))
    assert time.process_time() - start < 3  # measured: under .3 s


def test_entities_of_a_dump_are_resolved() -> None:
    assert unescape("&laquo;خبر&raquo;&nbsp;&#1594;&#x632;&#1577; &amp;quot;") == '«خبر»\xa0غزة "'


@pytest.mark.parametrize("text", ["R&D", "?a=1&copy=2", "&nosuchthing;", "&;", "a && b", ""])
def test_an_ampersand_that_begins_no_entity_stays(text: str) -> None:
    assert unescape(text) == text


SHOWN = {
    "bidi marks": ("\u202b\u200fخبر\u200e\u202c \u2067آخر\u2069", "خبر آخر"),
    "soft hyphen": ("الانتخا\u00adبات", "الانتخابات"),
    "byte order mark inside": ("خبر\ufeff عاجل", "خبر عاجل"),
    "zero width space": ("خبر\u200b عاجل", "خبر عاجل"),
    "control signs": ("خبر\x00\x07 عاجل\x9f", "خبر عاجل"),
    "no-break space": ("تل\u00a0أبيب", "تل أبيب"),
    "runs of spaces": ("  خبر \t\u2003 عاجل ", "خبر عاجل"),
    "line breaks stay": ("سطر \u200f\r\n  سطر\n\n\u2029سطر", "سطر\nسطر\n\n\nسطر"),
    "presentation forms": ("ﺧﺒﺮ ﻻ ﷲ", "خبر لا الله"),
    "mark of a font": ("بغ\ufe7cداد", "بغ\u0651داد"),
    "honorific stays a sign": ("النبي ﷺ", "النبي ﷺ"),
    "joiner inside a word stays": ("خانه\u200cها", "خانه\u200cها"),
    "joiner at an edge goes": ("\u200cخبر\u200c\u200d عاجل\u200d", "خبر عاجل"),
    "emoji family stays": ("👨\u200d👩", "👨\u200d👩"),
    "lone surrogate": ("أ\ud800", "أ\ufffd"),
}
AS_PRINTED = ["مُحَمَّد", "بغـــداد", "کیهان", "إيران، آسيا؟ ٢٠٢٤", "«Café» … 5½", "ا\u0654مر", ""]


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN)
def test_shown_text_is_without_what_cannot_be_seen(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize("text", AS_PRINTED)
def test_shown_text_stays_as_printed(text: str) -> None:
    assert clean(text) == text


def test_every_sign_is_shown_alike_by_str_and_polars() -> None:
    signs = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x11000), *range(0x1F000, 0x1FA00))]
    texts = pl.DataFrame({"text": [f"أ{sign} ب" for sign in signs]})
    assert texts.select(clean_expr(pl.col("text")))["text"].to_list() == [
        clean(text) for text in texts["text"]
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.sampled_from("أب \n\t\u200c\u200d\u200f\u00a0\u2028\ufeffﻻﹼ\x85")
        | st.characters(exclude_categories=["Cs"])
    )
)
def test_cleaning_twice_changes_nothing_and_polars_agrees(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert pl.select(clean_expr(pl.lit(text))).item() == shown


def test_null_stays_null() -> None:
    assert pl.DataFrame({"t": [None, " أ"]}).select(clean_expr(pl.col("t")))["t"].to_list() == [None, "أ"]


def test_the_quick_look_misses_no_sign_that_clean_changes() -> None:
    from analysis.loader.decode import text

    assert [hex(sign) for sign in text._SHOWN_TABLE if not text._MAYBE_DRESSED.search(chr(sign))] == []
