"""A folder built again and again, while pages come, change and go, holds what a fresh build would hold."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from analysis.engine.build import NAME, build

PAGE = """خبر رقم {n} عن {what}
تاريخ النشر: {day} أكتوبر 2024
قالت {what} إنها ستوقع الاتفاق رقم {n} في الشهر المقبل، وأضاف المصدر أن المحادثات مستمرة.
الوسوم: {what}، اتفاق، إيران
"""
NUMBERS = st.integers(0, 3)
WHAT = st.sampled_from(["روسيا", "غزة", ""])


def result(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


class Builds(RuleBasedStateMachine):
    """Raw files of any age, one folder of tables, and a fresh build beside it to compare."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(mkdtemp())
        self.raw = self.place / "raw"
        self.raw.mkdir()

    def teardown(self) -> None:
        rmtree(self.place)

    @initialize()
    def first_page(self) -> None:
        self.write(9, "إيران")

    @rule(n=NUMBERS, what=WHAT)
    def write(self, n: int, what: str) -> None:
        text = PAGE.format(n=n, what=what, day=n + 1)
        (self.raw / f"{n}.txt").write_text(text, encoding="utf-8")

    @rule(n=NUMBERS, twin=NUMBERS)
    def write_again_under_another_name(self, n: int, twin: int) -> None:
        if (self.raw / f"{n}.txt").exists():
            (self.raw / f"twin {twin}.txt").write_bytes((self.raw / f"{n}.txt").read_bytes())

    @rule(n=NUMBERS, before=st.sampled_from(["", "twin "]))
    def remove(self, n: int, before: str) -> None:
        (self.raw / f"{before}{n}.txt").unlink(missing_ok=True)

    @rule()
    def lose_the_manifest(self) -> None:
        (self.place / "out" / NAME).unlink(missing_ok=True)

    @rule()
    def build_again(self) -> None:
        again = result(build([self.raw], self.place / "out", jobs=1).folder)
        fresh = result(build([self.raw], self.place / "fresh", jobs=1).folder)
        rmtree(self.place / "fresh")
        assert [name for name in fresh if fresh[name] != again.get(name)] == []
        assert fresh.keys() == again.keys()


def test_a_folder_built_again_is_a_fresh_build() -> None:
    few = settings(max_examples=4, stateful_step_count=10, derandomize=True, deadline=None)
    run_state_machine_as_test(Builds, settings=few)
