"""Folders of made tables, small and hostile, and exports of them saved for other people's readers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from export_tables import FEB, HOSTILE, JAN, LABELS, pairs, tags, topic_counts, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three topics over two months and undated articles; three tags that share articles."""
    return write(
        tmp_path,
        topic_pairs=pairs(
            "topic",
            [
                (JAN, "gaza", "iran", 4, 5, 2),
                (JAN, "gaza", "russia", 4, 0, 0),
                (JAN, "iran", "russia", 5, 0, 0),
                (FEB, "gaza", "iran", 0, 3, 0),
                (FEB, "gaza", "russia", 0, 7, 0),
                (FEB, "iran", "russia", 3, 7, 1),
                (None, "gaza", "iran", 1, 1, 1),
                (None, "gaza", "russia", 1, 0, 0),
                (None, "iran", "russia", 1, 0, 0),
            ],
        ),
        topic_counts=topic_counts(
            [
                *((JAN, t, n) for t, n in zip(LABELS, (4, 5, 0), strict=True)),
                *((FEB, t, n) for t, n in zip(LABELS, (0, 3, 7), strict=True)),
                *((None, t, n) for t, n in zip(LABELS, (1, 1, 0), strict=True)),
            ]
        ),
        article_tags=tags(
            [
                ("1", "tags", "غزّة", "غزه"),
                ("2", "tags", "غزة", "غزه"),
                ("3", "tags", "غزة", "غزه"),
                ("4", "site_tags", "غــزة", "غزه"),
                ("5", "site_tags", "غــزة", "غزه"),
                ("6", "site_tags", "غــزة", "غزه"),
                ("1", "tags", "الأمم المتحدة", "الامم المتحده"),
                ("2", "tags", "الأمم المتحدة", "الامم المتحده"),
                ("3", "tags", "رفح", "رفح"),
                ("7", "tags", "وحيد", "وحيد"),
            ]
        ),
        tag_pairs=pairs("tag", [(None, "الامم المتحده", "غزه", 2, 3, 2), (None, "رفح", "غزه", 1, 3, 1)]),
    )


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A chain of tags whose names attack every format."""
    keys = [f"{i:02}{text}" for i, text in enumerate(HOSTILE)]
    return write(
        tmp_path,
        article_tags=tags([(str(i), "tags", text, keys[i]) for i, text in enumerate(HOSTILE)]),
        tag_pairs=pairs("tag", [(None, a, b, 1, 1, 1) for a, b in pairwise(keys)]),
        page_issues=pl.DataFrame(
            {"raw_path": keys, "issue": HOSTILE, "detail": HOSTILE}, schema_overrides={"issue": pl.String}
        ),
    )


@pytest.fixture
def save(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Save what an export yields, so that readers that want a path have one."""
    from analysis.export import export

    def saved(tables_folder: Path, kind: str, **options: object) -> Path:
        out = tmp_path_factory.mktemp(kind)
        for name, data in export(tables_folder, kind, **options):
            (out / name).write_bytes(data)
        return out

    return saved
