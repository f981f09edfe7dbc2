"""A small corpus in all layouts, and what a folder of tables holds, for the tests of the engine."""

from __future__ import annotations

from pathlib import Path

PAGE = """خبر قصير رقم {n} عن اتفاق {what}
تاريخ النشر: {day} أكتوبر 2024
قالت {what} إنها ستوقع الاتفاق رقم {n} في الشهر المقبل. وأضاف المصدر أن المحادثات مستمرة في المدينة.
المصدر: وكالة الاختبار
كلمات دلالية: {what}، اتفاق، إيران
"""
WHAT = ("روسيا", "غزة", "الانتخابات")


def write_pages(folder: Path, count: int = 30) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        text = PAGE.format(n=n, day=n % 28 + 1, what=WHAT[n % 3])
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def digest(folder: Path) -> dict[str, bytes]:
    """Name -> bytes of every file, hidden ones too, but the finished parts: these may be cut anyhow."""
    found = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: p.read_bytes() for name, p in found.items() if not name.startswith(".parts/")}
