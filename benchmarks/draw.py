"""``benchmarks/results.json`` as a figure and as the tables of ``docs/performance.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks/results.json"
PAGE = ROOT / "docs/performance.md"
FLOORS = {"read": "reading the bytes", "scan": "a bare Aho-Corasick scan"}


def main() -> None:
    """Write the figure and the tables."""
    measured = json.loads(RESULTS.read_text(encoding="utf-8"))
    if "rivals" in measured:
        draw(measured["rivals"], ROOT / "docs/performance.png")
    text = PAGE.read_text(encoding="utf-8")
    for name, lines in TABLES.items():
        if name not in measured or f"<!-- {name} -->\n" not in text:
            continue
        first, _, rest = text.partition(f"<!-- {name} -->\n")
        _, _, after = rest.partition("<!-- end -->")
        text = f"{first}<!-- {name} -->\n" + "\n".join(lines(measured)) + f"\n<!-- end -->{after}"
    PAGE.write_text(text, encoding="utf-8")


def draw(rivals: dict, file: Path) -> None:
    """Draw how many times the time of this package each tool takes."""
    found = {tool: one for tool, one in rivals.items() if isinstance(one, dict)}
    order = sorted(found, key=lambda tool: found[tool]["times_faster"]["wall_s"])
    figure, axes = plt.subplots(figsize=(7, 0.45 * len(order) + 1.2), layout="constrained")
    for kind, shift, colour in (("wall_s", 0.18, "#0b5d7a"), ("cpu_s", -0.18, "#9cc3d1")):
        found_times = [found[tool]["times_faster"][kind] for tool in order]
        bars = axes.barh(
            [at + shift for at in range(len(order))], found_times, 0.34, color=colour, label=kind
        )
        axes.bar_label(bars, fmt="%.3g", padding=3, fontsize=8)
    axes.set_yticks(range(len(order)), [FLOORS.get(tool, tool) for tool in order])
    axes.axvline(1, color="#444444", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlabel("times the time of wusum (1 = as long; the same work)")
    axes.legend(["as long as wusum", "wall time", "processor time"], frameon=False, loc="lower right")
    axes.margins(x=0.15)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=150, metadata={"Software": None})


def table(head: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table of a page; the names of its columns are parted by bars."""
    yield f"| {head} |"
    yield "|---" * (head.count("|") + 1) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def times(one: dict) -> tuple[str, str, str]:
    """Return wall time, processor time and, when it was measured, peak memory as they are shown."""
    peak = f"{one['peak_mb']:.0f}" if "peak_mb" in one else "–"
    return f"{one['wall_s']:.1f}", f"{one['cpu_s']:.1f}", peak


def rivals_table(measured: dict) -> Iterator[str]:
    """Yield one row a tool."""
    rows = [
        (
            FLOORS.get(tool, tool),
            *times(one["rival"]),
            *times(one["wusum"])[:2],
            f"{one['times_faster']['wall_s']:.2f}",
            f"{one['times_faster']['cpu_s']:.2f}",
            f"{one['differ']} of {one['pairs']:,}" if "pairs" in one else "a floor",
        )
        for tool, one in entries(measured["rivals"])
    ]
    ours = "our wall, s | our processor, s | times, wall | times, processor | pairs that differ"
    yield from table(f"tool | wall, s | processor, s | peak, MB | {ours}", rows)


def growth_table(measured: dict) -> Iterator[str]:
    """Yield one row a size."""
    rows = [
        (f"{int(size):,}", *times(one), f"{1e6 * one['cpu_s'] / int(size):.0f}")
        for size, one in entries(measured["growth"])
    ]
    yield from table("articles | wall, s | processor, s | peak, MB | processor for 1,000, ms", rows)


def stages_table(measured: dict) -> Iterator[str]:
    """Yield one row a stage: its processor time less the start, which is as long as its wall time varies."""
    rows = [(stage, *times(one)[1:]) for stage, one in entries(measured["stages"])]
    yield from table("stage | processor, s | peak, MB", rows)


def pages_table(measured: dict) -> Iterator[str]:
    """Yield one row a size."""
    rows = [
        (f"{int(size):,}", *times(one), f"{one['pages_per_s']:,.0f}")
        for size, one in entries(measured["pages"])
    ]
    yield from table("page dumps | wall, s | processor, s | peak, MB | pages a second", rows)


