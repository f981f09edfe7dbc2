"""Dictionaries of VOSviewer and quanteda: what is kept, what is said to be lost, and hostile files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.dictionary import read_topics
from analysis.dictionary_formats import (
    Converted,
    from_quanteda,
    from_vosviewer,
    to_quanteda,
    to_vosviewer,
)
from analysis.errors import DictionaryError
from analysis.topics import Topic, Topics

BEES = Topic(
    "bees",
    "النحل",
    "Bees",
    terms=("نحل", "خلية النحل", "النحل"),
    nisba=("نحلي",),
    names=("جبل التوت",),
    except_=("شهر العسل",),
)
TREES = Topic("trees", "الشجر", "Trees", nouns=("شجرة",), terms=("الغابة",))
TOPICS = Topics((BEES, TREES))


def read(done: Converted, folder: Path) -> dict[str, tuple[str, ...]]:
    path = folder / "topics.toml"
    path.write_text(done.text, encoding="utf-8")
    names = [line[2:-2] for line in done.text.splitlines() if line.startswith("[")]
    return {one.topic: one.terms for one in read_topics(path, on=names)}


def test_a_thesaurus_has_a_row_for_each_term() -> None:
    lines = to_vosviewer(TOPICS).text.splitlines()
    assert lines[0] == "label\treplace by"
    assert [line.split("\t")[0] for line in lines[1:]] == ["نحل", "خلية النحل", "نحلي", "الغابة", "شجرة"]
    assert {line.split("\t")[1] for line in lines[1:]} == {"النحل", "الشجر"}


def test_a_quanteda_dictionary_has_a_key_for_each_topic() -> None:
    assert yaml.safe_load(to_quanteda(TOPICS).text) == {
        "bees": ["نحل", "خلية النحل", "النحل", "نحلي"],
        "trees": ["الغابة", "شجرة"],
    }


@pytest.mark.parametrize("write", [to_vosviewer, to_quanteda])
def test_what_another_tool_has_no_place_for_is_said(write: Callable[[Topics], Converted]) -> None:
    assert write(TOPICS).notes == (
        "topic 'bees': nisba kept only as written.",
        "topic 'bees': names kept not at all.",
        "topic 'bees': except kept not at all.",
        "topic 'trees': nouns kept only as written.",
    )


def test_a_label_of_two_topics_stands_for_the_first() -> None:
    both = Topics((BEES, Topic("hives", "المناحل", "Hives", terms=("خلية النحل",))))
    done = to_vosviewer(both)
    assert done.text.count("خلية النحل\t") == 1
    assert done.notes[0] == "topic 'hives': term 'خلية النحل' already stands for 'النحل'."


def test_there_and_back(tmp_path: Path) -> None:
    assert read(from_quanteda(to_quanteda(TOPICS).text), tmp_path) == {
        "bees": ("نحل", "خلية النحل", "النحل", "نحلي"),
        "trees": ("الغابة", "شجرة"),
    }
    assert read(from_vosviewer(to_vosviewer(TOPICS).text), tmp_path) == {
        "النحل": ("النحل", "نحل", "خلية النحل", "نحلي"),
        "الشجر": ("الشجر", "الغابة", "شجرة"),
    }


def test_every_packaged_topic_goes_there_and_back(tmp_path: Path) -> None:
    packaged = read_topics(on=["all"])
    there = to_quanteda(packaged)
    assert list(read(from_quanteda(there.text), tmp_path)) == [one.topic for one in packaged]


THESAURI = {
    "columns in any order": ("replace by\tlabel\nالنحل\tنحلة\n", {"النحل": ("النحل", "نحلة")}),
    "quotation marks, blanks, a byte order mark": (
        '\ufeffLabel\tReplace by\r\n" نحلة  صغيرة "\t"عالم النحل"\r\n',
        {"عالم_النحل": ("عالم النحل", "نحلة صغيرة")},
    ),
    "two spellings of one key": ("label\treplace by\nنحله\tنحلة\n", {"نحلة": ("نحلة",)}),
    "empty lines": ("label\treplace by\n\nنحلة\tالنحل\n\n", {"النحل": ("النحل", "نحلة")}),
}


@pytest.mark.parametrize(("text", "topics"), THESAURI.values(), ids=THESAURI)
def test_reading_a_thesaurus(text: str, topics: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    done = from_vosviewer(text)
    assert read(done, tmp_path) == topics
    assert done.notes == ()


def test_a_label_that_is_replaced_by_nothing_is_said() -> None:
    done = from_vosviewer("label\treplace by\nنحلة\tالنحل\nطنين\t\n")
    assert done.notes == ("line 3: label 'طنين' is replaced by nothing; no topic leaves it out.",)


DICTIONARIES = {
    "a list": ("bees: [نحل, خلية]", {"bees": ("نحل", "خلية")}),
    "one pattern": ("bees: نحل", {"bees": ("نحل",)}),
    "words that YAML takes for something else": (
        "no: [نحل]\n2024: [شجر]",
        {"2024": ("شجر",), "no": ("نحل",)},
    ),
    "a blank in a key": ("honey bees: [نحل]", {"honey_bees": ("نحل",)}),
    "a key twice": ("bees: [نحل]\nbees: [خلية]", {"bees": ("نحل", "خلية")}),
    "an empty key": ("bees: [نحل]\ntrees:\n", {"bees": ("نحل",)}),
    "the key of the file that is no topic": ("on: [نحل]", {"on_": ("نحل",)}),
    "nested keys": (
        "life:\n  bees: [نحل]\n  trees:\n    tall: [أرز]\n",
        {"life": (), "bees": ("نحل",), "trees": (), "tall": ("أرز",)},
    ),
}


@pytest.mark.parametrize(("text", "topics"), DICTIONARIES.values(), ids=DICTIONARIES)
def test_reading_a_quanteda_dictionary(text: str, topics: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    done = from_quanteda(text)
    assert read(done, tmp_path) == topics
    assert done.notes == ()


def test_a_key_above_is_the_parent(tmp_path: Path) -> None:
    done = from_quanteda("bees: {honey: [عسل]}\nants: {honey: [ندوة]}\n")
    (tmp_path / "topics.toml").write_text(done.text, encoding="utf-8")
    topics = read_topics(tmp_path / "topics.toml", on=["bees", "honey", "ants", "ants_honey"])
    assert {one.topic: one.parent for one in topics} == {
        "bees": "",
        "honey": "bees",
        "ants": "",
        "ants_honey": "ants",
    }


GLOBS = {
    "at the end": ("نحل*", "pattern 'نحل*' is kept as 'نحل': particles before it, nothing behind."),
    "inside": ("ن*ل", "pattern 'ن*ل' has a glob inside and is left out."),
    "a single letter": ("نح?", "pattern 'نح?' has a glob inside and is left out."),
    "nothing else": ("*", "pattern '*' holds no Arabic word and is left out."),
    "no Arabic": ("bee", "pattern 'bee' holds no Arabic word and is left out."),
}


@pytest.mark.parametrize(("pattern", "note"), GLOBS.values(), ids=GLOBS)
def test_what_a_topics_file_cannot_say_is_noted(pattern: str, note: str) -> None:
    assert from_quanteda(f'bees: [خلية, "{pattern}"]').notes == (f"'bees': {note}",)


def test_a_topic_without_a_term_is_noted() -> None:
    done = from_quanteda("bees: [bee]\ntrees: [شجر]")
    assert done.notes[-1] == "'bees': no term is left; it is not a topic."
    assert from_quanteda("a: {b: [bee]}\ntrees: [شجر]").text == from_quanteda("trees: [شجر]").text
    assert "bees" not in done.text


BOMB = "a: &a [نحل]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
)

FAULTS = {
    "no YAML": (from_quanteda, "bees: [نحل", "words: is not YAML:"),
    "an object to construct": (
        from_quanteda,
        "a: !!python/object/apply:os.system [ls]",
        "words: holds no topic",
    ),
    "aliases": (from_quanteda, BOMB, "words: holds an alias (*name). Write its terms out."),
    "too deep": (from_quanteda, "[" * 20000, "words: keys are nested deeper than 20."),
    "a list on top": (from_quanteda, "- نحل", "words: expected keys with lists of patterns."),
    "an empty file": (from_quanteda, "", "words: expected keys with lists of patterns."),
    "a list as key": (from_quanteda, "? [a, b]\n: [نحل]", "words, line 1: expected a name as key."),
    "no Arabic at all": (from_quanteda, "bees: [bee]", "words: holds no topic with an Arabic term."),
    "no header": (from_vosviewer, "نحلة\tالنحل\n", "words, line 1: has no column 'label'."),
    "another separator": (from_vosviewer, "label,replace by\n", "words, line 1: has no column 'label'."),
    "nothing in it": (from_vosviewer, "", "words, line 1: has no column 'label'."),
    "no row": (from_vosviewer, "label\treplace by\n", "words: holds no topic with an Arabic term."),
}


@pytest.mark.parametrize(("convert", "text", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_are_one_clear_line(convert: Callable[..., Converted], text: str, message: str) -> None:
    with pytest.raises(DictionaryError) as error:
        convert(text, file="words")
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=6))
def test_any_label_gives_a_file_that_is_read(labels: list[str]) -> None:
    import tomllib

    rows = "".join(f"{' '.join(label.split())}\tالنحل {number}\n" for number, label in enumerate(labels))
    tables = tomllib.loads(from_vosviewer(f"label\treplace by\n{rows}نحلة\tالنحل\n").text)
    assert all(len(table["terms"]) >= 1 for table in tables.values())
    written = to_quanteda(Topics(tuple(Topic("t", "ت", "T", terms=(label,)) for label in labels[:1])))
    assert yaml.safe_load(written.text) in (None, {"t": [" ".join(label.split()) for label in labels[:1]]})
