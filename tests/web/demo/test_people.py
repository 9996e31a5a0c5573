"""The people: as many as said, in the published make-up, each with a tag of her own and a name that is nobody's."""

import re
from collections import Counter
from random import Random

import pytest

from lanyard.terms.tags import is_tag_code
from lanyard.web.demo import figures
from lanyard.web.demo.names import FIRST, JOINTS, LAST, name, word
from lanyard.web.demo.people import GROUP_MOST, Folk, population

ONE_WORD = re.compile(
    "(?:{})(?:{})(?:{})".format(*("|".join(latin for latin, _ in parts) for parts in (FIRST, JOINTS, LAST)))
)
ARABIC_WORD = re.compile(
    "(?:{})(?:{})(?:{})".format(*("|".join(arabic for _, arabic in parts) for parts in (FIRST, JOINTS, LAST)))
)
STRANGE = re.compile(r"zv|pt|gw|kf|dm|bz|mv|tk|shp|pn")


def drawn(people: int, seed: str = "a") -> Folk:
    folk = Folk(seed)
    population(folk, people)
    return folk


def test_no_two_share_a_tag() -> None:
    codes = [person.tag for person in drawn(9000).everyone]
    assert len(set(codes)) == 9000
    assert all(is_tag_code(code) and code.startswith("BG") for code in codes)


def test_printed_tags_are_used_before_any_is_drawn() -> None:
    folk = Folk("a", ["BG00000000", "BG00000001"])
    assert [folk.new_tag(), folk.new_tag()] == ["BG00000000", "BG00000001"]
    assert is_tag_code(folk.new_tag())


@pytest.mark.parametrize("people", [900, 1285, 9000])
def test_there_are_exactly_as_many_as_said_in_the_published_make_up(people: int) -> None:
    folk = Folk("b")
    groups = population(folk, people)
    everyone = [person for group in groups for person in group]
    assert len(everyone) == people == len(folk.everyone)
    assert sum(not person.female for person in everyone if person.adult) == figures.men(people)
    assert sum(not person.adult for person in everyone) == figures.children(people)
    assert sum(person.months < 144 for person in everyone) == figures.under_twelve(people)
    assert sum(person.alone for person in everyone) == figures.alone(people)


def test_a_child_alone_comes_with_nobody_and_all_other_children_with_a_grown_woman() -> None:
    folk = Folk("c")
    for group in population(folk, 9000):
        assert len(group) <= GROUP_MOST
        if any(person.alone for person in group):
            assert len(group) == 1
            assert not group[0].adult
        elif any(not person.adult for person in group):
            assert any(person.adult and person.female for person in group)


def test_no_mother_is_younger_than_sixteen_years_more_than_the_children_she_brings() -> None:
    for group in population(Folk("d"), 9000):
        children = [person.months for person in group if not person.adult]
        if children and not group[0].alone:
            assert group[0].months >= max(children) + 16 * 12


def test_the_same_seed_draws_the_same_people_and_another_seed_others() -> None:
    def told(seed: str) -> list[tuple[bytes, str, int, str]]:
        return [(p.ref.key, p.tag, p.months, p.name.latin) for p in drawn(900, seed).everyone]

    assert told("x") == told("x")
    assert not set(told("x")) & set(told("y"))


def test_names_hold_nothing_but_the_made_up_parts() -> None:
    for person in drawn(9000).everyone:
        assert all(ONE_WORD.fullmatch(part) for part in person.name.latin.split(" "))
        assert all(ARABIC_WORD.fullmatch(part) for part in person.name.arabic.split(" "))
        assert person.name.latin.count(" ") == person.name.arabic.count(" ") == 1


def test_every_word_of_a_name_has_a_joint_that_no_name_of_the_region_has() -> None:
    rng = Random(1)
    words = {word(rng).latin for _ in range(20_000)}
    assert len(words) > 1500
    assert [made for made in words if not STRANGE.search(made)] == []
    assert [joint for joint, _ in JOINTS if not STRANGE.match(joint)] == []


def test_a_family_shares_its_second_name() -> None:
    rng = Random(2)
    family = word(rng)
    assert {name(rng, family).latin.split(" ")[1] for _ in range(20)} == {family.latin}


def test_languages_are_as_the_published_shares_of_origin() -> None:
    first = Counter(person.languages[0].value for person in drawn(9000).everyone if person.adult)
    assert 82 <= 100 * first["ar"] / first.total() <= 88
