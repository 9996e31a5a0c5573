"""A list with what its author may still take back read on: the same as when it has been sealed."""

from pathlib import Path

from lanyard.access.sessions import Viewer
from lanyard.casefile.manifest import Manifest
from lanyard.desk.draft import Draft
from lanyard.desk.meanwhile import Waits, read_on, waiting_on
from lanyard.desk.office import Office
from lanyard.desk.riding import riding, state_of
from lanyard.desk.scope import Scope
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    LeftVehicle,
    ManifestOpened,
    Received,
)
from lanyard.store.drafts_file import Waiting
from lanyard.terms import CheckedBy, Role
from tests.desk.point import NOW, PLAN, made, walks_in
from tests.making import code, manifest, person

LIST = manifest(1)
TO = PLAN.sites[1].ref
STORY = [
    Draft(ManifestOpened(40, TO, "the road", "an officer", "AB 12"), LIST, "BG"),
    *[Draft(Boarded(LIST, CheckedBy.SCAN), person(number), "BG") for number in (1, 2, 3)],
    Draft(LeftVehicle(LIST, "ill", still_here=True), person(3), "BG"),
    Draft(Departed(60), LIST, "BG"),
    Draft(CountedIn(2), LIST, "HC"),
    Draft(Received(LIST), person(1), "HC"),
    Draft(HandedOver((code(2),)), LIST, "HC"),
]


def test_what_waits_about_other_lists_is_left_out() -> None:
    other = Draft(Boarded(manifest(2), CheckedBy.SCAN), person(1), "BG")
    row = Waiting(7, b"", 0, "BG", 0, 0, 0, b"")
    assert waiting_on(LIST, [(row, other)]) == []
    assert [one.n for one in waiting_on(LIST, [(row, draft) for draft in STORY])] == [7] * len(STORY)


def test_a_list_with_what_waits_is_the_list_that_is_read_when_it_is_sealed(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        office = Office(node, 0)
        at_work = node.office("BG", NOW)
        node.record(at_work, [walks_in(number) for number in (1, 2, 3)], NOW).result()
        for number, draft in enumerate(STORY):
            node.record(at_work, [draft], NOW + number).result()
            ahead = Manifest(LIST)
            read_on(ahead, [Waits(n, one, NOW + n) for n, one in enumerate(STORY[: number + 1])])
            node.settle()
            with node.look() as look:
                read = look.lists.manifest(LIST)
            assert read is not None
            for name in ("site", "to", "seats", "plate", "boarded", "left", "received", "counted_in", "said_missing"):
                assert getattr(ahead, name) == getattr(read, name), (name, draft)
            assert state_of(ahead) is state_of(read)
            assert ahead.aboard == read.aboard
        with Scope(office, Viewer(b"s" * 16, b"p" * 16, Role.COORDINATOR, "BG", 1, 2**50)) as scope:
            seen = riding(scope, LIST)
        assert seen is not None
        assert [one.tag for one in seen.received] == [code(1)]
        office.close()
