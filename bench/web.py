"""The office under load: durable records through sign-in, CSRF and the guarded path, beside a plain Django POST.

A site of 100,000 made-up people is served as `./lanyard serve` does; 48 clerks record, 60 boards ask once a second; the
peer runs beside it on the same disk and takes turns with it, every sync of both 4 ms longer, then both on the bare disk.
Then pages are opened one by one while the boards go on.
"""

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from bench.look import fill
from bench.measuring import HOME, SCRATCH, Figures, Machine, answer, parser, quantile
from bench.web_clients import Client
from lanyard.access.accounts import Accounts
from lanyard.desk.node import TRAINING_PASSPHRASE, Node
from lanyard.desk.rows import key_of
from lanyard.terms import Role
from lanyard.web.demo.plan import site_plan
from lanyard.web.demo.times import START

PASSWORD: Final = "four words are enough"
FEW, MANY, BOARDS = 16, 48, 60
UP_WITHIN_S: Final = 120
DIGITS: Final = {
    f"{name}_{count}{disk}": places
    for disk in ("", "_bare")
    for name, places in (
        ("records_per_second", 0),
        ("peer_per_second", 0),
        ("ratio", 2),
        ("p99_ms", 1),
        ("peer_p99_ms", 1),
    )
    for count in (16, 48)
}
GOALS: Final = {"ratio_16": 2.0, "ratio_48": 2.0, "records_per_second_16": 1000}
LIMITS: Final = {"p99_ms_48": 150.0, "board_p95_ms": 300.0, "case_p95_ms": 150.0}


class Size(NamedTuple):
    """How much is measured: people on the site, rounds, seconds of a slice, openings of each page, staff."""

    people: int
    rounds: int
    seconds: float
    openings: int
    clerks: int
    boards: int


FULL: Final = Size(100_000, 7, 4.0, 60, MANY, BOARDS)
QUICK: Final = Size(300, 1, 0.5, 5, 3, 2)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(*words: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server of its own, which has come up."""
    command = [sys.executable, "-m", *words]
    environment = {"PYTHONPATH": f"{HOME / 'src'}:{HOME}", "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=HOME
    ) as server:
        try:
            until = time.monotonic() + UP_WITHIN_S
            while not _answers(port):
                if server.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{words[0]} does not come up")
                time.sleep(0.1)
            yield server
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class Clients:
    """The other side, in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.web_clients"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=HOME,
        )  # fmt: skip

    def order(self, do: str, **what: Any) -> dict[str, Any]:
        """Give an order and wait until it is carried out."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        if not said:
            raise RuntimeError("the clients have ended")
        answered: dict[str, Any] = json.loads(said)
        return answered

    def close(self) -> None:
        """End them."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)


def make_site(folder: Path, size: Size, seed: int) -> tuple[list[str], int]:
    """A full training site with its staff; the keys of its people, and how many entries there are."""
    with Node.create(folder, TRAINING_PASSPHRASE, site_plan(1), START, training=True) as node:
        full = fill(node, size.people, seed)
        accounts = Accounts(node.folder.strongbox)
        roles = [(Role.CLERK, f"clerk{n}") for n in range(MANY)] + [
            (Role.COORDINATOR, f"board{n}") for n in range(BOARDS)
        ]
        for role, name in roles:
            accounts.set_password(accounts.add(name, name, [role], f"{PASSWORD} at first").staff, PASSWORD)
        return [key_of(person.ref).hex() for person in full.people], full.entries


def measure(size: Size, seed: int) -> dict[str, Any]:
    """Every figure, with the goals beside them."""
    figures, rng = Figures(), Random(seed)
    SCRATCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="bench-") as scratch:
        keys, entries = make_site(Path(scratch) / "site", size, seed)
        ours, theirs, clients = free_port(), free_port(), Clients()
        serve = ("bench.web_ours", "serve", "--folder", f"{scratch}/site", "--port", str(ours))
        with (
            running(*serve, port=ours) as our_server,
            running("bench.web_peer", scratch, str(theirs), port=theirs) as their_server,
        ):
            clerks, boards = [f"clerk{n}" for n in range(size.clerks)], [f"board{n}" for n in range(size.boards)]
            clients.order("sign_in", port=ours, names=[*clerks, *boards], password=PASSWORD)
            clients.order("poll", names=boards, path="/?poll=1")
            paths = [f"/record/{key}/needs_medic" for key in rng.sample(keys, min(len(keys), 2000))]
            form = clients.order("form", name=clerks[0], path=paths[0])["fields"]
            form = {name: value for name, value in form.items() if name != "mark"} | {"how_soon": "soon"}
            for _ in range(size.rounds):
                for disk, order in (("", signal.SIGUSR1), ("_bare", signal.SIGUSR2)):
                    our_server.send_signal(order)
                    their_server.send_signal(order)
                    _turn(figures, clients, (ours, theirs), paths, form, clerks, size.seconds, disk)
            pages = _pages(Client(ours), keys, rng, size.openings)
        clients.close()
    found = {**figures.report(DIGITS), **pages}
    missed = [name for name, goal in GOALS.items() if found[name] < goal]
    missed += [name for name, limit in LIMITS.items() if found[name] > limit]
    size_said = {"people": size.people, "entries": entries, "rounds": size.rounds, "seed": seed}
    return {**found, "goals": {**GOALS, **LIMITS}, "missed": missed, **size_said}


def _turn(
    figures: Figures,
    clients: Clients,
    ports: tuple[int, int],
    paths: list[str],
    form: dict[str, str],
    clerks: Sequence[str],
    seconds: float,
    disk: str,
) -> None:
    """One round on one sort of disk: 16 clerks, 16 of the peer's clients, 48 and 48."""
    for count in (FEW, MANY):
        sent = {"paths": paths, "fields": form, "seconds": seconds}
        mine = clients.order("send", port=ports[0], names=clerks[:count], clients=count, **sent)
        peer = clients.order("send", port=ports[1], names=[], clients=count, **sent)
        for said in (mine, peer):
            if said["refused"]:
                raise RuntimeError(f"not every record was taken: {said['refused']}")
        own, other = mine["kept"] / mine["seconds"], peer["kept"] / peer["seconds"]
        figures.add(
            **{
                f"records_per_second_{count}{disk}": own,
                f"peer_per_second_{count}{disk}": other,
                f"ratio_{count}{disk}": own / other,
                f"p99_ms_{count}{disk}": quantile(mine["ms"], 0.99),
                f"peer_p99_ms_{count}{disk}": quantile(peer["ms"], 0.99),
            }
        )


def _pages(client: Client, keys: list[str], rng: Random, openings: int) -> dict[str, Any]:
    """How long pages take (p95, ms), each opened by somebody who coordinates, while the boards go on asking."""
    client.sign_in("board0", PASSWORD)
    found = {}
    for name, path in (
        ("board", "/"),
        ("case", "/person/{key}"),
        ("list", "/areas"),
        ("lists", "/lists"),
        ("queues", "/queues"),
    ):
        took = []
        for _ in range(openings):
            begun = time.perf_counter()
            status, _, _ = client.ask("GET", path.format(key=rng.choice(keys)))
            took.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                raise RuntimeError(f"{path}: {status}")
        found[f"{name}_p95_ms"] = round(quantile(took, 0.95), 1)
    return found


def main() -> None:
    """Measure and print."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(QUICK if said.quick else FULL, said.seed)
    answer("web", {**found, "quick": said.quick}, on, said)


if __name__ == "__main__":
    main()
