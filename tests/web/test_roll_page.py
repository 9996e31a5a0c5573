"""The roll on a terminal and on the status page: what is missing is said, and nothing is balanced that is not."""

import io
from typing import Any

import pytest
from rich.console import Console

from lanyard.casefile.place import Where
from lanyard.casefile.roll import Breach, Gap, Named, NotHere, Roll, Sighting, Stretch, What
from lanyard.web.roll_json import roll_json
from lanyard.web.roll_page import NAMES_SHOWN, print_roll

HER = Named("BG7K3Q92AB", "00")
BALANCED = "The books balance"


def shown(language: str = "en", **more: Any) -> str:
    roll = Roll(
        0, 1, {"BG": {Where.ON_SITE: 1}}, (), **{"gaps": (), "contradictions": (), "overdue": (), "waits": (), **more}
    )
    out = Console(file=io.StringIO(), width=200)
    print_roll(roll_json(roll), out, language)
    text = out.file.getvalue()  # type: ignore[attr-defined]  # it is the text of the line above
    assert isinstance(text, str)
    return text


def test_where_nothing_is_amiss_the_books_balance() -> None:
    assert BALANCED in shown()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"gaps": (Gap(What.UNACCOUNTED, "BG", 1, (HER,), "the guide", 0),)}, "the guide"),
        ({"seen_elsewhere": (Sighting(HER, "HC/P1", 0, "a medic", Where.ABOARD),)}, "HC/P1"),
        ({"not_here": NotHere(notices=(("tail-missing", "chain ab"),))}, "chain ab"),
        ({"not_here": NotHere(missing=(Stretch("cd" * 16, 3, 5),))}, "entries 3 to 5 of chain cdcd"),
        ({"not_here": NotHere(forks=(Stretch("ef" * 16, 7, 7),))}, "number 7 of chain efef"),
        ({"not_here": NotHere(unread=11)}, "11 entries that cannot be read"),
        ({"not_here": NotHere(waiting=12)}, "12 entries that wait"),
        ({"not_here": NotHere(quarantined=13)}, "13 entries in quarantine"),
    ],
)
def test_what_is_amiss_or_not_here_is_said_and_nothing_is_balanced(more: dict[str, Any], said: str) -> None:
    text = shown(**more)
    assert said in text
    assert BALANCED not in text
    assert shown("ar", **more)


def test_a_breach_is_shown_and_does_not_tip_the_books() -> None:
    text = shown(breaches=(Breach("two-places", 7, (HER,)),))
    assert "Rules not met: 7" in text
    assert HER.label in text
    assert BALANCED in text


def test_more_names_than_fit_are_counted() -> None:
    names = tuple(Named(f"BG{number:08d}", "00") for number in range(NAMES_SHOWN + 5))
    text = shown(gaps=(Gap(What.AREA, "BG", 1, names, "clerk", None),))
    assert "+5" in text
    assert names[-1].label not in text
