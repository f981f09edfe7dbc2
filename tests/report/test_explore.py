"""The page to explore with, in a real browser: it counts what Python counts, and asks for nothing."""

from __future__ import annotations

import base64
import gzip
import json
import random
import string
from datetime import date

import polars as pl
import pytest

from analysis.aggregate.measures import add_measures
from analysis.plots.shares import without_thin
from analysis.report.explorer import explore_body, explore_data, packed
from analysis.report.pages import Link, chapter_page, resource
from analysis.report.widgets import Choice, count_choice, explore
from analysis.tables import ARTICLES, EVIDENCE, ZONES, check
from tests.browser import Browser, need_browser

pytestmark = pytest.mark.xdist_group("browser")
TOPICS = ["energy", "gaza", "iran", "russia", "tricky"]
HOSTILE = "</script><img src=x onerror=alert(1)>=1+1"
LABELS = {
    "ar": dict(zip(TOPICS, ["الطاقة Brent", "غزة", "إيران", "روسيا", HOSTILE], strict=True)),
    "en": dict(zip(TOPICS, ["Energy", "Gaza", "Iran", "Russia", HOSTILE], strict=True)),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Articles with gaps, reprints over months and sources, unknown dates and sources, years only."""
    folder, dice = tmp_path_factory.mktemp("explore"), random.Random(6)
    rows, mentions = [], []
    for n in range(400):
        month = dice.choice([1, 2, 3, 4, 7, 8, 9])
        published = None if n % 17 == 0 else date(2024, month, 1 + n % 28)
        rows.append(
            {
                "article_id": f"a{n:03d}",
                "source": dice.choice(["وكالة", "Agency", HOSTILE, None]),
                "published": published,
                "published_precision": "year" if n % 23 == 0 else "day",
                "story_id": f"s{dice.randrange(300)}",
            }
        )
        for topic in dice.sample(TOPICS, dice.choice([0, 0, 1, 2, 3, 4])):
            zones = dice.sample(ZONES, dice.choice([1, 1, 2, 3]))
            mentions += [{"article_id": f"a{n:03d}", "zone": zone, "topic": topic} for zone in zones]
    articles = pl.DataFrame(rows, schema_overrides={"published": pl.Date})
    missing = [
        pl.lit(None, kind).alias(k) for k, kind in ARTICLES.columns.items() if k not in articles.columns
    ]
    check(articles.with_columns(missing).select(list(ARTICLES.columns)), ARTICLES).write_parquet(
        folder / "articles.parquet"
    )
    pl.DataFrame(mentions).write_parquet(folder / "article_topics.parquet")
    return folder


@pytest.fixture(scope="module")
def browser():
    with Browser(need_browser()) as one:
        yield one


@pytest.fixture(scope="module", params=["ar", "en"])
def opened(request, tables, browser, tmp_path_factory):
    lang = request.param
    body = "<h1>h</h1><h2>h</h2>" + explore_body(tables, LABELS[lang], lang)
    file = tmp_path_factory.mktemp("page") / "explore.html"
    text = chapter_page(body, [Link("explore.html", "h")], 0, lang, script=resource("explore.js"))
    file.write_text(text, encoding="utf-8")
    browser.open(file)
    browser.run("wusumReady")
    return lang, browser


def choose(browser, choice: Choice, topics: list, sources: list, days: list) -> None:
    """Click what a reader would click."""
    span = [days.index(day) for day in choice.span]
    wanted = {
        "topics": [topic in choice.topics for topic in topics],
        "sources": [source in choice.sources for source in sources],
        "zones": [zone in choice.zones for zone in ZONES],
    }
    browser.run(f"""{{
      const wanted = {json.dumps(wanted)};
      for (const kind in wanted) document.querySelectorAll(`#${{kind}} input`).forEach((box, k) => {{
        if (box.checked !== wanted[kind][k]) box.click();
      }});
      ["first", "last"].forEach((end, k) => {{
        document.getElementById(end).value = {json.dumps(span)}[k];
        document.getElementById(end).dispatchEvent(new Event("change", {{ bubbles: true }}));
      }});
      const undated = document.getElementById("undated");
      if (undated.checked !== {json.dumps(choice.undated)}) undated.click();
      document.querySelector("[name=unit][value={choice.unit}]").click();
    }}""")


def table_of(browser, name: str) -> list[list[str]]:
    """Return the cells of a table as a reader sees them."""
    script = (
        f"[...document.querySelectorAll('#{name} tbody tr')].map(r => [...r.cells].map(c => c.textContent))"
    )
    return browser.run(script)


def numbers(cells: list[str]) -> list[int]:
    return [int(cell.replace(",", "")) for cell in cells]


def random_choice(dice: random.Random, sources: list, days: list) -> Choice:
    first, last = sorted(dice.sample(days, 2))
    return Choice(
        topics=sorted(dice.sample(TOPICS, dice.randint(1, 5))),
        sources=dice.sample(sources, dice.randint(1, len(sources))),
        span=dice.choice([(first, last), (days[0], days[-1])]),
        undated=dice.random() < 0.5,
        zones=dice.choice([EVIDENCE, ZONES, ["title"], dice.sample(ZONES, 2)]),
        unit=dice.choice(["article", "story"]),
    )


@pytest.mark.parametrize("seed", range(12))
def test_what_the_page_counts_is_what_python_counts(seed, opened, tables):
    lang, browser = opened
    data = explore_data(tables, LABELS[lang], lang)
    sources, days = [name for name, _ in data["sources"]], [date.fromisoformat(d) for d in data["periods"]]
    choice = random_choice(random.Random(seed), sources, days)
    choose(browser, choice, [name for name, _ in data["topics"]], sources, days)
    counted, label = count_choice(tables, choice), LABELS[lang]
    shown = {row[0]: row[1:] for row in table_of(browser, "t-topics")}
    for row in counted.topics.iter_rows(named=True):
        cells = shown.pop(label[row["topic"]])
        assert numbers(cells[:3]) == [row["n_articles"], row["n_stories"], row["n_total"]]
        shares = [row[name] for name in ("share", "share_low", "share_high")]
        shown_shares = [float(cell.rstrip("%")) for cell in (cells[3], *cells[4].split(" – "))]
        assert shown_shares == pytest.approx([100 * x for x in shares], abs=0.051)
    assert shown == {}
    check_pairs(table_of(browser, "t-pairs"), counted.pairs, label)
    check_months(
        table_of(browser, "t-months"), counted.months, [t for t, _ in data["topics"] if t in choice.topics]
    )


def check_pairs(shown: list[list[str]], pairs: pl.DataFrame, label: dict[str, str]) -> None:
    cells = {frozenset(row[0].split(" – ")): row[1:] for row in shown}
    assert len(shown) == pairs.height
    for row in pairs.iter_rows(named=True):
        found = numbers(cells[frozenset((label[row["topic_a"]], label[row["topic_b"]]))])
        assert found[2:] == [row["n_ab"], row["n_total"]]
        assert sorted(found[:2]) == sorted((row["n_a"], row["n_b"]))


def check_months(shown: list[list[str]], months: pl.DataFrame, topics: list[str]) -> None:
    wide = months.drop_nulls("period").pivot("topic", index=["period", "n_total"], values="n_articles")
    wide = wide.sort("period").select("n_total", *topics)
    inside = [numbers(row[1:]) for row in shown]
    # Months without articles at either end are on the page, and beyond the calendar of the choice.
    while inside and not inside[0][0]:
        inside.pop(0)
    while inside and not inside[-1][0]:
        inside.pop()
    assert inside == [list(row) for row in wide.iter_rows()]


@pytest.mark.parametrize("tie", ["lift", "npmi", "jaccard"])
def test_measures_of_the_page_are_those_of_python(tie, opened):
    _, browser = opened
    browser.run("document.getElementById('reset').click()")
    browser.run(f"document.querySelector('[name=tie][value={tie}]').click()")
    rows = table_of(browser, "t-pairs")
    counts = [numbers(row[1:5]) for row in rows]
    frame = pl.DataFrame(counts, schema=["n_a", "n_b", "n_ab", "n_total"], orient="row")
    expected = add_measures(frame.lazy()).collect()[tie].to_list()
    digits = 3 if tie == "jaccard" else 2
    assert [float(row[5].replace("−", "-")) for row in rows] == pytest.approx(
        expected, abs=0.51 * 10**-digits
    )


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened):
    _, browser = opened
    assert (browser.asked(), browser.complaints()) == ([], [])
    assert browser.run("document.images.length") == 0  # the hostile label stayed text


def test_arabic_runs_right_to_left_and_is_joined(opened):
    lang, browser = opened
    if lang == "en":
        assert browser.run("getComputedStyle(document.body).direction") == "ltr"
        return
    assert browser.run("getComputedStyle(document.body).direction") == "rtl"
    first = browser.run("document.querySelector('#t-topics th').getBoundingClientRect().left")
    second = browser.run("document.querySelectorAll('#t-topics th')[1].getBoundingClientRect().left")
    assert first > second
    widths = browser.run("""(() => { const width = (text) => { const span = document.createElement("span");
      span.textContent = text; document.body.append(span); const w = span.getBoundingClientRect().width;
      span.remove(); return w; }; return [width("غزة"), width("غ\u200cز\u200cة")]; })()""")
    assert widths[0] < widths[1]  # joined letters are narrower than the same letters kept apart


def test_a_choice_stays_in_the_address_and_comes_back(opened, browser):
    browser.run("document.getElementById('reset').click()")
    browser.run("document.querySelectorAll('#topics input')[1].click()")
    before = table_of(browser, "t-topics")
    browser.reload()
    browser.run("wusumReady")
    assert table_of(browser, "t-topics") == before


def test_pointer_and_arrow_keys_read_one_month(opened, browser):
    browser.run("document.getElementById('reset').click()")
    browser.run(
        """document.getElementById("chart").dispatchEvent(new KeyboardEvent("keydown", { key: "Home" }))"""
    )
    first = browser.run("document.getElementById('tip').textContent")
    box = browser.run(
        "(({ right, top }) => ({ right, top }))(document.getElementById('chart').getBoundingClientRect())"
    )
    browser.run("document.getElementById('chart').scrollIntoView()")
    browser.run(f"""document.getElementById("chart").dispatchEvent(
        new PointerEvent("pointermove", {{ clientX: {box["right"]}, bubbles: true }}))""")
    last = browser.run("document.getElementById('tip').textContent")
    assert "2024" in first
    assert "2024" in last
    assert first != last


@pytest.mark.parametrize("totals", [[], [3, 5], [400, 3, 500, 0, 9], [9, 90, 9], [1000, 40, 20, 1], [8] * 9])
def test_months_with_hardly_an_article_are_those_of_the_figures(totals, opened):
    days = pl.date_range(date(2024, 1, 1), date(2024, 12, 1), "1mo", eager=True)[: len(totals)]
    counts = pl.DataFrame({"period": days, "n_total": totals}, schema_overrides={"n_total": pl.UInt32})
    frame = counts.with_columns(share=0.5, share_low=0.4, share_high=0.6)
    assert opened[1].run(f"thinBelow({totals})") == without_thin(frame)[1]


def test_nothing_chosen_says_so(opened, browser):
    browser.run("document.querySelector('[data-none=sources]').click()")
    assert browser.run("document.getElementById('said').textContent.length") > 10
    assert browser.complaints() == []
    browser.run("document.getElementById('reset').click()")


def test_csv_holds_no_formula(opened, browser):
    text = browser.run("asCsv([['=1+1', '-2', '@x', 'a,b', 'a\"b', 3, null]])")
    assert text == '\ufeff\'=1+1,\'-2,\'@x,"a,b","a""b",3,\n'


def test_data_cannot_end_its_script_and_come_back_whole():
    text = packed({"a": HOSTILE})
    assert set(text) <= set(string.ascii_letters + string.digits + "+/=")
    assert json.loads(gzip.decompress(base64.b64decode(text))) == {"a": HOSTILE}


def test_widgets_follow_a_choice(sample):
    shown = explore(sample, lang="en")
    (topics, *_), output = shown.children[0].children, shown.children[-1]
    before = output.value
    topics.value = topics.value[:1]
    assert output.value != before
    assert "<img" in output.value
    topics.value = []
    assert "No articles" in output.value
