"""Topics as things: what is counted, what is counted apart, and that they never change."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import polars as pl
import pytest

from analysis.arabic.context import Doubt
from analysis.topics import Topic, Topics, climb

BEES = Topic(
    "bees",
    "النحل",
    "Bees",
    terms=("نحل", "العسل"),
    nisba=("نحلي",),
    names=("جبل التوت",),
    runs_on=("نحل",),
    except_=("شهر العسل",),
    surnames=("النحلي",),
)
TOPICS = Topics((BEES, Topic("trees", "الشجر", "Trees", nouns=("شجرة",))))


def terms_in(text: str, *, names: bool | None = False) -> list[tuple[str, str]]:
    found = TOPICS.mentions(pl.LazyFrame({"text": [text]}), names=names).collect()
    return found.select("topic", "term").rows()


def test_mentions_name_the_term_as_written_in_the_dictionary() -> None:
    assert terms_in("بنحلٍ وأشجارٍ وشجرتين وللعسل") == [("bees", "نحل"), ("trees", "شجرة"), ("bees", "العسل")]


def test_exceptions_hide_terms() -> None:
    assert terms_in("قضيا شهر العسل هناك") == []


def test_a_word_may_run_into_a_word_that_runs_on() -> None:
    assert terms_in("نحلكثير وعسلكثير") == [("bees", "نحل")]


def test_names_are_counted_apart() -> None:
    text = "نحل في جبل التوت"
    assert terms_in(text) == [("bees", "نحل")]
    assert terms_in(text, names=True) == [("bees", "جبل التوت")]
    assert terms_in(text, names=None) == [("bees", "نحل"), ("bees", "جبل التوت")]


@pytest.mark.parametrize("text", ["نحل جبل العسل والعسل", "جبل العسل", "عسل وجبل العسل قرب نحل", ""], ids=str)
def test_what_is_counted_apart_is_counted_once(text: str) -> None:
    hill = Topics((Topic("bees", "النحل", "Bees", terms=("العسل", "نحل"), names=("جبل العسل",)),))
    frame = pl.LazyFrame({"text": [text]})
    terms, names, both = (
        hill.mentions(frame, names=one).collect()["term"].to_list() for one in (False, True, None)
    )
    assert sorted(terms + names) == sorted(both)
    assert names == ["جبل العسل"] * text.count("جبل العسل")


SETTLED = {
    "no word that settles it, no company": ("ساق طويلة", False),
    "the company": ("ساق اللاعب", True),
    "behind a word that makes it sure": ("كسر ساق طويلة", True),
    "behind such a word with a particle": ("بكسر ساق", True),
    "behind an ending that makes it sure": ("عظمتين ساق", True),
    "behind such an ending, joined by and": ("عظمتين وساق", True),
    "the ending is no word": ("ين ساق", True),
    "behind a word that rules it out": ("زهرة ساق اللاعب", False),
    "behind such a word with a particle before it": ("وللزهرة ثم لزهرة ساق اللاعب", False),
}


@pytest.mark.parametrize(("text", "counts"), SETTLED.values(), ids=SETTLED)
def test_the_word_before_a_form_in_doubt_settles_it(text: str, counts: bool) -> None:
    doubt = Doubt(("ساق",), only=("اللاعب",), after=("زهرة",), sure=("كسر", "ـين"))
    legs = Topics((Topic("legs", "الساق", "Legs", terms=("ساق",), doubtful=(doubt,)),))
    found = legs.mentions(pl.LazyFrame({"text": [text]})).collect()
    assert found["term"].to_list() == ["ساق"] * counts


def test_a_family_name_is_known_by_the_given_name_before_it() -> None:
    assert terms_in("الكاتب يوسف النحلي") == []
    assert terms_in("قرص الشمع النحلي") == [("bees", "نحلي")]


def test_topics_are_found_by_name() -> None:
    assert TOPICS["trees"].label_en == "Trees"
    assert len(TOPICS) == 2
    assert TOPICS.labels == {"bees": "النحل", "trees": "الشجر"}
    with pytest.raises(KeyError, match="wasps"):
        TOPICS["wasps"]


def test_parents_stand_above_topics_nearest_first() -> None:
    insects = Topic("insects", "الحشرات", "Insects", parent="animals")
    topics = Topics((Topic("bees", "النحل", "Bees", parent="insects"),), above=(insects,))
    assert topics.parents("bees") == ("insects", "animals")
    assert topics.parents("wasps") == ()
    assert topics.labels == {"bees": "النحل", "insects": "الحشرات"}
    assert len(topics) == 1


@pytest.mark.parametrize(
    ("parent", "line"),
    [({}, ()), ({"a": "b", "b": "c"}, ("b", "c")), ({"a": "a"}, ("a",)), ({"a": "b", "b": "b"}, ("b", "b"))],
    ids=str,
)
def test_a_climb_ends(parent: dict[str, str], line: tuple[str, ...]) -> None:
    assert climb("a", parent) == line


def test_topics_are_frozen_and_travel_between_processes() -> None:
    with pytest.raises(FrozenInstanceError):
        BEES.topic = "wasps"
    assert pickle.loads(pickle.dumps(TOPICS)) == TOPICS
