"""Topics: what the words of a dictionary are, proved when they are read.

A topics file is TOML, one table for each topic::

    [russia]
    label_ar = "روسيا"
    label_en = "Russia"
    terms = ["روسيا", "موسكو"]      # names and phrases: every particle before them, nothing after
    nouns = []                       # common nouns: also article, dual, possessives
    nisba = ["روسي"]                 # adjectives: also gender, number, article
    names = ["بوتين"]                # people and places that stand for the topic; counted only when asked for
    except = ["روسيا البيضاء"]       # phrases that hide a term inside them
    surnames = ["روسي"]              # forms that are a family name right after a given name
    doubtful = [{ forms = ["بروسيا"], unless = ["ملك"], within = 80 }]
    matches = ["زار روسيا"]          # must hold a mention
    rejects = ["زار روسيا البيضاء"]  # must hold none

A file of one's own stands over the packaged one, topic by topic. Its key ``on = ["russia", "ukraine"]`` says which
topics are looked up; without it they are the packaged default topics and every topic of the file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.arabic.context import WITHIN, Doubt, company_forms, in_company
from analysis.arabic.forms import name_forms, nisba_forms, noun_forms, phrase_forms
from analysis.arabic.patterns import Form, Patterns, compile_patterns
from analysis.arabic.words import ARTICLE, words
from analysis.errors import DictionaryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PACKAGED = Path(__file__).parent / "dictionaries" / "topics.toml"
GIVEN_NAMES = PACKAGED.with_name("given_names.toml")
DEFAULT_TOPICS = ("russia", "iran", "gaza", "elections")
_FORMS = {"terms": name_forms, "nouns": noun_forms, "nisba": nisba_forms, "names": name_forms}


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a dictionary; the lists are as written in the file.

    Attributes:
        topic: its name in every table.
        label_ar: what figures call it.
        label_en: the same in English.
        terms: names and phrases, matched under every particle.
        nouns: common nouns, matched also with article, dual and possessives.
        nisba: adjectives in the masculine singular, matched in every gender and number.
        names: people and places that stand for the topic.
        except_: phrases that hide a term inside them.
        surnames: printed forms that are a family name right after a given name (given_names.toml).
        doubtful: forms that need the right company.
        matches: texts that hold a mention.
        rejects: texts that hold none.
    """

    topic: str
    label_ar: str
    label_en: str
    terms: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()

    def forms(self, use: Iterable[str]) -> Iterator[Form]:
        """Yield every printed form of the lists in ``use`` and of the exceptions."""
        for kind in use:
            for term in getattr(self, kind):
                yield from (Form(self.topic, form, term) for form in _FORMS[kind](term))
        for phrase in self.except_:
            yield from (Form(self.topic, form, phrase, counts=False) for form in phrase_forms(phrase))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every doubt about its forms: those of the file, and family names behind a given name."""
        plain, everyday = _given_names()
        definite = tuple(one for one in self.surnames if words(one)[0].startswith(ARTICLE))
        other = tuple(one for one in self.surnames if one not in definite)
        family = [Doubt(forms, after=after) for forms, after in ((definite, plain + everyday), (other, plain)) if forms]
        return (*self.doubtful, *family)


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that are looked up, in the order of the dictionary.

    >>> read_topics()["gaza"].label_en
    'Gaza'
    """

    listed: tuple[Topic, ...]

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)

    def __getitem__(self, topic: str) -> Topic:
        for one in self.listed:
            if one.topic == topic:
                return one
        raise KeyError(topic)

    @property
    def labels(self) -> dict[str, str]:
        """What figures call each topic."""
        return {one.topic: one.label_ar for one in self.listed}

    def mentions(self, texts: pl.LazyFrame, *, names: bool | None = False) -> pl.LazyFrame:
        """One row is a mention of a topic in a text.

        Args:
            texts: column ``text`` and any columns that identify it.
            names: False for the terms, True for the people and places that stand for a topic, None for both.

        Returns:
            The other columns of ``texts`` with ``topic``, ``form``, ``term`` and ``at``, in the order of the texts.
        """
        found = _patterns(self, names).mentions(texts)
        doubts = {one.topic: one.doubts for one in self.listed}
        return in_company(found, doubts).rename({"owner": "topic"})


@cache
def _given_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = _load(GIVEN_NAMES)
    return tuple(lists["names"]), tuple(lists["also_words"])


@cache
def _patterns(topics: Topics, names: bool | None) -> Patterns:
    terms, stand_ins = ("terms", "nouns", "nisba"), ("names",)
    use = {False: terms, True: stand_ins, None: terms + stand_ins}[names]
    forms = [form for one in topics.listed for form in one.forms(use)]
    company = company_forms(doubt for one in topics.listed for doubt in one.doubts)
    return compile_patterns([*forms, *company])


