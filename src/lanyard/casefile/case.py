"""What we know of one person now. Read from entries, never written by hand."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

from lanyard.casefile.known import Known, site_of
from lanyard.casefile.marks import TAG_HELD, TWO_PLACES, Mark
from lanyard.casefile.place import CLOSED, NOBODY_KNOWS, Place, Where, contradicts
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Basis, Noun, Ref
from lanyard.terms import UNKNOWN, Colour, Language, Sex, Unknown, Walks

ADULT_MONTHS: Final = 18 * 12
UNSEEN: Final = frozenset(
    {
        "care_handed_over", "duty_answered", "first_control", "hold_lifted", "hold_placed", "missing_reported",
        "recorded_in_error", "referred", "tag_claimed",
    }
)  # fmt: skip
"""Kinds that are recorded of a person who need not be there: a tag may be claimed after she was driven to hospital."""

EYES: Final = frozenset({Basis.WITNESSED, Basis.DEVICE})
"""Whoever recorded it so was where it happened."""


class Came(StrEnum):
    """How an episode began."""

    OPENED = "opened"
    RECEIVED = "received"
    RETURNED = "returned"


class Outcome(StrEnum):
    """How one ride on one vehicle ended, as her entries show it."""

    ABOARD = "aboard"
    RECEIVED = "received"
    LEFT = "left"
    DIED = "died"
    RUSHED_OUT = "rushed_out"
    OUT_OF_SIGHT = "out_of_sight"
    UNSIGNED = "unsigned"
    DISPUTED = "disputed"


class Seen(NamedTuple):
    """Somebody had her before the eyes: the moment (ms UTC), the site-plan code where that was, and the entry."""

    at_ms: int
    where: str
    entry: bytes


class Step(NamedTuple):
    """One change of place: the moment (ms UTC), the entry that shows it and the site where it was recorded."""

    place: Place
    at_ms: int
    entry: bytes
    site: str


@dataclass(slots=True)
class Episode:
    """The part of a case between coming into one site's hands and leaving them.

    `arrived` is the kind that counted her in by herself (on foot, born, back); empty for one counted on a vehicle.
    `unsigned` are the entry that last had her at another site and the one that shows her here, until somebody here signs.
    """

    site: str
    came: Came
    steps: list[Step]
    arrived: str = ""
    unsigned: tuple[bytes, ...] = ()

    @property
    def place(self) -> Place:
        """Where she is, or how the episode ended."""
        return self.steps[-1].place

    @property
    def closed(self) -> bool:
        """Has somebody else answered for her, or nobody has to any more?"""
        return self.place.where in CLOSED

    def ends_elsewhere(self, place: Place, e: Entry) -> bool:
        """Does this step show her at another site? That she is missing, or dead as somebody heard, shows her nowhere."""
        if self.closed or site_of(e.where) in ("", self.site):
            return False
        if place.where is Where.ON_SITE or self.place.where is not Where.ON_SITE:
            return place.where is Where.ON_SITE
        return place.where not in NOBODY_KNOWS and place.where is not Where.HANDED_OVER and e.basis in EYES


@dataclass(slots=True)
class Body:
    """What anyone can see or was told at the first words.

    `alone` is nothing as long as nobody asked; `alone_from` is the entry since which she is a child alone.
    """

    sex: Sex = Sex.UNKNOWN
    age: AgeRange | Unknown | None = None
    name_said: str = ""
    name_written: str = ""
    name_sound: Blob | None = None
    languages: tuple[Language, ...] = ()
    walks: Walks | None = None
    alone: bool | None = None
    alone_from: bytes = b""
    travel_group: str = ""

    @property
    def child(self) -> bool:
        """Under eighteen, or possibly: an age in doubt is a child's."""
        return self.age is None or self.age == UNKNOWN or self.age[0] < ADULT_MONTHS


@dataclass(slots=True)
class Care:
    """What everybody may know of her care: the colour and the permissions to travel, never the signs."""

    colour: Colour | None = None
    colour_ms: int | None = None
    called_ms: int | None = None
    looked_at_ms: int | None = None
    triaged_ms: int | None = None
    held_medically: bool = False
    held_until: str = ""
    fit_to_travel: bool | None = None
    hold: bool = False
    hold_until: str = ""

    def looked_at(self, e: Entry) -> None:
        """Somebody looked at her: the clock stops at the first time."""
        if self.looked_at_ms is None:
            self.looked_at_ms = e.at_ms

    def call(self, e: Entry) -> None:
        """A medic is wanted for her: the clock starts at the first call."""
        if self.called_ms is None:
            self.called_ms = e.at_ms


