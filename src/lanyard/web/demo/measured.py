"""What a story came to: its figures, counted from the people in it as they were told, beside those that are published."""

from typing import NamedTuple

from lanyard.web.demo import timetable
from lanyard.web.demo.days import Story
from lanyard.web.demo.figures import FIGURES, Figure
from lanyard.web.demo.person import RUSHED, Person
from lanyard.web.demo.plan import CAMP, TRANSIT


class Measured(NamedTuple):
    """One figure: what its source says to this scale, and what this run came to."""

    figure: Figure
    expected: int | None
    counted: int

    @property
    def near(self) -> bool:
        """Within one in a hundred, or the nearest whole person; what is only drawn is always near."""
        return self.expected is None or abs(self.counted - self.expected) <= max(1, self.expected // 100)


def measure(story: Story) -> list[Measured]:
    """Every figure, once the story has been told."""
    counted = _counted(story)
    return [
        Measured(figure, figure.expected and figure.expected(story.out), counted[figure.code]) for figure in FIGURES
    ]


def _counted(story: Story) -> dict[str, int]:
    came = [person for person in story.folk.everyone if person.at not in ("", "turned_back")]
    buses = [load for load in story.loads if load.to == CAMP and not load.by_night]
    dead = [person for person in came if person.at == "dead"]
    return {
        "out": len(came),
        "trucks_on_the_25th": sum(truck.at_ms >= timetable.DAYS[timetable.LAST_DAY][0] for truck in story.trucks),
        "waiting_at_transit": sum(_is_at(person, TRANSIT) for person in came),
        "places_in_the_hall": story.plan.area("SW/hall").capacity,
        "reached_the_camp": sum(len(load.arriving()) for load in buses),
        "in_one_afternoon": sum(len(load.arriving()) for load in buses if load.open_ms >= timetable.CONVOYS[-1][0]),
        "women_and_children": sum(person.female or not person.adult for person in came),
        "children": sum(not person.adult for person in came),
        "under_twelve": sum(person.months < 12 * 12 for person in came),
        "children_alone": sum(person.alone for person in came),
        "deaths": len(dead),
        "deaths_under_one": sum(person.infant for person in dead),
        "trucks_in_all": len(story.trucks),
        "ill_or_wounded": sum(person.ailment is not None for person in came),
        "wounded": sum(person.ailment is not None and person.ailment.wound for person in came),
        "rushed_to_hospital": sum(person.fate in RUSHED for person in came),
        "born": len(story.children),
        "walked_in": len(story.cast.walkers),
        "turned_back": sum(person.at == "turned_back" for person in story.folk.everyone)
        + timetable.turned_back(story.scale),
    }


def _is_at(person: Person, site: str) -> bool:
    return person.at[:2] == site and person.at != "aboard"
