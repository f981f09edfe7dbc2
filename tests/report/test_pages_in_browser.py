"""Every page in a real browser: no fault of accessibility, nothing wider than a phone, no request."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.report.notebooks import notebook_files
from tests.browser import Browser, need_browser

pytestmark = pytest.mark.xdist_group("report")
PAGES = [*(f"{file.stem}.html" for file in notebook_files()), "index.html"]
AXE = Path(__file__).parents[2] / ".venv/axe/axe_playwright_python/axe.min.js"
FAULTS = "axe.run().then(r => r.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`))"


@pytest.fixture(scope="module")
def browser():
    with Browser(need_browser()) as one:
        yield one


@pytest.fixture(params=["arabic", "english"])
def folder(request) -> Path:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("name", PAGES)
def test_the_accessibility_engine_finds_no_fault(name, folder, browser):
    if not AXE.is_file():
        pytest.fail("no axe-core: `make test` installs it from tests/axe.lock")
    for width, dark in ((1280, False), (390, True)):
        browser.open(folder / name, width=width, dark=dark)
        browser.run("window.wusumReady")
        browser.run("document.querySelectorAll('details').forEach(one => (one.open = true))")
        browser.run(AXE.read_text(encoding="utf-8"))
        assert browser.run(FAULTS) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_the_whole_page_and_no_page_asks_for_anything(name, folder, browser):
    browser.open(folder / name, width=390)
    browser.run("window.wusumReady")
    assert browser.run("document.documentElement.scrollWidth") <= 390
    assert (browser.asked(), browser.complaints()) == ([], [])


def test_choices_of_a_month_are_whole_on_a_phone(arabic, browser):
    browser.open(arabic / "07_explore.html", width=390)
    browser.run("window.wusumReady")
    inside = """[...document.querySelectorAll('select')].every(one => {
        const field = one.closest('fieldset').getBoundingClientRect(), box = one.getBoundingClientRect()
        const text = document.createRange()
        text.selectNodeContents(one.previousSibling)
        return box.left >= field.left && box.right <= field.right && text.getClientRects().length === 1
    })"""
    assert browser.run(inside)


def test_the_engine_sees_a_fault(browser, tmp_path):
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><html><title>x</title><main><img src='data:,'></main>")
    browser.open(tmp_path / "bad.html")
    browser.run(AXE.read_text(encoding="utf-8"))
    assert any(fault.startswith("image-alt") for fault in browser.run(FAULTS))


def test_a_request_would_be_seen(browser, tmp_path):
    (tmp_path / "asks.html").write_text("<!DOCTYPE html><img src='other.png'><script>x(</script>")
    browser.open(tmp_path / "asks.html")
    assert [url.rpartition("/")[2] for url in browser.asked()] == ["other.png"]
    assert browser.complaints()


def test_a_printed_page_keeps_its_figures_and_leaves_its_code(browser, arabic, tmp_path):
    browser.open(arabic / "index.html")
    browser.pdf(tmp_path / "index.pdf")
    assert (tmp_path / "index.pdf").read_bytes().startswith(b"%PDF")
    browser.send("Emulation.setEmulatedMedia", media="print")
    assert browser.run(
        "[...document.querySelectorAll('img')].every(i => i.getBoundingClientRect().width > 100)"
    )
    browser.open(arabic / "02_topics.html")
    browser.send("Emulation.setEmulatedMedia", media="print")
    displays = "[...document.querySelectorAll('details.code')].map(one => getComputedStyle(one).display)"
    assert set(browser.run(displays)) == {"none"}
    browser.send("Emulation.setEmulatedMedia", media="")
