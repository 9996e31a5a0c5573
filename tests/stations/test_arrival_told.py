"""Arrival: counted before tagged, tagged before named; each rule broken and kept, each fold, each duty."""

import pytest

from lanyard.casefile.duties import MINUTE_MS
from lanyard.casefile.place import Place, Where
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.terms import CountedBy, HowSoon, Language, Relief, Sex, Walks
from tests import said
from tests.making import Notebook, area, code, duties, marks, minute, person, read, tag, vehicle

HER, TRUCK = person(1), vehicle(0)
ADULT, CHILD, MAYBE = AgeRange(300, 360), AgeRange(72, 84), AgeRange(200, 230)


def test_a_drivers_word_is_not_a_count() -> None:
    book = Notebook()
    book.add(said.counted(40, CountedBy.DRIVER), TRUCK)
    truck = read(book).vehicle(0)
    assert marks(truck) == ["counted-by-driver-only"]
    assert "count_again" in duties(truck)
    book.add(said.counted(38, CountedBy.ONE), TRUCK)
    again = read(book).vehicle(0)
    assert (again.total, marks(again)) == (38, ["counted-by-driver-only"])
    assert "count_again" not in duties(again)


@pytest.mark.parametrize(
    ("parts", "rules"),
    [
        ({"women": 3, "men": 1, "girls": 1, "boys": 0, "infants": 1}, ["parts-exceed-total"]),
        ({"women": 3, "men": 1, "girls": 1}, []),
        ({"women": 3, "men": 1, "girls": 1, "dead": 1, "boys": 1}, []),
        ({"women": 3, "men": 1, "girls": 1, "dead": 1, "boys": 1, "includes_dead": True}, ["parts-exceed-total"]),
        ({}, []),
    ],
)
def test_the_parts_are_not_more_than_the_whole_with_its_dead(parts: dict[str, int], rules: list[str]) -> None:
    book = Notebook()
    book.add(said.counted(5, **parts), TRUCK)
    assert marks(read(book).vehicle(0)) == rules


def test_the_dead_of_a_vehicle_are_among_those_to_be_known_one_by_one() -> None:
    book = Notebook()
    book.add(said.counted(5, dead=2), TRUCK)
    book.add(said.counted(5, dead=2, includes_dead=True), vehicle(1))
    books = read(book)
    assert (books.vehicle(0).total, books.vehicle(0).dead) == (7, 2)
    assert books.vehicle(1).total == 5


def test_a_vehicle_came_when_it_was_first_counted_and_is_what_was_counted_last() -> None:
    book = Notebook()
    book.add(said.counted(4, plate="no plate"), TRUCK, 5)
    book.add(said.counted(6), TRUCK, 9)
    truck = read(book).vehicle(0)
    assert (truck.came_ms, truck.total, truck.plate, truck.site) == (minute(5), 6, "no plate", "BG")


def test_everyone_on_a_vehicle_is_owed_a_glance_within_a_quarter_of_an_hour() -> None:
    book = Notebook()
    book.add(said.counted(), TRUCK, 0)
    (glance, tags) = read(book).vehicle(0).duties
    assert (glance.duty.code, glance.amber_ms, glance.red_ms) == ("glance", minute(15), minute(15))
    assert (tags.duty.code, tags.red_ms) == ("tags", minute(720))
    book.add(said.first_aid.Glanced(2), TRUCK, 7)
    truck = read(book).vehicle(0)
    assert duties(truck) == ["tags"]
    assert (truck.glanced_ms, truck.looked_at) == (minute(7), 2)


def test_counting_again_starts_no_clock_again() -> None:
    book = Notebook()
    book.add(said.counted(), TRUCK, 0)
    book.add(said.counted(), TRUCK, 10)
    assert [owed.red_ms for owed in read(book).vehicle(0).duties] == [minute(15), minute(720)]
    book.add(said.first_aid.Glanced(2), TRUCK, 11)
    book.add(said.counted(), TRUCK, 12)
    assert duties(read(book).vehicle(0)) == ["tags"]


def test_when_everyone_counted_has_a_tag_no_tag_is_owed() -> None:
    book = Notebook()
    book.add(said.counted(2), TRUCK)
    book.add(said.claimed(1, on=0), HER)
    assert read(book).vehicle(0).untold == 1
    assert "tags" in duties(read(book).vehicle(0))
    book.add(said.claimed(2, on=0), person(2))
    assert read(book).vehicle(0).untold == 0
    assert "tags" not in duties(read(book).vehicle(0))


def test_counted_after_everyone_has_a_tag_no_tag_is_owed_unless_more_were_counted() -> None:
    book = Notebook()
    book.add(said.claimed(1, on=0), HER)
    first = book.add(said.counted(1), TRUCK)
    assert duties(read(book).vehicle(0)) == ["glance"]
    book.add(said.counted(2), TRUCK, corrects=first)
    assert duties(read(book).vehicle(0)) == ["glance", "tags"]


