"""What every ledger store promises, whatever it runs on. A backend joins with one factory in test_ledger_stores.py."""

from abc import ABC, abstractmethod
from pathlib import Path

import pytest

from lanyard.ledger.errors import Malformed
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import transaction
from lanyard.store.ledger_file import CHAIN_START, LedgerFile, Quarantined, Row, chain_and_seq
from tests.store.samples import Device, chains


class Backend(ABC):
    """Opens a ledger store that lives under a folder, as often as asked."""

    @abstractmethod
    def open(self, folder: Path) -> LedgerFile:
        """Return the store, made if it is not there."""


def keep(ledger: LedgerFile, rows: list[Sealed]) -> list[tuple[Sealed, int]]:
    with transaction(ledger.connection):
        return ledger.append(rows)


class LedgerContract:
    """The tests; `ledger` and `backend` are fixtures of the module that takes them in."""

    def test_a_changed_entry_is_refused(self, ledger: LedgerFile) -> None:
        keep(ledger, Device(1).take(3))
        with pytest.raises(Exception, match="append-only"):
            ledger.connection.execute("UPDATE entry SET body = ? WHERE n = 2", (b"other",))

    def test_a_deleted_entry_is_refused(self, ledger: LedgerFile) -> None:
        keep(ledger, Device(1).take(3))
        with pytest.raises(Exception, match="append-only"):
            ledger.connection.execute("DELETE FROM entry WHERE n = 2")
        assert ledger.count() == 3

    @pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
    def test_a_replaced_entry_is_refused(self, ledger: LedgerFile, verb: str) -> None:
        first = keep(ledger, Device(1).take(3))[0][0]
        chain, seq = chain_and_seq(first.header)
        with pytest.raises(Exception, match="append-only"):
            ledger.connection.execute(
                f"{verb} INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (1, chain, seq, first.id, b"", b"", b"")
            )
        assert ledger.read(0, 1)[0][1:] == first

    def test_an_upsert_over_an_entry_is_refused(self, ledger: LedgerFile) -> None:
        first = keep(ledger, Device(1).take(1))[0][0]
        chain, seq = chain_and_seq(first.header)
        with pytest.raises(Exception, match="append-only"):
            ledger.connection.execute(
                "INSERT INTO entry VALUES (9, ?, ?, ?, x'', x'', x'') ON CONFLICT (chain, seq, id) DO UPDATE SET body = x''",
                (chain, seq, first.id),
            )

    @pytest.mark.parametrize("table", ["signature", "quarantine"])
    def test_further_signatures_and_quarantine_are_not_changed_or_deleted_either(
        self, ledger: LedgerFile, table: str
    ) -> None:
        row = Device(1).next()
        with transaction(ledger.connection):
            ledger.append([row, row._replace(sig=bytes(64))])
            ledger.quarantine([Quarantined("signature", b"h", b"b", b"s", 0)])
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET sig = x'00'"):
            with pytest.raises(Exception, match="append-only"):
                ledger.connection.execute(sql)

    def test_what_is_rolled_back_is_not_there(self, ledger: LedgerFile) -> None:
        device = Device(1)
        with pytest.raises(Malformed), transaction(ledger.connection):
            ledger.append([*device.take(3), Sealed(bytes(32), b"no header", b"", b"")])
        assert ledger.count() == 0
        assert [n for _, n in keep(ledger, [device.next()])] == [1]

    def test_entries_come_back_whole_in_the_order_of_their_coming(self, ledger: LedgerFile) -> None:
        rows = chains(3, 20)
        assert keep(ledger, rows) == [(row, n) for n, row in enumerate(rows, 1)]
        assert [Sealed(*row[1:]) for row in ledger.read(0, 1000)] == rows
        assert [row.n for row in ledger.read(0, 1000)] == list(range(1, 61))

    def test_reading_goes_on_after_a_number_up_to_a_limit(self, ledger: LedgerFile) -> None:
        keep(ledger, Device(1).take(10))
        assert [row.n for row in ledger.read(4, 3)] == [5, 6, 7]
        assert [row.n for row in ledger.read(9, 3)] == [10]
        assert ledger.read(10, 3) == []

    def test_the_same_entry_again_is_passed_over(self, ledger: LedgerFile) -> None:
        rows = Device(1).take(4)
        keep(ledger, rows[:2])
        assert keep(ledger, rows) == [(rows[2], 3), (rows[3], 4)]
        assert keep(ledger, rows) == []
        assert ledger.count() == 4
        assert ledger.signatures(rows[0].id) == []

    def test_the_same_entry_twice_in_one_call_is_kept_once(self, ledger: LedgerFile) -> None:
        first, second = Device(1).take(2)
        assert keep(ledger, [first, first, second, first]) == [(first, 1), (second, 2)]

    def test_numbers_have_no_holes_after_what_was_passed_over(self, ledger: LedgerFile) -> None:
        device = Device(1)
        rows = device.take(5)
        keep(ledger, rows)
        keep(ledger, rows + device.take(5))
        assert [row.n for row in ledger.read(0, 100)] == list(range(1, 11))

    def test_another_signature_under_the_same_id_is_kept_beside_the_first(self, ledger: LedgerFile) -> None:
        row = Device(1).next()
        others = [row._replace(sig=bytes([number]) * 64) for number in (2, 1, 2)]
        keep(ledger, [row])
        assert keep(ledger, others) == []
        assert ledger.signatures(row.id) == [bytes([1]) * 64, bytes([2]) * 64]
        assert ledger.read()[0].sig == row.sig

    def test_both_branches_of_a_fork_are_kept(self, ledger: LedgerFile) -> None:
        device = Device(1)
        device.next()
        other, one = device.fork(), device.next()
        assert len(keep(ledger, [one, other])) == 2
        assert [row.id for row in ledger.at(device.chain, 1)] == sorted([one.id, other.id])

    def test_heads_name_the_last_entry_of_every_chain(self, ledger: LedgerFile) -> None:
        devices = [Device(seed) for seed in range(5)]
        rows = [device.take(count) for count, device in enumerate(devices, 1)]
        keep(ledger, [row for part in rows for row in reversed(part)])
        assert ledger.heads() == {
            device.chain: (len(part) - 1, part[-1].id) for device, part in zip(devices, rows, strict=True)
        }

    def test_heads_of_an_empty_ledger_are_none(self, ledger: LedgerFile) -> None:
        assert ledger.heads() == {}
        assert ledger.last() == 0

    def test_the_head_of_a_fork_is_the_smaller_id(self, ledger: LedgerFile) -> None:
        device = Device(1)
        branches = [device.fork() for _ in range(4)]
        keep(ledger, branches)
        assert ledger.heads() == {device.chain: (0, min(row.id for row in branches))}

    def test_entries_are_found_by_number_and_by_place(self, ledger: LedgerFile) -> None:
        device = Device(1)
        rows = device.take(3000)
        keep(ledger, rows)
        assert [row.n for row in ledger.by_numbers([2999, 7, 7, 4000])] == [7, 2999]
        assert len(ledger.by_numbers(range(1, 3001))) == 3000
        places = [(device.chain, 8, rows[8].id), (device.chain, 9, rows[8].id), (device.chain, 2, rows[2].id)]
        assert [row.id for row in ledger.get(places)] == [rows[8].id, rows[2].id]

    def test_a_run_is_read_by_chain_and_seq_however_it_came(self, ledger: LedgerFile) -> None:
        device, other = Device(1), Device(2)
        rows = device.take(10)
        keep(ledger, [*reversed(rows), *other.take(3)])
        assert [row.id for row in ledger.run(device.chain, (3, rows[3].id), 4)] == [row.id for row in rows[4:8]]
        assert [row.id for row in ledger.run(device.chain)] == [row.id for row in rows]

    def test_a_page_that_ends_inside_a_fork_goes_on_with_its_other_branches(self, ledger: LedgerFile) -> None:
        device = Device(1)
        rows = [*device.take(3), *(device.fork() for _ in range(4)), *device.take(2)]
        keep(ledger, rows)
        paged: list[Row] = []
        after = CHAIN_START
        while page := ledger.run(device.chain, after, 2):
            paged += page
            after = chain_and_seq(page[-1].header)[1], page[-1].id
        assert [row.id for row in paged] == [row.id for row in ledger.run(device.chain)]
        assert {row.id for row in paged} == {row.id for row in rows}

    def test_what_failed_a_check_is_kept_with_its_reason_once(self, ledger: LedgerFile) -> None:
        bad = Quarantined("signature", b"header", b"body", b"sig", 17)
        with transaction(ledger.connection):
            assert ledger.quarantine([bad, bad, bad._replace(reason="prev")]) == 2
            assert ledger.quarantine([bad._replace(at=18)]) == 0
        assert ledger.quarantined() == [(1, bad), (2, bad._replace(reason="prev"))]
        assert ledger.count() == 0

    def test_everything_is_there_after_reopening(self, backend: Backend, tmp_path: Path) -> None:
        rows = chains(2, 50)
        first = backend.open(tmp_path)
        keep(first, rows)
        kept, heads = first.read(), first.heads()
        first.connection.close()
        again = backend.open(tmp_path)
        assert (again.read(), again.heads(), again.last()) == (kept, heads, 100)
        again.connection.close()

    def test_a_seq_of_any_size_is_read_from_the_header(self, ledger: LedgerFile) -> None:
        device = Device(1)
        for seq in (0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**53 - 1):
            device.position = device.position._replace(seq=seq)
            row = device.fork() if seq else device.next()
            assert chain_and_seq(row.header) == (device.chain, seq)
            keep(ledger, [row])
        assert ledger.heads()[device.chain][0] == 2**53 - 1
