"""Dictionaries: what the packaged one holds, what one's own may change, and every fault it may have."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl
import pytest

from analysis.dictionary import DEFAULT_TOPICS, PACKAGED, read_topics
from analysis.errors import DictionaryError
from analysis.topics import GIVEN_NAMES, Topics

TABLE = '[{}]\nlabel_ar = "ت"\nlabel_en = "t"\n'


@pytest.fixture(scope="module")
def packaged() -> Topics:
    return read_topics(on=["all"])


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def topics_in(topics: Topics, text: str) -> set[str]:
    return set(topics.mentions(pl.LazyFrame({"text": [text]})).collect()["topic"])


def test_default_topics_come_first() -> None:
    assert tuple(one.topic for one in read_topics()) == DEFAULT_TOPICS
    assert tuple(tomllib.loads(PACKAGED.read_text(encoding="utf-8")))[:4] == DEFAULT_TOPICS


def test_packaged_dictionary_holds_thirty_further_topics_proved_by_examples(packaged: Topics) -> None:
    assert len(packaged) >= len(DEFAULT_TOPICS) + 30
    assert [one.topic for one in packaged if not one.matches or not one.rejects] == []
    assert len({one.label_ar for one in packaged}) == len({one.label_en for one in packaged}) == len(packaged)


def test_given_names_are_listed_once() -> None:
    lists = tomllib.loads(GIVEN_NAMES.read_text(encoding="utf-8"))
    names = lists["names"] + lists["also_words"]
    assert len(set(names)) == len(names)


NAMED = {
    "a country and a people": ("وفد فرنسي إلى اليابان", {"france", "japan"}),
    "both of two overlapping topics": ("فرضت عقوبات على النفط الإيراني", {"sanctions", "oil", "iran"}),
    "a phrase and the term in it": ("مقاتلات روسية قرب حلف الأطلسي", {"russia", "nato"}),
    "right hand, not Yemen": ("أصيب في ساقه اليمنى", set()),
    "birthplace, not Oman": ("دفن في مسقط رأسه", set()),
    "radius, not Qatar": ("حفرة نصف قطرها متر", set()),
    "DNA, not the nuclear file": ("عينة من الحمض النووي", set()),
    "a first name, not Turkey": ("صرح العقيد تركي للصحفيين", set()),
    "South Sudan, not Sudan": ("عاصمة جنوب السودان", set()),
    "cruciate ligament, not Morocco": ("تمزق في الرباط الصليبي", set()),
    "a family name, not Egypt": ("أخرج الفيلم حسام المصري", set()),
    "a family name of Ruse, Ross or Rossi": ("تألق روسي أمام الباحثة روس", set()),
    "Russians by the plural before them": ("حديث عن غواصين روس", {"russia"}),
    "Russians by the number before them": ("مقتل خمسة روس", {"russia"}),
    "Russians by Russia nearby": ("عند روس المهجر حنين إلى موسكو", {"russia"}),
    "a bay, with nothing Russian near it": ("جليد خليج روس يذوب", set()),
    "a question": ("أإيران أقرب؟", {"iran"}),
    "an alef typed twice": ("نتائج االانتخابات", {"elections"}),
    "help for Gaza, and breaking, which ends like a secret": ("أبحروا لغزة لكسر الحصار", {"gaza"}),
    "enthusiasm, not Hamas": ("غنوا بحماس شديد", set()),
    "Latin America, not the United States": ("دول أمريكا اللاتينية", set()),
    "the National Security Council": ("اجتمع مجلس الأمن القومي", set()),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED)
def test_further_topics(packaged: Topics, text: str, expected: set[str]) -> None:
    assert topics_in(packaged, text) == expected


def test_a_file_of_ones_own_adds_to_the_default_topics(tmp_path: Path) -> None:
    path = write(tmp_path, TABLE.format("bees") + 'nouns = ["نحلة"]\nmatches = ["خلايا النحلة"]')
    assert [one.topic for one in read_topics(path)] == [*DEFAULT_TOPICS, "bees"]


def test_a_file_of_ones_own_overrides_topic_by_topic(tmp_path: Path) -> None:
    topics = read_topics(write(tmp_path, TABLE.format("iran") + 'terms = ["شيراز"]'))
    assert topics_in(topics, "من شيراز إلى موسكو") == {"iran", "russia"}
    assert topics_in(topics, "طهران") == set()


def test_on_switches_packaged_topics_on(tmp_path: Path) -> None:
    path = write(tmp_path, 'on = ["oil", "bees"]\n' + TABLE.format("bees") + 'terms = ["نحل"]')
    assert [one.topic for one in read_topics(path)] == ["oil", "bees"]
    assert [one.topic for one in read_topics(path, on=["gaza"])] == ["gaza"]
    twice = write(tmp_path, 'on = ["gaza", "iran", "gaza"]')
    assert [one.topic for one in read_topics(twice)] == ["gaza", "iran"]
    assert len(read_topics(write(tmp_path, 'on = ["all"]'))) > 30


def test_every_topic_of_the_file_is_proved_though_it_is_not_looked_up(tmp_path: Path) -> None:
    path = write(tmp_path, 'on = ["oil"]\n' + TABLE.format("bees") + 'terms = ["نحل"]\nmatches = ["نمل"]')
    with pytest.raises(DictionaryError, match=r"^mine.toml, topic 'bees': matches 'نمل' holds no mention"):
        read_topics(path)


LINE = (
    TABLE.format("bees")
    + 'parent = "insects"\nterms = ["نحل"]\n'
    + TABLE.format("insects")
    + 'parent = "animals"\n'
    + TABLE.format("animals")
    + 'terms = ["حيوان"]\n'
)


def test_parents_are_known_though_they_are_not_looked_up(tmp_path: Path) -> None:
    topics = read_topics(write(tmp_path, LINE), on=["bees", "gaza"])
    assert [one.topic for one in topics] == ["bees", "gaza"]
    assert topics.parents("bees") == ("insects", "animals")
    assert topics.parents("gaza") == ()
    assert topics.labels["animals"] == "ت"
    assert topics_in(topics, "نحل وحيوان") == {"bees"}


def test_a_parent_that_is_looked_up_stands_among_the_topics_only(tmp_path: Path) -> None:
    topics = read_topics(write(tmp_path, LINE), on=["animals", "bees"])
    assert [one.topic for one in topics] == ["animals", "bees"]
    assert [one.topic for one in topics.above] == ["insects"]


def test_a_packaged_topic_may_be_a_parent(tmp_path: Path) -> None:
    path = write(tmp_path, TABLE.format("bees") + 'parent = "oil"\nterms = ["نحل"]')
    assert read_topics(path).parents("bees") == ("oil",)


def test_topics_can_be_named_in_arabic(tmp_path: Path) -> None:
    topics = read_topics(write(tmp_path, TABLE.format('"نحل"') + 'terms = ["النحل"]'), on=["نحل"])
    assert topics_in(topics, "شمع للنحل") == {"نحل"}


FAULTS = {
    "an unknown key": (
        'terms = ["نحل"]\nterm = []',
        "unknown key 'term'. Allowed are doubtful, except, label_ar",
    ),
    "two terms with one key": (
        'terms = ["غزّة", "غزه"]',
        "term 'غزه' folds to the same key as 'غزّة'. Remove one.",
    ),
    "a term among the exceptions": ('terms = ["نحل"]\nexcept = ["نحل"]', "folds to the same key"),
    "no terms": ("matches = []", "has no terms. Give at least one of terms, nouns, nisba, names."),
    "a term without Arabic": (
        'terms = ["NATO"]',
        "topic 'bees', terms: term 'NATO' holds no Arabic word. Remove it.",
    ),
    "a list that is a text": ('terms = "نحل"', "terms: expected a list of texts, got 'نحل'."),
    "a term that is a number": ("terms = [3]", "terms: expected a text, got 3."),
    "a nisba without yeh": (
        'nisba = ["نحل"]',
        "nisba 'نحل' does not end in ي. Write it under nouns or terms.",
    ),
    "a parent that is no topic": (
        'terms = ["نحل"]\nparent = "insect"',
        "parent 'insect' is no topic. Add a table for it.",
    ),
    "a parent that is no name": ('terms = ["نحل"]\nparent = 3', "parent: expected a text, got 3."),
    "a parent of itself": (
        'terms = ["نحل"]\nparent = "bees"',
        "its parents run in a circle (bees > bees). Cut it.",
    ),
    "a circle of parents": (
        'terms = ["نحل"]\nparent = "ants"\n' + TABLE.format("ants") + 'terms = ["نمل"]\nparent = "bees"',
        "its parents run in a circle (bees > ants > bees). Cut it.",
    ),
    "a noun of two words": (
        'nouns = ["ملكة النحل"]',
        "'ملكة النحل' is more than one word. Only terms and names may be.",
    ),
    "matches without a mention": (
        'terms = ["نحل"]\nmatches = ["نمل"]',
        "matches 'نمل' holds no mention. Add its term.",
    ),
    "rejects with a mention": (
        'terms = ["نحل"]\nrejects = ["عسل نحل"]',
        "rejects 'عسل نحل', but term 'نحل' is found in it. Add an exception.",
    ),
    "a doubt about no form": (
        'terms = ["نحل"]\ndoubtful = [{ forms = ["نمل"], unless = ["قرية"] }]',
        "form 'نمل' is in doubt, but no term has it. Remove it.",
    ),
    "a doubt without forms": ('terms = ["نحل"]\ndoubtful = [{ unless = ["قرية"] }]', "forms is missing."),
    "a doubt that is no table": (
        'terms = ["نحل"]\ndoubtful = ["نحل"]',
        "expected a table with forms, got 'نحل'.",
    ),
    "a doubt with an unknown key": (
        'terms = ["نحل"]\ndoubtful = [{ form = [] }]',
        "doubtful: unknown key 'form'.",
    ),
    "a distance that is none": (
        'terms = ["نحل"]\ndoubtful = [{ forms = ["نحل"], within = 0 }]',
        "within is a number of letters, got 0.",
    ),
}


@pytest.mark.parametrize(("body", "message"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_one_line_with_file_and_topic(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(DictionaryError) as raised:
        read_topics(write(tmp_path, TABLE.format("bees") + body))
    assert message in str(raised.value)
    assert str(raised.value).startswith("mine.toml, topic 'bees'")
    assert "\n" not in str(raised.value)


FILES = {
    "no TOML": ('[bees\nterms = ["نحل"]', "mine.toml: is not TOML: "),
    "an unknown topic switched on": ('on = ["wasps"]', "mine.toml: there is no topic 'wasps' to look up."),
    "on that is no list": ("on = 3", "mine.toml, on: expected a list of texts, got 3."),
    "a topic that is no table": ("bees = 3", "mine.toml, topic 'bees': expected a table, got 3."),
    "a name with blanks": ('["wild bees"]', "a topic's name holds no blanks. Write underscores."),
    "no label": ('[bees]\nterms = ["نحل"]', "topic 'bees', label_ar: expected a text, got None."),
}


@pytest.mark.parametrize(("text", "message"), FILES.values(), ids=FILES)
def test_faults_of_a_whole_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DictionaryError) as raised:
        read_topics(write(tmp_path, text))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(DictionaryError, match=r"nowhere\.toml: cannot be read \(No such file"):
        read_topics("nowhere.toml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(TABLE.format("bees").encode("utf-16"))
    with pytest.raises(DictionaryError, match=r"mine\.toml: is not TOML: "):
        read_topics(path)
