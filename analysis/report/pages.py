"""HTML pages: one self-contained file each, right to left; what a page may load and run, it names itself."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from analysis.report.phrases import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from analysis.plots.words import Lang


class Link(NamedTuple):
    """A page and what it is called."""

    href: str
    name: str


def chapter_page(body: str, chapters: Sequence[Link], number: int, lang: Lang, *, script: str = "") -> str:
    """Return the page of one chapter.

    Args:
        body: its HTML.
        chapters: all of them, in order.
        number: which of them it is, from 0.
        lang: ``ar`` or ``en``.
        script: JavaScript of the page.
    """
    around = {
        "previous": chapters[number - 1] if number else None,
        "next": chapters[number + 1] if number + 1 < len(chapters) else None,
    }
    here = chapters[number]
    values = {"title": here.name, "body": body, "chapters": chapters, "here": here.href}
    return page("chapter.html.j2", lang, script=script, **values, **around)


def page(template: str, lang: Lang, *, script: str = "", **values: object) -> str:
    """Fill one of the report's templates; every value is escaped unless the template says otherwise."""
    text = _environment().get_template(template)
    direction = "rtl" if lang == "ar" else "ltr"
    return text.render(
        lang=lang, dir=direction, w=words(lang), css=_css(), script=script, policy=_policy(script), **values
    )


def fragment(template: str, **values: object) -> str:
    """Fill a template that is a part of a page."""
    return _environment().get_template(template).render(**values)


def _policy(script: str) -> str:
    """Return what the page may load and run: its own style, its own script, pictures and fonts inside it."""
    parts = [
        "default-src 'none'",
        "img-src data:",
        "font-src data:",
        f"style-src {_hash(_css())}",
        *([f"script-src {_hash(script)}"] if script else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(resource))


@cache
def _css() -> str:
    from pygments.formatters import HtmlFormatter

    code = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    return "\n".join(
        [_font_faces(), resource("report.css"), code, f"@media (prefers-color-scheme: dark) {{{dark}}}"]
    )


def _font_faces() -> str:
    from analysis.plots.style import FONT_FAMILY, FONT_FILE

    stem = FONT_FILE.stem.partition("-")[0]
    fonts = {f.name: f for f in (files("analysis.plots") / "fonts").iterdir() if f.name.startswith(stem)}
    return "\n".join(
        _face(FONT_FAMILY, _woff(fonts[name].read_bytes()), "Bold" in name) for name in sorted(fonts)
    )


def _woff(font: bytes) -> bytes:
    """Return a font as browsers take it: packed to less than half, to the same bytes on every run."""
    from fontTools.ttLib import TTFont

    packed = io.BytesIO()
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    opened.flavor = "woff"
    opened.save(packed)
    return packed.getvalue()


def _face(family: str, data: bytes, bold: bool) -> str:
    """One weight of the bundled font, inside the page: it is opened without a network."""
    source = f"url(data:font/woff;base64,{base64.b64encode(data).decode('ascii')}) format('woff')"
    return f"@font-face {{ font-family: '{family}'; font-weight: {700 if bold else 400}; src: {source}; }}"


def resource(name: str) -> str:
    """Return the text of a file of this room's templates."""
    return (files("analysis.report") / "templates" / name).read_text(encoding="utf-8")
