"""Verifying a folder: whatever was changed, cut, removed or damaged is found and named; an untouched folder is sound."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.exchange.audit import Audit
from lanyard.exchange.receive import Receiver
from lanyard.ledger.chain import Position
from lanyard.ledger.noun import Compartment
from lanyard.stations.arrival.entries import PersonMet
from lanyard.store.cipher import Connection, connect
from lanyard.store.folder import KEYRING, LEDGER, VIEWS, follow
from lanyard.store.ledger_file import TRIGGERS
from lanyard.terms import Sex
from tests.desk.folders import flip
from tests.desk.point import NOW, cut_tail, device, made, meets, said, tablet, unprotected, walks_in
from tests.making import person

FAR_AHEAD = 1 << 52


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A folder with forty entries, one sound recording, and a gap that a receipt names; and its secret."""
    path = tmp_path_factory.mktemp("sound") / "site"
    with made(path) as node:
        own = device(node)
        node.record(own, [walks_in(number) for number in range(20)], NOW).result()
        blob = node.put_blob(person(3), [b"her name"], "audio/ogg")
        node.record(own, [said(PersonMet(Sex.FEMALE, name_sound=blob), person(3))], NOW).result()
        node.record(own, [walks_in(number) for number in range(30, 40)], NOW).result()
        brought = tablet(node)
        batch = [brought.seal(walks_in(50 + number), NOW) for number in range(4)]
        brought._position = Position(brought.chain, FAR_AHEAD, b"p" * 32)
        Receiver(node).receive([*batch[:1], *batch[2:], brought.seal(walks_in(60), NOW)], NOW)
        return path, node.folder.secret


@pytest.fixture
def site(sound: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound[0], tmp_path / "site"))


@pytest.fixture
def secret(sound: tuple[Path, bytes]) -> bytes:
    return sound[1]


def audited(path: Path, secret: bytes) -> Audit:
    found = Audit(path, secret)
    found.run()
    found.close()
    return found


def problems(path: Path, secret: bytes) -> list[tuple[str, str]]:
    return [(problem.code, problem.what) for problem in audited(path, secret).problems]


def by_hand(path: Path, secret: bytes, change: Callable[[Connection], None]) -> None:
    connection = connect(path / LEDGER, follow(secret, f"file/{LEDGER}"))
    try:
        with unprotected(connection):
            change(connection)
    finally:
        connection.close()


def entry_at(path: Path, secret: bytes, n: int) -> str:
    connection = connect(path / LEDGER, follow(secret, f"file/{LEDGER}"))
    try:
        return str(connection.execute("SELECT hex(id) FROM entry WHERE n = ?", (n,)).fetchone()[0]).lower()
    finally:
        connection.close()


def test_an_untouched_folder_is_sound(site: Path, secret: bytes) -> None:
    found = audited(site, secret)
    assert found.problems == []
    assert (found.entries, found.signatures, found.blobs) == (found.entries, found.entries, 1)
    assert found.entries > 40
    assert len(found.known_gaps) == 2


def test_verifying_changes_no_byte(site: Path, secret: bytes) -> None:
    before = {path.name: path.read_bytes() for path in site.iterdir() if path.is_file() and "-" not in path.name}
    audited(site, secret)
    assert before == {
        path.name: path.read_bytes() for path in site.iterdir() if path.is_file() and "-" not in path.name
    }


