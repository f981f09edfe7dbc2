"""Fold: one key for one word, however a newsroom prints it, and the same from str and polars."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.arabic.fold import EVERYDAY, FOLD_VERSION, collisions, fold, fold_expr
from analysis.arabic.letters import DROPPED, FOLD_TABLE, ORDINARY, SPACES

PRIVATE_OR_HAN = ((0x3400, 0xA000), (0xAC00, 0xF900), (0x20000, 0xE0000), (0xE0200, 0x110000))
SKIPPED = {
    code for first, last in PRIVATE_OR_HAN for code in range(first + 99, last - 99)
}  # long runs of one kind
ALL_SIGNS = [chr(code) for code in range(0x110000) if code not in SKIPPED and not 0xD800 <= code < 0xE000]
NEWS = (
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤأإآٱىةکیگڤہھە\u0640\u064b\u0651\u0654\u0655\u0653\u0670\u200c\u200f\ufe7d"
)
NEWS += "ﻻﷲﷺﻏ ABz٣۴،؟…  \t\n\x1f\x00é\u0301\u0308ΣİК🙂\ufe0f´ﬁ"
news_text = st.text(st.sampled_from(NEWS) | st.characters(exclude_categories=["Cs"]), max_size=25)

SAME_KEY = {
    "vowel marks": ("ذَهَبَ", "ذهب"),
    "shadda and tanwin": ("حقًّا", "حقا"),
    "superscript alef": ("ذٰلك", "ذلك"),
    "recitation marks": ("قال\u06d6", "قال"),
    "hamza above alef": ("أنقرة", "انقرة"),
    "hamza below alef": ("إربد", "اربد"),
    "madda": ("آب", "اب"),
    "wasla": ("ٱلبيت", "البيت"),
    "alef maksura": ("ليلى", "ليلي"),
    "teh marbuta": ("جدة", "جده"),
    "Farsi yeh and keheh": ("کویت", "كويت"),
    "swash kaf": ("ڪويت", "كويت"),
    "heh goal": ("جدہ", "جده"),
    "teh marbuta goal": ("جدۃ", "جده"),
    "Kurdish ae": ("جدە", "جده"),
    "heh doachashmee": ("ھاتف", "هاتف"),
    "heh with yeh above": ("نامۀ", "نامه"),
    "tatweel": ("بـغـــداد", "بغداد"),
    "presentation forms": ("ﺑﻐﺪﺍﺩ", "بغداد"),
    "lam-alef ligature": ("ﻷمن", "الأمن".replace("ا", "", 1)),
    "Allah ligature": ("عبد ﷲ", "عبد الله"),
    "isolated mark of a font": ("بغ\ufe7cداد", "بغداد"),
    "zero width joiner": ("بغ\u200dداد", "بغداد"),
    "zero width non-joiner": ("خانه\u200cها", "خانهها"),
    "bidi marks": ("\u200fبغداد\u202c\u2069", "بغداد"),
    "Arabic letter mark": ("\u061cبغداد", "بغداد"),
    "soft hyphen": ("بغ\u00adداد", "بغداد"),
    "byte order mark": ("\ufeffبغداد", "بغداد"),
    "loose hamza above alef": ("ا\u0654نقرة", "انقرة"),
    "loose hamza below alef": ("ا\u0655ربد", "اربد"),
    "loose madda": ("ا\u0653ب", "اب"),
    "loose hamza on waw": ("سو\u0654ال", "سؤال"),
    "loose hamza on yeh": ("بي\u0654ر", "بئر"),
    "loose hamza on Farsi yeh": ("بی\u0654ر", "بئر"),
    "loose hamza behind a vowel mark": ("سو\u064e\u0654ال", "سؤال"),
    "hamza on tatweel": ("مل\u0640\u064e\u0654ك", "ملئك"),
    "Arabic digits": ("٩١", "91"),
    "Persian digits": ("۹۱", "91"),
    "Arabic comma": ("نعم، لا", "نعم, لا"),
    "question mark": ("متى؟", "متي?"),
    "capitals": ("Ankara", "ANKARA"),
    "full width Latin": ("Ａnkara", "ankara"),
    "decomposed Latin": ("Cafe\u0301", "CAFÉ"),
    "no-break space": ("تل\u00a0أبيب", "تل أبيب"),
    "line break": ("تل\r\n أبيب ", "تل أبيب"),
    "file separators": ("تل\x1c\x1fأبيب", "تل أبيب"),
    "emoji selector": ("⚽\ufe0f", "⚽"),
}
APART = {
    "hamza on waw is not waw": ("رؤى", "روى"),
    "hamza on yeh is not yeh": ("بئر", "بير"),
    "final hamza stays": ("جزء", "جز"),
    "repeated letters stay": ("هههه", "هه"),
    "gaf is not kaf": ("گاز", "كاز"),
    "different letters": ("تين", "طين"),
}
KEPT = [
    "نوڤا",
    "گل",
    "پاریس".replace("ی", "ي"),
    "日本",
    "हिन्दी",
    "שלום",
    "ї",
    "´",
    "naïve",
    "🙂",
    "«»",
    "\x00",
    "",
]


@pytest.mark.parametrize(("printed", "other"), SAME_KEY.values(), ids=SAME_KEY)
def test_one_word_has_one_key(printed: str, other: str) -> None:
    assert fold(printed) == fold(other)


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", KEPT)
def test_unknown_signs_stay(text: str) -> None:
    assert fold(text) == text


def test_lone_surrogate_becomes_the_replacement_sign() -> None:
    assert fold("بغ\ud800داد") == "بغ\ufffdداد"


def test_every_sign_has_one_key_in_str_and_polars_also_between_letters() -> None:
    words = pl.DataFrame({"word": ALL_SIGNS + [f"و{sign}\u0651ا{sign}" for sign in ALL_SIGNS]})
    keys = words.select(fold_expr(pl.col("word")))["word"].to_list()
    assert keys == [fold(word) for word in words["word"]]


def test_every_sign_folds_to_a_fixed_point_in_nfc() -> None:
    keys = [fold(sign) for sign in ALL_SIGNS]
    assert [fold(key) for key in keys] == keys
    assert all(unicodedata.is_normalized("NFC", key) for key in keys)


@settings(max_examples=300, deadline=None)
@given(st.lists(news_text, max_size=8))
def test_str_and_polars_agree(texts: list[str]) -> None:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    assert frame.select(fold_expr(pl.col("text")))["text"].to_list() == [fold(text) for text in texts]


@settings(max_examples=300, deadline=None)
@given(news_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert unicodedata.is_normalized("NFC", key)
    assert not set(key) & set(DROPPED)


@settings(max_examples=300, deadline=None)
@given(news_text, news_text)
def test_a_word_folds_alike_in_every_text(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip(" ")


@settings(max_examples=300, deadline=None)
@given(news_text)
def test_canonically_equal_texts_have_one_key(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_null_stays_null() -> None:
    frame = pl.DataFrame({"text": ["ﻏ", None, "غ"]})
    assert frame.select(fold_expr(pl.col("text")))["text"].to_list() == ["غ", None, "غ"]


def test_streaming_engine_gives_the_same_keys() -> None:
    frame = pl.LazyFrame({"text": ["ﻏﺰﺓ", "غزّة", None] * 50})
    assert frame.select(fold_expr(pl.col("text"))).collect(engine="streaming")["text"].n_unique() == 2


def test_fast_table_stays_small_and_is_fold_itself() -> None:
    assert len(EVERYDAY) <= 100  # a larger automaton is measurably slower
    assert all(fold(f"و{sign}و") == f"و{key}و" for sign, key in EVERYDAY.items())
    assert all(first <= last for first, last in ORDINARY)
    assert list(ORDINARY) == sorted(ORDINARY)
    ideographs = "".join(map(chr, range(0x4E00, 0x9FFF + 1)))
    assert fold(ideographs) == ideographs


def test_every_space_is_named() -> None:
    assert {sign for sign in ALL_SIGNS if sign.isspace()} == set(SPACES)


def test_table_folds_to_signs_it_does_not_fold_again() -> None:
    assert not {key for key in FOLD_TABLE.values() if key != FOLD_TABLE.get(key, key)}


def test_version_is_a_positive_number() -> None:
    assert FOLD_VERSION >= 1


def test_long_hostile_text_stays_linear() -> None:
    text = "\u0640\u0654ا\u0301 " * 100_000
    assert fold(text).count("ئ") == 100_000


def test_collisions_names_the_printed_words_of_a_shared_key() -> None:
    words = pl.LazyFrame({"word": ["كتابه", "كتابة", "كتابة", "كتب", "عَلِيّ", "على", "على", "على", None]})
    found = collisions(words).collect()
    assert found.columns == ["key", "words", "n"]
    assert found.rows() == [("علي", ["على", "عَلِيّ"], 4), ("كتابه", ["كتابة", "كتابه"], 3)]


def test_collisions_of_distinct_keys_are_none() -> None:
    assert collisions(pl.LazyFrame({"word": ["نهر", "بحر"]})).collect().is_empty()
