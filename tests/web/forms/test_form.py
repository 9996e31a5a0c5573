"""A form of one question of every type: what is refused, what is forgiven, what is kept."""

from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from lanyard.casefile.kind import Kind
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.terms import UNKNOWN, CountedBy, Language, Relief, Sex, Walks
from lanyard.web.forms.form import Errors, Form
from lanyard.web.forms.widgets import Option, posted
from lanyard.words import LANGUAGES, Words
from tests.making import area, code, person, staff, vehicle
from tests.web.forms.made_up import KIND, EverythingAsked, form
from tests.web.forms.sheet import page, post, rendered
from tests.web.forms.sheet import posted as sent_by_a_browser

HERS: Final = {code(number): person(number) for number in range(3)}
STORED: Final = Blob(b"\2" * 32, b"\3" * 16, 7, "image/png")
PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(20)
RIGHT: Final = {
    "said": "rain", "sex": "female", "heads": "3", "found": "no", "age": "8", "since": "2019-02", "tag": code(0),
    "mother": code(1), "shelter": posted(area(0)), "counted_by": "two", "given": ["food", "milk"],
}  # fmt: skip
RECORD: Final = EverythingAsked(
    "rain", Sex.FEMALE, 3, False, AgeRange(96, 107), "2019-02", code(0), person(1), area(0), CountedBy.TWO,
    (Relief.FOOD, Relief.MILK),
)  # fmt: skip


def look_up(noun: Noun, text: str) -> Ref | None:
    return HERS.get(text) if noun is Noun.PERSON else None


def read(files: MultiValueDict[str, Any] | None = None, **said: Any) -> Any:
    return form().read(post(**RIGHT | said), files, resolve=look_up, keep=lambda *_: STORED)


def codes(**said: Any) -> dict[str, str]:
    found = read(**said)
    return dict(found.codes) if isinstance(found, Errors) else {}