def builds_table(measured: dict) -> Iterator[str]:
    """Yield one row a size."""
    rows = [
        (
            f"{int(size):,}",
            *times(one["whole"]),
            f"{one['pages_per_s']:.0f}",
            *(f"{one['one_percent_more'][kind]:.1f}" for kind in ("cpu_s", "pieces_cpu_s")),
            f"{one['share_of_work']:.3f}",
            f"{one['share_of_pieces']:.3f}",
        )
        for size, one in entries(measured["builds"])
    ]
    head = "page dumps | wall, s | processor, s | peak, MB | pages a second"
    more = "1 % more: processor, s | of it pieces, s | share of all | share of the pieces"
    yield from table(f"{head} | {more}", rows)


def tables_table(measured: dict) -> Iterator[str]:
    """Yield one row a table and number of workers."""
    rows = [(name, str(one["mb"]), *times(one)) for name, one in sorted(entries(measured["tables"]))]
    yield from table("table | MB | wall, s | processor, s | peak, MB", rows)


def topics_table(measured: dict) -> Iterator[str]:
    """Yield one row a number of topics."""
    rows = [(count, *times(measured["topics"][count])) for count in ("20", "200")]
    yield from table("topics | wall, s | processor, s | peak, MB", rows)


def reprints_table(measured: dict) -> Iterator[str]:
    """Yield one row a size."""
    rows = [
        (
            f"{int(size):,}",
            f"{one['planted']:,}",
            *times(one),
            f"{one['recall']:.4f}",
            f"{one['precision']:.4f}",
        )
        for size, one in entries(measured["reprints"])
    ]
    yield from table("articles | planted | wall, s | processor, s | peak, MB | recall | precision", rows)


def tag_pairs_table(measured: dict) -> Iterator[str]:
    """Yield one row a tool, the start taken off its times."""
    part = measured["tag_pairs"]
    idle = part["idle"]
    work = {
        "wusum": "wusum, from names to named pairs",
        "scipy_named": "scipy, from names to named pairs",
        "wusum_numbers": "wusum, from numbers to numbers",
        "scipy": "scipy, from numbers to numbers: the product X'X alone",
    }
    rows = []
    for tool, done in work.items():
        less = {name: part[tool][name] - idle[name] for name in ("wall_s", "cpu_s")}
        rows.append((done, *times(part[tool] | less), f"{part['times'].get(tool, '')}"))
    yield from table("work | wall, s | processor, s | peak, MB | processor time over that of scipy", rows)
    counted = f"{part['articles']:,} articles, {part['pairs']:,} pairs"
    yield from ("", f"{counted}, of which {part['differ']} are counted otherwise by scipy.")


def reports_table(measured: dict) -> Iterator[str]:
    """Yield one row a step."""
    rows = [
        (step, *times(measured["reports"][step]), f"{measured['reports'][step]['bytes'] / 1e6:.1f}")
        for step in ("build", "report")
    ]
    yield from table("step | wall, s | processor, s | peak, MB | on disk, MB", rows)


def machine_table(measured: dict) -> Iterator[str]:
    """Yield where it was measured."""
    one = measured["machine"]
    versions = ", ".join(f"{name} {found}" for name, found in one["versions"].items())
    yield f"{one['system']}, {one['cores']} cores, {one['memory_gb']} GB, Python {one['python']}; {versions}."
    yield f"The load of the machine was {one['load_at_start']} when the last part of the run began."


def entries(part: dict) -> list[tuple[str, dict]]:
    """Return what was measured, by size where names are numbers."""
    return sorted((row for row in part.items() if isinstance(row[1], dict)), key=lambda row: row[0].zfill(12))


TABLES = {
    "machine": machine_table,
    "rivals": rivals_table,
    "topics": topics_table,
    "growth": growth_table,
    "stages": stages_table,
    "pages": pages_table,
    "builds": builds_table,
    "tables": tables_table,
    "reprints": reprints_table,
    "tag_pairs": tag_pairs_table,
    "reports": reports_table,
}

if __name__ == "__main__":
    main()
