"""Homographs settled by their company: بروسيا is Prussia near a king and in Russia elsewhere.

The words of the company are found in the same pass as the terms; they are owners too, and their names hold a
blank, which no topic's name does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from analysis.arabic import forms as inflection
from analysis.arabic.patterns import Form
from analysis.arabic.words import CONJUNCTIONS, GAP, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WITHIN = 80
"""Letters and blanks that count as near when a doubt does not say: about twelve words on either side."""

_BYTES = 2
"""Of a letter, and of the gap between two words, in a spaced text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Forms that are a mention only in the right company.

    Attributes:
        forms: printed forms; و and ف are added.
        unless: words or phrases near which the form is no mention.
        only: words or phrases of which one must be near; empty for no such demand.
        after: words or phrases right behind which the form is no mention.
        sure: words, or endings of words (ـين), right behind which the form is a mention whatever stands near.
        within: letters and blanks from the start of one to the start of the other that count as near.
    """

    forms: tuple[str, ...]
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    within: int = WITHIN

    def keys(self) -> list[str]:
        """Return the forms as mentions report them.

        >>> Doubt(forms=("غزّي",)).keys()
        ['غزي', 'وغزي', 'فغزي']
        """
        return [
            GAP.join((head + first, *rest))
            for first, *rest in map(words, self.forms)
            for head in CONJUNCTIONS
        ]

    def wrong(self, companies: Mapping[tuple[str, ...], str]) -> pl.Expr:
        """Return whether a mention in doubt stands in the wrong company."""
        verdict = pl.lit(value=False)
        if self.unless:
            verdict = verdict | _near(companies[self.unless], self.within)
        if self.only:
            verdict = verdict | ~_near(companies[self.only], self.within)
        return verdict | _behind(companies[self.after]) if self.after else verdict


def companies(doubts: Iterable[Doubt]) -> dict[tuple[str, ...], str]:
    """Return an owner's name for each list of words that some doubt asks for; equal lists share it."""
    asked = [phrases for doubt in doubts for phrases in (doubt.unless, doubt.only, doubt.after) if phrases]
    return {phrases: f"company {number}" for number, phrases in enumerate(dict.fromkeys(asked))}


def company_forms(doubts: Iterable[Doubt]) -> Iterator[Form]:
    """Yield the forms of all company, to be looked for with the terms."""
    for phrases, name in companies(doubts).items():
        for phrase in phrases:
            yield from (Form(name, form, phrase) for form in inflection.company_forms(phrase))


def in_company(mentions: pl.LazyFrame, doubts: Mapping[str, tuple[Doubt, ...]]) -> pl.LazyFrame:
    """Return the mentions that keep the company they need, without the company itself.

    Args:
        mentions: as `Patterns.mentions` gives them, of owners and of the company of their doubts.
        doubts: doubts by owner.

    Returns:
        The mentions of owners, in the order of the texts.
    """
    names = companies(doubt for listed in doubts.values() for doubt in listed)
    wrong = [
        (pl.col("owner") == owner) & pl.col("form").is_in(doubt.keys()) & doubt.wrong(names)
        for owner, listed in doubts.items()
        for doubt in listed
    ]
    is_company = pl.col("owner").str.contains(" ", literal=True)
    return mentions.sort("at").filter(~pl.any_horizontal(is_company, *wrong))


def _near(company: str, within: int) -> pl.Expr:
    at = pl.col("at")
    there = pl.when(pl.col("owner") == company).then(at)
    before, after = at - there.forward_fill(), there.backward_fill() - at
    reach = within * _BYTES
    return (before <= reach).fill_null(value=False) | (after <= reach).fill_null(value=False)


def _behind(company: str) -> pl.Expr:
    end = pl.col("at") + pl.col("form").str.len_bytes() + len(GAP)
    last = pl.when(pl.col("owner") == company).then(end).forward_fill()
    return (last == pl.col("at")).fill_null(value=False)
