"""Folders for the tests of views, commands and audits: recorded, changed, damaged and built again."""

import random
import time
from pathlib import Path
from typing import Any

from lanyard.desk.node import Node
from lanyard.desk.rebuild import Rebuilt, rebuild
from lanyard.ledger.seal import Sealed
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.placement.entries import HeadcountTaken
from lanyard.stations.transport.entries import Boarded, ManifestOpened
from lanyard.store.cipher import connect, transaction
from lanyard.store.folder import VIEWS, Folder
from lanyard.store.views_file import ALL_TABLES, CARRIED
from lanyard.store.views_file import PRAGMAS as VIEWS_PRAGMAS
from lanyard.terms import CheckedBy, Role, SignedInBy
from tests.desk.point import (
    LINE,
    MINUTE,
    NOW,
    STAFF,
    corrects,
    counts,
    device,
    in_error,
    made,
    meets,
    places,
    said,
    tablet,
    tags,
    walks_in,
)
from tests.making import manifest, person


def rebuilt(path: Path, secret: bytes) -> Rebuilt:
    with Folder.open(path, secret=secret) as folder:
        root = folder.strongbox.get("root")
        assert root is not None
        return rebuild(folder, root)


def all_rows(connection: Any) -> dict[str, list[Any]]:
    return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in ALL_TABLES}


def views_rows(node: Node) -> dict[str, list[Any]]:
    node.settle()
    connection = connect(node.folder.path / VIEWS, node.folder.key_of(VIEWS), read_only=True)
    try:
        return all_rows(connection)
    finally:
        connection.close()


def every_table(path: Path) -> bytes:
    """A folder whose every view table has rows; returns its secret."""
    with made(path) as node:
        own = device(node)
        opened = said(ManifestOpened(40, node.plan.sites[1].ref, "the road", "an officer"), manifest(1))
        drafts = [counts(1, 3), tags(1, on=1), tags(2, on=1), walks_in(3), places(1), opened]
        drafts += [said(Boarded(manifest(1), CheckedBy.SCAN), person(2)), said(HeadcountTaken(4, "the clerk"), LINE)]
        [*_, (last, _)] = node.record(own, drafts, NOW).result()
        node.record(own, [said(HeadcountTaken(5, "the clerk"), LINE, refs=corrects(last.id))], NOW).result()
        node.record(own, [walks_in(8, at=(NOW // 1000 + 86_400, 0))], NOW).result()
        lone = tablet(node)
        lone.sign_in(STAFF[1], Role.CLERK, SignedInBy.PIN, NOW)
        node.record(own, [tags(6), meets(1, where="HC/P1")], NOW + MINUTE).result()
        fork = forked(lone, walks_in(4), meets(4, "another"))
        node.door.accept([*fork, unread(node, lone)]).result()
        wait_until(lambda: views_rows(node)["flagged"] != [])
        node.settle()
        empty = [table for table, rows in views_rows(node).items() if not rows]
        assert empty == [CARRIED]
        return node.folder.secret


def forked(own: Any, *drafts: Any) -> list[Sealed]:
    """Entries all in the same place of this device's chain, as after a copied tablet."""
    place = own._position
    found = []
    for draft in drafts:
        own._position = place
        found.append(own.seal(draft, NOW))
    return found


def unread(node: Node, own: Any) -> Sealed:
    """An entry under a key that nobody here has."""
    own._key_for = lambda about, comp: node.folder.keyring.mint(about, comp)._replace(keyref=b"k" * 16)
    return own.seal(walks_in(5), NOW)


def recorded(path: Path) -> bytes:
    with made(path) as node:
        node.record(device(node), [walks_in(number) for number in range(5)], NOW).result()
        node.settle()
        return node.folder.secret


def change(path: Path, secret: bytes, sql: str, table: str = "") -> None:
    with Folder.open(path, secret=secret) as folder:
        connection = folder.connect(VIEWS, extra=VIEWS_PRAGMAS)
        if table:
            keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
            one = connection.execute(f"SELECT {', '.join(keys)} FROM {table} LIMIT 1").fetchone()
            sql = f"DELETE FROM {table} WHERE " + " AND ".join(f"{key} = ?" for key in keys)
            with transaction(connection):
                connection.execute(sql, one)
        else:
            connection.execute(sql)


def flip(path: Path, at: int) -> None:
    """Change sixteen bytes of a file."""
    data = bytearray(path.read_bytes())
    for place in range(at, at + 16):
        data[place] ^= 0xFF
    path.write_bytes(data)


def wait_until(holds: Any, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it does not come"
        time.sleep(0.02)


def stream(node: Node, seed: int) -> None:
    """A random stream: late entries, stated times, corrections, errors by one and by two, tags worn and claimed."""
    drawn = random.Random(seed)
    devices = [device(node, staff=staff) for staff in STAFF]
    kept: list[tuple[bytes, Any]] = []
    for number in range(150):
        own = drawn.choice(devices)
        her, minute = drawn.randrange(12), NOW + number * MINUTE
        at = None if drawn.random() < 0.7 else (minute // 1000 - drawn.randrange(7200), 60)
        draft = drawn.choice(
            [
                walks_in(her, at=at),
                tags(her, on=drawn.randrange(3), at=at),
                meets(her, f"name {number}", at=at),
                places(her, worn=drawn.random() < 0.5),
                counts(drawn.randrange(3), drawn.randrange(9), at=at),
            ]
        )
        way = drawn.random()
        if kept and way < 0.15:
            target, earlier = drawn.choice(kept)
            draft = earlier._replace(refs=corrects(target))
        elif kept and way < 0.35:
            target, earlier = drawn.choice(kept)
            draft = said(
                RecordedInError("wrong person"), earlier.about, refs=in_error(target), compartment=earlier.sealed_in()
            )
        [(sealed, _)] = node.record(own, [draft], minute).result()
        kept.append((sealed.id, draft))
        if number % 40 == 0:
            node.settle()
