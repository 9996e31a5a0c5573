"""Sounds, signatures, hours and the words of the demo."""

import io
import string
import wave
from dataclasses import fields
from xml.etree import ElementTree as ET

import pytest

from lanyard.casefile.known import site_of
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange
from lanyard.stations.arrival.entries import PersonMet
from lanyard.stations.placement.entries import Placed
from lanyard.terms import Language, Sex, Walks
from lanyard.web.demo.chance import chance
from lanyard.web.demo.plan import AREA_REF, site_plan
from lanyard.web.demo.sounds import RATE, signature, spoken_name
from lanyard.web.demo.story import figures, words
from lanyard.web.demo.times import clock, local
from lanyard.web.demo.walk import Line, way
from lanyard.words import Words
from tests.web.demo.telling import measured, story


def test_a_spoken_name_is_a_quarter_of_a_second_of_sound() -> None:
    file = spoken_name(chance("a"))
    with wave.open(io.BytesIO(file.data)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (RATE, 1, RATE // 4)
    assert (file.field, file.type) == ("name_sound", "audio/wav")
    assert spoken_name(chance("b")).data != file.data


def test_a_signature_is_a_drawing_and_no_two_are_alike() -> None:
    rng = chance("a")
    first, second = signature(rng, "signed_by_giver"), signature(rng, "signed_by_receiver")
    assert ET.fromstring(first.data).tag.endswith("svg")
    assert first.data != second.data
    assert first.field == "signed_by_giver"


def test_hours_are_local_ones_two_ahead_of_utc() -> None:
    assert local(25, 2) == 1_551_052_800_000
    assert clock(local(25, 2)) == "25 Feb 02:00"


def test_each_sentence_asks_only_for_what_its_kind_says() -> None:
    for key, sentence in words()["walk"].items():
        kind, _, field = key.partition(".")
        names = {one.name for one in fields(KINDS[kind].record)}
        asked = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert asked <= names, key
        assert not field or field in names


def test_a_way_is_told_in_words_by_time() -> None:
    lines = [
        Line(local(23, 9), "SW/hall", "placed", Placed(AREA_REF["SW/hall"])),
        Line(local(22, 9), "BG/tent", "person_met", PersonMet(Sex.FEMALE, AgeRange(8, 8), walks=Walks.CARRIED)),
        Line(local(22, 10), "BG/tent", "person_met", PersonMet(Sex.FEMALE, name_said="Vezvura", languages=(Language.ARABIC,))),
    ]  # fmt: skip
    assert [line.split("  ", 2)[2].strip() for line in way(lines, site_plan(10), words()["walk"])] == [
        "First words: female, 8 months, is carried.",
        "She says her name: Vezvura. She speaks Arabic.",
        "She waits here: the hall.",
    ]


def test_a_kind_without_a_sentence_is_called_by_its_name() -> None:
    line = Line(local(22, 9), "BG/tent", "placed", Placed(AREA_REF["BG/aid"]))
    assert next(way([line], site_plan(10), {})).endswith(Words("en").kind("placed"))


def test_the_table_has_a_row_for_every_figure() -> None:
    found = measured(10, 2019)
    table = figures(found)
    assert table.row_count == len(found)


@pytest.mark.parametrize("seed", [2019, 3])
def test_the_one_who_is_walked_through_comes_ill_and_reaches_the_camp(seed: int) -> None:
    drawn, said = story(10, seed)
    hero = drawn.hero()
    hers = [one for one in said if one.draft.about in (hero.ref, hero.worn)]
    assert {site_of(one.draft.where) for one in hers} == {"BG", "SW", "HC"}
    assert {"triaged", "received", "person_met"} <= {one.draft.kind.name for one in hers}
    assert len(drawn.vehicles_of(hero)) == 3
