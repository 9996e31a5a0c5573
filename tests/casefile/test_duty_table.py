"""Every duty as data, written out again by hand, and which of all kinds end it."""

from dataclasses import dataclass
from typing import Any, Final

import pytest

from lanyard.casefile import duties
from lanyard.casefile.duties import Duty, Owed, owed
from lanyard.casefile.fold import NEW, apply
from lanyard.casefile.kind import Kind
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import Text
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Noun
from lanyard.terms import (
    CertifiedBy,
    CheckedBy,
    Colour,
    CountedBy,
    EnRoute,
    HowSoon,
    Manner,
    Relief,
    Role,
    Sex,
    TriageColour,
)
from tests.making import KIND_OF, Notebook, area, code, manifest, minute, person, ref, site, tag, vehicle

DUTIES: Final = [value for value in vars(duties).values() if isinstance(value, Duty)]
# code | amber | red | from the expected time | owed by | ended by kinds that stand | ended by kinds of later stations
TABLE: Final = """
glance | 15 | 15 | no | medic | needs_medic triaged care_priority_set boarded rushed_out received died turned_back |
tags | 720 | 720 | no | clerk | |
incident | 0 | 0 | no | coordinator | |
carer | 240 | 240 | no | family_links | died | carer_named reunited
triage | 5 | 5 | no | medic | triaged care_priority_set boarded rushed_out received died turned_back |
triage | 30 | 30 | no | medic | triaged care_priority_set boarded rushed_out received died turned_back |
triage_again | 240 | 240 | no | medic | triaged boarded rushed_out received died turned_back |
red_transport | 60 | 60 | no | transport | rushed_out boarded care_handed_over received died |
hospital_word | 180 | 180 | no | medic | came_back walked_in received died |
tell_kin | 120 | 120 | no | family_links | | kin_told
search_for_missing | 60 | 60 | no | coordinator | came_back walked_in placed received died | found
headcount_difference | 60 | 60 | no | coordinator | headcount_taken |
word_from_vehicle | 120 | 360 | yes | transport | waypoint_passed happened_en_route counted_in handed_over |
sign_for_each | 1440 | 1440 | no | receiver | handed_over |
go_or_unload | 240 | 240 | no | transport | departed counted_in handed_over |
count_in_again | 60 | 60 | no | receiver | |
complete_list | 60 | 60 | no | transport | manifest_sealed counted_in handed_over |
both_sign | 1440 | 1440 | no | receiver | |
sign_for_her | 60 | 60 | no | receiver | received boarded died |
care_aboard | 30 | 30 | no | medic | care_handed_over fit_to_travel left_vehicle rushed_out received died |
hold_asked_about | 60 | 60 | no | reviewer | hold_lifted left_vehicle |
examine_body | 1440 | 1440 | no | medic | | body_examined
care_for_dependants | 60 | 60 | no | family_links | | care_arranged
death_enquiry | 1440 | 1440 | no | coordinator | |
count_again | 60 | 60 | no | clerk | |
"""
ROWS: Final = [[part.strip() for part in line.split("|")] for line in TABLE.strip().splitlines()]
OTHERWISE: Final = {
    ("red_transport", "care_priority_set", Noun.PERSON),
    ("glance", "glanced", Noun.PERSON),
    ("glance", "glanced", Noun.VEHICLE),
    ("glance", "vehicle_turned_back", Noun.VEHICLE),
    ("triage", "glanced", Noun.AREA),
    ("triage", "glanced", Noun.VEHICLE),
    ("triage", "vehicle_turned_back", Noun.VEHICLE),
    ("triage", "vehicle_counted", Noun.VEHICLE),
    ("count_again", "vehicle_counted", Noun.VEHICLE),
    ("count_in_again", "counted_in", Noun.MANIFEST),
}
"""What ends a duty by what it says: green; nobody left on a vehicle; a count that no other gainsays. The stations' own tests have the rest."""

