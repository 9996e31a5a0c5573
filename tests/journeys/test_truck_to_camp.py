"""A truck comes, its people are met, treated and placed, a bus leaves, the camp signs: told through the real write path."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.casefile.place import Where
from lanyard.casefile.roll import What
from lanyard.casefile.tag import tag_ref
from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.permit import Refused
from lanyard.desk.plan import AreaPlan, Site, SitePlan
from lanyard.exchange.receive import Receiver
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import CameBack, PersonMet, SafetyChecked, TagClaimed, VehicleCounted
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.first_aid.entries import CarePrioritySet, FitToTravel, Glanced, NeedsMedic, RushedOut, Triaged
from lanyard.stations.placement.entries import HeadcountTaken, Placed
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    ManifestOpened,
    ManifestSealed,
    Received,
)
from lanyard.stations.transport.rules import list_hash
from lanyard.terms import (
    AgeKnownBy,
    CheckedBy,
    Colour,
    CountedBy,
    HowSoon,
    Role,
    Sex,
    SignedInBy,
    TriageColour,
    Walks,
    YesNo,
)

MINUTE = 60_000
BEGIN = 1_550_800_000_000
SITES = (Site(b"p" * 16, "BG", "Point", "Asia/Damascus"), Site(b"k" * 16, "HC", "Camp", "Asia/Damascus"))
PLAN = SitePlan(SITES, (AreaPlan(b"w" * 16, "BG/wom", "Women", 200, False),))


class Story:
    """A node with three tablets, and a clock that each line moves on by a minute."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.receiver = Receiver(node)
        self.now = BEGIN
        self.gate, self.bay, self.camp = self.tablet("BG", Role.CLERK), self.tablet("BG", Role.TRANSPORT), None
        self.medic = self.tablet("BG", Role.MEDIC)
        self.camp_gate = self.tablet("HC", Role.RECEIVER)
        self.truck, self.bus = Ref(Noun.VEHICLE, os.urandom(16)), Ref(Noun.MANIFEST, os.urandom(16))
        self.tags = node.tags.print("BG", 4)
        self.people = [Ref(Noun.PERSON, os.urandom(16)) for _ in self.tags]

    def tablet(self, site: str, role: Role) -> Device:
        device = self.node.enrol(site, self.now)
        self.receiver.receive([device.sign_in(os.urandom(16), role, SignedInBy.PIN, self.now)], self.now)
        return device

    def say(self, device: Device, record: object, about: Ref, where: str = "BG", **more: object) -> bytes:
        self.now += MINUTE
        sealed = device.seal(Draft(record, about, where, **more), self.now)  # type: ignore[arg-type]
        assert self.receiver.receive([sealed], self.now).kept == 1
        return sealed.id

    def arrive(self) -> None:
        self.say(self.gate, VehicleCounted("the valley", CountedBy.TWO, 4, False), self.truck)
        self.say(self.gate, SafetyChecked(4, 40, "the search team", False), self.truck)
        self.say(self.medic, Glanced(4), self.truck)
        for person, code in zip(self.people, self.tags, strict=True):
            self.say(self.gate, TagClaimed(code, "group 1", self.truck), person)
        ages = (AgeRange(360, 372), AgeRange(96, 108), AgeRange(10, 11), AgeRange(720, 732))
        for person, age in zip(self.people, ages, strict=True):
            met = PersonMet(Sex.FEMALE, age, AgeKnownBy.SAID, name_said="Xalqa Berozan", walks=Walks.WALKS)
            self.say(self.gate, met, person)

    def load(self) -> None:
        self.say(self.bay, ManifestOpened(30, SITES[1].ref, "river road", "officer 7", "B-12"), self.bus)
        for code in self.tags:
            self.say(self.bay, Boarded(self.bus, CheckedBy.SCAN), tag_ref(code))

    def seal(self, despite: tuple[str, ...] = (), reason: str | None = None) -> None:
        self.node.settle()
        office = self.node.office("BG", self.now)
        self.node.sign_in(office, os.urandom(16), Role.TRANSPORT, SignedInBy.PIN, self.now).result()
        with self.node.look() as look:
            manifest, cases = look.lists.aboard(self.bus) or pytest.fail("there is a list")
            digest = list_hash(manifest, cases)
        record = ManifestSealed(len(manifest.aboard), digest, despite, reason)
        self.node.record(office, [Draft(record, self.bus, "BG")], self.now).result()

    def place(self, at: int) -> Where:
        self.node.settle()
        with self.node.look() as look:
            person = look.person(self.tags[at])
        assert person is not None
        assert person.case.place is not None
        return person.case.place.where


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Node.create(tmp_path / "site", None, PLAN, BEGIN, training=True) as node:
        yield Story(node)


def test_four_people_go_from_the_truck_to_the_camp_and_the_books_balance_all_the_way(story: Story) -> None:
    story.arrive()
    assert story.node.roll(story.now).unaccounted == 0
    story.load()
    story.seal()
    story.say(story.bay, Departed(240), story.bus)
    assert story.node.roll(story.now).places["BG"] == {Where.ABOARD: 4}
    story.say(story.camp_gate, CountedIn(4), story.bus, "HC")
    for code in story.tags:
        story.say(story.camp_gate, Received(story.bus), tag_ref(code), "HC")
    mark = Blob(b"m" * 32, b"s" * 16, 10, "image/png")
    story.say(story.camp_gate, HandedOver(signed_by_giver=mark, signed_by_receiver=mark), story.bus, "HC")
    roll = story.node.roll(story.now)
    assert roll.unaccounted == 0
    assert roll.contradictions == ()
    assert roll.places == {"BG": {Where.HANDED_OVER: 4}, "HC": {Where.ON_SITE: 4}}
    assert all(equation.gap == 0 for equation in roll.equations)