def test_two_counts_that_differ_contradict_and_are_owed_another_until_one_is_corrected() -> None:
    book = Notebook()
    first = book.add(said.counted(40), TRUCK, 0)
    second = book.add(said.counted(38), TRUCK, 5)
    book.add(said.counted(38), TRUCK, 9)
    truck = read(book).vehicle(0)
    assert (truck.total, marks(truck)) == (40, ["counts-differ"])
    assert {first.id, second.id} < set(truck.contradictions()[0].entries)
    (again,) = (owed for owed in truck.duties if owed.duty.code == "count_again")
    assert again.since_ms == minute(5)
    book.add(said.counted(38), TRUCK, corrects=first)
    truck = read(book).vehicle(0)
    assert (truck.total, marks(truck), "count_again" in duties(truck)) == (38, [], False)


def test_known_from_a_vehicle_that_nobody_counted_is_one_too_many() -> None:
    book = Notebook()
    book.add(said.claimed(1, on=0), HER)
    truck = read(book).vehicle(0)
    assert (truck.counted, truck.untold, truck.met) == (False, -1, {HER})


def test_a_vehicle_turned_back_is_an_incident_and_its_people_are_not_untold() -> None:
    book = Notebook()
    book.add(said.counted(5), TRUCK)
    book.add(said.vehicle_back(3), TRUCK)
    truck = read(book).vehicle(0)
    assert marks(truck) == ["turned-back"]
    assert (truck.untold, truck.turned_back) == (2, 3)
    assert duties(truck) == ["glance", "tags", "incident"]
    book.add(said.vehicle_back(2), TRUCK)
    assert duties(read(book).vehicle(0)) == ["incident"]
    book.add(said.answered("incident"), TRUCK)
    assert duties(read(book).vehicle(0)) == []


def test_a_vehicle_turned_back_uncounted_leaves_nobody_untold() -> None:
    book = Notebook()
    book.add(said.vehicle_back(12), TRUCK)
    assert read(book).vehicle(0).untold == 0


def test_a_person_turned_back_is_an_incident_from_the_same_minute() -> None:
    book = Notebook()
    book.add(said.sent_away(), HER, 3)
    case = read(book).case(1)
    assert marks(case) == ["turned-back"]
    assert [(owed.duty.code, owed.red_ms) for owed in case.duties] == [("incident", minute(3))]
    assert case.place == Place(Where.TURNED_BACK)


def test_the_first_safety_check_is_the_one_that_people_waited_for() -> None:
    book = Notebook()
    book.add(said.searched(40), TRUCK, 2)
    book.add(said.searched(90), TRUCK, 8)
    truck = read(book).vehicle(0)
    assert (truck.safety_ms, truck.safety_seconds) == (minute(2), 40)


def test_a_name_before_a_tag_is_marked_and_words_without_a_name_are_not() -> None:
    book = Notebook()
    book.add(said.met(), HER)
    assert marks(read(book).case(1)) == []
    for number, name in enumerate(({"name_said": "a"}, {"name_written": "b"}, {"name_sound": said.DRAWN}), 2):
        book.add(said.met(**name), person(number))
        assert marks(read(book).case(number)) == ["named-before-tagged"]
    book.add(said.claimed(1), HER)
    book.add(said.met(name_said="a"), HER)
    assert marks(read(book).case(1)) == []


@pytest.mark.parametrize(
    ("age", "rules", "owed"),
    [
        (ADULT, ["adult-called-child-alone"], []),
        (CHILD, [], ["carer"]),
        (MAYBE, [], ["carer"]),
        ("unknown", [], ["carer"]),
        (None, [], ["carer"]),
    ],
)
def test_a_child_alone_is_owed_a_carer_and_an_age_in_doubt_is_a_childs(
    age: AgeRange | None, rules: list[str], owed: list[str]
) -> None:
    book = Notebook()
    book.add(said.met(age=age, alone=True), HER, 0)
    case = read(book).case(1)
    assert marks(case) == rules
    assert duties(case) == owed
    assert [o.red_ms for o in case.duties] == [minute(240)] * len(owed)


def test_a_child_on_foot_by_itself_is_alone_until_somebody_is_named() -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(alone=True), HER)
    book.add(said.met(age=CHILD), HER)
    assert "carer" in duties(read(book).case(1))
    book.add(said.met(age=CHILD, alone=False), HER)
    book.add(said.received(), HER, where="HC")
    assert "carer" in duties(read(book).case(1))
    book.add(said.answered("carer"), HER)
    assert "carer" not in duties(read(book).case(1))


def test_a_carer_once_named_is_not_owed_again_at_every_later_word() -> None:
    book = Notebook()
    book.add(said.met(age=CHILD, alone=True), HER)
    book.add(said.answered("carer"), HER)
    for alone in (None, True):
        book.add(said.met(age=CHILD, alone=alone), HER)
    assert duties(read(book).case(1)) == []
    book.add(said.met(alone=False), HER)
    book.add(said.met(alone=True), HER)
    assert duties(read(book).case(1)) == ["carer"]


def test_a_child_that_walks_in_alone_is_owed_a_carer_and_one_who_proves_grown_up_is_not() -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(alone=True), HER, 0)
    carer = next(owed for owed in read(book).case(1).duties if owed.duty.code == "carer")
    assert carer.since_ms == minute(0)
    book.add(said.met(age=ADULT), HER)
    case = read(book).case(1)
    assert ("carer" in duties(case), marks(case)) == (False, [])


