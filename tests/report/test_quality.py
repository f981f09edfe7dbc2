"""What the front page says of the corpus."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.engine.build import build
from analysis.report.quality import corpus_facts


def test_each_article_is_dated_to_the_day_or_coarsely_or_not_at_all(tmp_path: Path):
    written = ["2024-05-01", "2024-05", "مايو 2024", "2024", "2023", None]
    rows = [
        {"title": f"عنوان الخبر رقم {n}", "body": f"نص الخبر رقم {n}{n} عن روسيا.", "published": day}
        for n, day in enumerate(written)
    ]
    raw = tmp_path / "raw.jsonl"
    raw.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    facts = corpus_facts(build([raw], tmp_path / "tables").folder)
    assert {name: facts[name] for name in ("articles", "dated", "coarse", "undated")} == {
        "articles": 6,
        "dated": 1,
        "coarse": 4,
        "undated": 1,
    }
