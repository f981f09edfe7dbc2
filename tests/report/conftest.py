"""A hostile corpus and its report in both languages, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.engine.build import build
from analysis.report import report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) $x$ \"'&"

PAGE = """خبر رقم {n} عن {what} {hostile}
تاريخ النشر: {day}/{month}/2024
نص الخبر رقم {n} يذكر {what} في جملة كاملة لا تشبه غيرها كثيرا. وفيه رقم آخر هو {n}{n}.
المصدر: وكالة {hostile}
الوسوم: {what}، {hostile}
"""


@pytest.fixture(scope="session")
def tables(tmp_path_factory) -> Path:
    """Tables of 24 pages whose text, source and tags are hostile."""
    raw = tmp_path_factory.mktemp("raw")
    for n in range(24):
        what = ["روسيا وإيران", "غزة", "الانتخابات في روسيا"][n % 3]
        text = PAGE.format(n=n, what=what, day=n + 1, month=n % 9 + 1, hostile=HOSTILE)
        (raw / f"{n}.txt").write_text(text, encoding="utf-8")
    return build(sorted(raw.iterdir()), tmp_path_factory.mktemp("tables")).folder


@pytest.fixture(scope="session")
def arabic(tables, tmp_path_factory) -> Path:
    """Folder of its report in Arabic."""
    return report(tables, tmp_path_factory.mktemp("report")).parent


@pytest.fixture(scope="session")
def english(sample, tmp_path_factory) -> Path:
    """Folder of the report of the sample corpus in English."""
    return report(sample, tmp_path_factory.mktemp("report"), lang="en").parent