def read_topics(path: str | Path | None = None, *, on: Iterable[str] | None = None) -> Topics:
    """Return the topics of a dictionary, proved.

    Args:
        path: a TOML file; None for the packaged dictionary.
        on: the topics to look up, ``("all",)`` for every one; None for what the file says, which is the default
            topics for the packaged dictionary.

    Returns:
        The topics that are looked up.

    Raises:
        DictionaryError: the file says something that cannot hold; the line names file, topic and term.

    >>> [one.topic for one in read_topics()]
    ['russia', 'iran', 'gaza', 'elections']
    """
    tables = {name: (PACKAGED.name, table) for name, table in _load(PACKAGED).items()}
    names, file = list(DEFAULT_TOPICS), PACKAGED.name
    if path is not None:
        own, file = _load(Path(path)), Path(path).name
        names = own.pop("on", None) or list(dict.fromkeys([*names, *own]))
        tables |= {name: (file, table) for name, table in own.items()}
    names = list(on) if on is not None else names
    if names == ["all"]:
        names = list(tables)
    if unknown := [name for name in names if name not in tables]:
        raise DictionaryError(f"{file}, 'on': there is no topic {unknown[0]!r}. Write a table [{unknown[0]}].")
    topics = Topics(tuple(_topic(name, *tables[name]) for name in names))
    _prove(topics, {name: tables[name][0] for name in names})
    return topics


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DictionaryError(f"{path}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DictionaryError(f"{path.name}: is not TOML: {error}") from None


def _topic(name: str, file: str, table: Any) -> Topic:
    where = f"{file}, topic {name!r}"
    if not isinstance(table, dict):
        raise DictionaryError(f"{where}: expected a table [{name}], got {table!r}.")
    if not name.strip() or len(name.split()) > 1:
        raise DictionaryError(f"{where}: a topic's name holds no blanks. Write {'_'.join(name.split())!r}.")
    given = {{"except": "except_"}.get(key, key): value for key, value in table.items()}
    _check_keys(where, table, {one.name.rstrip("_") for one in fields(Topic)} - {"topic"})
    labels = {key: _text(f"{where}, {key}", given.pop(key, None)) for key in ("label_ar", "label_en")}
    doubtful = tuple(_doubt(f"{where}, doubtful", one) for one in given.pop("doubtful", ()))
    lists = {key: _texts(f"{where}, {key.rstrip('_')}", value) for key, value in given.items()}
    topic = Topic(topic=name, **labels, doubtful=doubtful, **lists)
    _check_terms(where, topic)
    return topic


def _doubt(where: str, table: Any) -> Doubt:
    if not isinstance(table, dict):
        raise DictionaryError(f"{where}: expected a table with forms, got {table!r}.")
    _check_keys(where, table, {one.name for one in fields(Doubt)})
    within = table.get("within", WITHIN)
    if not isinstance(within, int) or within < 1:
        raise DictionaryError(f"{where}: within is a number of letters, got {within!r}.")
    lists = {key: _texts(f"{where}, {key}", value) for key, value in table.items() if key != "within"}
    if not lists.get("forms"):
        raise DictionaryError(f"{where}: forms is missing. Name the printed forms that are in doubt.")
    return Doubt(**lists, within=within)


def _check_keys(where: str, table: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(table) - allowed):
        raise DictionaryError(f"{where}: unknown key {unknown[0]!r}. Allowed are {', '.join(sorted(allowed))}.")


def _text(where: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DictionaryError(f"{where}: expected a text, got {value!r}.")
    return value


def _texts(where: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise DictionaryError(f"{where}: expected a list of texts, got {value!r}.")
    return tuple(_text(where, one) for one in value)


def _check_terms(where: str, topic: Topic) -> None:
    if not any(getattr(topic, kind) for kind in _FORMS):
        raise DictionaryError(f"{where}: has no terms. Give at least one of {', '.join(_FORMS)}.")
    seen: dict[tuple[str, ...], str] = {}
    for kind in (*_FORMS, "except_"):
        for term in getattr(topic, kind):
            key = words(term)
            if not key:
                raise DictionaryError(f"{where}: term {term!r} holds no Arabic word. Remove it.")
            if key in seen:
                raise DictionaryError(f"{where}: term {term!r} folds to the same key as {seen[key]!r}. Remove one.")
            seen[key] = term
    for kind, fault in (("nisba", "does not end in ي"), ("nouns", "is more than one word")):
        for term in getattr(topic, kind):
            if len(words(term)) > 1 if kind == "nouns" else not words(term)[-1].endswith("ي"):
                raise DictionaryError(f"{where}: {kind} {term!r} {fault}. Write it under terms.")


def _prove(topics: Topics, files: Mapping[str, str]) -> None:
    """Raise when an example of ``matches`` holds no mention or one of ``rejects`` holds one."""
    examples = [
        (one.topic, text, wanted)
        for one in topics
        for wanted, texts in ((True, one.matches), (False, one.rejects))
        for text in texts
    ]
    frame = pl.LazyFrame(examples, schema={"about": pl.String, "text": pl.String, "wanted": pl.Boolean}, orient="row")
    frame = frame.with_row_index("example")
    found = topics.mentions(frame).filter(pl.col("topic") == pl.col("about")).collect()
    held = dict(zip(found["example"], found["term"], strict=True))
    for number, (topic, text, wanted) in enumerate(examples):
        if wanted and number not in held:
            raise DictionaryError(f"{files[topic]}, topic {topic!r}: matches {text!r} holds no mention. Add its term.")
        if not wanted and number in held:
            reason = f"term {held[number]!r} is found in it. Add an exception"
            raise DictionaryError(f"{files[topic]}, topic {topic!r}: rejects {text!r}, but {reason}.")
