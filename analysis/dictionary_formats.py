"""Dictionaries of other tools, to and from the text of a topics file.

VOSviewer's thesaurus has a row for a spelling and what to count it as; quanteda's YAML dictionary has lists of
patterns under nested keys. Neither knows particles, exceptions or company, and a topics file knows no globs: what
cannot be kept is said in `Converted.notes`, never dropped in silence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from analysis.arabic.words import words
from analysis.errors import DictionaryError
from analysis.topics import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from analysis.topics import Topic, Topics

_COLUMNS = ("label", "replace by")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Converted:
    """A dictionary in another format.

    Attributes:
        text: the whole file.
        notes: what could not be kept, one line each.
    """

    text: str
    notes: tuple[str, ...]


def to_vosviewer(topics: Topics) -> Converted:
    """Return topics as a VOSviewer thesaurus: every term of a topic is replaced by its Arabic label.

    Source: VOSviewer manual, "Thesaurus files".

    >>> from analysis.dictionary import read_topics
    >>> to_vosviewer(read_topics()).text.splitlines()[0].split("\\t")
    ['label', 'replace by']
    """
    rows: dict[str, str] = {}
    notes = []
    for one, term in ((one, term) for one in topics for term in _terms(one)):
        label = _plain(one.label_ar)
        if rows.setdefault(term, label) != label:
            notes.append(f"topic {one.topic!r}: term {term!r} already stands for {rows[term]!r}.")
    lines = ["\t".join(_COLUMNS), *("\t".join(row) for row in rows.items() if row[0] != row[1])]
    return Converted("\n".join(lines) + "\n", (*notes, *_lost(topics)))


def to_quanteda(topics: Topics) -> Converted:
    """Return topics as a quanteda dictionary: a key for a topic, its terms as they are written.

    Source: quanteda reference, ``dictionary(file =, format = "YAML")``.

    >>> from analysis.dictionary import read_topics
    >>> to_quanteda(read_topics()).text.splitlines()[0]
    '"russia":'
    """
    lines = [
        line
        for one in topics
        for line in (f"{_quoted(one.topic)}:", *(f"  - {_quoted(term)}" for term in _terms(one)))
    ]
    return Converted("\n".join(lines) + "\n", _lost(topics))


def from_vosviewer(text: str, *, file: str = "thesaurus") -> Converted:
    """Return the text of a topics file for a VOSviewer thesaurus: a topic for everything that replaces a label.

    Args:
        text: rows of tab-separated columns, ``label`` and ``replace by`` among them.
        file: how messages call it.

    Raises:
        DictionaryError: a column is missing, or no topic is left.

    >>> print(from_vosviewer("label\\treplace by\\nغزه\\tغزة\\nالقطاع\\tغزة").text.splitlines()[-1] != "")
    True
    """
    header, *rows = text.removeprefix(_MARK).splitlines() or [""]
    columns = [_plain(name).strip('"').lower() for name in header.split("\t")]
    if missing := [name for name in _COLUMNS if name not in columns]:
        raise DictionaryError(
            f"{file}, line 1: has no column {missing[0]!r}. Name the columns label and replace by, with a tab between."
        )
    places = [columns.index(name) for name in _COLUMNS]
    read: dict[str, list[str]] = {}
    notes = []
    for number, row in enumerate(rows, start=2):
        cells = [_plain(cell).strip('"') for cell in row.split("\t")] + [""] * len(columns)
        label, replacement = (cells[place] for place in places)
        if label and replacement:
            read.setdefault(replacement, [replacement]).append(label)
        elif label:
            notes.append(f"line {number}: label {label!r} is replaced by nothing; no topic leaves it out.")
    return _topics_file(file, read, notes)


def from_quanteda(text: str, *, file: str = "dictionary") -> Converted:
    """Return the text of a topics file for a quanteda YAML dictionary.

    A nested key becomes a topic of its own, named by all keys above it, and its terms are also terms of the
    keys above: counting a key means counting what stands below it, as in quanteda.

    Args:
        text: YAML; only mappings, lists and scalars are read, nothing is constructed.
        file: how messages call it.

    Raises:
        DictionaryError: it is no YAML, holds an alias or something else than keys and patterns, or no topic is left.

    >>> done = from_quanteda("levant: {lebanon: [لبنان], syria: [سوريا]}")
    >>> [line for line in done.text.splitlines() if line.startswith("[")]
    ['["levant"]', '["levant_lebanon"]', '["levant_syria"]']
    """
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise DictionaryError(f"{file}: holds an alias (*name). Write its terms out.")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        read: dict[str, list[str]] = {}
        for path, pattern in _leaves(root, (), file):
            for depth in range(1, len(path) + 1):
                read.setdefault("_".join(path[:depth]), []).append(pattern)
    except yaml.YAMLError as error:
        raise DictionaryError(f"{file}: is not YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise DictionaryError(f"{file}: keys are nested too deep. Flatten them.") from None
    return _topics_file(file, dict(sorted(read.items())), [])


def _leaves(node: yaml.Node | None, path: tuple[str, ...], file: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every pattern with the keys above it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = "_".join(_name_parts(key, file))
            yield from _leaves(value, (*path, name), file)
    elif isinstance(node, yaml.SequenceNode) and path:
        for item in node.value:
            yield from _leaves(item, path, file)
    elif isinstance(node, yaml.ScalarNode) and path:
        if node.tag != "tag:yaml.org,2002:null":
            yield path, _plain(node.value)
    else:
        raise DictionaryError(f"{file}: expected keys with lists of patterns under them. Write key: [pattern].")


def _name_parts(node: yaml.Node, file: str) -> list[str]:
    """Return the blank-separated parts of a key."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise DictionaryError(f"{file}, line {node.start_mark.line + 1}: expected a name as key. Write one word.")
    return node.value.split()


