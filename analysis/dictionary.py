"""Topics: what the words of a dictionary are, proved when they are read.

A topics file is TOML, one table for each topic::

    [russia]
    label_ar = "روسيا"
    label_en = "Russia"
    parent = "eurasia"               # the topic above it, see `analysis.aggregate.lookup.roll_up`
    terms = ["روسيا", "موسكو"]      # names and phrases: every particle before them, nothing after
    nouns = []                       # common nouns: also article, dual, possessives
    nisba = ["روسي"]                 # adjectives: also gender, number, article
    names = ["بوتين"]                # people and places that stand for the topic; counted only when asked for
    runs_on = ["روسيا"]              # words known even when another word runs into them
    except = ["روسيا البيضاء"]       # phrases that hide a term inside them
    surnames = ["روسي"]              # forms that are a family name right after a given name
    doubtful = [{ forms = ["بروسيا"], unless = ["ملك"] }]  # forms that need the right company, see `Doubt`
    matches = ["زار روسيا"]          # must hold a mention
    rejects = ["زار روسيا البيضاء"]  # must hold none

A file of one's own stands over the packaged one, topic by topic. Its key ``on = ["russia", "ukraine"]`` says
which topics are looked up; without it they are the packaged default topics and every topic of the file. Every
topic of the file is proved, looked up or not. A topic that is only a parent needs no terms.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.arabic.context import WITHIN, Doubt
from analysis.arabic.words import GAP, words
from analysis.errors import DictionaryError
from analysis.topics import FORMS, Topic, Topics, climb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

PACKAGED = Path(__file__).parent / "dictionaries" / "topics.toml"
_UNIQUE = ("terms", "nouns", "nisba", "names")
DEFAULT_TOPICS = ("russia", "iran", "gaza", "elections")
LONGEST = 200
"""Letters of a term: every form of one becomes an expression, and one of 200,000 letters took all memory."""


@dataclass(frozen=True, slots=True)
class Unproved:
    """A dictionary that is read, and of which nobody knows yet whether it holds.

    Attributes:
        topics: those that are looked up, and those above them.
        every: all that are proved: a topic of the file is, looked up or not.
        files: the file of each topic.
    """

    topics: Topics
    every: Topics
    files: Mapping[str, str]

    def proved(self) -> Topics:
        """Return the topics that are looked up.

        Raises:
            DictionaryError: an example of ``matches`` holds no mention or one of ``rejects`` holds one.
        """
        _prove(self.every, self.files)
        return self.topics


def read_topics(path: str | Path | None = None, *, on: Iterable[str] | None = None) -> Topics:
    """Return the topics of a dictionary, proved.

    Args:
        path: a TOML file; None for the packaged dictionary.
        on: the topics to look up, ``("all",)`` for every one; None for what the file says (the packaged
            dictionary: the default topics).

    Returns:
        The topics that are looked up.

    Raises:
        DictionaryError: the file says something that cannot hold; the line names file, topic and term.

    >>> [one.topic for one in read_topics()]
    ['russia', 'iran', 'gaza', 'elections']
    """
    return load_topics(path, on=on).proved()


def load_topics(path: str | Path | None = None, *, on: Iterable[str] | None = None) -> Unproved:
    """Return the topics of a dictionary, looked through, but for the examples that prove them.

    Args:
        path, on: as for `read_topics`.

    Raises:
        DictionaryError: as `read_topics`, but for the examples.
    """
    tables, file = _load(PACKAGED), PACKAGED.name
    names, own = list(DEFAULT_TOPICS), {}
    if path is not None:
        own, file = _load(Path(path)), Path(path).name
        chosen = own.pop("on", None)
        names = list(dict.fromkeys([*names, *own])) if chosen is None else [*_texts(f"{file}, on", chosen)]
    tables |= own
    names = list(dict.fromkeys(names if on is None else on))
    names = list(tables) if names == ["all"] else names
    if unknown := [name for name in names if name not in tables]:
        raise DictionaryError(f"{file}: there is no topic {unknown[0]!r} to look up. Add a table for it.")
    files = {name: file if name in own else PACKAGED.name for name in tables}
    parent = {name: _parent(f"{files[name]}, topic {name!r}", tables, name) for name in tables}
    _check_lines(parent, files)
    above = list(dict.fromkeys(one for name in names for one in climb(name, parent) if one not in names))
    read = {name: _topic(name, files[name], tables[name]) for name in dict.fromkeys([*names, *above, *own])}
    _check_given(read.values(), set(parent.values()), files)
    topics = Topics(tuple(read[name] for name in names), tuple(read[name] for name in above))
    return Unproved(topics, Topics(tuple(read.values())), files)


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DictionaryError(f"{path}: cannot be read ({error.strerror}).") from None
    except (
        ValueError,
        RecursionError,
    ) as error:  # TOML, UTF-8, numbers of thousands of digits, lists without end
        raise DictionaryError(f"{path.name}: is not TOML: {error}") from None


def _parent(where: str, tables: Mapping[str, Any], name: str) -> str:
    if not isinstance(tables[name], dict) or "parent" not in tables[name]:
        return ""
    parent = _text(f"{where}, parent", tables[name]["parent"])
    if parent not in tables:
        raise DictionaryError(f"{where}: parent {parent!r} is no topic. Add a table for it.")
    return parent


def _check_lines(parent: Mapping[str, str], files: Mapping[str, str]) -> None:
    for name in parent:
        line = (name, *climb(name, parent))
        if len(set(line)) < len(line):
            way = " > ".join(line)
            raise DictionaryError(
                f"{files[name]}, topic {name!r}: its parents run in a circle ({way}). Cut it."
            )


def _topic(name: str, file: str, table: Any) -> Topic:
    where = f"{file}, topic {name!r}"
    if not isinstance(table, dict):
        raise DictionaryError(f"{where}: expected a table, got {table!r}.")
    if name.split() != [name]:
        raise DictionaryError(f"{where}: a topic's name holds no blanks. Write underscores.")
    _check_keys(where, table, {one.name.rstrip("_") for one in fields(Topic)} - {"topic"})
    read: dict[str, Any] = {}
    for key in ("label_ar", "label_en"):
        read[key] = _text(f"{where}, {key}", table.get(key))
    read["parent"] = table.get("parent", "")
    for key in (*FORMS, "except", "surnames"):
        read["except_" if key == "except" else key] = _terms(f"{where}, {key}", table.get(key, []))
    for key in ("matches", "rejects"):
        read[key] = _texts(f"{where}, {key}", table.get(key, []))
    listed = table.get("doubtful", [])
    for one in listed if isinstance(listed, list) else [listed]:
        read["doubtful"] = (*read.get("doubtful", ()), _doubt(f"{where}, doubtful", one))
    topic = Topic(topic=name, **read)
    _check_terms(where, topic)
    return topic


def _doubt(where: str, table: Any) -> Doubt:
    if not isinstance(table, dict):
        raise DictionaryError(f"{where}: expected a table with forms, got {table!r}.")
    _check_keys(where, table, {one.name for one in fields(Doubt)})
    within = table.get("within", WITHIN)
    if not isinstance(within, int) or within < 1:
        raise DictionaryError(f"{where}: within is a number of letters, got {within!r}.")
    lists = {key: _terms(f"{where}, {key}", value) for key, value in table.items() if key != "within"}
    if not lists.get("forms"):
        raise DictionaryError(f"{where}: forms is missing. Name the printed forms that are in doubt.")
    return Doubt(**lists, within=within)


def _check_keys(where: str, table: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(table) - allowed):
        raise DictionaryError(
            f"{where}: unknown key {unknown[0]!r}. Allowed are {', '.join(sorted(allowed))}."
        )


def _text(where: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DictionaryError(f"{where}: expected a text, got {value!r}.")
    return value


def _texts(where: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise DictionaryError(f"{where}: expected a list of texts, got {value!r}.")
    return tuple(_text(where, one) for one in value)


def _terms(where: str, value: Any) -> tuple[str, ...]:
    terms = _texts(where, value)
    if wordless := [term for term in terms if not words(term)]:
        raise DictionaryError(f"{where}: term {wordless[0]!r} holds no Arabic word. Remove it.")
    if long := [term for term in terms if len(term) > LONGEST]:
        raise DictionaryError(
            f"{where}: term {long[0][:20]!r}... has {len(long[0])} letters, allowed are {LONGEST}. Cut it."
        )
    return terms


def _check_given(topics: Iterable[Topic], parents: Set[str], files: Mapping[str, str]) -> None:
    for one in topics:
        if one.topic not in parents and not any(getattr(one, kind) for kind in _UNIQUE):
            where = f"{files[one.topic]}, topic {one.topic!r}"
            raise DictionaryError(f"{where}: has no terms. Give at least one of {', '.join(_UNIQUE)}.")


def _check_terms(where: str, topic: Topic) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for term in (term for kind in (*_UNIQUE, "except_") for term in getattr(topic, kind)):
        if (key := words(term)) in seen:
            raise DictionaryError(
                f"{where}: term {term!r} folds to the same key as {seen[key]!r}. Remove one."
            )
        seen[key] = term
    for term in (*topic.nouns, *topic.nisba, *topic.runs_on):
        if len(words(term)) > 1:
            raise DictionaryError(f"{where}: {term!r} is more than one word. Only terms and names may be.")
    for term in topic.nisba:
        if not words(term)[0].endswith("ي"):
            raise DictionaryError(
                f"{where}: nisba {term!r} does not end in ي. Write it under nouns or terms."
            )
    forms = {form.text.strip() for form in topic.forms(FORMS)}
    for term in (term for doubt in (*topic.doubtful, *topic.doubts) for term in doubt.forms):
        if GAP.join(words(term)) not in forms:
            raise DictionaryError(f"{where}: form {term!r} is in doubt, but no term has it. Remove it.")


def _prove(topics: Topics, files: Mapping[str, str]) -> None:
    """Raise when an example of ``matches`` holds no mention or one of ``rejects`` holds one."""
    examples = [
        (one.topic, text, wanted)
        for one in topics
        for wanted, texts in ((True, one.matches), (False, one.rejects))
        for text in texts
    ]
    frame = pl.LazyFrame(
        examples, schema={"about": pl.String, "text": pl.String, "wanted": pl.Boolean}, orient="row"
    )
    frame = frame.with_row_index("example")
    found = topics.mentions(frame).filter(pl.col("topic") == pl.col("about")).collect()
    held = dict(zip(found["example"], found["term"], strict=True))
    for number, (topic, text, wanted) in enumerate(examples):
        if wanted and number not in held:
            raise DictionaryError(
                f"{files[topic]}, topic {topic!r}: matches {text!r} holds no mention. Add its term."
            )
        if not wanted and number in held:
            reason = f"term {held[number]!r} is found in it. Add an exception"
            raise DictionaryError(f"{files[topic]}, topic {topic!r}: rejects {text!r}, but {reason}.")
