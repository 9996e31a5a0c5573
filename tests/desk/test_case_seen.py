"""A case as one role reads it: her way, who recorded what, what became of it, and what is closed to her."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.sessions import Viewer
from lanyard.access.table import TABLE
from lanyard.desk.case_seen import case_seen, entry_of, sound_of
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Compartment
from lanyard.stations.arrival.entries import Born, PersonMet, TurnedBack, WalkedIn
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.first_aid.entries import Treated
from lanyard.terms import Role, Sex
from tests.desk.point import MINUTE, NOW, STAFF, corrects, device, in_error, made, meets, places, said, walks_in
from tests.making import code, person

SOUND = b"a short sound"
NAME = "Qxzv"
HER = key_of(person(1)).hex()


class Told:
    """The office, and the entries by their number in the story."""

    def __init__(self, office: Office, entries: list[bytes]) -> None:
        self.office = office
        self.entries = entries

    def scope(self, role: Role, staff: bytes = STAFF[2]) -> Scope:
        return Scope(self.office, Viewer(b"s" * 16, staff, role, "BG", 1, 2**50))


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with made(tmp_path / "site") as node:
        clerk = device(node)
        sound = node.put_blob(person(1), [SOUND], "audio/wav")
        drafts = [
            walks_in(1), said(TurnedBack("the post", "no room"), person(1)), said(WalkedIn(), person(1)),
            said(PersonMet(Sex.FEMALE, name_said=NAME, name_sound=sound), person(1)), places(1),
            said(Born(person(1)), person(2)), said(Treated("a splint"), person(1)),
        ]  # fmt: skip
        entries = [
            bytes(node.record(clerk, [draft], NOW + number * MINUTE).result()[0][0].id)
            for number, draft in enumerate(drafts)
        ]
        node.settle()
        office = Office(node, 0)
        yield Told(office, entries)
        office.close()


def record(told: Told, *drafts: object, staff: bytes = STAFF[0]) -> bytes:
    node = told.office.node
    [(sealed, _)] = node.record(device(node, staff=staff), list(drafts), NOW + 60 * MINUTE).result()  # type: ignore[arg-type]
    node.settle()
    return bytes(sealed.id)


@pytest.mark.parametrize("key", ["", "zz", "00" * 17, HER[:-2], code(1), "09" * 17])
def test_what_is_no_key_of_a_person_opens_nobody(told: Told, key: str) -> None:
    with told.scope(Role.COORDINATOR) as scope:
        assert case_seen(scope, key) is None
        assert sound_of(scope, key) is None
        assert entry_of(scope, key) is None
        assert scope.opened.nouns == ()


def test_her_way_is_drawn_from_place_to_place_and_for_the_gate_only_of_this_time(told: Told) -> None:
    with told.scope(Role.FAMILY_LINKS) as scope:
        case = case_seen(scope, HER)
        assert case is not None
        assert [(stay.where, stay.which, stay.until_ms is None) for stay in case.way] == [
            ("on_site", "", False), ("turned_back", "", False), ("on_site", "", False), ("on_site", "BG/L1", True),
        ]  # fmt: skip
    with told.scope(Role.CLERK) as scope:
        case = case_seen(scope, HER)
        assert case is not None
        assert case.without_history
        assert [stay.which for stay in case.way] == ["", "BG/L1"]


def test_entries_come_the_newest_first_with_who_recorded_them_and_in_which_role(told: Told) -> None:
    with told.scope(Role.MEDIC) as scope:
        case = case_seen(scope, HER)
    assert case is not None
    assert [one.seen.kind for one in case.told][:2] == ["treated", "born"]
    assert {(one.by.name, one.by.role) for one in case.told} == {(STAFF[0].hex()[:8], Role.CLERK)}


def test_a_mother_and_her_child_lead_to_each_other_and_both_are_on_the_trail(told: Told) -> None:
    with told.scope(Role.SEARCH) as scope:
        child = case_seen(scope, key_of(person(2)).hex())
        assert child is not None
        assert child.mother is not None
        assert (child.mother.key, child.mother.name) == (HER, "")
        assert set(scope.opened.nouns) == {key_of(person(1)), key_of(person(2))}
    with told.scope(Role.CLERK) as scope:
        mother = case_seen(scope, HER)
        assert mother is not None
        assert [line.key for line in mother.children] == [key_of(person(2)).hex()]


def test_a_corrected_entry_names_what_counts_instead(told: Told) -> None:
    right = record(told, meets(1, "Vzxq", refs=corrects(told.entries[3])))
    with told.scope(Role.COORDINATOR) as scope:
        case = case_seen(scope, HER)
    assert case is not None
    by_id = {one.id: one for one in case.told}
    wrong = by_id[told.entries[3].hex()]
    assert (wrong.seen.stands, wrong.replaced_by, wrong.may_be_corrected) == (False, right.hex(), False)
    assert by_id[right.hex()].corrects


def test_that_one_has_called_it_an_error_is_seen_by_whoever_may_and_counted_for_whoever_is_about_to(told: Told) -> None:
    said_wrong = said(
        RecordedInError("no"), person(1), refs=in_error(told.entries[4]), compartment=Compartment.REGISTER
    )
    record(told, said_wrong, staff=STAFF[1])
    seen = {}
    for role, staff in ((Role.COORDINATOR, STAFF[2]), (Role.CLERK, STAFF[2]), (Role.CLERK, STAFF[1])):
        with told.scope(role, staff) as scope:
            found = entry_of(scope, told.entries[4].hex())
            assert found is not None
            seen[role, staff] = (found[1].callers, found[1].by_me, found[1].wants_second)
    assert seen == {
        (Role.COORDINATOR, STAFF[2]): (1, False, True),
        (Role.CLERK, STAFF[2]): (1, False, False),
        (Role.CLERK, STAFF[1]): (1, True, True),
    }


@pytest.mark.parametrize("role", [role for role in TABLE if role is not Role.DATA_PROTECTION])
def test_an_entry_opens_only_for_whoever_may_see_it_and_when_it_happened(told: Told, role: Role) -> None:
    before, treated = told.entries[0].hex(), told.entries[6].hex()
    gate = role in (Role.CLERK, Role.SEARCH, Role.TRANSPORT, Role.RECEIVER, Role.MEDIC)
    with told.scope(role) as scope:
        assert (entry_of(scope, before) is None) == gate
        assert (entry_of(scope, treated) is None) == (role is not Role.MEDIC)


def test_her_voice_is_opened_for_whoever_may_hear_names_and_that_is_on_the_trail(told: Told) -> None:
    with told.scope(Role.SEARCH) as scope:
        assert sound_of(scope, HER) is None
        assert scope.opened.nouns == ()
    with told.scope(Role.CLERK) as scope:
        assert sound_of(scope, HER) == ("audio/wav", SOUND)
        assert scope.opened.nouns == (key_of(person(1)),)
        assert sound_of(scope, key_of(person(2)).hex()) is None
