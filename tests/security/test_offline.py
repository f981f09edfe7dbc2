"""The network is never touched: every command runs where opening a connection ends it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUARD = """
import os, sys
def hook(event, args):
    if event == "socket.bind" and args[1] == ("::1", 0):
        return  # urllib3 asks the system whether it knows IPv6
    inet = event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(args[1], tuple)
    if inet or event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        with open(os.environ["WUSUM_GUARD"], "a") as log:
            log.write(f"{event} {args[1:]}\\n")
        raise OSError(101, "the network is off in this test")
sys.addaudithook(hook)
"""


def run(tmp_path: Path, words: list[str], wrap: list[str]) -> subprocess.CompletedProcess[str]:
    """Run Python where its network calls fail and are written down, in workers and kernels too."""
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "WUSUM_GUARD": str(tmp_path / "log")}
    return subprocess.run(
        [*wrap, sys.executable, *words], env=env, capture_output=True, text=True, timeout=300
    )


def test_the_guard_sees_a_connection(tmp_path):
    done = run(tmp_path, ["-c", "import socket; socket.create_connection(('127.0.0.1', 9))"], [])
    assert "the network is off" in done.stderr
    assert (tmp_path / "log").read_text().startswith("socket.getaddrinfo")


@pytest.fixture(scope="module")
def wrap() -> list[str]:
    """Where the system lets us, a network without any interface: compiled code sees none either."""
    command = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        return []
    return command


def test_every_command_works_without_a_network(attacked, tmp_path, wrap):
    raw, out = attacked.parent / "raw", tmp_path / "out"
    html = raw / "page.html"
    html.write_text("<title>x</title><img src='http://127.0.0.1:9/x'><p>نص عن روسيا.</p>", encoding="utf-8")
    commands = [
        ["build", str(raw), "--out", str(out), "--jobs", "2"],
        ["report", str(out), "--out", str(tmp_path / "report")],
        ["figure", "topics", str(out), "--out", str(tmp_path / "x.svg")],
        ["export", str(out), "--format", "graphml"],
        ["export", str(out), "--format", "xlsx"],
        ["sample", str(out), "--out", str(tmp_path / "s.csv")],
        ["verify", str(out)],
        ["explain", str(html)],
    ]
    for words in commands:
        done = run(tmp_path, ["-m", "analysis", *words], wrap)
        assert (done.returncode, done.stderr) == (0, ""), words
    assert not (tmp_path / "log").exists()
