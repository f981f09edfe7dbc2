"""Pages of a report and figures, opened in Chromium: nothing that pages said runs, and nothing is fetched.

Two guards, each tried without the other: escaping, with the Content-Security-Policy taken away; and the
policy, with a script planted as if escaping had failed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from lxml import html
from security_attacks import RUN

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium"),
    pytest.mark.xdist_group("browser"),
]
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
PLANTED = (
    f'<script>{RUN}</script><img src=/ran><img src=data: onerror="{RUN}"><iframe src=/ran></iframe>'
    "<link rel=stylesheet href=/ran><style>@import '/ran'; p { background: url(/ran) }</style><p>x</p>"
    "<object data=/ran></object><form id=f action=/ran></form><svg><image href=/ran /></svg>"
)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder on this machine; yield its address and the paths that are asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def opened(folder: Path, names: list[str]) -> list[str]:
    """Open files side by side in one page; return what was asked for beyond them."""
    frames = "".join(f'<iframe src="{name}"></iframe>' for name in names)
    (folder / "all.html").write_text(f"<!doctype html><title>all</title>{frames}", encoding="utf-8")
    options = (
        "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --dump-dom"
    )
    with served(folder) as (address, asked), tempfile.TemporaryDirectory() as profile:
        command = [CHROMIUM, *options.split(), f"--user-data-dir={profile}", "--virtual-time-budget=4000"]
        subprocess.run([*command, f"{address}/all.html"], capture_output=True, timeout=120, check=True)
        assert {f"/{name}" for name in names} <= set(asked), "a page was not opened"
    return sorted(set(asked) - {"/all.html", "/favicon.ico", *(f"/{name}" for name in names)})


@pytest.fixture(scope="module")
def pages(offline) -> Path:
    """A report and figures of a corpus of attacks."""
    return offline[0] / "report"


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.suffix in (".html", ".svg"))


def test_the_policy_of_every_page_allows_what_its_hashes_name_and_nothing_else(pages):
    for file in sorted(pages.glob("*.html")):
        tree = html.document_fromstring(file.read_bytes())
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        for kind in ("script-src", "style-src"):
            assert re.fullmatch(r"'(?:none|sha256-[\w+/]{43}=)'", rules.get(kind, "'none'")), file.name
        assert not tree.xpath("//@*[name() = 'style' or starts-with(name(), 'on')]"), file.name


def test_without_the_policy_nothing_that_pages_said_runs(pages, tmp_path):
    for name in names_in(pages):
        text = (pages / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(POLICY.sub("", text), encoding="utf-8")
    assert opened(tmp_path, names_in(tmp_path)) == []


def test_the_policy_stops_what_escaping_would_let_through(pages, tmp_path):
    for name in names_in(pages):
        if name.endswith(".html"):
            text = (pages / name).read_text(encoding="utf-8")
            spoiled = text.replace("</main>", f"{PLANTED}</main>")
            assert POLICY.search(spoiled)
            assert PLANTED in spoiled
            (tmp_path / name).write_text(spoiled, encoding="utf-8")
    assert opened(tmp_path, names_in(tmp_path)) == []


def test_a_planted_script_runs_where_there_is_neither(tmp_path):
    (tmp_path / "bare.html").write_text(f"<!doctype html><p>x</p>{PLANTED}", encoding="utf-8")
    assert opened(tmp_path, ["bare.html"]) == ["/ran"]
