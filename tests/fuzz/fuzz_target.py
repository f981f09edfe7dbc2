"""Coverage-guided fuzzing with atheris, on demand: ``make fuzz RUNS=100000``.

One check a process: ``python tests/fuzz/fuzz_target.py page -runs=100000``. Options after the name are
libFuzzer's. An input that breaks a check is written to ``crash-...`` and its traceback printed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

with atheris.instrument_imports(include=["analysis"]):
    from fuzz_checks import CHECKS, WORDS

PAGES = HERE.parents[1] / "data/raw"
LIMITS = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", "-print_final_stats=1"]
"""An input of 4 kB has ten seconds, the process 2 GB; what takes more is a finding."""


def write_seeds(folder: Path) -> None:
    """Start from pages of the sample, and from each word that pages turn on."""
    for page in sorted(PAGES.glob("*.txt"))[::4]:
        (folder / page.name).write_bytes(page.read_bytes()[:4096])
    for number, word in enumerate(WORDS):
        (folder / f"word{number}").write_text(
            f"{word} 1 x {word}", encoding="utf-8", errors="surrogatepass", newline=""
        )


def write_words(file: Path) -> Path:
    """Write libFuzzer's dictionary, which takes ASCII alone."""
    quoted = (
        '"' + "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass")) + '"'
        for word in WORDS
    )
    file.write_text("\n".join(quoted) + "\n", encoding="ascii")
    return file


def main() -> None:
    """Fuzz the check named first; further words go to libFuzzer."""
    name, *options = sys.argv[1:]
    check = CHECKS[name]

    def one(data: bytes) -> None:
        check(data if name == "decode" else data.decode("utf-8", "surrogateescape"))

    with tempfile.TemporaryDirectory() as place:
        seeds = Path(place, "seeds")
        seeds.mkdir()
        write_seeds(seeds)
        words = write_words(Path(place, "words"))
        atheris.Setup([sys.argv[0], str(seeds), *LIMITS, f"-dict={words}", *options], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
