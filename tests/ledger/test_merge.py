"""What stands, and in which order: whatever the order, doubling or batching of arrival."""

from collections.abc import Iterable
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import in_error, order, standing
from lanyard.ledger.noun import Basis, Noun, Ref

HER: Final = Ref(Noun.PERSON, bytes(16))
ANN, BOB, CAY, DAN, DEVICE = (name.encode().ljust(16) if name else b"" for name in ("ann", "bob", "cay", "dan", ""))
CORRECTS, IN_ERROR, MENTIONS = LinkKind.CORRECTS, LinkKind.IN_ERROR, LinkKind.MENTIONS


def said(number: int, *refs: tuple[LinkKind, int], at: int | None = None, **more: Any) -> Entry:
    """Return the entry of this number, stamped so many milliseconds, stated at so many."""
    return Entry(
        id=name(number),
        chain=more.get("chain", b"c" * 16),
        seq=more.get("seq", number),
        hlc=more.get("hlc", number) << 16,
        at_ms=more.get("hlc", number) if at is None else at,
        stated_at=at is not None,
        span=0,
        where="",
        act=None,
        about=HER,
        recorded_by=1,
        staff=more.get("staff", ANN),
        done_by=None,
        basis=Basis.WITNESSED,
        kind=more.get("kind", "placed"),
        record=number,
        refs=tuple(Link(how, name(target)) for how, target in refs),
        keyref=bytes(16),
        flagged=more.get("flagged", False),
    )


def name(number: int) -> bytes:
    """Return the id of the entry of this number."""
    return number.to_bytes(32, "big")


def error(number: int, target: int, staff: bytes, *refs: tuple[LinkKind, int]) -> Entry:
    """Return one person's word that an entry was recorded in error."""
    return said(number, (IN_ERROR, target), *refs, staff=staff, kind="recorded_in_error")


def left(*entries: Entry) -> list[int]:
    """Return the numbers of what stands, but for the words about errors."""
    return [entry.record for entry in standing(entries) if entry.kind != "recorded_in_error"]


@pytest.mark.parametrize(
    ("case", "entries"),
    [
        ("one person", [error(10, 1, ANN)]),
        ("one person twice", [error(10, 1, ANN), error(11, 1, ANN)]),
        ("a person and the device", [error(10, 1, ANN), error(11, 1, DEVICE)]),
        ("two devices", [error(10, 1, DEVICE), error(11, 1, DEVICE)]),
        ("another kind", [error(10, 1, ANN), said(11, (IN_ERROR, 1), staff=BOB)]),
        ("a mention", [error(10, 1, ANN), said(11, (MENTIONS, 1), staff=BOB, kind="recorded_in_error")]),
        ("one of them in error", [error(10, 1, ANN), error(11, 1, BOB), error(12, 11, CAY), error(13, 11, DAN)]),
        ("one of them corrected", [error(10, 1, ANN), error(11, 1, BOB), error(12, 5, BOB, (CORRECTS, 11))]),
    ],
)
def test_less_than_two_standing_words_of_two_people_annul_nothing(case: str, entries: list[Entry]) -> None:
    assert left(said(1), *entries)[0] == 1, case
    assert name(1) not in in_error([said(1), *entries])


def test_a_correction_of_another_kind_replaces_nothing() -> None:
    assert left(said(1), said(2, (CORRECTS, 1), kind="boarded")) == [1, 2]


def test_a_flagged_correction_does_not_win_against_an_unflagged_one() -> None:
    assert left(said(1), said(2, (CORRECTS, 1)), said(99, (CORRECTS, 1), flagged=True)) == [2]


def test_a_circle_of_pointers_annuls_and_replaces_nothing_and_hurts_nobody_else() -> None:
    circle = [said(5, (CORRECTS, 6)), said(6, (CORRECTS, 5)), said(7, (CORRECTS, 7))]
    assert left(said(1), said(2, (CORRECTS, 1)), *circle) == [2, 5, 6, 7]
    assert left(*circle, said(8, (CORRECTS, 5))) == [8, 6, 7]


def test_two_people_annul_an_entry() -> None:
    entries = [said(1), said(2), error(10, 1, ANN), error(11, 1, BOB)]
    assert left(*entries) == [2]
    assert in_error(entries) == {name(1)}


def test_an_error_taken_back_by_two_brings_the_entry_back() -> None:
    doubt = [error(10, 1, ANN), error(11, 1, BOB)]
    taken_back = [error(12, 10, CAY), error(13, 10, DAN)]
    assert left(said(1), *doubt, *taken_back) == [1]
    assert left(said(1), *doubt, *taken_back, error(14, 12, ANN), error(15, 12, BOB)) == []


def test_a_correction_takes_the_place_and_the_time_of_what_it_corrects() -> None:
    first, last = standing([said(1, at=5), said(9), said(20, (CORRECTS, 1))])
    assert (first.record, first.at_ms, first.stated_at) == (20, 5, True)
    assert last.record == 9


def test_a_correction_that_states_a_time_takes_its_own_place() -> None:
    assert left(said(1), said(9), said(20, (CORRECTS, 1), at=15)) == [9, 20]


