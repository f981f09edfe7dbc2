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
    matches = ["زار روسيا"]          # must hold a mention
    rejects = ["زار روسيا البيضاء"]  # must hold none
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.arabic.fold import fold
from analysis.arabic.patterns import Form, Patterns, compile_patterns
from analysis.arabic.words import attached, noun_forms, nisba_forms, phrase_forms, words
from analysis.errors import DictionaryError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGED = Path(__file__).parent / "dictionaries" / "topics.toml"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A form that is a mention only in the right company.

    Attributes:
        forms: printed forms, conjunctions added.
        unless: words or phrases near which the form is no mention.
        only: words or phrases of which one must be near; empty for no such demand.
        within: letters and blanks on either side that count as near.
    """

    forms: tuple[str, ...]
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    within: int = 80


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
    doubtful: tuple[Doubt, ...] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()

    def forms(self, *, names: bool = False) -> Iterator[Form]:
        """Yield every printed form of the terms (or of the names) and of the exceptions."""
        for term in self.names if names else self.terms:
            yield from (Form(self.topic, form, term) for form in phrase_forms(term))
        if not names:
            for noun in self.nouns:
                yield from (Form(self.topic, form, noun) for form in noun_forms(noun))
            for nisba in self.nisba:
                yield from (Form(self.topic, form, nisba) for form in nisba_forms(nisba))
        for phrase in self.except_:
            yield from (Form(self.topic, form, phrase, counts=False) for form in phrase_forms(phrase))