def test_whether_she_is_alone_is_not_known_until_it_is_asked() -> None:
    book = Notebook()
    for record, alone in ((said.claimed(1), None), (said.met(alone=False), False), (said.met(), False)):
        book.add(record, HER)
        assert read(book).case(1).body.alone is alone


def test_what_was_not_asked_again_stays_as_it_was_said() -> None:
    book = Notebook()
    sound = Blob(bytes(32), bytes(16), 9, "audio/ogg")
    book.add(
        said.met(
            Sex.FEMALE,
            age=CHILD,
            name_said="as said",
            name_sound=sound,
            name_written="as written",
            languages=(Language.ARABIC,),
            walks=Walks.CARRIED,
            travel_group="g1",
        ),
        HER,
    )
    before = read(book).case(1).body
    book.add(said.met(Sex.UNKNOWN), HER)
    after = read(book).case(1).body
    assert after.sex is Sex.UNKNOWN
    after.sex = Sex.FEMALE
    assert after == before
    book.add(said.met(Sex.MALE, age=MAYBE, name_said="x", languages=(), travel_group="g2"), HER)
    last = read(book).case(1).body
    assert (last.sex, last.age, last.name_said, last.languages, last.travel_group) == (Sex.MALE, MAYBE, "x", (), "g2")


def test_medic_now_on_a_claim_is_a_look_and_a_call() -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(), HER, 0)
    book.add(said.claimed(1, medic_now=True, travel_group="g"), HER, 4)
    case = read(book).case(1)
    assert [(o.duty.code, o.red_ms) for o in case.duties] == [("triage", minute(9))]
    assert (case.care.called_ms, case.care.looked_at_ms) == (minute(4), minute(4))
    assert case.body.travel_group == "g"


def test_without_medic_now_a_claim_calls_nobody() -> None:
    book = Notebook()
    book.add(said.claimed(1, medic_now=False), HER)
    case = read(book).case(1)
    assert (case.duties, case.care.called_ms, case.care.looked_at_ms) == ((), None, None)


@pytest.mark.parametrize("came", [said.arrival.WalkedIn(), said.born(9), said.came_back()])
def test_whoever_comes_by_herself_is_owed_a_glance(came: object) -> None:
    book = Notebook()
    book.add(came, HER, 0)
    (glance,) = read(book).case(1).duties
    assert (glance.duty.code, glance.red_ms - glance.since_ms) == ("glance", 15 * MINUTE_MS)
    for look in (said.first_aid.Glanced(1), said.needs(HowSoon.SOON), said.triaged(), said.coloured(), said.rushed()):
        looked = Notebook("b")
        looked.add(look, HER, 3)
        assert "glance" not in duties(read(book, looked).case(1))


def test_nobody_is_her_own_mother() -> None:
    book = Notebook()
    book.add(said.born(1), HER)
    case = read(book).case(1)
    assert marks(case) == ["own-mother"]
    assert case.children == ()


def test_a_child_has_its_mother_and_she_has_it_once() -> None:
    book = Notebook()
    book.add(said.born(1, tag=code(5), sex=Sex.MALE), person(2))
    book.add(said.born(1), person(2))
    books = read(book)
    assert books.case(2).mother == HER
    assert (books.case(2).tags, books.case(2).body.sex) == ((code(5),), Sex.MALE)
    assert books.case(1).children == (person(2),)
    assert books.tag(5).holder == person(2)
    assert marks(books.case(2)) == []


@pytest.mark.parametrize(
    "record", [said.arrival.WalkedIn(code(3)), said.born(9, tag=code(3)), said.arrival.CameBack("east", tag=code(3))]
)
def test_whatever_gives_her_a_tag_is_a_claim(record: object) -> None:
    book = Notebook()
    book.add(record, HER)
    book.add(said.placed(2), tag(3))
    assert read(book).case(1).place == Place(Where.ON_SITE, area(2).key.hex())


def test_who_held_her_before_puts_her_on_the_roll_once_and_moves_her_never() -> None:
    book = Notebook()
    book.add(said.arrival.FirstControl("2019-02-20", "a post"), HER)
    assert read(book).case(1).place == Place(Where.ON_SITE)
    book.add(said.sent_away(), HER)
    book.add(said.arrival.FirstControl("2019-02-20", "a post"), HER)
    assert read(book).case(1).place == Place(Where.TURNED_BACK)


def test_what_was_handed_out_in_an_area_adds_up() -> None:
    book = Notebook()
    book.add(said.arrival.ReliefGiven((Relief.WATER, Relief.BLANKET), 40), area(0))
    book.add(said.arrival.ReliefGiven((Relief.WATER,), 5), area(0))
    book.add(said.arrival.ReliefGiven((Relief.WATER,), 1), HER)
    books = read(book)
    assert books.area(0).relief == {Relief.WATER: 45, Relief.BLANKET: 40}
    assert (books.case(1).read, books.case(1).episodes) == (1, [])
