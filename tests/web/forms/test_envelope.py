"""When, where, by whom and how known: what is refused, what a time in the site's zone means, what is kept."""

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from lanyard.ledger.noun import Basis
from lanyard.web.forms.envelope import Envelope, EnvelopeForm
from lanyard.web.forms.form import Errors
from lanyard.web.forms.widgets import Option
from lanyard.words import LANGUAGES, Words
from tests.web.forms.made_up import form as everything
from tests.web.forms.sheet import page, post, posted, rendered

PLACES: Final = (Option("BG", "Gate"), Option("BG/L1", "First line"))
ZONE: Final = ZoneInfo("Asia/Damascus")
NOW: Final = int(datetime(2019, 2, 28, 12, 0, tzinfo=UTC).timestamp())
RIGHT: Final = {"entry__where": "BG/L1", "entry__basis": "told"}


def sheet(zone: ZoneInfo = ZONE, language: str = "en") -> EnvelopeForm:
    return EnvelopeForm(Words(language), PLACES, "BG", zone)


def read(zone: ZoneInfo = ZONE, **said: Any) -> Any:
    return sheet(zone).read(post(**RIGHT | {f"entry__{name}": value for name, value in said.items()}), NOW)


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"day": "yesterday"}, {"day": "no-such-day"}),
        ({"day": "2019-02"}, {"day": "no-such-day"}),
        ({"day": "2019-02-30"}, {"day": "no-such-day"}),
        ({"day": "h:1440-06-01"}, {"day": "no-such-day"}),
        ({"hour": "14:05"}, {"day": "day-missing"}),
        ({"day": "2019-02-28", "hour": "25:00"}, {"hour": "no-such-hour"}),
        ({"day": "2019-02-28", "hour": "noon"}, {"hour": "no-such-hour"}),
        ({"exact": "roughly"}, {"exact": "not-a-choice"}),
        ({"where": "BG/L9"}, {"where": "not-a-choice"}),
        ({"where": ""}, {"where": "missing-field"}),
        ({"where": ["BG", "BG"]}, {"where": "two-answers"}),
        ({"basis": "dreamt"}, {"basis": "not-a-choice"}),
        ({"basis": ""}, {"basis": "missing-field"}),
        ({"by": "x" * 201}, {"by": "text-too-long"}),
        ({"by": "a\0"}, {"by": "control-character"}),
        ({"recorded_by": "1"}, {"": "unknown-field"}),
        ({"where__kept": "on", "where": ""}, {"where": "missing-field"}),
    ],
)
def test_what_cannot_be_is_refused_in_words(said: dict[str, Any], refused: dict[str, str]) -> None:
    found = read(**said)
    assert isinstance(found, Errors)
    assert found.codes == refused
    assert len(found.shown.problems) == len(refused)


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert read(berlin, day="2019-03-31", hour="02:30").codes == {"hour": "no-such-hour"}
    assert read(berlin, day="2019-03-31", hour="03:30").at == (utc(2019, 3, 31, 1, 30), 60)


def test_all_mistakes_are_told_at_once_and_the_fieldset_opens() -> None:
    found = read(day="never", where="", basis="")
    assert found.codes == {"day": "no-such-day", "where": "missing-field", "basis": "missing-field"}
    html = page(rendered(everything().blank(), found.shown))
    assert html.all("details") == [{"class": "envelope", "open": ""}]
    assert {said["href"] for said in html.all("a")} == {"#f-entry.day", "#f-entry.where", "#f-entry.basis"}
    assert posted(rendered(everything().blank(), found.shown))["entry.day"] == "never"


def test_nothing_said_is_now_here_and_witnessed() -> None:
    html = rendered(everything().blank(), sheet().blank())
    assert page(html).all("details") == [{"class": "envelope"}]
    assert sheet().read(posted(html), NOW) == Envelope(None, "BG", None, Basis.WITNESSED)


def test_what_is_said_is_read() -> None:
    found = read(day="2019-02-27", hour="14:05", exact="within_hour", by=" a nurse ")
    assert found == Envelope((utc(2019, 2, 27, 12, 5), 3600), "BG/L1", "a nurse", Basis.TOLD)


def test_a_time_is_in_the_zone_of_the_site_in_winter_and_in_summer() -> None:
    assert read(day="2019-02-01", hour="08:00").at == (utc(2019, 2, 1, 6, 0), 60)
    assert read(day="2018-07-01", hour="08:00").at == (utc(2018, 7, 1, 5, 0), 60)


def test_a_day_alone_is_some_time_that_day_however_exact_it_was_called() -> None:
    assert read(day="2019-02-27", exact="minute").at == (utc(2019, 2, 26, 22, 0), 86_400)


def test_an_hour_that_the_clocks_show_twice_is_as_inexact_as_they_are_apart() -> None:
    assert read(ZoneInfo("Europe/Berlin"), day="2018-10-28", hour="02:30").at == (utc(2018, 10, 28, 0, 30), 3600)


def test_a_day_that_begins_after_midnight_is_a_day() -> None:
    assert read(day="2019-03-29").at == (utc(2019, 3, 28, 22, 0), 86_400)
    assert read(day="2019-03-29", hour="00:00").codes == {"hour": "no-such-hour"}


def test_digits_and_marks_are_forgiven() -> None:
    assert read(day="٢٠١٩/٢/٢٧", hour="١٤.٠٥").at == (utc(2019, 2, 27, 12, 5), 60)


def test_what_has_not_come_yet_is_recorded_and_warned_of() -> None:
    found = read(day="2019-02-28", hour="14:01")
    assert found.at == (NOW + 60, 60)
    assert found.warnings == (Words("en").form_refusal("not-yet"),)
    assert read(day="2019-02-28", hour="14:00").warnings == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "recorded",
    [
        Envelope((NOW + 17 - 86_400, 0), "BG", "a nurse", Basis.PAPER),
        Envelope((NOW, 5000), "XX/gone", b"\1" * 16, Basis.DEVICE),
        Envelope((NOW, 10**6), "BG/L1", None, Basis.WITNESSED),
        Envelope(None, "BG/L1", None, Basis.TOLD),
    ],
)
def test_a_correction_keeps_every_second_and_every_id(recorded: Envelope, language: str) -> None:
    paper = sheet(language=language)
    sent = posted(rendered(everything(language).blank(), paper.filled(recorded)))
    assert paper.read(sent, NOW, recorded) == recorded
    sent["entry.day"], sent["entry.hour"] = "2019-02-01", "08:00"
    changed = paper.read(sent, NOW, recorded)
    assert isinstance(changed, Envelope)
    assert changed.at is not None
    assert changed.at[0] == utc(2019, 2, 1, 6, 0)


def test_the_form_of_the_kind_leaves_the_envelope_alone_and_the_other_way_round() -> None:
    sent = posted(rendered(everything().blank(), sheet().blank()))
    assert "" not in everything().read(sent).codes
    assert isinstance(sheet().read(sent, NOW), Envelope)
