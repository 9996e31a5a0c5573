"""Printing: a hundred tags, a boarding list of 120 people, and the first page of a fresh process; beside an empty page."""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import typst

from bench.measuring import HOME, Figures, Machine, answer, parser
from lanyard.exports.documents import pdf
from lanyard.exports.manifest import BoardingPaper, Traveller
from lanyard.exports.setting import Heading
from lanyard.exports.tags import Tags
from lanyard.terms.tags import tag_code
from lanyard.words import Words

GOAL_S: Final = 2.0
TAGS: Final = 100
PEOPLE: Final = 120
ROUNDS: Final = 15
QUICK: Final = 2
COLD: Final = 5
FIGURES: Final = {"tags_100_s": 4, "manifest_120_s": 4, "cold_s": 3, "empty_page_s": 5, "empty_page_cold_s": 3}
NAMES: Final = ("سارة الحسن", "گوڵاڵە ڕۆژین", "Şêrîn Ûsiv", "Лариса И.")

ONE_TAG: Final = (
    "from lanyard.exports.documents import pdf; from lanyard.exports.tags import Tags; "
    "from lanyard.words import Words; pdf('tags', Tags(('BG0000001C',)), Words('en'))"
)
BARE: Final = "import typst; typst.compile(b'', ignore_system_fonts=True, format='pdf')"


def given(seed: int) -> tuple[Tags, BoardingPaper]:
    """Codes, and made-up people of four scripts."""
    draw = random.Random(seed)
    codes = [tag_code("BG", draw.getrandbits(35)) for _ in range(PEOPLE)]
    people = tuple(Traveller(code, draw.choice(NAMES), "female", (240, 251)) for code in codes)
    heading = Heading("2019-02-22 19:05", "Asia/Damascus")
    paper = BoardingPaper(
        heading, "00" * 16, "AB 12", "BG", "HC", "road", "officer", "AB 12", "120", "", "", "", people
    )
    return Tags(tuple(codes[:TAGS])), paper


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def fresh(program: str) -> float:
    """A process of its own, from its start to its end."""
    environment = {"PYTHONPATH": str(HOME / "src"), "PATH": "/usr/bin:/bin"}
    return seconds(lambda: subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=HOME))


def measure(rounds: int, seed: int) -> dict[str, Any]:
    """Rounds of each, taking turns with an empty page set by typst itself."""
    figures = Figures()
    english, arabic = Words("en"), Words("ar")
    for turn in range(rounds):
        tags, paper = given(seed + turn)  # others each time: typst remembers what it has set before
        empty = f"#metadata({turn})".encode()
        figures.add(
            tags_100_s=seconds(partial(pdf, "tags", tags, english)),
            empty_page_s=seconds(partial(typst.compile, empty, ignore_system_fonts=True, format="pdf")),
            manifest_120_s=seconds(partial(pdf, "manifest", paper, arabic, english)),
        )
        if turn < COLD:
            figures.add(cold_s=fresh(ONE_TAG), empty_page_cold_s=fresh(BARE))
    found = figures.report(FIGURES)
    ratio = statistics.median(
        a / b for a, b in zip(figures.values["cold_s"], figures.values["empty_page_cold_s"], strict=True)
    )
    missed = [] if figures.median("tags_100_s") < GOAL_S else ["tags_100_s"]
    return {
        **found,
        "cold_vs_empty_page": round(ratio, 2),
        "goals": {"tags_100_s": GOAL_S},
        "missed": missed,
        "rounds": rounds,
    }


def main() -> None:
    """Measure and say."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(QUICK if said.quick else ROUNDS, said.seed)
    answer("print", {**found, "quick": said.quick, "seed": said.seed}, on, said)


if __name__ == "__main__":
    main()
