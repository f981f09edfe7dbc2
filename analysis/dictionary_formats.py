"""Dictionaries of other tools, to and from the text of a topics file.

VOSviewer's thesaurus has a row for a spelling and what to count it as; quanteda's YAML dictionary has lists
of
patterns under nested keys. Neither knows particles, exceptions or company, and a topics file knows no
globs: what
cannot be kept is said in `Converted.notes`, never dropped in silence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from analysis.arabic.words import words
from analysis.errors import DictionaryError
from analysis.topics import FORMS, climb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from analysis.topics import Topic, Topics

Keys = tuple[str, ...]

_COLUMNS = ("label", "replace by")
_MARK = "\ufeff"
_DEEPEST = 20


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
    for one, term in ((topic, term) for topic in topics for term in _terms(topic)):
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
    """Return the text of a topics file for a VOSviewer thesaurus: a topic for everything that replaces a
    label.

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
            f"{file}, line 1: has no column {missing[0]!r}. "
            "Name two columns label and replace by, a tab between."
        )
    places = [columns.index(name) for name in _COLUMNS]
    read: dict[str, list[str]] = {}
    notes = []
    for number, row in enumerate(rows, start=2):
        cells = [_plain(cell.strip('" ')) for cell in row.split("\t")] + [""] * len(columns)
        label, replacement = (cells[place] for place in places)
        if label and replacement:
            read.setdefault(replacement, [replacement]).append(label)
        elif label:
            notes.append(f"line {number}: label {label!r} is replaced by nothing; no topic leaves it out.")
    return _topics_file(file, read, notes, {})


def from_quanteda(text: str, *, file: str = "dictionary") -> Converted:
    """Return the text of a topics file for a quanteda YAML dictionary.

    A nested key becomes a topic with the key above it as its ``parent``, so that the one above can be counted
    with all that stands below it, as in quanteda. A key used twice is told apart by the keys above it.

    Args:
        text: YAML; only mappings, lists and scalars are read, nothing is constructed.
        file: how messages call it.

    Raises:
        DictionaryError: it is no YAML, holds an alias or something else than keys and patterns, or no topic
            is left.

    >>> done = from_quanteda("levant: {lebanon: [لبنان], syria: [سوريا]}")
    >>> [line for line in done.text.splitlines() if line.startswith("[")]
    ['["levant"]', '["lebanon"]', '["syria"]']
    """
    try:
        _check_events(text, file)
        leaves = list(_leaves(yaml.compose(text, Loader=yaml.SafeLoader), (), file))
    except yaml.YAMLError as error:
        raise DictionaryError(f"{file}: is not YAML: {' '.join(str(error).split())}") from None
    names: dict[Keys, str] = {}
    for path in (keys[:depth] for keys, _ in leaves for depth in range(1, len(keys) + 1)):
        if path not in names:
            names[path] = path[-1] if path[-1] not in names.values() else "_".join(path)
    read: dict[str, list[str]] = {name: [] for name in names.values()}
    for path, pattern in leaves:
        read[names[path]] += [pattern] if pattern else []
    parents = {name: names[path[:-1]] for path, name in names.items() if len(path) > 1}
    return _topics_file(file, read, [], parents)


def _check_events(text: str, file: str) -> None:
    """Raise where small text would be large work: aliases multiply, and each open bracket slows the next."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise DictionaryError(f"{file}: holds an alias (*name). Write its terms out.")
        if depth > _DEEPEST:
            raise DictionaryError(f"{file}: keys are nested deeper than {_DEEPEST}. Flatten them.")


def _leaves(node: yaml.Node | None, path: Keys, file: str) -> Iterator[tuple[Keys, str]]:
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
        raise DictionaryError(f"{file}: expected keys with lists of patterns. Write key: [pattern].")


def _name_parts(node: yaml.Node, file: str) -> list[str]:
    """Return the blank-separated parts of a key."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        line = node.start_mark.line + 1
        raise DictionaryError(f"{file}, line {line}: expected a name as key. Write one word.")
    return node.value.split()


def _topics_file(
    file: str, read: Mapping[str, Iterable[str]], notes: list[str], parents: Mapping[str, str]
) -> Converted:
    terms = {}
    for label, patterns in read.items():
        terms[label], lost = _usable(patterns)
        notes += [f"{label!r}: {fault}" for fault in lost]
    kept = {above for label, found in terms.items() if found for above in (label, *climb(label, parents))}
    if not kept:
        raise DictionaryError(f"{file}: holds no topic with an Arabic term. Check that it is the right file.")
    notes += [f"{label!r}: no term is left; it is not a topic." for label in terms if label not in kept]
    tables = [_table(label, terms[label], parents.get(label)) for label in terms if label in kept]
    return Converted("\n".join(tables), tuple(notes))


def _table(label: str, terms: Iterable[str], parent: str | None) -> str:
    lines = [f"[{_quoted(_name(label))}]", f"label_ar = {_quoted(label)}", f"label_en = {_quoted(label)}"]
    lines += [f"parent = {_quoted(_name(parent))}"] if parent else []
    listed = [f"  {_quoted(term)}," for term in terms]
    lines += ["terms = [", *listed, "]"] if listed else []
    return "\n".join(lines) + "\n"


def _name(label: str) -> str:
    """Return the name of a topic; ``on`` says which topics of a file are looked up."""
    name = "_".join(label.split())
    return "on_" if name == "on" else name


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
            lost.append(f"pattern {pattern!r} is kept as {term!r}: particles before it, nothing behind.")
        kept.setdefault(words(term), term)
    return list(kept.values()), lost


def _terms(topic: Topic) -> list[str]:
    """Return the words of a topic, each once; people and places that only stand for it are no part of it."""
    terms = (_plain(term) for kind in FORMS if kind != "names" for term in getattr(topic, kind))
    return list(dict.fromkeys(terms))


def _lost(topics: Topics) -> tuple[str, ...]:
    """Say which lists of each topic another tool has no place for."""
    literal = {kind: "only as written" for kind in FORMS if kind not in ("terms", "names")}
    beyond = literal | dict.fromkeys(("parent", "names", "except_", "surnames", "doubtful"), "not at all")
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