def test_one_who_boarded_and_is_not_signed_for_is_named_with_who_was_last_responsible(story: Story) -> None:
    story.arrive()
    story.load()
    story.seal()
    story.say(story.bay, Departed(240), story.bus)
    story.say(story.camp_gate, CountedIn(3), story.bus, "HC")
    for code in story.tags[:3]:
        story.say(story.camp_gate, Received(story.bus), tag_ref(code), "HC")
    (gap,) = story.node.roll(story.now).gaps
    assert (gap.what, gap.number, gap.last_responsible) == (What.MISSING, 1, "officer 7")
    assert [named.label for named in gap.names] == [story.tags[3]]


def test_a_red_child_is_rushed_out_in_two_entries_and_is_in_hospital_on_the_roll(story: Story) -> None:
    story.arrive()
    child = tag_ref(story.tags[1])
    story.say(story.gate, NeedsMedic(HowSoon.NOW), child)
    act = os.urandom(16)
    story.say(story.medic, Triaged("iitt", "1", "child", TriageColour.RED, ("stridor",), ("stridor",)), child, act=act)
    story.say(story.medic, CarePrioritySet(Colour.RED), child, act=act)
    story.say(story.medic, RushedOut("ambulance", "Field hospital", mother_with_her=YesNo.YES), child)
    assert story.place(1) is Where.IN_HOSPITAL
    assert story.node.roll(story.now).unaccounted == 0


def test_a_child_rushed_out_untagged_and_back_on_another_truck_is_counted_once(story: Story) -> None:
    child, aunt = story.people[:2]
    story.say(story.gate, VehicleCounted("the valley", CountedBy.TWO, 1, False), story.truck)
    story.say(
        story.medic, RushedOut("ambulance", "Field hospital", mother_with_her=YesNo.YES, came_on=story.truck), child
    )
    assert story.node.roll(story.now).gaps == ()
    other = Ref(Noun.VEHICLE, os.urandom(16))
    story.say(story.gate, VehicleCounted("the hospital", CountedBy.TWO, 2, False), other)
    story.say(story.gate, CameBack("Field hospital", tag=story.tags[0], came_on=other), child)
    story.say(story.gate, TagClaimed(story.tags[1], came_on=other), aunt)
    roll = story.node.roll(story.now)
    assert (roll.gaps, roll.contradictions, roll.places["BG"]) == ((), (), {Where.ON_SITE: 2})
    assert all(equation.gap == 0 for equation in roll.equations)


def test_a_list_with_a_red_child_aboard_is_sealed_only_by_name_and_reason(story: Story) -> None:
    story.arrive()
    story.say(story.medic, CarePrioritySet(Colour.RED), tag_ref(story.tags[1]))
    story.load()
    with pytest.raises(Refused) as refused:
        story.seal()
    assert [finding.rule.code for finding in refused.value.findings] == ["red-not-declared-fit"]
    with pytest.raises(Refused):
        story.seal(("red-not-declared-fit",))
    story.seal(("red-not-declared-fit",), "the medic rides with her")
    story.say(story.medic, FitToTravel(lying=True, escort=True), tag_ref(story.tags[1]))
    assert story.node.roll(story.now).contradictions == ()


def test_a_child_boarded_on_two_buses_is_disputed_until_two_people_take_one_boarding_back(story: Story) -> None:
    story.arrive()
    story.load()
    other = Ref(Noun.MANIFEST, os.urandom(16))
    story.say(story.bay, ManifestOpened(30, SITES[1].ref, "river road", "officer 8"), other)
    wrong = story.say(story.bay, Boarded(other, CheckedBy.SCAN), tag_ref(story.tags[1]))
    (contradiction,) = story.node.roll(story.now).contradictions
    assert (contradiction.rule, contradiction.about.label) == ("two-places", story.tags[1])
    back = Link(LinkKind.IN_ERROR, wrong)
    for device in (story.bay, story.gate):
        story.say(device, RecordedInError("the wrong tag was scanned"), tag_ref(story.tags[1]), refs=(back,))
    assert story.node.roll(story.now).contradictions == ()
    assert story.place(1) is Where.ABOARD


def test_an_entry_typed_late_with_its_true_time_reads_as_if_it_had_come_in_time(story: Story) -> None:
    story.arrive()
    early = (story.now // 1000, 60)
    story.load()
    story.say(story.gate, Placed(PLAN.areas[0].ref), tag_ref(story.tags[0]), at=early)
    assert story.place(0) is Where.ABOARD


def test_heads_that_differ_owe_a_second_count_within_the_hour_and_agreeing_heads_owe_nothing(story: Story) -> None:
    story.arrive()
    area = PLAN.areas[0].ref
    for code in story.tags[:3]:
        story.say(story.gate, Placed(area), tag_ref(code))
    story.say(story.gate, HeadcountTaken(2, "the clerk"), area)
    late = story.now + 61 * MINUTE
    assert [one.code for one in story.node.roll(late).overdue if one.about.label == "BG/wom"] == [
        "headcount_difference"
    ]
    (gap,) = story.node.roll(late).gaps
    assert (gap.what, gap.number, len(gap.names)) == (What.AREA, -1, 3)
    story.say(story.gate, HeadcountTaken(3, "the clerk"), area)
    later = story.node.roll(story.now + 61 * MINUTE)
    assert (later.gaps, [one for one in later.overdue if one.about.label == "BG/wom"]) == ((), [])