def _topics_file(file: str, read: Mapping[str, Iterable[str]], notes: list[str]) -> Converted:
    tables = []
    for label, patterns in read.items():
        terms, lost = _usable(patterns)
        notes += [f"{label!r}: {fault}" for fault in lost]
        if not terms:
            notes.append(f"{label!r}: no term is left; it is not a topic.")
            continue
        name = "_".join(label.split())
        tables.append(_table("on_" if name == "on" else name, label, terms))  # on: which topics are looked up
    if not tables:
        raise DictionaryError(f"{file}: holds no topic with an Arabic term. Check that it is the right file.")
    return Converted("\n".join(tables), tuple(notes))


def _table(name: str, label: str, terms: Iterable[str]) -> str:
    listed = "".join(f"  {_quoted(term)},\n" for term in terms)
    labels = "".join(f"label_{lang} = {_quoted(label)}\n" for lang in ("ar", "en"))
    return f"[{_quoted(name)}]\n{labels}terms = [\n{listed}]\n"


def _usable(patterns: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the patterns that can be terms, one of each key, and what is lost."""
    kept: dict[tuple[str, ...], str] = {}
    lost = []
    for pattern in patterns:
        term = " ".join(pattern.strip("*").split())
        if "*" in term or "?" in term or not words(term):
            reason = "has a glob inside" if words(term) else "holds no Arabic word"
            lost.append(f"pattern {pattern!r} {reason} and is left out.")
            continue
        if term != pattern:
            lost.append(f"pattern {pattern!r} is kept as {term!r}, which takes particles before it, nothing after.")
        kept.setdefault(words(term), term)
    return list(kept.values()), lost


def _terms(topic: Topic) -> list[str]:
    return [_plain(term) for kind in FORMS if kind != "names" for term in getattr(topic, kind)]


def _lost(topics: Topics) -> tuple[str, ...]:
    """Say which lists of each topic another tool has no place for."""
    beyond = {
        "nouns": "only as written",
        "nisba": "only as written",
        "names": "not at all",
        "except_": "not at all",
        "surnames": "not at all",
        "doubtful": "not at all",
    }
    return tuple(
        f"topic {one.topic!r}: {kind.rstrip('_')} kept {how}."
        for one in topics
        for kind, how in beyond.items()
        if getattr(one, kind)
    )


def _plain(text: str) -> str:
    """Return a text on one line, with single blanks."""
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """Return a text as a string of TOML and of YAML: JSON's escapes, and none of the signs either refuses."""
    signs = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in signs)
