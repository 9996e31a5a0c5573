"""The manual page lists every code and says of each what the tables say of it."""

import re
from collections.abc import Callable
from functools import cache

import pytest

from lanyard.triage import AGE_BANDS, FINDINGS, RETRIAGE_MINUTES, SIGNS, Avpu, Mode, Patient, Sign, iitt, surge, triage
from lanyard.triage.charts import ADULT, CHILD
from lanyard.triage.findings import FIELD_OF, LIMITS, Finding
from lanyard.triage.lines import KEYS, RANGES, TEMP_C
from lanyard.triage.refusal import CODES
from tests.house.source import ROOT
from tests.triage.drawn import adult, child

PAGE = (ROOT / "docs" / "manual" / "triage.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"(?m)^\|(.+)\|$", part)
    return [[cell.strip() for cell in row.split("|")] for row in rows[2:]]


def codes(heading: str) -> list[str]:
    return [row[0].strip("`") for row in table(heading)]


def on_chart(patient: Callable[..., Patient], years: range, sign: Sign) -> str:
    """What a sign does on one chart, in the words of the page: found out by asking the tool."""
    alone = triage(patient(sign))
    if alone.colour == "red":
        return "red"
    said = {
        "red with another": any(triage(patient(sign, other)).colour == "red" for other in not_red(patient)),
        "red by age": any(triage(patient(sign, years=age)).colour == "red" for age in years),
        "red if pregnant": triage(patient(sign, years=min(years[-1], 40), pregnant="yes")).colour == "red",
        "yellow": alone.colour == "yellow",
        "look": alone.review_now,
    }
    return ", ".join(word for word, holds in said.items() if holds) or "–"


@cache
def not_red(patient: Callable[..., Patient]) -> tuple[Sign, ...]:
    """Signs that are not red alone; being sent for a complication says that she is pregnant, which is asked apart."""
    signs = set(SIGNS) - {Sign.PREGNANCY_REFERRED_FOR_COMPLICATIONS}
    return tuple(sign for sign in signs if triage(patient(sign)).colour != "red")


def in_surge(sign: Sign) -> str:
    """What a sign does in a surge to one who does not walk and is well: alike in both ways, or said for each."""
    start = in_way(surge.START, adult(sign, "radial_pulse", "follows_commands", rr=20, mode=Mode.SURGE), sign)
    jumpstart = in_way(surge.JUMPSTART, child(sign, "palpable_pulse", rr=20, avpu=Avpu.ALERT, mode=Mode.SURGE), sign)
    return start if start == jumpstart else f"START {start}, JumpSTART {jumpstart}"


def in_way(way: surge.Steps, patient: Patient, sign: Sign) -> str:
    result = triage(patient)
    if any(sign in signs for signs in way.black):
        return "red, or a step to black"
    if result.colour != "yellow":
        return result.colour
    if any(sign in answers for _, answers in way.asked):
        return "answers a step"
    return "look" if result.review_now else "–"


def test_every_sign_stands_on_the_page_with_what_it_does() -> None:
    grown, young = (adult, range(12, 100)), (child, range(1, 12))
    expected = [[f"`{s}`", on_chart(*grown, s), on_chart(*young, s), in_surge(s)] for s in SIGNS]
    assert [[row[0], *row[2:]] for row in table("The signs")] == expected
    assert all(len(row[1]) > 3 for row in table("The signs"))


def test_every_other_reason_stands_on_the_page_with_its_field() -> None:
    expected = [[f"`{f}`", f"`{FIELD_OF[f].replace('temp_dc', 'temp_c')}`"] for f in FINDINGS]
    assert [[row[0], row[2]] for row in table("The other reasons")] == expected


def test_the_childs_bands_stand_on_the_page_as_they_are() -> None:
    for (youngest, oldest), row in zip([(0, 11), (12, 59), (60, 143)], table("Numbers of a child"), strict=True):
        band = {(m.finding): m for m in LIMITS if (m.youngest, m.oldest) == (youngest, oldest)}
        assert row[1:] == [
            f"under {band[Finding.RR_LOW_FOR_AGE].below}, over {band[Finding.RR_HIGH_FOR_AGE].above}",
            f"under {band[Finding.HR_LOW_FOR_AGE].below}, over {band[Finding.HR_HIGH_FOR_AGE].above}",
        ]


def test_the_colours_stand_on_the_page_with_their_minutes() -> None:
    said = {row[0].lower(): row[2] for row in table("Four colours")}
    assert said == {colour: f"{minutes} minutes" for colour, minutes in RETRIAGE_MINUTES.items()}


def test_every_key_of_a_line_stands_on_the_page_with_its_range() -> None:
    ranges = {key: f"{low} to {high}" for key, (low, high) in {**RANGES, "temp_c": TEMP_C}.items()}
    assert {row[0].strip("`"): row[1].startswith(ranges.get(row[0].strip("`"), "")) for row in table("A line in")} == (
        dict.fromkeys(KEYS, True)
    )


@pytest.mark.parametrize(("heading", "expected"), [("A line that is refused", CODES), ("Bands of age", AGE_BANDS)])
def test_a_closed_list_stands_on_the_page_whole(heading: str, expected: tuple[str, ...]) -> None:
    assert codes(heading) == list(expected)


def test_the_page_names_the_charts_by_their_hashes() -> None:
    assert ADULT.sha256 in PAGE
    assert CHILD.sha256 in PAGE


def test_the_page_names_the_versions_of_today() -> None:
    assert iitt.version((ADULT,)) in PAGE
    assert surge.version(iitt.version((ADULT,))) in PAGE
