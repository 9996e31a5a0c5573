"""The people of the story: all of them synthetic, in families and travel groups, drawn from a seed."""

from collections.abc import Iterable, Iterator
from itertools import chain
from random import Random
from typing import Final

from lanyard.casefile.tag import tag_ref
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import Language
from lanyard.terms.tags import tag_code
from lanyard.web.demo import figures
from lanyard.web.demo.chance import chance
from lanyard.web.demo.names import Name, name, word
from lanyard.web.demo.person import YEAR, Group, Person
from lanyard.web.demo.plan import POINT

INFANTS_PERCENT: Final = 5
UNDER_FIVE_PERCENT: Final = 24
GROUP_MOST: Final = 9
HEADS_MOST: Final = 3
TAGS: Final = 32**7
SPEAKS_SECOND: Final = 8 * YEAR
ALONE_FROM, ALONE_TO = 3 * YEAR, 16 * YEAR
MOTHER_OLDER_BY: Final = 16 * YEAR
OTHERS: Final = (
    Language.RUSSIAN, Language.TURKISH, Language.FRENCH, Language.GERMAN, Language.ENGLISH, Language.KURMANJI,
    Language.SORANI, Language.OTHER,
)  # fmt: skip


class Folk:
    """Draws people one by one, each with a tag of her own. The same seed draws the same people."""

    def __init__(self, seed: str, printed: Iterable[str] = ()) -> None:
        """Nobody drawn yet. Tags are taken from those `printed`; where none are left, codes are drawn."""
        self.rng = chance(seed)
        self.everyone: list[Person] = []
        self._tags = chain(printed, drawn_tags(chance(f"{seed}/tags")))

    def new_tag(self) -> str:
        """A code that no other tag bears."""
        return next(self._tags)

    def spare(self) -> Ref:
        """A tag of the strip that nobody will wear."""
        return tag_ref(self.new_tag())

    def draw(self, *, female: bool, months: int, like: Person | None = None) -> Person:
        """One person with a name of her own; like somebody of her family, if she has one here."""
        if like is None:
            family, language = word(self.rng), self._language()
        else:
            family = Name(like.name.latin.rpartition(" ")[2], like.name.arabic.rpartition(" ")[2])
            language = like.languages[0]
        second = language is not Language.ARABIC and months > SPEAKS_SECOND
        code = self.new_tag()
        person = Person(
            Ref(Noun.PERSON, self.rng.randbytes(16)), [code], tag_ref(code), female, months, name(self.rng, family),
            (language, Language.ARABIC) if second else (language,),
        )  # fmt: skip
        self.everyone.append(person)
        return person

    def child(self, months: int, like: Person | None = None) -> Person:
        """A girl or a boy."""
        return self.draw(female=bool(self.rng.randrange(2)), months=months, like=like)

    def _language(self) -> Language:
        """By the published shares of where people were from, five weeks later."""
        foreign = self.rng.randrange(100) < figures.value("nationality_share_other")
        return self.rng.choice(OTHERS) if foreign else Language.ARABIC


def drawn_tags(rng: Random) -> Iterator[str]:
    """Codes of the point without end, each once."""
    drawn: set[int] = set()
    while True:
        number = rng.randrange(TAGS)
        if number not in drawn:
            drawn.add(number)
            yield tag_code(POINT, number)


def population(folk: Folk, people: int) -> list[Group]:
    """Exactly so many people in travel groups, in the published make-up, in no order."""
    rng = folk.rng
    most = min(GROUP_MOST, people // figures.TRUCKS)
    men, children = figures.men(people), figures.children(people)
    ages = _ages(rng, people)
    alone = [_alone(folk, ages) for _ in range(figures.alone(people))]
    families = _families(folk, people - men - children, ages, most)
    for _ in range(men):
        months = rng.randrange(19 * YEAR, 80 * YEAR)
        home = rng.choice(families)
        if len(home) < most and rng.randrange(3):
            home.append(folk.draw(female=False, months=months, like=home[0]))
        else:
            families.append([folk.draw(female=False, months=months)])
    groups = [*families, *alone]
    rng.shuffle(groups)
    return groups


def _ages(rng: Random, people: int) -> list[int]:
    """The ages of all children, in months, the infants first."""
    infants, under_five = people * INFANTS_PERCENT // 100, people * UNDER_FIVE_PERCENT // 100
    under_twelve, children = figures.under_twelve(people), figures.children(people)
    bands = (
        (0, YEAR, infants),
        (YEAR, 5 * YEAR, under_five - infants),
        (5 * YEAR, 12 * YEAR, under_twelve - under_five),
        (12 * YEAR, 18 * YEAR, children - under_twelve),
    )
    return [rng.randrange(low, high) for low, high, count in bands for _ in range(count)]


def _alone(folk: Folk, ages: list[int]) -> Group:
    """A child whom nobody brings, of an age taken from those of all children."""
    fits = [at for at, months in enumerate(ages) if ALONE_FROM <= months < ALONE_TO]
    child = folk.child(ages.pop(folk.rng.choice(fits)))
    child.alone = True
    return [child]


def _families(folk: Folk, women: int, ages: list[int], most: int) -> list[Group]:
    """Women, some of them with a sister or led by a grandmother, and the children they bring."""
    rng = folk.rng
    homes: list[Group] = []
    for _ in range(women):
        months = rng.randrange(18 * YEAR, 45 * YEAR) if rng.randrange(10) else rng.randrange(48 * YEAR, 76 * YEAR)
        joins = homes and len(homes[-1]) < HEADS_MOST and not rng.randrange(5)
        if joins:
            homes[-1].append(folk.draw(female=True, months=months, like=homes[-1][0]))
        else:
            homes.append([folk.draw(female=True, months=months)])
    for home, months in zip(_turns(rng, homes, most), ages, strict=False):
        home[0].months = max(home[0].months, months + MOTHER_OLDER_BY)
        home.append(folk.child(months, home[0]))
    return homes


def _turns(rng: Random, homes: list[Group], most: int) -> Iterator[Group]:
    """Whose child comes next: first one each, for the infants; then anyone's who has room."""
    yield from homes[: len(homes) // 2]
    room = [home for home in homes if len(home) < most]
    while room:
        at = rng.randrange(len(room))
        yield room[at]
        if len(room[at]) >= most:
            room[at] = room[-1]
            room.pop()
