"""What a topic is: its words, in every form they are printed in, found in texts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from analysis.arabic import context
from analysis.arabic.context import Doubt, in_company
from analysis.arabic.forms import (
    behind_forms,
    company_forms,
    name_forms,
    nisba_forms,
    noun_forms,
    open_forms,
    phrase_forms,
)
from analysis.arabic.patterns import Form, Patterns, compile_patterns
from analysis.arabic.words import ARTICLE, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

FORMS = {
    "terms": name_forms,
    "nouns": noun_forms,
    "nisba": nisba_forms,
    "names": name_forms,
    "runs_on": open_forms,
}
"""The lists of a topic that hold what is looked for, and how each word of a list is inflected."""

_MAKING = Lock()
"""Held while patterns are made: threads that look texts up would each make them, and remember only one."""

GIVEN_NAMES = Path(__file__).parent / "dictionaries" / "given_names.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a dictionary; the lists are as written in the file.

    Attributes:
        topic: its name in every table.
        label_ar: what figures call it.
        label_en: the same in English.
        parent: the topic above it, see `analysis.aggregate.lookup.roll_up`; empty for none.
        terms: names and phrases, matched under every particle.
        nouns: common nouns, matched also with article, dual and possessives.
        nisba: adjectives in the masculine singular, matched in every gender and number.
        names: people and places that stand for the topic.
        runs_on: words of the topic that are known even when another word runs into them.
        except_: phrases that hide a term inside them.
        surnames: printed forms that are a family name right after a given name (given_names.toml).
        doubtful: forms that need the right company.
        matches: texts that hold a mention.
        rejects: texts that hold none.
    """

    topic: str
    label_ar: str
    label_en: str
    parent: str = ""
    terms: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()

    def forms(self, kinds: Iterable[str]) -> Iterator[Form]:
        """Yield every printed form of the lists named in ``kinds``, and what hides such a form inside it.

        Exceptions hide, and so do phrases of the other lists: what is counted apart is counted once.
        """
        asked = tuple(kinds)
        for kind in asked:
            for term in getattr(self, kind):
                yield from (Form(self.topic, form, term) for form in FORMS[kind](term))
        apart = (term for kind in FORMS if kind not in asked for term in getattr(self, kind))
        for phrase in (*self.except_, *(term for term in apart if len(words(term)) > 1)):
            yield from (Form(self.topic, form, phrase, counts=False) for form in phrase_forms(phrase))
        yield from (form for doubt in self.doubtful for form in self._settled(doubt))

    def _settled(self, doubt: Doubt) -> Iterator[Form]:
        """Yield the forms in doubt together with the word before them that settles it."""
        for form in doubt.forms:
            for word in doubt.after:
                yield from (Form(self.topic, f, form, counts=False) for f in company_forms(f"{word} {form}"))
            for word in doubt.sure:
                yield from (Form(self.topic, f, form) for f in behind_forms(word, form))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every doubt about its forms: those of the file, and family names behind a given name.

        What the file lists under ``after`` and ``sure`` is not among them. Those are words of every text
        (قال), and a pattern for each pair is cheaper than a row for each such word; given names are rarer.
        """
        near = tuple(replace(one, after=()) for one in self.doubtful if one.unless or one.only)
        plain, everyday = _given_names()
        definite = tuple(one for one in self.surnames if words(one)[0].startswith(ARTICLE))
        other = tuple(one for one in self.surnames if one not in definite)
        family = [
            Doubt(forms, after=after)
            for forms, after in ((definite, plain + everyday), (other, plain))
            if forms
        ]
        return (*near, *family)


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that are looked up, in the order of the dictionary.

    Attributes:
        listed: the topics.
        above: parents of theirs, and parents of parents, that are not looked up themselves.

    >>> Topics((Topic("gaza", "غزة", "Gaza", terms=("غزة",)),))["gaza"].label_en
    'Gaza'
    """

    listed: tuple[Topic, ...]
    above: tuple[Topic, ...] = ()

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
        """What figures call each topic and each topic above it."""
        return {one.topic: one.label_ar for one in (*self.listed, *self.above)}

    def parents(self, topic: str) -> tuple[str, ...]:
        """Return the topics above a topic, the nearest first.

        >>> Topics((Topic("gaza", "غزة", "Gaza", parent="palestine"),)).parents("gaza")
        ('palestine',)
        """
        parent = {one.topic: one.parent for one in (*self.listed, *self.above)}
        return climb(topic, parent)

    def mentions(self, texts: pl.LazyFrame, *, names: bool | None = False) -> pl.LazyFrame:
        """One row is a mention of a topic in a text.

        Args:
            texts: column ``text`` and any columns that identify it.
            names: False for the terms, True for the people and places that stand for a topic, None for both.

        Returns:
            The other columns of ``texts`` with ``topic``, ``form``, ``term`` and ``at``, as in
            `Patterns.mentions`, in the order of the texts.
        """
        doubts = {one.topic: one.doubts for one in self.listed}
        with _MAKING:
            patterns = _patterns(self, names)
        return in_company(patterns.mentions(texts), doubts).rename({"owner": "topic"})


def climb(topic: str, parent: Mapping[str, str]) -> tuple[str, ...]:
    """Return the topics above a topic, the nearest first; a circle ends where it closes.

    >>> climb("bees", {"bees": "insects", "insects": "animals"}), climb("a", {"a": "b", "b": "a"})
    (('insects', 'animals'), ('b', 'a'))
    """
    line = [topic]
    while above := parent.get(line[-1], ""):
        line.append(above)
        if above in line[:-1]:
            break
    return tuple(line[1:])


@cache
def _given_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = tomllib.loads(GIVEN_NAMES.read_text(encoding="utf-8"))
    return tuple(lists["names"]), tuple(lists["also_words"])


@lru_cache(maxsize=8)
def _patterns(topics: Topics, names: bool | None) -> Patterns:
    kinds = [kind for kind in FORMS if names is None or names == (kind == "names")]
    forms = [form for one in topics.listed for form in one.forms(kinds)]
    company = context.company_forms(doubt for one in topics.listed for doubt in one.doubts)
    return compile_patterns([*forms, *company])
