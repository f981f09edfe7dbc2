"""Texts that run, fetch, steer or calculate where they are not inert; and a corpus full of them."""

from __future__ import annotations

import json
from pathlib import Path

RUN = "new Image().src='/ran'"
"""What a script of an attack does: it asks the server that served the page for ``/ran``."""

MARKUP = (
    f"<script>{RUN}</script>",
    f"</title></style></textarea><script>{RUN}</script>",
    f"<img src=/ran onerror={RUN.replace(' ', '/**/')}>",
    f'"><svg onload="{RUN}">',
    f"' onmouseover='{RUN}' x='",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f'<a href="javascript:{RUN}" autofocus onfocus="{RUN}">x</a>',
    f"[x](javascript:{RUN}) ![x](/ran) <javascript:alert(1)>",
    "<base href=/ran/><link rel=stylesheet href=/ran><meta http-equiv=refresh content='0;url=/ran'>",
    "<style>@import '/ran'; body{background:url(/ran)}</style>",
    "$\\href{javascript:alert(1)}{x}$ {{ 7*7 }} {% raw %} <% x %> ${7*7}",
    "]]><!--><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;&lt;b&gt;",
)
FORMULAS = (
    '=HYPERLINK("http://127.0.0.1/ran")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
)
STEERING = ("\x1b]0;title\x07\x1b[2J\x1b[31m", "\u202eabc\u202c\u2066", "a\rb\x08c\x9b1m")
PATHS = ("../../../../tmp/ran", "C:\\ran", "/etc/ran", "a/../b", "~root", "con.txt", "x\0y")
ATTACKS = (*MARKUP, *FORMULAS, *STEERING, *PATHS)

PAGE = """{attack} خبر رقم {n} عن روسيا وإيران
تاريخ النشر: {day}/{month}/2024
نص الخبر رقم {n} يذكر غزة وروسيا في جملة كاملة لا تشبه غيرها. {attack}
المصدر: {attack} وكالة {n}
الوسوم: {attack}، روسيا، إيران، وسم {n}
"""


def write_corpus(raw: Path) -> None:
    """Write a page an attack, and a table whose every cell is one; attacks stand in names of files too."""
    raw.mkdir(parents=True)
    rows = []
    for n, attack in enumerate(ATTACKS):
        text = PAGE.format(attack=attack.replace("\n", " "), n=n, day=n % 28 + 1, month=n % 9 + 1)
        name = attack.replace("/", "_").replace("\0", "")[:60]
        (raw / f"{n} {name}.txt").write_text(text, encoding="utf-8")
        cells = dict.fromkeys(("title", "source", "url", "author"), attack)
        rows.append({**cells, "body": f"{attack} عن روسيا {n}", "tags": [attack, "روسيا", "إيران"]})
    for n, scheme in enumerate(("javascript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x")):
        rows.append({"title": f"خبر {n}", "body": f"نص عن غزة وإيران {n}", "url": scheme, "tags": ["غزة"]})
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (raw / "rows.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (raw / "README.md").write_text(f"{MARKUP[0]} {MARKUP[3]}\n\n{MARKUP[7]}\n", encoding="utf-8")


def write_topics(file: Path) -> Path:
    """Write a dictionary whose names and labels are attacks."""
    name = f"<img/src=/ran/onerror={RUN.replace(' ', '/**/')}>"
    tables = [
        f'[{json.dumps(name)}]\nlabel_ar = {json.dumps(MARKUP[0])}\nlabel_en = "=1+1"\nterms = ["روسيا"]',
        f'[iran2]\nlabel_ar = {json.dumps(MARKUP[3])}\nlabel_en = {json.dumps(MARKUP[2])}\nterms = ["إيران"]',
        '["=1+1"]\nlabel_ar = "@SUM(1)"\nlabel_en = "-1"\nterms = ["غزة"]',
    ]
    listed = json.dumps([name, "iran2", "=1+1"])
    file.write_text(f"on = {listed}\n" + "\n".join(tables) + "\n", encoding="utf-8")
    return file
