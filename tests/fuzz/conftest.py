"""Helpers of these tests are imported by their name; the target for atheris is run by `make fuzz` alone."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
collect_ignore = ["fuzz_target.py"]