def test_a_folder_may_be_verified_while_it_is_at_work(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        node.record(device(node), [walks_in(number) for number in range(5)], NOW).result()
        node.folder.heads.flush(now=True)
        assert problems(tmp_path / "site", node.folder.secret) == []


@pytest.mark.parametrize("part", ["header", "body", "sig"])
def test_an_entry_changed_through_sql_is_named(site: Path, secret: bytes, part: str) -> None:
    name = entry_at(site, secret, 12)

    def change(connection: Connection) -> None:
        [(data,)] = connection.execute(f"SELECT {part} FROM entry WHERE n = 12")
        connection.execute(f"UPDATE entry SET {part} = ? WHERE n = 12", (data[:-1] + bytes((data[-1] ^ 1,)),))

    by_hand(site, secret, change)
    code = "signature" if part == "sig" else "entry-changed"
    assert problems(site, secret) == [(code, name)]


@pytest.mark.parametrize("header", [b"", b"\x89\x01", bytes(200)])
def test_a_header_that_cannot_be_read_any_more_is_named_and_the_rest_is_still_checked(
    site: Path, secret: bytes, header: bytes
) -> None:
    name, other = entry_at(site, secret, 12), entry_at(site, secret, 14)

    def change(connection: Connection) -> None:
        connection.execute("UPDATE entry SET header = ? WHERE n = 12", (header,))
        connection.execute("UPDATE entry SET body = x'00' WHERE n = 14")

    by_hand(site, secret, change)
    assert problems(site, secret) == [("entry-changed", name), ("entry-changed", other)]


@pytest.mark.parametrize("column", ["seq = seq + 100", "chain = zeroblob(16)"])
def test_an_entry_filed_under_another_place_is_named(site: Path, secret: bytes, column: str) -> None:
    name = entry_at(site, secret, 12)
    by_hand(site, secret, lambda connection: connection.execute(f"UPDATE entry SET {column} WHERE n = 12") and None)
    assert ("entry-changed", name) in problems(site, secret)


def test_an_entry_swapped_for_another_of_the_same_device_is_found(site: Path, secret: bytes) -> None:
    def swap(connection: Connection) -> None:
        [(a, b, c)] = connection.execute("SELECT header, body, sig FROM entry WHERE n = 14")
        connection.execute("UPDATE entry SET header = ?, body = ?, sig = ? WHERE n = 12", (a, b, c))

    name = entry_at(site, secret, 12)
    by_hand(site, secret, swap)
    assert ("entry-changed", name) in problems(site, secret)


def test_a_removed_entry_is_named_by_its_number_and_its_place(site: Path, secret: bytes) -> None:
    by_hand(site, secret, lambda connection: connection.execute("DELETE FROM entry WHERE n = 12") and None)
    found = audited(site, secret).problems
    assert [problem.code for problem in found] == ["entries-removed", "entries-missing"]
    assert "12 to 12" in found[0].words
    assert found[1].what.startswith("chain ")


@pytest.mark.parametrize("count", [1, 5, 15])
def test_a_cut_tail_is_named_by_chain_and_range(site: Path, secret: bytes, count: int) -> None:
    cut_tail(site, secret, count)
    found = audited(site, secret).problems
    assert "tail-missing" in {problem.code for problem in found}
    assert all("entries" in problem.what for problem in found)


def test_a_whole_chain_removed_is_named(site: Path, secret: bytes) -> None:
    sql = "DELETE FROM entry WHERE chain = (SELECT chain FROM entry WHERE n = 14)"
    by_hand(site, secret, lambda connection: connection.execute(sql) and None)
    codes = [code for code, _ in problems(site, secret)]
    assert "tail-missing" in codes
    assert "entries-removed" in codes


def test_a_truncated_log_is_a_missing_tail(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        own = device(node)
        node.folder.writer()._checkpoint("TRUNCATE")
        node.record(own, [walks_in(number) for number in range(9)], NOW).result()
        node.folder.heads.flush(now=True)
        copied = Path(shutil.copytree(tmp_path / "site", tmp_path / "copy", ignore=shutil.ignore_patterns("socket")))
        secret = node.folder.secret
    log = copied / f"{LEDGER}-wal"
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size // 3)
    assert {code for code, _ in problems(copied, secret)} == {"tail-missing"}
    with Node.open(copied, secret=secret) as node:
        assert "tail-missing" in {notice.code for notice in node.folder.notices}
        node.record(node.office(), [walks_in(70)], NOW).result()


@pytest.mark.parametrize("name", [LEDGER, VIEWS, KEYRING])
@pytest.mark.parametrize("page", [1, 2, 5])
def test_bytes_changed_on_the_disk_name_the_file(site: Path, secret: bytes, name: str, page: int) -> None:
    flip(site / name, (page - 1) * 4096 + 200)
    found = problems(site, secret)
    assert found
    assert any(what.startswith(name) for _, what in found)
    if page > 1:
        assert ("page-changed", f"{name} (pages {page})") in found


@pytest.mark.parametrize("name", [LEDGER, VIEWS, KEYRING])
def test_a_missing_file_is_named(site: Path, secret: bytes, name: str) -> None:
    for left in site.glob(f"{name}*"):
        left.unlink()
    assert ("file-missing", name) in problems(site, secret)


@pytest.mark.parametrize("name", [LEDGER, KEYRING])
def test_a_file_cut_short_is_named(site: Path, secret: bytes, name: str) -> None:
    with (site / name).open("r+b") as file:
        file.truncate(4096 * 3 + 100)
    assert any(what.startswith(name) for _, what in problems(site, secret))


def test_without_its_keyring_the_ledger_is_still_checked_as_far_as_it_goes(site: Path, secret: bytes) -> None:
    name = entry_at(site, secret, 12)
    by_hand(site, secret, lambda connection: connection.execute("UPDATE entry SET body = x'00' WHERE n = 12") and None)
    (site / KEYRING).unlink()
    assert ("entry-changed", name) in problems(site, secret)


def test_a_key_that_was_changed_is_named_by_the_entry_that_needs_it(site: Path, secret: bytes) -> None:
    connection = connect(site / KEYRING, follow(secret, f"file/{KEYRING}"))
    connection.execute("UPDATE noun_key SET wrap = zeroblob(length(wrap)) WHERE key = ?", (person(5).key,))
    connection.close()
    assert [code for code, _ in problems(site, secret)] == ["key-changed"]


def test_a_changed_or_removed_blob_is_named(site: Path, secret: bytes) -> None:
    [blob] = [path for path in (site / "blobs").rglob("*") if path.is_file()]
    data = blob.read_bytes()
    blob.write_bytes(data[:-1] + bytes((data[-1] ^ 1,)))
    [(code, what)] = problems(site, secret)
    assert code == "blob-changed"
    blob.unlink()
    assert problems(site, secret) == [("blob-missing", what)]


def test_dropped_triggers_are_named(site: Path, secret: bytes) -> None:
    connection = connect(site / LEDGER, follow(secret, f"file/{LEDGER}"))
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    connection.close()
    assert [code for code, _ in problems(site, secret)] == ["schema-changed"]


def test_a_removed_or_forged_heads_file_is_named(site: Path, secret: bytes) -> None:
    heads = (site / "heads").read_bytes()
    for data in (heads[:-1] + b"?", heads[:20], b"", b"x" * len(heads)):
        (site / "heads").write_bytes(data)
        assert problems(site, secret) == [("heads-unreadable", "heads")]
    (site / "heads").unlink()
    assert problems(site, secret) == [("heads-unreadable", "heads")]


def test_what_came_unreadable_is_listed_and_is_no_problem(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        own = tablet(node)
        wrong = node.key_for(person(1), Compartment.REGISTER)._replace(key=b"w" * 32)
        own._key_for = lambda about, comp: wrong
        Receiver(node).receive([own.seal(meets(1), NOW)], NOW)
        secret = node.folder.secret
    found = audited(tmp_path / "site", secret)
    assert found.problems == []
    assert [line.split()[1] for line in found.unreadable] == ["(unreadable)"]
