"""The floor plan against the page of the first kinds, written out again by hand; and what every declaration must be."""

import dataclasses
import inspect
from typing import Final

import pytest

from lanyard import floorplan
from lanyard.casefile.fold import NEW
from lanyard.casefile.kind import Kind
from lanyard.casefile.known import Known
from lanyard.floorplan import EVERY_STATION, KINDS, STATIONS
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.open_kinds import OPEN_KINDS
from lanyard.ledger.record import Shape
from lanyard.terms import Role
from tests.making import KIND_OF

# kind | nouns | compartment (R, M, S; - as its target) | who | fields, with ? where it may be left out
# Differences on purpose stand in ADR 0010: `glanced` about a person, a name said in two fields, tag codes.
PAGE: Final = """
vehicle_counted | vehicle | S | any | came_from counted_by total includes_dead women? men? girls? boys? infants? on_stretchers? dead? plate?
vehicle_turned_back | vehicle | S | any | people by_whom why
safety_checked | vehicle | S | any | people seconds by_whom found
glanced | vehicle area person | S | any | looked_at red_tags? red_untagged?
walked_in | person | R | any | tag? alone? came_from?
first_control | person | R | any | since by_whom held_at? authority?
tag_claimed | person | R | any | tag travel_group? came_on? medic_now?
tag_replaced | person | R | clerk | old new why
tag_voided | tag | R | clerk | why
person_met | person | R | any | sex age? age_known_by? name_said? name_sound? name_written? script? languages? walks? alone? travel_group?
born | person | R | any | mother tag? sex? aboard?
came_back | person | R | any | came_from with_whom? tag? came_on?
turned_back | person | R | any | by_whom why
relief_given | person area vehicle | S | any | what count
needs_medic | person tag | R | any | how_soon
triaged | person tag | M | medic | tool version age_band colour signs? because? review_now? pregnant? rr? hr? spo2_pct? sbp? dbp? temp_dc? avpu?
care_priority_set | person tag | R | medic | colour
observed | person tag | M | medic | rr? hr? spo2_pct? sbp? dbp? temp_dc? avpu? refill_ds? muac_mm? oedema? weight_g? glucose_mgdl?
treated | person tag | M | medic | what drug? dose? route?
held_medically | person tag | R | medic | until?
fit_to_travel | person tag | R | medic | lying? escort?
rushed_out | person tag | R | any | vehicle to with_whom? mother_told? mother_with_her? came_on?
referred | person | R | medic | to urgency escort?
care_handed_over | person tag | M | medic | to age? time? mechanism? injuries? signs? treatment? signature?
placed | person tag | R | any | area
headcount_taken | area | S | any | heads by_whom
missing_reported | person | R | any | last_seen_where? last_seen_when? last_seen_by?
hold_placed | person | R | medic family_links reviewer | until?
hold_lifted | person | R | medic family_links reviewer |
manifest_opened | manifest | S | transport | seats to route officer plate?
boarded | person tag | R | transport | manifest checked_by why_not_scanned?
left_vehicle | person tag | R | transport | manifest why still_here?
manifest_sealed | manifest | S | transport | people list_hash despite? reason?
departed | manifest | S | transport | expected_min
waypoint_passed | manifest | S | transport receiver | place expected_min
happened_en_route | manifest | S | transport receiver | what place expected_min note?
counted_in | manifest | S | receiver | heads
received | person tag | R | receiver | manifest condition?
handed_over | manifest | S | receiver | missing? not_on_list? injured? signed_by_giver? signed_by_receiver?
died | person tag | R | any | certified_by manner place? came_on?
signed_in | device | S | any | staff role how
recorded_in_error | person tag vehicle manifest area device | - | any | why
duty_answered | person tag vehicle manifest area | S | any | duty done
"""
ROWS: Final = [[part.strip() for part in line.split("|")] for line in PAGE.strip().splitlines()]
LETTERS: Final = {"R": Compartment.REGISTER, "M": Compartment.MEDICAL, "S": Compartment.SITE, "-": None}
ALL: Final = [pytest.param(kind, id=name) for name, kind in KINDS.items()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_kind_is_what_the_page_says(row: list[str]) -> None:
    name, nouns, letter, who, fields = row
    kind = KINDS[name]
    assert set(kind.about) == {Noun[noun.upper()] for noun in nouns.split()}
    assert kind.compartment is LETTERS[letter]
    assert {role.value for role in kind.who} == set(who.split())
    asked = [question.name + ("" if question.required else "?") for question in kind.shape.questions]
    assert asked == fields.split()


def test_the_page_and_the_floor_plan_name_the_same_kinds() -> None:
    assert [row[0] for row in ROWS if row[0] not in KINDS] == []
    assert [name for name in KINDS if name not in {row[0] for row in ROWS}] == []
    assert len(KINDS) == len(ROWS) == 43


def test_one_kind_alone_is_a_permission() -> None:
    assert [name for name, kind in KINDS.items() if kind.asks is not None] == ["manifest_sealed"]


def test_no_kind_takes_the_name_of_an_open_one() -> None:
    assert set(KINDS) & set(OPEN_KINDS) == set()


def test_a_kind_stands_at_one_station() -> None:
    listed = [kind.name for kinds in (*STATIONS.values(), EVERY_STATION) for kind in kinds]
    assert sorted(listed) == sorted(set(listed)) == sorted(KINDS)
    assert len(KIND_OF) == len(KINDS)


@pytest.mark.parametrize(("station", "kinds"), STATIONS.items(), ids=STATIONS)
def test_a_station_lists_its_own_declarations(station: str, kinds: tuple[Kind, ...]) -> None:
    assert {kind.record.__module__ for kind in kinds} == {f"lanyard.stations.{station}.entries"}


@pytest.mark.parametrize("kind", ALL)
def test_a_record_is_a_frozen_dataclass_that_says_what_happened(kind: Kind) -> None:
    record = kind.record
    assert dataclasses.is_dataclass(record)
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(record)
    said = inspect.getdoc(record) or ""
    assert said.endswith(".")
    assert not said.startswith(record.__name__ + "(")


LEAVES: Final = (int, str, bool, bytes, Ref, AgeRange, Blob)


@pytest.mark.parametrize("kind", ALL)
def test_a_record_is_typed_by_the_terms_of_asking_only(kind: Kind) -> None:
    for question in kind.shape.questions:
        closed = question.choices != () and question.type.__module__ == "lanyard.terms"
        assert closed or question.type in LEAVES, question.name
        limits = question.ask
        if question.type is int:
            assert limits.low is not None, question.name
            assert limits.high is not None, question.name
        if question.type is bytes:
            assert limits.length is not None, question.name
        if question.type is Ref:
            assert limits.noun is not None, question.name
        assert limits.longest <= 200
        assert limits.form in ("", "tag", "date", "code")


@pytest.mark.parametrize("kind", ALL)
def test_a_condition_names_a_field_of_the_same_record_and_its_values(kind: Kind) -> None:
    by_name = {question.name: question for question in kind.shape.questions}
    for question in kind.shape.questions:
        if question.ask.only_if is not None:
            field, values = question.ask.only_if
            assert field in by_name
            assert list(by_name).index(field) < list(by_name).index(question.name)
            assert values == {"*"} or values <= set(by_name[field].choices)
            assert not question.required


@pytest.mark.parametrize("kind", ALL)
def test_what_a_kind_names_and_claims_are_fields_of_it_that_name_nouns(kind: Kind) -> None:
    by_name = {question.name: question for question in kind.shape.questions}
    assert {by_name[field].ask.noun for field in kind.claims} <= {Noun.TAG}
    for field in kind.named:
        assert by_name[field].ask.noun in NEW
        assert by_name[field].many is (field in kind.wearers)
    assert set(kind.wearers) <= set(kind.named)
    assert {by_name[field].ask.noun for field in kind.wearers} <= {Noun.TAG}
    assert set(kind.naming) == {*kind.named, *kind.claims}


@pytest.mark.parametrize("kind", ALL)
def test_what_a_kind_changes_it_is_about_and_each_is_read(kind: Kind) -> None:
    assert set(kind.changes) <= set(kind.about) & set(NEW)
    assert Noun.TAG not in kind.changes or kind.about == (Noun.TAG,)


@pytest.mark.parametrize("kind", ALL)
def test_a_kind_that_moves_somebody_is_sealed_in_the_register(kind: Kind) -> None:
    moves = Noun.PERSON in kind.changes and kind.name not in ("glanced", "triaged")
    assert not moves or kind.compartment is Compartment.REGISTER


@pytest.mark.parametrize("kind", ALL)
def test_the_shape_is_the_declarations_own(kind: Kind) -> None:
    assert (kind.shape.record, kind.shape.name) == (kind.record, kind.name)
    assert kind.who != ()
    assert Role.ANY not in kind.who or kind.who == (Role.ANY,)


def test_what_was_recorded_in_error_can_be_about_whatever_a_kind_can_be_about() -> None:
    assert set(KINDS["recorded_in_error"].about) == {noun for kind in KINDS.values() for noun in kind.about}


def test_each_noun_that_is_read_has_its_own_sort() -> None:
    assert {noun: known.noun for noun, known in NEW.items()} == {noun: noun for noun in NEW}
    assert all(issubclass(known, Known) for known in NEW.values())
    assert set(NEW) == {Noun.PERSON, Noun.TAG, Noun.VEHICLE, Noun.MANIFEST, Noun.AREA}


def test_a_declaration_that_is_no_dataclass_is_no_shape() -> None:
    with pytest.raises(TypeError):
        Shape(int)


def test_views_know_which_way_of_reading_they_were_built_by() -> None:
    assert isinstance(floorplan.FOLD_VERSION, int)
    assert floorplan.FOLD_VERSION >= 1
