"""The network is never touched: every command runs where opening a connection ends it."""

from __future__ import annotations

import pytest
from security_offline import run

pytestmark = pytest.mark.xdist_group("browser")  # the report made here is the one that is opened there


def test_the_guard_sees_a_connection(tmp_path):
    done = run(tmp_path, ["-c", "import socket; socket.create_connection(('127.0.0.1', 9))"], [])
    assert "the network is off" in done.stderr
    assert (tmp_path / "log").read_text().startswith("socket.getaddrinfo")


def test_every_command_works_without_a_network(offline):
    place, said = offline
    assert len(said) == 10
    assert [words for words, done in said if (done.returncode, done.stderr) != (0, "")] == []
    assert not (place / "log").exists()
