"""What the office asks of a full site: the board, a case, lists and queues, searches; beside them a bare count of the file.

The site is made once a run: trucks of made-up people, sealed by six tablets, kept by the one writer through its door and
folded as at any site. Only the check of signatures, which reading does not meet, is left out.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from bench.corpus import START_MS, Person, Said, Tablets, Truck
from bench.measuring import SCRATCH, Machine, answer, parser, quantile
from lanyard.casefile.marks import Nature
from lanyard.desk.behind import SETS
from lanyard.desk.board import CODES
from lanyard.desk.look_up import Look
from lanyard.desk.manifests import ManifestState
from lanyard.desk.node import Node
from lanyard.desk.paging import Wanted
from lanyard.stations.first_aid.entries import Glanced
from lanyard.store.cipher import Connection, connect
from lanyard.store.folder import VIEWS
from lanyard.web.demo.plan import site_plan

PEOPLE: Final = 100_000
QUICK_PEOPLE: Final = 400
ROUNDS: Final = 200
QUICK_ROUNDS: Final = 10
UNSEEN_EVERY: Final = 20
"""Every so many trucks nobody has looked at the people of one."""

GOALS: Final = {"board_p95_ms": 300, "search_p95_ms": 50}
ASKED: Final = ("board", "case", "list", "search", "count")
HOUR_MS: Final = 3_600_000
SITES: Final = ("", "BG", "HC")


class Full(NamedTuple):
    """A site as it was filled: who came, how many entries that made, when the last was recorded (ms UTC), in what time."""

    people: list[Person]
    plates: list[str]
    entries: int
    last_ms: int
    seconds: float


def fill(node: Node, people: int, seed: int) -> Full:
    """Trucks until there are so many people; every second one's people travel on to the camp, the others stay."""
    begun = time.perf_counter()
    rng, tablets = Random(seed), Tablets(node)
    node.door.accept(tablets.sign_ins).result()
    came: list[Person] = []
    plates, entries, last_ms, number = [], 0, START_MS, 0
    while len(came) < people:
        truck = Truck(rng, number)
        truck.people = truck.people[: people - len(came)]
        said = list(_recorded(truck, number))
        [sealed] = tablets.seal([said])
        node.door.accept(sealed).result()
        came += truck.people
        plates += [one.draft.record.plate for one in said if hasattr(one.draft.record, "counted_by")]
        entries, last_ms, number = entries + len(sealed), max(last_ms, said[-1].at_ms), number + 1
    node.settle()
    return Full(came, plates, entries, last_ms, time.perf_counter() - begun)


def _recorded(truck: Truck, number: int) -> Iterator[Said]:
    """What is recorded of one truck: of every second nothing that belongs to its leaving."""
    stays, unseen = number % 2 == 0, number % UNSEEN_EVERY == 0
    for said in truck.said():
        leaves = said.tablet in ("bay", "camp")
        if not (leaves and stays) and not (unseen and isinstance(said.draft.record, Glanced)):
            yield said


class Asking:
    """Asks as pages do, over one reader that stays open, each time of something else."""

    def __init__(self, look: Look, bare: Connection, full: Full, rng: Random) -> None:
        self._look = look
        self._office = look.questions
        self._bare = bare
        self._full = full
        self._rng = rng
        self._now = full.last_ms + HOUR_MS
        self.took: dict[str, list[float]] = {name: [] for name in ASKED}
        self.by_list: dict[str, list[float]] = {}

    def round(self, number: int) -> None:
        """One question of each sort, in turn; the bare count among them."""
        site = SITES[number % len(SITES)]
        lists = list(self._lists(site))
        name, ask = lists[number % len(lists)]
        self._time("board", lambda: self._office.board(self._now, site))
        self._time("count", lambda: self._bare.execute("SELECT count(*) FROM case_row").fetchone())
        self._time("case", lambda: self._look.read(self._rng.choice(self._full.people).ref))
        self.by_list.setdefault(name, []).append(self._time("list", ask))
        typed = self._typed(number)
        self._time("search", lambda: self._office.search.find(typed, site))

    def _time(self, name: str, work: Callable[[], object]) -> float:
        begun = time.perf_counter()
        work()
        took = (time.perf_counter() - begun) * 1000
        self.took[name].append(took)
        return took

    def _lists(self, site: str) -> Iterator[tuple[str, Callable[[], object]]]:
        office, now = self._office, self._now
        later = Wanted(self._rng.randrange(0, 2000, 50))
        yield "glance", lambda: office.queues.glance(now, site)
        yield "triage", lambda: office.queues.triage(now, site)
        yield "again", lambda: office.queues.again(now, site, later)
        yield "areas", lambda: office.areas.all(site)
        yield "there", lambda: office.areas.there(self._rng.choice(office.areas.all()).key, later)
        yield "vehicles", lambda: office.vehicles.today(now, site)
        yield "manifests", lambda: office.manifests.all(now, site, ManifestState.CLOSED, later)
        yield "duties", lambda: office.duties.owed(now, site, late=True, wanted=later)
        yield "breaches", lambda: office.contradictions.page(Nature.BREACH, site)
        code = self._rng.choice([code for code in CODES if code in SETS])
        yield "behind", lambda: office.behind.page(code, site, now, later)

    def _typed(self, number: int) -> str:
        person = self._rng.choice(self._full.people)
        name = person.met.name_written or ""
        typed = (person.tag, name, name[:3], name.split(" ")[-1], person.group, self._rng.choice(self._full.plates))
        return typed[number % len(typed)]


def measure(people: int, rounds: int, seed: int) -> dict[str, Any]:
    """Fill a site, ask it, and throw it away."""
    SCRATCH.mkdir(exist_ok=True)
    parent = Path(tempfile.mkdtemp(dir=SCRATCH, prefix="bench-"))
    try:
        with Node.create(parent / "site", None, site_plan(1), START_MS, training=True) as node:
            full = fill(node, people, seed)
            bare = connect(node.folder.path / VIEWS, node.folder.key_of(VIEWS), read_only=True)
            with node.look() as look:
                asking = Asking(look, bare, full, Random(seed))
                for number in range(rounds):
                    asking.round(number)
            bare.close()
            size = sum(path.stat().st_size for path in node.folder.path.glob("views.db*"))
    finally:
        shutil.rmtree(parent, ignore_errors=True)
    found: dict[str, Any] = {}
    for name, took in asking.took.items():
        found |= {f"{name}_p50_ms": round(quantile(took, 0.5), 2), f"{name}_p95_ms": round(quantile(took, 0.95), 2)}
    return {
        **found,
        "lists_p95_ms": {name: round(quantile(took, 0.95), 1) for name, took in sorted(asking.by_list.items())},
        "people": len(full.people),
        "entries": full.entries,
        "views_mb": round(size / 1e6),
        "filled_in_s": round(full.seconds),
        "rounds": rounds,
        "seed": seed,
        "goals": GOALS,
        "missed": [name for name, goal in GOALS.items() if found[name] > goal],
    }


def main() -> None:
    """Measure and print."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    people, rounds = (QUICK_PEOPLE, QUICK_ROUNDS) if said.quick else (PEOPLE, ROUNDS)
    answer("look", {**measure(people, rounds, said.seed), "quick": said.quick}, on, said)


if __name__ == "__main__":
    main()
