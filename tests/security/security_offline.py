"""Commands run where opening a connection fails and is written down."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def no_network() -> list[str]:
    """Where the system lets us, a network without any interface: compiled code sees none either."""
    command = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        return []
    return command
