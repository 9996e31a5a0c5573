"""In the tent: first words, who held her before, a place to wait; later her name. And what links look after."""

from typing import Final

from lanyard.ledger.ask import AgeRange
from lanyard.ledger.body import LinkKind
from lanyard.stations.arrival.entries import Born, FirstControl, PersonMet, TagReplaced
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import Glanced
from lanyard.stations.placement.entries import HoldLifted, HoldPlaced, Placed
from lanyard.terms import AgeKnownBy, Script
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.ailments import Ailment
from lanyard.web.demo.devices import LINKS, MEDIC, TENT
from lanyard.web.demo.people import Folk
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.plan import AREA_REF
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.sounds import spoken_name
from lanyard.web.demo.times import HOUR, MINUTE

SECOND: Final = 1000
FIRST_WORDS_MIN: Final = 20
NAMES_MIN: Final = 55
CARER_MIN: Final = (55, 130)
"""After the first words: later than her name, since whoever hears that may hear that she is alone."""
BEFORE_US: Final = (
    ("2017", "those who held the town", None),
    ("2018", "those who held the town", None),
    ("2018-11", "an armed group on the road", "none was shown"),
)
NOT_MET: Final = frozenset({Fate.DEAD_ON_TRUCK, Fate.RUSHED_BEFORE_TAG})
SPEAKS_OF: Final = 100
"""One in so many names is also kept as it sounded."""
MISTYPED_OF: Final = 200
WOMEN, CHILDREN, AID = AREA_REF["BG/wom"], AREA_REF["BG/kid"], AREA_REF["BG/aid"]
LINES: Final = (AREA_REF["BG/L1"], AREA_REF["BG/L2"])
AREA_OF_MEN_FROM: Final = 15 * 12


def lies_in_aid(ailment: Ailment | None) -> bool:
    """Does she wait in first aid, not with the others?"""
    return ailment is not None and (ailment.now or ailment.lying)


def first_words(scene: Scene, people: list[Person], start_ms: int) -> Tale:
    """What is seen and said at once, and where she waits. Of those whom nobody could talk to there is only the tag."""
    rng = scene.rng(f"tent/{people[0].tag}") if people else scene.rng("tent")
    at_ms = start_ms
    for person in people:
        if person.fate in NOT_MET:
            continue
        at_ms += 6 * SECOND
        if person.named:
            yield TENT(at_ms, _first(person), person.ref)
            if person.adult:
                since, by_whom, authority = rng.choice(BEFORE_US)
                yield TENT(at_ms + SECOND, FirstControl(since, by_whom, authority=authority), person.ref)
            if person.alone:
                scene.agenda.start(at_ms, carer(person, rng.choice(CARERS), at_ms + rng.randrange(*CARER_MIN) * MINUTE))
        if not lies_in_aid(person.ailment):
            if person.alone:
                area = CHILDREN
            else:
                area = WOMEN if person.female or person.months < AREA_OF_MEN_FROM else rng.choice(LINES)
            yield TENT(at_ms + 3 * SECOND, Placed(area), person.known_by)


CARERS: Final = (
    "an aunt on the same truck was named as her carer",
    "a neighbour whom she knows was named as her carer",
    "a worker for children stays with her",
)


def carer(person: Person, found: str, at_ms: int) -> Tale:
    """Somebody is found who looks after a child alone; the station for it is not built yet, so the duty is answered."""
    yield LINKS(at_ms, DutyAnswered("carer", found), person.ref)


def _first(person: Person) -> PersonMet:
    return PersonMet(
        sex=person.sex,
        age=person.age,
        age_known_by=AgeKnownBy.SAID,
        walks=person.walks,
        alone=None if person.adult else person.alone,
        travel_group=person.label or None,
    )


def names(scene: Scene, people: list[Person], start_ms: int) -> Tale:
    """Names come later, when she has drunk and slept; some also as a sound."""
    rng = scene.rng(f"names/{people[0].tag}") if people else scene.rng("names")
    at_ms = start_ms
    for person in people:
        if person.fate in NOT_MET or not person.named or person.at in ("hospital", "dead"):
            continue
        at_ms += 8 * SECOND
        mistyped = not rng.randrange(MISTYPED_OF)
        said = TENT(at_ms, _named(person, mistyped=mistyped), person.ref)
        if not rng.randrange(SPEAKS_OF):
            said = said._replace(enclosed=(spoken_name(rng),))
        yield said._replace(name=f"name/{person.tag}") if mistyped else said
        if mistyped:
            right = TENT(at_ms + 2 * SECOND, _named(person, mistyped=False), person.ref)
            yield right._replace(points=((LinkKind.CORRECTS, f"name/{person.tag}"),))


def _named(person: Person, *, mistyped: bool) -> PersonMet:
    """By its script every other name is written as she would write it."""
    arabic = person.ref.key[0] % 2 == 0
    return PersonMet(
        sex=person.sex,
        age=AgeRange(person.age.low_months + 120, person.age.high_months + 120) if mistyped else person.age,
        age_known_by=AgeKnownBy.SAID,
        name_said=person.name.latin,
        name_written=person.name.arabic if arabic else person.name.latin,
        script=Script.ARABIC if arabic else Script.LATIN,
        languages=person.languages,
    )


def new_tag(folk: Folk, scene: Scene, person: Person) -> Tale:
    """Her tag is torn; from now on she wears another, and what was said about the old one stays hers."""
    yield person.came_ms + 2 * HOUR
    old = person.tag
    person.wear(folk.new_tag())
    scene.crowd.know(person)
    yield TENT(person.came_ms + 2 * HOUR, TagReplaced(old, person.tag, "torn at the lanyard"), person.ref)


def hold(person: Person) -> Tale:
    """Not on a vehicle, for a while; nobody at the gate reads why."""
    yield LINKS(person.came_ms + 70 * MINUTE, HoldPlaced(), person.ref)
    yield LINKS(person.boards["BG"] - 20 * MINUTE, HoldLifted(), person.ref)


def birth(person: Person, child: Person, at_ms: int) -> Tale:
    """A child is born in first aid, gets a tag on its ankle, and is looked at at once."""
    yield MEDIC["BG"](at_ms, Born(person.ref, child.tag, child.sex), child.ref)
    yield MEDIC["BG"](at_ms + 2 * MINUTE, Glanced(1), child.ref)
    yield TENT(at_ms + 5 * MINUTE, Placed(AID), child.known_by)