SAMPLES: Final[dict[str, dict[str, Any]]] = {
    "vehicle_counted": {"came_from": "east", "counted_by": CountedBy.TWO, "total": 9, "includes_dead": True},
    "vehicle_turned_back": {"people": 1, "by_whom": "a", "why": "b"},
    "safety_checked": {"people": 9, "seconds": 40, "by_whom": "us", "found": False},
    "glanced": {"looked_at": 9},
    "walked_in": {},
    "first_control": {"since": "2019", "by_whom": "a force"},
    "tag_claimed": {"tag": code(1)},
    "tag_replaced": {"old": code(1), "new": code(2), "why": "torn"},
    "tag_voided": {"why": "torn"},
    "person_met": {"sex": Sex.FEMALE},
    "born": {"mother": person(2)},
    "came_back": {"came_from": "hospital"},
    "turned_back": {"by_whom": "a", "why": "b"},
    "relief_given": {"what": (Relief.WATER,), "count": 1},
    "needs_medic": {"how_soon": HowSoon.SOON},
    "triaged": {"tool": "iitt", "version": "1", "age_band": "adult", "colour": TriageColour.GREEN},
    "care_priority_set": {"colour": Colour.GREEN},
    "observed": {"hr": 80},
    "treated": {"what": "a dressing"},
    "held_medically": {},
    "fit_to_travel": {},
    "rushed_out": {"vehicle": "a car", "to": "Field hospital"},
    "referred": {"to": "eyes", "urgency": HowSoon.SOON},
    "care_handed_over": {"to": "a surgeon"},
    "placed": {"area": area(1)},
    "headcount_taken": {"heads": 4, "by_whom": "us"},
    "missing_reported": {},
    "hold_placed": {},
    "hold_lifted": {},
    "manifest_opened": {"seats": 9, "to": site(2), "route": "road", "officer": "o"},
    "boarded": {"manifest": manifest(1), "checked_by": CheckedBy.SCAN},
    "left_vehicle": {"manifest": manifest(1), "why": "ill"},
    "manifest_sealed": {"people": 0, "list_hash": bytes(32)},
    "departed": {"expected_min": 60},
    "waypoint_passed": {"place": "bridge", "expected_min": 60},
    "happened_en_route": {"what": EnRoute.STOP, "place": "bridge", "expected_min": 60},
    "counted_in": {"heads": 9},
    "received": {"manifest": manifest(1)},
    "handed_over": {},
    "died": {"certified_by": CertifiedBy.LAY, "manner": Manner.ILLNESS},
    "recorded_in_error": {"why": "wrong tag"},
    "duty_answered": {"duty": "nothing.owed", "done": "nothing"},
}
NOUNS: Final = {
    Noun.PERSON: person(1),
    Noun.TAG: tag(1),
    Noun.VEHICLE: vehicle(1),
    Noun.MANIFEST: manifest(1),
    Noun.AREA: area(1),
    Noun.DEVICE: ref(Noun.DEVICE, 1),
}
LONG_AGO: Final = b"o" * 32


def test_every_duty_is_as_it_was_written_down() -> None:
    found = [
        [d.code, str(d.amber_min or d.red_min), str(d.red_min), "yes" if d.after_expected else "no", d.owed_by.value]
        for d in DUTIES
    ]
    assert found == [row[:5] for row in ROWS]
    assert [set(duty.ended_by) for duty in DUTIES] == [{*row[5].split(), *row[6].split()} for row in ROWS]
    assert [duty.code for duty in DUTIES if not duty.source] == []


def test_what_ends_a_duty_stands_or_is_of_a_later_station() -> None:
    stands = {name for row in ROWS for name in row[5].split()}
    later = {name for row in ROWS for name in row[6].split()}
    assert stands <= set(KINDS)
    assert later & set(KINDS) == set()


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(KINDS) - {"signed_in"}


def ended(duty: Duty, kind: Kind, record: Any, noun: Noun) -> bool:
    """Is a duty that was open on this noun gone, or owed anew, after an entry of this kind?"""
    known = NEW[noun](NOUNS[noun])
    known.duties = (Owed(duty, minute(-9), minute(-8), minute(-7), LONG_AGO),)
    entry = Notebook().add(record, NOUNS[noun]) if type(record) in KIND_OF else said_later(record)
    apply(known, kind, entry)
    return LONG_AGO not in {owed.opened_by for owed in known.duties}


def said_later(record: Any) -> Entry:
    return Notebook().add(KINDS["walked_in"].record(), person(1))._replace(kind="kin_told", record=record)


@pytest.mark.parametrize("at", range(len(DUTIES)), ids=[f"{duty.code} {duty.red_min}" for duty in DUTIES])
def test_these_kinds_end_it_and_no_other_does(at: int) -> None:
    duty = DUTIES[at]
    for name, answers in SAMPLES.items():
        kind = KINDS[name]
        for noun in set(kind.about) & set(NEW):
            # A tag is read by its wearer's case, whatever the noun of the entry.
            if noun is Noun.TAG and kind.worn:
                continue
            expected = name in ROWS[at][5].split() or (duty.code, name, noun) in OTHERWISE
            assert ended(duty, kind, kind.record(**answers), noun) is expected, (name, noun)


@dataclass(frozen=True, slots=True)
class KinTold:
    """A kind of a station that does not stand yet."""

    how: Text


def test_a_kind_of_a_later_station_ends_what_names_it() -> None:
    kin_told = Kind(KinTold, (Noun.PERSON,), Compartment.FAMILY, (Role.FAMILY_LINKS,))
    assert ended(duties.TELL_KIN, kin_told, KinTold("by telephone"), Noun.PERSON)
    assert not ended(duties.CARER, kin_told, KinTold("by telephone"), Noun.PERSON)


@pytest.mark.parametrize("duty", DUTIES, ids=[f"{duty.code} {duty.red_min}" for duty in DUTIES])
def test_an_answer_ends_any_duty_by_its_code(duty: Duty) -> None:
    kind = KINDS["duty_answered"]
    assert ended(duty, kind, kind.record(duty.code, "done otherwise"), Noun.PERSON)
    assert not ended(duty, kind, kind.record(duty.code + ".", "done otherwise"), Noun.PERSON)


def test_times_run_from_the_entry_or_from_the_end_of_what_was_expected() -> None:
    plain = owed(duties.TAGS, minute(5), 60, b"e")
    assert plain == Owed(duties.TAGS, minute(5), minute(725), minute(725), b"e")
    expected = owed(duties.WORD, minute(5), 60, b"e")
    assert expected == Owed(duties.WORD, minute(5), minute(185), minute(425), b"e")
    assert owed(duties.INCIDENT, minute(5), 0, b"e")[1:4] == (minute(5),) * 3
