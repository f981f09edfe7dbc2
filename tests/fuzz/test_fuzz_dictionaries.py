"""Any topics file is a dictionary that finds its own examples, or one clear line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fuzz_texts import FAST, TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dictionary import LONGEST, read_topics
from analysis.errors import DictionaryError

FEW = settings(FAST, max_examples=40)
TERMS = st.one_of(
    st.sampled_from(["غزة", "غزّة", "روسيا", "روسي", "جبل التوت", "ا", "x", "(?:", "[", "\\", "\0", "\u202e"]),
    st.text("غزةروسيا -.*+(", min_size=1, max_size=9),
)
VALUES = st.recursive(
    st.one_of(TERMS, st.integers(-1, 10**19), st.booleans(), st.floats(), st.just("نص")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["forms", "unless", "within"]), inner)
    ),
    max_leaves=5,
)
LISTS = st.lists(TERMS, max_size=4)
KEYS = ("terms", "nouns", "nisba", "names", "runs_on", "except", "surnames", "matches", "rejects")
TABLE = st.fixed_dictionaries(
    {"label_ar": TERMS, "label_en": TERMS, "terms": LISTS},
    optional={**dict.fromkeys(KEYS[1:], LISTS), "parent": st.sampled_from("abc"), "doubtful": VALUES},
)
NAMES = st.sampled_from(["a", "b", "c", "russia", "on", "a b", "", "غزة", "../x"])
FILES = st.dictionaries(NAMES, st.one_of(TABLE, TABLE, VALUES), max_size=3)


def quoted(text: str) -> str:
    r"""Return a text as TOML takes it, signs that need it as ``\u....``."""
    signs = (sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in text)
    return f'"{"".join(signs)}"'


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def refusal(text: str) -> str:
    """Read a topics file twice; return what is said against it, in one line, or nothing."""
    with TemporaryDirectory() as place:
        file = Path(place, "topics.toml")
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            topics = [one.topic for one in read_topics(file)]
        except DictionaryError as error:
            return str(error)
        return "" if topics == [one.topic for one in read_topics(file)] else "other topics"


def is_read_or_refused(text: str) -> bool:
    said = refusal(text)
    return not said or ("topics.toml" in said and len(said.splitlines()) == 1)


@FEW
@given(FILES)
def test_any_tables_are_a_dictionary_or_one_line(tables: dict[str, object]) -> None:
    assert is_read_or_refused("".join(f"{quoted(name)} = {toml(table)}\n" for name, table in tables.items()))


@FEW
@given(TEXTS)
def test_any_text_is_a_dictionary_or_one_line(text: str) -> None:
    assert is_read_or_refused(text)


GOOD = '[x]\nlabel_ar = "غزة"\nlabel_en = "x"\nterms = ["غزة"]\n'
FOUND = [
    "x = " + "[" * 5_000,  # RecursionError
    "x = " + '{"a" = ' * 3_000,
    f"{GOOD}within = {'9' * 5_000}",  # Python reads no number of 5,000 digits: ValueError
    GOOD.replace('["غزة"]', f'["{"غزة " * LONGEST}"]'),  # all memory, at 50,000 words
    GOOD + "\ud800",
]
"""What broke the reader once, or might."""


@pytest.mark.parametrize("text", FOUND, ids=range(len(FOUND)))
def test_what_broke_once_is_one_line(text: str) -> None:
    assert not refusal(GOOD)
    assert refusal(text)
    assert is_read_or_refused(text)
