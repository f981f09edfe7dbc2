"""Which printed forms a dictionary word has, and which it must not have."""

from __future__ import annotations

import pytest

from analysis.arabic.forms import (
    attached,
    behind_forms,
    company_forms,
    name_forms,
    nisba_forms,
    noun_forms,
    open_forms,
    phrase_forms,
)

HAS = {
    "conjunction and preposition": (name_forms, "إيران", "ولايران فبايران كايران"),
    "lam takes the article's alef": (name_forms, "الكرملين", "للكرملين وللكرملين بالكرملين كالكرملين"),
    "a glued preposition": (name_forms, "طهران", "فيطهران منطهران"),
    "a phrase without its blanks": (name_forms, "الحرس الثوري", "الحرسالثوري للحرسالثوري"),
    "nisba, feminine and plurals": (nisba_forms, "روسي", "روسية الروسيون للروسيين روسيات"),
    "nisba, dual": (nisba_forms, "روسي", "روسيان الروسيتان روسيتين"),
    "nisba, accusative and construct": (nisba_forms, "روسي", "روسيا روسيو روسيي"),
    "nisba, plural misspelt": (nisba_forms, "أوروبي", "الأوروبين"),
    "noun with possessives": (noun_forms, "انتخاب", "انتخابها لانتخابهم انتخاباتنا"),
    "noun with article": (noun_forms, "ناخب", "الناخبين للناخبين بالناخبات"),
    "noun in the construct": (noun_forms, "ناخب", "ناخبو ناخبي ناخبيها"),
    "noun in teh marbuta": (noun_forms, "هدنة", "هدنتها للهدنة هدنات هدنتين"),
    "a glued function word before a definite noun": (noun_forms, "انتخابات", "فيالانتخابات خلالالانتخابات"),
    "company, under the usual particles": (company_forms, "الخبير", "والخبير للخبير وللخبير فالخبير"),
    "a name behind the particle that asks": (name_forms, "إيران", "أإيران"),
}
HAS_NOT = {
    "no particle that asks before another letter": (name_forms, "عراق", "أعراق"),
    "company, under no rare particle": (company_forms, "خبير", "كخبير فبخبير"),
    "no article before a name": (name_forms, "مصر", "المصر"),
    "no suffix behind a name": (name_forms, "قطر", "قطره قطرات"),
    "no indefinite plural in one yeh": (nisba_forms, "مصري", "مصرين"),
    "no two prepositions": (name_forms, "روس", "بكروس لكروس"),
    "no glued preposition before a short name": (name_forms, "روس", "فيروس"),
    "no joined short phrase": (name_forms, "جو بري", "جوبري"),
}


def closed(words: str) -> list[str]:
    return [f" {word} ".replace("ة", "ه").replace("أ", "ا").replace("إ", "ا") for word in words.split()]


@pytest.mark.parametrize(("make", "word", "printed"), HAS.values(), ids=HAS)
def test_forms_that_a_word_has(make, word: str, printed: str) -> None:
    assert set(closed(printed)) <= set(make(word))


@pytest.mark.parametrize(("make", "word", "printed"), HAS_NOT.values(), ids=HAS_NOT)
def test_forms_that_a_word_has_not(make, word: str, printed: str) -> None:
    assert not set(closed(printed)) & set(make(word))


def test_a_long_definite_word_is_known_when_another_runs_into_it() -> None:
    forms = nisba_forms("إيراني")
    assert "الايراني " in forms
    assert " الايراني" in forms


def test_a_short_definite_word_must_end_where_it_ends() -> None:
    assert not [form for form in nisba_forms("سوري") if form.endswith("السوري")]
    assert not [form for form in nisba_forms("بري") if form.startswith("البري ")]


def test_a_form_behind_a_word_or_behind_an_ending() -> None:
    assert set(behind_forms("ـين", "عرب")) == {f"ين  {form} " for form in ("عرب", "وعرب", "فعرب")}
    assert " بجنود  عرب " in behind_forms("جنود", "عرب")


@pytest.mark.parametrize(
    "make", [company_forms, attached, phrase_forms, name_forms, noun_forms, nisba_forms, open_forms]
)
def test_forms_come_in_a_fixed_order_and_once(make) -> None:
    forms = make("عربي")
    assert len(set(forms)) == len(forms)
    assert forms == make("عربي")