@pytest.mark.parametrize(
    ("field", "said", "refused"),
    [
        ("said", "", "missing-field"),
        ("said", "  ", "missing-field"),
        ("said", "x" * 201, "text-too-long"),
        ("said", "a\0b", "control-character"),
        ("said", "a\u202eb", "control-character"),
        ("said", "two\r\nlines", "control-character"),
        ("note", "x" * 13, "text-too-long"),
        ("sex", "", "missing-field"),
        ("sex", "Female", "not-a-choice"),
        ("walks", "flies", "not-a-choice"),
        ("heads", "", "missing-field"),
        ("heads", "many", "not-a-number"),
        ("heads", "1.5", "not-a-number"),
        ("heads", "1e3", "not-a-number"),
        ("heads", "9" * 30, "not-a-number"),
        ("heads", "2001", "out-of-range"),
        ("heads", "-6", "out-of-range"),
        ("found", "", "missing-field"),
        ("found", "True", "not-a-choice"),
        ("age", "", "missing-field"),
        ("age", "old", "not-an-age"),
        ("age", "10-8", "not-an-age"),
        ("age", "131", "not-an-age"),
        ("since", "yesterday", "not-a-date"),
        ("since", "2019-02-30", "not-a-date"),
        ("since", "28-02-2019", "not-a-date"),
        ("tag", code(0)[:-1], "not-a-tag"),
        ("tag", code(0)[:-1] + "!", "not-a-tag"),
        ("mother", "nobody", "not-a-tag"),
        ("mother", code(9), "not-a-noun"),
        ("shelter", posted(area(7)), "not-a-choice"),
        ("shelter", posted(vehicle(0)), "not-a-choice"),
        ("came_on", "truck 0", "not-a-choice"),
        ("given", [], "missing-field"),
        ("given", ["food", "gold"], "not-a-choice"),
        ("tags", f"{code(0)}\r\nXX", "not-a-tag"),
        ("tags", "\n".join([code(0)] * 65), "list-too-long"),
        ("numbers", "1\n-1", "out-of-range"),
        ("companions", f"{code(1)}\n{code(8)}", "not-a-noun"),
        ("duty", "No Such Duty", "not-a-code"),
        ("drug", "poison", "not-a-choice"),
        ("picture", "typed.png", "not-a-blob"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_shown_as_it_was_typed(field: str, said: Any, refused: str) -> None:
    found = read(**{field: said})
    assert isinstance(found, Errors)
    assert found.codes == {field: refused}
    shown = next(one for one in found.shown.fields if one.name == field)
    assert shown.error
    if isinstance(said, str) and not shown.tiles and field != "picture":
        assert shown.text == said


@pytest.mark.parametrize("field", ["sex", "heads", "said", "age", "tag", "came_on", "walks", "tags"])
def test_one_question_answered_twice_is_refused(field: str) -> None:
    both = [str(RIGHT.get(field, posted(vehicle(0)))), str(RIGHT.get(field, posted(vehicle(0))))]
    assert codes(**{field: both}) == {field: "two-answers"}


@pytest.mark.parametrize(
    "said",
    [
        {"age__unknown": "on"},
        {"since__unknown": "on"},
        {"given__none": "on"},
        {"languages": ["ar"], "languages__none": "on"},
        {"age__unknown": ["on", "on"], "age": ""},
    ],
)
def test_an_answer_beside_not_known_or_none_is_two_answers(said: dict[str, Any]) -> None:
    assert list(codes(**said).values()) == ["two-answers"]


@pytest.mark.parametrize(
    "said",
    [
        {"age__unknown": "yes", "age": ""},
        {"age__unit": "weeks"},
        {"since__unit": "julian"},
    ],
)
def test_a_part_that_was_not_offered_is_refused(said: dict[str, Any]) -> None:
    assert list(codes(**said).values()) == ["not-a-choice"]


@pytest.mark.parametrize("name", ["digest", "priority", "said.unknown", "sex.none", "_meta", "SAID", "tag.unit"])
def test_what_the_form_does_not_ask_is_refused(name: str) -> None:
    assert codes(**{name.replace(".", "__"): "x"}) == {"": "unknown-field"}


def test_a_file_for_a_field_that_asks_none_is_refused() -> None:
    files = MultiValueDict({"said": [SimpleUploadedFile("a.png", PNG)]})
    assert read(files).codes == {"": "unknown-field"}


def test_what_is_fixed_cannot_be_posted() -> None:
    fixed = form(fixed={"sex": Sex.MALE})
    assert fixed.read(post(**RIGHT), resolve=look_up).codes == {"": "unknown-field"}
    without = {name: value for name, value in RIGHT.items() if name != "sex"}
    assert fixed.read(post(**without), resolve=look_up) == replace(RECORD, sex=Sex.MALE)


def test_a_noun_of_another_sort_is_refused() -> None:
    found = form().read(post(**RIGHT), resolve=lambda _noun, _text: vehicle(0))
    assert found.codes == {"mother": "wrong-noun"}


def test_a_list_that_no_widget_can_show_is_a_fault_of_the_declaration() -> None:
    @dataclass(frozen=True)
    class Lights:
        on: tuple[bool, ...]

    with pytest.raises(TypeError, match="no widget for a list of bool"):
        Form(Kind(Lights, (Noun.AREA,), Compartment.SITE, ()), Words("en"))


def test_nothing_recorded_can_be_kept_where_nothing_was_recorded() -> None:
    assert codes(mother__kept="on", mother="") == {"mother": "missing-field"}


@pytest.mark.parametrize("wrong", [{"fixed": {"sexx": 1}}, {"first": ["sexx"]}])
def test_a_form_that_names_no_field_of_the_kind_is_a_fault_of_the_page(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="everything_asked does not ask sexx"):
        form(**wrong)


def test_all_mistakes_are_told_at_once_and_lead_to_their_fields() -> None:
    found = form("ar").read(post(said="عيون", heads="many", tag="<b>", tags="ok?"))
    assert {"heads", "tag", "tags", "sex", "mother"} <= found.codes.keys()
    assert "said" not in found.codes
    html = page(rendered(found.shown))
    links = {said["href"] for said in html.all("a")}
    assert links == {f"#f-{name}" for name in found.codes}
    assert {link[1:] for link in links} <= set(html.ids)
    again = sent_by_a_browser(rendered(found.shown))
    assert (again["said"], again["heads"], again["tag"], again["tags"]) == ("عيون", "many", "<b>", "ok?")


def test_a_form_that_is_right_gives_the_record() -> None:
    assert read() == RECORD


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("heads", "٤٢", 42),
        ("heads", "۴۲", 42),
        ("heads", " -3 ", -3),
        ("heads", "\u200f7", 7),
        ("said", "  Cafe\u0301 ", "Café"),
        ("said", "😀" * 200, "😀" * 200),
        ("found", "yes", True),
        ("age", "8-10", AgeRange(96, 131)),
        ("age", "٨ – ١٠", AgeRange(96, 131)),
        ("age", "0", AgeRange(0, 11)),
        ("age", "130", AgeRange(1560, 1560)),
        ("since", "2019/2/8", "2019-02-08"),
        ("since", "h:1440-06", "h:1440-06"),
        ("since", "H:١٤٤٠", "h:1440"),
        ("tag", f"LNY1:{code(0)}", code(0)),
        ("tag", code(0).lower().replace("0", "o"), code(0)),
        ("tag", code(0)[:2] + " " + code(0)[2:6] + "-" + code(0)[6:], code(0)),
        ("mother", code(2).lower(), person(2)),
        ("came_on", posted(vehicle(8)), vehicle(8)),
        ("came_on", "", None),
        ("walks", "", None),
        ("walks", "carried", Walks.CARRIED),
        ("alone", "no", False),
        ("given", ["milk", "food", "milk"], (Relief.MILK, Relief.FOOD)),
        ("languages", ["ckb", "ar"], (Language.SORANI, Language.ARABIC)),
        ("tags", f"\r\n{code(2)}\r\n\r\n{code(0).lower()}\r\n", (code(2), code(0))),
        ("numbers", "1\n٢", (1, 2)),
        ("companions", f"{code(1)}\n{code(2)}", (person(1), person(2))),
        ("drug", "ors", "ors"),
    ],
)
def test_what_a_hand_types_is_understood(field: str, said: Any, value: Any) -> None:
    assert read(**{field: said}) == replace(RECORD, **{field: value})


def test_months_hijri_and_not_known_stand_beside_the_text() -> None:
    assert read(age="5-7", age__unit="months").age == AgeRange(5, 7)
    assert read(since="1440", since__unit="hijri").since == "h:1440"
    assert read(age="", age__unit="months", age__unknown="on").age == UNKNOWN
    assert read(given=[], given__none="on").given == ()
    assert read(languages__none="on").languages == ()


def test_an_answer_whose_condition_is_not_met_is_not_read() -> None:
    assert read(weapon="a knife", why="dark").weapon is None
    assert read(weapon="a knife", found="yes").weapon == "a knife"
    assert read(why="dark", counted_by="one").why == "dark"
    assert codes(why="x" * 201) == {}
    assert codes(why="x" * 201, counted_by="driver") == {"why": "text-too-long"}
    assert read(how_old_known="said", age="", age__unknown="on").how_old_known == "said"


def test_a_condition_may_hang_on_what_is_fixed() -> None:
    fixed = form(fixed={"found": True})
    without = {name: value for name, value in RIGHT.items() if name != "found"}
    assert fixed.read(post(**without, weapon="a knife"), resolve=look_up).weapon == "a knife"


def test_what_another_part_of_the_page_posts_is_let_through_if_it_says_so() -> None:
    more = {"csrfmiddlewaretoken": "x", "entry__where": "BG/L1"}
    assert read(**more) == RECORD
    assert form().read(post(**RIGHT, about="x"), resolve=look_up, beside=["about"]) == RECORD


def test_a_choice_that_need_not_be_made_can_be_taken_back_without_script() -> None:
    shown = {one.name: [tile.value for tile in one.tiles if tile.checked] for one in form().blank().fields}
    assert (shown["walks"], shown["alone"], shown["to"], shown["came_on"]) == ([""], [""], [""], [""])
    assert (shown["sex"], shown["found"], shown["given"]) == ([], [], [])
    sex = next(one for one in form().blank().fields if one.name == "sex")
    assert [tile.value for tile in sex.tiles] == list(Sex)


def test_fields_stand_in_the_order_that_is_wanted() -> None:
    names = [one.name for one in form(first=["tag", "sex"]).blank().fields]
    declared = [q.name for q in KIND.shape.questions if q.name not in ("tag", "sex", "digest")]
    assert names == ["tag", "sex", *declared]


def test_a_correction_keeps_what_no_field_can_show_unless_it_is_answered_anew() -> None:
    gone = Ref(Noun.VEHICLE, b"\7" * 16)
    record = replace(RECORD, mother=person(2), came_on=gone, picture=STORED, digest=bytes(32), companions=(person(0),))
    sent = sent_by_a_browser(rendered(form().filled(record)))
    assert "mother" in sent
    assert sent["mother"] == ""
    assert form().read(sent, resolve=look_up, recorded=record) == record
    sent["mother"] = code(1)
    assert form().read(sent, resolve=look_up, recorded=record) == replace(record, mother=person(1))
    del sent["picture.kept"]
    assert form().read(sent, resolve=look_up, recorded=record).picture is None


def test_what_was_recorded_can_still_be_kept_after_a_mistake() -> None:
    record = replace(RECORD, picture=STORED)
    sent = sent_by_a_browser(rendered(form().filled(record)))
    sent["heads"] = "many"
    del sent["picture.kept"]
    sent["mother.kept"] = "on"
    again = form().read(sent, recorded=record).shown
    kept = {one.name: [tick.checked for tick in one.ticks if tick.name.endswith(".kept")] for one in again.fields}
    assert {name: ticks for name, ticks in kept.items() if ticks} == {"mother": [True], "picture": [False]}


def test_a_list_of_codes_may_be_chosen_from_too() -> None:
    kind = KINDS["manifest_sealed"]
    rules = [Option("child-alone", "A child alone"), Option("unfit", "Somebody unfit")]
    sealing = Form(kind, Words("en"), fixed={"list_hash": bytes(32)}, options={"despite": rules})
    assert sealing.read(post(people="3", despite=["unfit"], reason="asked")).despite == ("unfit",)
    assert sealing.read(post(people="3", despite=["other"])).codes == {"despite": "not-a-choice"}


def test_a_member_of_staff_is_the_pages_to_say() -> None:
    signing = Form(KINDS["signed_in"], Words("en"), fixed={"staff": staff("nour")})
    assert [one.name for one in signing.blank().fields] == ["role", "how"]
    assert signing.read(post(role="clerk", how="pin")).staff == staff("nour")


HOSTILE: Final = "\"'><script>alert(1)</script>&amp;<b onmouseover=x>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_stays_text(language: str) -> None:
    said = dict.fromkeys(("said", "heads", "age", "since", "tag", "mother", "tags", "note"), HOSTILE)
    found = form(language).read(post(**said))
    html = rendered(found.shown)
    controls = page(html)
    assert not {"script", "b"} & {tag for tag, attrs in controls.tags if attrs.get("class") != "sign"}
    again = sent_by_a_browser(html)
    assert {name: again[name] for name in said} == said


def test_labels_that_others_wrote_are_escaped_too() -> None:
    labelled = Form(KINDS["placed"], Words("en"), options={"area": [Option(area(0), HOSTILE)]})
    assert "<script>" not in rendered(labelled.blank())


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_codes_run_from_left_to_right_and_words_as_they_are(language: str) -> None:
    directions = {one.name: one.direction for one in form(language).blank().fields}
    ltr = {name for name, direction in directions.items() if direction == "ltr"}
    assert ltr == {"heads", "age", "since", "tag", "mother", "tags", "numbers", "companions", "duty"}
    assert set(directions.values()) == {"ltr", "auto"}
