"""HTML pages: one self-contained file each, right to left, nothing fetched when opened."""

from __future__ import annotations

import base64
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from nbformat import NotebookNode

    from analysis.plots.words import Lang

CELLS = """{%- extends 'basic/index.html.j2' -%}
{%- block input_group -%}{% if cell.source.strip() %}
<details class="code"><summary>{{ resources.code }}</summary>
<div class="highlight-box" dir="ltr">{{ cell.source | highlight_code(metadata=cell.metadata) }}</div>
</details>{% endif %}{%- endblock input_group -%}
{%- block output_prompt -%}{%- endblock output_prompt -%}
"""


def chapter_page(notebook: NotebookNode, title: str, lang: Lang) -> str:
    """Return an executed notebook as one self-contained HTML page.

    Args:
        notebook: executed.
        title: text of the page's title.
        lang: ``ar`` or ``en``.
    """
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"cells.html.j2": CELLS})], template_file="cells.html.j2"
    )
    exporter.anchor_link_text = ""
    body, _ = exporter.from_notebook_node(notebook, resources={"code": words(lang)["code"]})
    return page("chapter.html.j2", lang, title=title, body=body)


def page(template: str, lang: Lang, **values: object) -> str:
    """Fill one of the report's templates; every value is escaped unless the template says otherwise."""
    text = _environment().get_template(template)
    direction = "rtl" if lang == "ar" else "ltr"
    return text.render(lang=lang, dir=direction, w=words(lang), css=_css(), **values)


@cache
def words(lang: Lang) -> dict[str, str]:
    """Return the report's fixed phrases in one language.

    >>> words("en")["chapters"]
    'Chapters'
    """
    return tomllib.loads(_resource("words.toml"))[lang]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_resource))


@cache
def _css() -> str:
    from pygments.formatters import HtmlFormatter

    code = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    return "\n".join(
        [_font_faces(), _resource("report.css"), code, f"@media (prefers-color-scheme: dark) {{{dark}}}"]
    )


def _font_faces() -> str:
    from analysis.plots.style import FONT_FAMILY

    fonts = {f.name: f for f in (files("analysis.plots") / "fonts").iterdir() if f.name.endswith(".ttf")}
    return "\n".join(_face(FONT_FAMILY, fonts[name].read_bytes(), "Bold" in name) for name in sorted(fonts))


def _face(family: str, data: bytes, bold: bool) -> str:
    """One weight of the bundled font, inside the page: it is opened without a network."""
    source = f"url(data:font/ttf;base64,{base64.b64encode(data).decode('ascii')}) format('truetype')"
    return f"@font-face {{ font-family: '{family}'; font-weight: {700 if bold else 400}; src: {source}; }}"


def _resource(name: str) -> str:
    return (files("analysis.report") / "templates" / name).read_text(encoding="utf-8")