def test_a_correction_of_a_correction_stands_in_the_first_place() -> None:
    assert left(said(1), said(2), said(3, (CORRECTS, 1)), said(4, (CORRECTS, 3))) == [4, 2]


def test_what_was_corrected_stands_again_when_the_correction_is_in_error() -> None:
    assert left(said(1), said(3, (CORRECTS, 1)), error(10, 3, ANN), error(11, 3, BOB)) == [1]


def test_of_two_corrections_the_last_recorded_stands_whatever_time_it_tells_of() -> None:
    assert left(said(1), said(3, (CORRECTS, 1), at=900), said(4, (CORRECTS, 1), at=-900)) == [4]


def test_a_slow_clock_does_not_bring_back_what_its_entry_corrects() -> None:
    assert left(said(1), said(9, (CORRECTS, 1)), said(4, (CORRECTS, 9))) == [4]


def test_one_entry_may_correct_two() -> None:
    assert left(said(1), said(2), said(3), said(8, (CORRECTS, 1), (CORRECTS, 2))) == [8, 3]
    assert left(said(1), said(2), said(8, (CORRECTS, 1), (CORRECTS, 2)), said(9, (CORRECTS, 1))) == [8, 9]


def test_flagged_times_come_before_all_others() -> None:
    assert left(said(50), said(99, flagged=True), said(1)) == [99, 1, 50]


def test_the_order_is_by_time_then_stamp_then_chain_then_number_then_id() -> None:
    entries = [
        said(9, at=1),
        said(2, at=5, hlc=3),
        said(3, at=5, hlc=4, chain=b"a" * 16, seq=7),
        said(4, at=5, hlc=4, chain=b"b" * 16, seq=1),
        said(5, at=5, hlc=4, chain=b"b" * 16, seq=2),
        said(6, at=5, hlc=4, chain=b"b" * 16, seq=2),
    ]
    backwards = entries[::-1]
    assert sorted(backwards, key=order) == entries


REFS = st.lists(
    st.tuples(st.sampled_from([CORRECTS, CORRECTS, IN_ERROR, IN_ERROR, MENTIONS]), st.integers(0, 8)), max_size=3
)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Draw up to nine entries that correct and annul each other, also forward and in circles."""
    return [
        said(
            number,
            *draw(REFS),
            at=draw(st.none() | st.integers(0, 4)),
            hlc=draw(st.integers(0, 4)),
            chain=bytes((draw(st.integers(0, 1)),)) * 16,
            seq=draw(st.integers(0, 2)),
            staff=draw(st.sampled_from([ANN, BOB, CAY, DEVICE])),
            kind=draw(st.sampled_from(["placed", "boarded", "recorded_in_error", "recorded_in_error"])),
            flagged=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 9)))
    ]


@settings(max_examples=80)
@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_and_doubling_do_not_matter(entries: list[Entry], chance: Any) -> None:
    again = entries + entries[::2]
    chance.shuffle(again)
    assert standing(again) == standing(entries)
    assert in_error(again) == in_error(entries)


def by_arrival(entries: Iterable[Entry]) -> list[Entry]:
    """Return what would stand if it were read as it comes: the mutant that the property must catch."""
    kept: dict[bytes, Entry] = {}
    for entry in entries:
        for ref in entry.refs:
            if ref.how is CORRECTS:
                kept.pop(ref.entry, None)
        kept[entry.id] = entry
    return list(kept.values())


def test_the_property_above_catches_reading_by_arrival() -> None:
    entries = [said(1), said(2, (CORRECTS, 1))]
    assert by_arrival(entries) != by_arrival(entries[::-1])
    assert standing(entries) == standing(entries[::-1])


@settings(max_examples=80)
@given(histories())
def test_nothing_in_error_stands_and_all_that_is_untouched_does(entries: list[Entry]) -> None:
    stands = {entry.id for entry in standing(entries)}
    pointed_at = {ref.entry for entry in entries for ref in entry.refs}
    assert not stands & in_error(entries)
    assert {entry.id for entry in entries if entry.id not in pointed_at and not entry.refs} <= stands


@settings(max_examples=80)
@given(histories())
def test_of_everything_that_was_recorded_something_stands_or_it_is_in_error(entries: list[Entry]) -> None:
    """Follow the corrections from an entry: unless all of them are in error, one that stands is reached."""
    known = {entry.id: entry for entry in entries}
    stands = {entry.id for entry in standing(entries)}
    wrong = in_error(entries)
    for entry in entries:
        family = {entry.id}
        while more := {other.id for other in entries if targets(other, known) & family} - family:
            family |= more
        if not family <= wrong:
            assert stands & relatives(family, known)


def targets(entry: Entry, known: dict[bytes, Entry]) -> set[bytes]:
    """Return what an entry corrects."""
    return {r.entry for r in entry.refs if r.how is CORRECTS and r.entry in known and known[r.entry].kind == entry.kind}


def relatives(family: set[bytes], known: dict[bytes, Entry]) -> set[bytes]:
    """Return the family, what it corrects and what corrects that: a rival may stand in its stead."""
    while True:
        up = {target for member in family for target in targets(known[member], known)}
        down = {entry.id for entry in known.values() if targets(entry, known) & family}
        if up | down <= family:
            return family
        family = family | up | down
