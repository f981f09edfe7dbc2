"""sources.toml: what it gives, and every fault it is refused for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analysis.arabic.fold import fold
from analysis.errors import DictionaryError
from analysis.loader.page import parse_page
from analysis.sources import KINDS, LINE_MARKERS, read_sources

FULL = "[markers]\n" + "\n".join(f'{kind} = ["{kind} word"]' for kind in KINDS)


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_has_words_for_every_kind_longest_first() -> None:
    markers = read_sources().markers
    assert set(markers) == set(KINDS)
    for words in markers.values():
        assert words
        assert list(words) == sorted(words, key=lambda word: (-len(word), word))
        assert all(word == fold(word) for word in words)


def test_the_shipped_file_gives_each_phrase_of_a_kind_once() -> None:
    path = Path(__file__).parent.parent / "analysis/dictionaries/sources.toml"
    markers = tomllib.loads(path.read_text(encoding="utf-8"))["markers"]
    doubled = {
        kind: [word for word in words if [fold(w) for w in words].count(fold(word)) > 1]
        for kind, words in markers.items()
    }
    assert {kind: words for kind, words in doubled.items() if words} == {}


def test_no_marker_opens_two_zones() -> None:
    markers = read_sources().markers
    words = [word for kind in LINE_MARKERS for word in markers[kind]]
    assert len(words) == len(set(words))


def test_a_family_makes_markers_of_two_parts(tmp_path: Path) -> None:
    text = FULL + '\n[[families]]\nkind = "tags"\nfirst = ["ألفاظ", "كلمات"]\nsecond = ["الخبر"]\n'
    assert read_sources(_written(tmp_path, text)).markers["tags"] == (
        "الفاظ الخبر",
        "كلمات الخبر",
        "tags word",
    )


def test_the_shipped_file_is_read_once() -> None:
    assert read_sources() is read_sources()


def test_sites_and_their_chrome_are_read(tmp_path: Path) -> None:
    text = FULL + '\n[[sites]]\nname = "الضحى"\ndomains = ["example.org"]\nchrome = ["سطر الضحى"]\n'
    sources = read_sources(_written(tmp_path, text))
    assert (sources.sites[0].name, sources.sites[0].domains) == ("الضحى", ("example.org",))
    assert "سطر الضحي" in sources.markers["share"]


def test_a_page_is_cut_by_the_markers_it_is_given(tmp_path: Path) -> None:
    text = FULL.replace('"source word"', '"منبع الخبر"')
    page = "سد جديد يفتتح في الشمال اليوم\nافتتح الوزير السد صباح الأحد بحضور السفراء.\nمنبع الخبر: الضحى"
    assert parse_page(page, sources=read_sources(_written(tmp_path, text))).source == "الضحى"
    assert parse_page(page).source is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[markers", "sources.toml: not a readable TOML file"),
        (FULL + '\nsauce = ["x"]', "markers: unknown kind 'sauce', allowed are title, "),
        (FULL + "\n[colours]\n", "unknown table 'colours', allowed are 'markers', 'families' and 'sites'"),
        (
            FULL.replace('source = ["source word"]\n', ""),
            "markers: 'source' must be a list of at least one phrase",
        ),
        (
            FULL.replace('["source word"]', '["ـــ"]'),
            "markers: 'source' holds 'ـــ', which is empty after folding",
        ),
        (FULL.replace('["source word"]', "[3]"), "markers: 'source' holds 3"),
        (
            FULL.replace('"source word"', '"أوسمة"').replace('"tags word"', '"اوسمه"'),
            "markers: 'اوسمه' under 'tags' folds to the same key as 'أوسمة' under 'source'",
        ),
        (FULL + "\n[[sites]]\ndomains = []", "site 1: a site needs a name"),
        (
            FULL + '\n[[families]]\nkind = "tag"\nfirst = ["a"]\nsecond = ["b"]',
            "family 1: must have a kind of title, text,",
        ),
        (FULL + '\n[[families]]\nkind = "tags"\nfirst = ["a"]', "and lists 'first' and 'second'"),
        (
            FULL + '\n[[families]]\nkind = "tags"\nfirst = ["source"]\nsecond = ["word"]',
            "markers: 'source word' under 'tags' folds to the same key as 'source word' under 'source'",
        ),
        (
            FULL + '\n[[sites]]\nname = "a"\nlogo = "b"',
            "site 1: unknown key 'logo', allowed are name, domains, chrome",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DictionaryError) as error:
        read_sources(_written(tmp_path, text))
    assert message in str(error.value)
    assert str(error.value).startswith("sources.toml: ")


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match=r"sauce.*colours|colours.*sauce"):
        read_sources(_written(tmp_path, FULL + '\nsauce = ["x"]\n[colours]\n'))


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match=r"nowhere.toml: not a readable TOML file"):
        read_sources(tmp_path / "nowhere.toml")