@dataclass(slots=True)
class Case(Known):
    """All that is read of one person, each part with one reason to change."""

    noun: ClassVar = Noun.PERSON

    tags: tuple[str, ...] = ()
    body: Body = field(default_factory=Body)
    care: Care = field(default_factory=Care)
    episodes: list[Episode] = field(default_factory=list)
    rides: dict[bytes, Outcome] = field(default_factory=dict)
    came_on: Ref | None = None
    mother: Ref | None = None
    children: tuple[Ref, ...] = ()
    first_ms: int = 0
    held_twice: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    seen: Seen | None = None

    @property
    def place(self) -> Place | None:
        """Where she is; nothing before the first step, or when every entry was taken back."""
        return self.episodes[-1].place if self.episodes else None

    @property
    def disputed(self) -> bool:
        """Do her entries put her in two places?"""
        return any(mark.rule is TWO_PLACES for mark in self.all_marks())

    @property
    def seen_elsewhere(self) -> Seen | None:
        """When she was last seen, if by then the roll had her at another site, out of sight or gone. Not asked of the dead."""
        if self.seen is None or not self.episodes:
            return None
        place, at_ms, _, site = self.episodes[-1].steps[-1]
        if self.seen.at_ms <= at_ms or place.where is Where.DEAD:
            return None
        here = place.where in (Where.ON_SITE, Where.ABOARD) and site == site_of(self.seen.where)
        return None if here else self.seen

    @property
    def arrivals(self) -> list[tuple[str, str]]:
        """How and at which site she was counted in by herself, not with a vehicle."""
        return [(episode.arrived, episode.site) for episode in self.episodes if episode.arrived]

    def all_marks(self) -> list[Mark]:
        """Her marks; those of tags that somebody else claims too, and of sites where nobody signed for her, among them."""
        unsigned = (Mark(TWO_PLACES, episode.unsigned) for episode in self.episodes if episode.unsigned)
        return [*self.marks, *unsigned, *(Mark(TAG_HELD, claims) for claims in self.held_twice.values())]

    def see(self, e: Entry) -> None:
        """Whoever recorded this had her before the eyes, unless it was told, or is of a kind that needs no person there."""
        if e.basis in EYES and e.kind not in UNSEEN:
            self.seen = Seen(e.at_ms, e.where, e.id)

    def present(self, e: Entry) -> None:
        """She is here: the first record opens her episode, one after a closed episode opens another.

        The dead are given tags and described, too.
        """
        if not self.episodes:
            self.open(Came.OPENED, e)
        elif self.episodes[-1].closed and self.episodes[-1].place.where is not Where.DEAD:
            self.move(Place(Where.ON_SITE), e)

    def known_of(self, e: Entry) -> None:
        """Somebody recorded something of her: whoever is not on the roll yet is here from now on."""
        if not self.episodes:
            self.open(Came.OPENED, e)

    def arrive(self, e: Entry, came: Came = Came.OPENED) -> None:
        """She came by herself, not counted on a vehicle: for the first time, or back from wherever she was."""
        before = len(self.episodes)
        if not before:
            self.open(came, e)
        place, _, _, site = self.episodes[-1].steps[-1]
        here = place.where is Where.ON_SITE and site == site_of(e.where)
        if not here:
            self.move(Place(Where.ON_SITE), e)
        episode = self.episodes[-1]
        if 0 < before < len(self.episodes):
            episode.came = Came.RETURNED
        counted = len(self.episodes) > before or (here and self.came_on is None and episode.came is not Came.RECEIVED)
        if counted and not episode.arrived:
            episode.arrived = e.kind

    def sign_for(self, site: str) -> bool:
        """Somebody at this site signs for her. Is she theirs already, shown there before or signed for?"""
        episode = self.episodes[-1]
        if episode.site != site or not (episode.unsigned or episode.came is Came.RECEIVED):
            return False
        episode.came, episode.arrived, episode.unsigned = Came.RECEIVED, "", ()
        return True

    def open(self, came: Came, e: Entry, place: Place | None = None) -> None:
        """A new episode at the site of this entry."""
        self.first_ms = self.first_ms or e.at_ms
        site = site_of(e.where)
        self.episodes.append(Episode(site, came, [Step(place or Place(Where.ON_SITE), e.at_ms, e.id, site)]))

    def move(self, place: Place, e: Entry, *, ride_ends: Outcome = Outcome.UNSIGNED, signed_for: bool = False) -> None:
        """She is in another place; a step that cannot be is kept, counts, and is marked.

        A step at another site is another episode, there; while nobody signs for whoever was on site here, it contradicts.
        """
        if not self.episodes:
            self.open(Came.OPENED, e)
        episode = self.episodes[-1]
        now, _, shown_by, _ = episode.steps[-1]
        elsewhere = episode.ends_elsewhere(place, e)
        if now == place and not elsewhere:
            return
        if contradicts(now, place, signed_for=signed_for):
            self.mark(TWO_PLACES, shown_by, e.id)
            ride_ends = Outcome.DISPUTED if now.where is Where.ABOARD else ride_ends
        if now.where is Where.ABOARD:
            self.rides[bytes.fromhex(now.which)] = ride_ends
        if elsewhere:
            site = site_of(e.where)
            episode.steps.append(Step(Place(Where.HANDED_OVER, site), e.at_ms, e.id, site))
            self.open(Came.RECEIVED, e, place)
            self.episodes[-1].unsigned = (shown_by, e.id) if now.where is Where.ON_SITE else ()
        elif episode.closed and place.where is Where.ON_SITE and now.where is not Where.DEAD:
            self.open(Came.RETURNED, e, place)
        else:
            episode.steps.append(Step(place, e.at_ms, e.id, site_of(e.where)))
