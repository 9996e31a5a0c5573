"""Imports a workbook of 50,000 made-up people into a fresh site, then once more, which must change nothing.

Beside it the limit: the parser alone reading the same file. Each part is a process of its own, so that the memory that
is reported is its own; the site is opened by its secret, since a passphrase takes 256 MB to try, whoever asks.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from python_calamine import CalamineWorkbook

from bench.measuring import HOME, SCRATCH, Machine, answer, parser
from lanyard.desk.node import Node
from lanyard.desk.plan import AreaPlan, Site, SitePlan
from lanyard.exchange.lists.memory import Memory
from lanyard.exchange.lists.outcomes import Asked
from lanyard.exchange.lists.recording import record
from lanyard.exchange.lists.taking import plan_of, understand
from lanyard.terms.tags import tag_code
from lanyard.web.demo.names import name, word
from tests.exchange.lists.spreadsheets import xlsx

ROWS: Final = 50_000
QUICK_ROWS: Final = 500
GOAL_SECONDS: Final = 180
LIST: Final = "Bench"
PLAN: Final = SitePlan(
    (Site(b"S" * 16, "BG", "The point", "Asia/Damascus"),),
    tuple(AreaPlan(bytes([65 + n]) * 16, f"BG/L{n}", f"Line {n}", 20_000, False) for n in range(4)),
)


def people(count: int, seed: int) -> Iterator[list[object]]:
    """A title, a header, and so many rows with eleven columns, one of which fits no field."""
    rng = Random(seed)
    yield ["Arrivals"]
    yield ["No.", "Tag", "الاسم الكامل", "Sex", "Age", "DOB", "Family no.", "Language", "Line/Tent", "Date", "Remarks"]
    for number in range(count):
        age, born = (
            (str(rng.randint(1, 70)), "")
            if rng.random() < 0.5
            else ("", f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(1950, 2018)}")
        )
        tag = tag_code("BG", number) if rng.random() < 0.7 else ""
        line = f"L{rng.randrange(4)}"
        made = name(rng, word(rng)).arabic
        sex = rng.choice("FM")
        yield [
            number + 1,
            tag,
            made,
            sex,
            age,
            born,
            f"H{number // 5}",
            "Arabic",
            line,
            "24/02/2019",
            rng.choice(["", "tired"]),
        ]


def part(which: str, file: Path, folder: Path, secret: bytes) -> dict[str, Any]:
    """One part, in its own process."""
    begun = time.perf_counter()
    found = _bare(file) if which == "bare" else _import(file, folder, secret)
    return {**found, "seconds": time.perf_counter() - begun, "peak_mb": _peak_mb()}


def _bare(file: Path) -> dict[str, Any]:
    table = CalamineWorkbook.from_path(file).get_sheet_by_index(0)
    return {"rows": sum(1 for _ in table.iter_rows()) - 2}


def _import(file: Path, folder: Path, secret: bytes) -> dict[str, Any]:
    with Node.open(folder, secret=secret) as node:
        memory = Memory(node.folder.strongbox)
        memory.begin()
        understood = understand(file, memory, ["Line/Tent=area"])
        plan, _ = plan_of(node, memory, understood, Asked(LIST, date.today()))  # noqa: DTZ011  no zone matters here
        opened = _peak_mb()
        entries = 0
        for step in record(plan, node, node.office()):
            entries = step.entries
        memory.keep(LIST, understood.sheet.digest, plan.mapping)
        return {
            "rows": plan.rows,
            "good": len(plan.good),
            "already": plan.already,
            "entries": entries,
            "planned_mb": opened,
        }


def _peak_mb() -> int:
    """The most memory that this process has held since it began (its parent's left out)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM"))


def measure(rows: int, seed: int) -> dict[str, Any]:
    """The file, a fresh site, and the parts: the parser before and after, the import, the import again."""
    SCRATCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="bench-") as parent:
        folder, file = Path(parent) / "site", xlsx(Path(parent) / "list.xlsx", people(rows, seed))
        with Node.create(folder, None, PLAN, time.time_ns() // 1_000_000, training=True) as node:
            secret = node.folder.secret
        bare, first, again, after = (
            _in_its_own_process(one, file, folder, secret) for one in ("bare", "new", "again", "bare")
        )
    if (first["good"], again["good"], again["already"], again["entries"]) != (rows, 0, rows, 0):
        raise RuntimeError("the list was not imported whole, or not once")
    return {
        "rows": rows,
        "entries": first["entries"],
        "seconds": round(first["seconds"], 1),
        "rows_per_second": round(rows / first["seconds"]),
        "peak_mb": first["peak_mb"],
        "planned_mb": first["planned_mb"],
        "again_seconds": round(again["seconds"], 1),
        "again_peak_mb": again["peak_mb"],
        "calamine_seconds": [round(bare["seconds"], 2), round(after["seconds"], 2)],
        "calamine_peak_mb": bare["peak_mb"],
        "goal_seconds": GOAL_SECONDS,
        "missed": ["seconds"] if first["seconds"] > GOAL_SECONDS else [],
        "seed": seed,
    }


def _in_its_own_process(which: str, file: Path, folder: Path, secret: bytes) -> dict[str, Any]:
    code = "import sys, json; from bench import import_list as b; from pathlib import Path; print(json.dumps(b.part(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), bytes.fromhex(sys.stdin.read()))))"
    done = subprocess.run(
        [sys.executable, "-c", code, which, str(file), str(folder)],
        input=secret.hex(), cwd=HOME, env={"PYTHONPATH": f"{HOME}/src:{HOME}"}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(QUICK_ROWS if said.quick else ROWS, said.seed)
    answer("import_list", {**found, "quick": said.quick}, on, said)


if __name__ == "__main__":
    main()
