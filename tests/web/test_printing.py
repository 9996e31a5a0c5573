"""What is gathered for the papers: everybody on a list, both sides of a receipt, hours as the clock on the wall shows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.casefile.place import Where
from lanyard.casefile.roll import Contradiction, Gap, Named, NotHere, Roll, Sighting, Stretch, What
from lanyard.desk.look_up import Look
from lanyard.desk.plan import Site, SitePlan
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.stations.arrival.entries import PersonMet
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    LeftVehicle,
    ManifestOpened,
    Received,
)  # fmt: skip
from lanyard.terms import UNKNOWN, CheckedBy, Sex
from lanyard.web.printing import Printer
from tests.desk.point import MINUTE, NOW, PLAN, STAFF, device, made, meets, said, walks_in
from tests.making import code, manifest, person

PRINTER = Printer(PLAN, NOW, training=True)
SIGNED = Blob(b"b" * 32, bytes(16), 9, "image/png")


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """List 1 was closed: 1 signed for, 2 stepped off, 3 missing, 4 a stranger. List 2 is under way; of list 3 nothing is known."""
    with made(tmp_path_factory.mktemp("gathered") / "site") as node:
        own, theirs = device(node, staff=STAFF[1]), device(node, "HC", staff=STAFF[2])
        drafts = [draft for number in (1, 2, 4, 5) for draft in (walks_in(number), meets(number, f"name {number}"))]
        drafts += [
            walks_in(3),
            said(PersonMet(Sex.MALE, AgeRange(60, 83), name_said="said", name_written="written"), person(3)),
        ]
        drafts += [
            said(ManifestOpened(60, PLAN.sites[1].ref, "road", "officer", f"P {n}"), manifest(n), "BG") for n in (1, 2)
        ]
        drafts += [said(Boarded(manifest(1), CheckedBy.SCAN), person(n), "BG") for n in (1, 2, 3)]
        drafts += [said(Boarded(manifest(2), CheckedBy.SCAN), person(5), "BG")]
        drafts += [said(LeftVehicle(manifest(1), "ill"), person(2), "BG"), said(Departed(60), manifest(1), "BG")]
        node.record(own, drafts, NOW).result()
        node.record(theirs, [said(CountedIn(2), manifest(1), "HC")], NOW + MINUTE).result()
        node.record(theirs, [said(Received(manifest(1)), person(n), "HC") for n in (1, 4)], NOW + 2 * MINUTE).result()
        closed = HandedOver((code(3), code(77)), (code(4),), (code(1),), SIGNED, None)
        node.record(theirs, [said(closed, manifest(1), "HC")], NOW + 3 * MINUTE).result()
        node.settle()
        with node.look() as reader:
            yield reader


def test_hours_are_those_of_the_site_and_say_so() -> None:
    assert PRINTER.heading.printed.replace("\u00a0", " ") == "2019-02-22 03:46"
    assert (PRINTER.heading.zone, PRINTER.heading.training) == ("Asia/Damascus", True)
    assert PRINTER.hour(None) == ""
    nowhere = Printer(SitePlan((Site(b"S" * 16, "BG", "x", "No/Where"),), ()), NOW, training=False)
    assert nowhere.heading.printed.replace("\u00a0", " ") == "2019-02-22 01:46"
    assert nowhere.heading.zone == "UTC"


def test_a_boarding_list_has_who_boarded_by_tag_and_what_became_of_them(look: Look) -> None:
    read = look.lists.read(manifest(1))
    assert read is not None
    paper = PRINTER.boarding_list(read)
    assert [(one.tag, one.name, one.outcome) for one in paper.people] == sorted(
        [(code(1), "name 1", ""), (code(2), "name 2", "left"), (code(3), "written", "out_of_sight")]
    )
    third = next(one for one in paper.people if one.tag == code(3))
    assert (third.sex, third.age) == ("male", (60, 83))
    assert (paper.site, paper.to, paper.seats, paper.plate) == ("BG The point", "HC The camp", "60", "P 1")
    assert paper.opened
    assert paper.departed
    assert paper.sealed == ""
    assert paper.number == manifest(1).key.hex()


def test_an_age_that_nobody_knows_is_none(look: Look) -> None:
    read = look.lists.read(manifest(1))
    assert read is not None
    read.people[person(1)].body.age = UNKNOWN
    assert next(one for one in PRINTER.boarding_list(read).people if one.tag == code(1)).age is None


def test_a_receipt_names_everybody_on_whom_the_two_sides_differ(look: Look) -> None:
    read = look.lists.read(manifest(1))
    assert read is not None
    paper = PRINTER.receipt(read)
    assert (paper.sent, paper.heads, paper.received) == (2, 2, 2)
    assert [(one.tag, one.name) for one in paper.missing] == [(code(3), "written"), (code(77), "")]
    assert [(one.tag, one.name) for one in paper.not_on_list] == [(code(4), "name 4")]
    assert [one.tag for one in paper.injured] == [code(1)]
    assert (paper.signed_by_giver, paper.signed_by_receiver) == (True, False)
    assert paper.known


def test_before_the_receiver_has_closed_the_list_nobody_is_missing(look: Look) -> None:
    read = look.lists.read(manifest(2))
    assert read is not None
    paper = PRINTER.receipt(read)
    assert (paper.sent, paper.heads, paper.received) == (1, None, None)
    assert (paper.missing, paper.not_on_list, paper.known) == ((), (), False)


def test_the_roll_is_told_with_every_gap_and_all_that_is_not_here() -> None:
    her = Named(code(1), "00")
    lacks = NotHere((("tail-missing", "x"),), (Stretch("00", 1, 2),), (Stretch("00", 3, 3),), 4, 5, 6)
    roll = Roll(
        NOW, 3, {"BG": {Where.ON_SITE: 2}, "HC": {Where.DEAD: 1}}, (), (Gap(What.MISSING, "HC", 1, (her,), "clerk", NOW, her),),
        (Contradiction("two-places", her, ()),), (), (), seen_elsewhere=(Sighting(her, "BG/L1", NOW, "clerk", Where.ABOARD, None),),
        not_here=lacks,
    )  # fmt: skip
    paper = PRINTER.roll(roll)
    assert paper.sites == ("BG", "HC")
    assert paper.places == (("on_site", (2, 0)), ("dead", (0, 1)))
    assert (paper.people, paper.unaccounted, paper.balanced) == (3, 1, False)
    [gap] = paper.gaps
    assert (gap.what, gap.names, gap.of, gap.last_responsible) == ("missing", (code(1),), code(1), "clerk")
    assert gap.since.startswith("2019-02-22")
    assert paper.contradicting == ((code(1), "two-places"),)
    assert (paper.seen_elsewhere[0].recorded, paper.seen_elsewhere[0].of) == ("aboard", "")
    assert (paper.notices, paper.missing, paper.forks) == ((("tail-missing", "x"),), (("00", 1, 2),), (("00", 3, 3),))
    assert (paper.unread, paper.waiting, paper.quarantined) == (4, 5, 6)


def test_a_site_that_the_plan_does_not_know_is_called_by_its_id(look: Look, tmp_path: Path) -> None:
    read = look.lists.read(manifest(1))
    assert read is not None
    elsewhere = Printer(SitePlan((PLAN.sites[0],), ()), NOW, training=False)
    assert elsewhere.boarding_list(read).to == PLAN.sites[1].id.hex()[:8]
