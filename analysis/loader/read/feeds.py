"""Feeds as raw input: RSS, Atom and news sitemaps; an item is a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from analysis.errors import InputError
from analysis.loader.decode import decode
from analysis.loader.html.markup import text_of, tidy
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage, is_markup
from analysis.loader.read.tag_fields import split_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEMS = ("item", "entry", "url")
_FIELDS = {
    "title": ("title",),
    "body": ("encoded", "content", "description", "summary"),
    "url": ("link", "loc", "id"),
    "source_id": ("guid", "id"),
    "published": ("pubdate", "published", "publication_date", "date", "issued", "updated", "lastmod"),
    "language": ("language",),
}
"""Field -> local names of the elements that hold it, the surest first, whatever their namespace."""

_TAGS = ("category", "keywords", "subject")
_APPEARED = re.compile(
    r"(?:The post|ظهرت المقالة|ظهر المقال|التدوينة)\s.{0,400}"
    r"(?:appeared first on|أولا? على|أولاً على)\s.{0,120}"
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def read_feed(data: bytes, shown: str) -> Iterator[RawPage | RawIssue]:
    """Yield each item of a feed as a record.

    Entities are not expanded, nothing is fetched.

    Args:
        data: the file's bytes.
        shown: the path that raw paths begin with; item N (from 1) is ``shown#N``.

    Raises:
        RawFault: the file is no feed, or breaks off (after the items before the break).
    """
    try:
        decoded = decode(data)
    except InputError as error:
        raise RawFault("binary", str(error)) from error
    if is_markup(decoded.text):
        yield RawPage(shown, "html", decoded.text, repairs=decoded.repairs)
        return
    root, fault = _parse(decoded.text)
    items = [element for element in root.iter() if _name(element) in _ITEMS and element is not root]
    if not items and not fault:
        raise RawFault("unknown_format", f"XML whose root is <{_name(root)}> holds no item of a feed.")
    source, language = _around(root)
    for number, item in enumerate(items, start=1):
        yield _item(item, f"{shown}#{number}", source, language)
    if fault:
        raise RawFault("truncated", fault)


def _parse(text: str) -> tuple[etree._Element, str]:
    """Return the root and what is wrong; a broken feed gives the items before the break."""
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    data = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    root = etree.fromstring(data, parser=parser) if data.strip() else None
    fatal = [error for error in parser.error_log if error.level_name == "FATAL"]
    if root is None:
        raise RawFault("malformed", f"no readable XML: {fatal[0].message if fatal else 'no element'}.")
    broken = [error for error in fatal if error.type_name in _BREAKS]
    return root, f"the feed breaks off at line {broken[0].line}." if broken else ""


_BREAKS = (
    "ERR_TAG_NOT_FINISHED",
    "ERR_DOCUMENT_END",
    "ERR_GT_REQUIRED",
    "ERR_LTSLASH_REQUIRED",
    "ERR_CDATA_NOT_FINISHED",
)


def _name(element: etree._Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].lower()


def _around(root: etree._Element) -> tuple[str, str]:
    """Return what the channel says of all its items: the source and the language."""
    said: dict[str, str] = {}
    for holder in (root, *(child for child in root if _name(child) == "channel")):
        for child in holder:
            said.setdefault(_name(child), tidy(_text(child)))
    return said.get("title", ""), said.get("language", "")


def _text(element: etree._Element) -> str:
    return "".join(element.itertext()) or element.get("href") or ""


def _item(item: etree._Element, where: str, source: str, language: str) -> RawPage | RawIssue:
    said: dict[str, list[etree._Element]] = {}
    for element in item.iterdescendants():
        said.setdefault(_name(element), []).append(element)
    fields: dict[str, object] = {"source": source, "language": language}
    for field, names in _FIELDS.items():
        texts = (_text(element) for name in names for element in said.get(name, ()) if _is_own(element))
        fields[field] = next((text for text in texts if text.strip()), fields.get(field, ""))
    fields["tags"] = split_tags([tag for name in _TAGS for e in said.get(name, ()) for tag in _tags(e)])
    for name in ("publication", "publisher", "source"):
        fields["source"] = next(
            (tidy(_text(e[0] if len(e) else e)) for e in said.get(name, ())), fields["source"]
        )
    body = _APPEARED.sub("", text_of(str(fields["body"]))).strip()
    fields |= {"title": tidy(text_of(str(fields["title"]))), "body": body}
    if not (body or fields["title"]):
        return RawIssue(where, "no_text", "the item has neither title nor text.")
    return RawPage(where, "record", body, {k: v for k, v in fields.items() if v or k == "body"})


def _is_own(element: etree._Element) -> bool:
    """Tell an item's own element from a media file's title or an address of another kind."""
    return not ("media" in str(element.tag) or (element.get("rel") or "alternate") != "alternate")


def _tags(element: etree._Element) -> list[str]:
    return split_tags(_text(element) or element.get("label") or element.get("term"))
