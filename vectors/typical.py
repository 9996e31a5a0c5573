"""Whole typical bodies of the commonest kinds, for preset dictionary 1: the rarest first, since what stands last is cheapest.

What nobody can know beforehand is one of the marks below; `make_dictionary` cuts it out of the encoding. Nobody's words or
numbers: the values are those that the declarations offer.
"""

from typing import Any, Final, NamedTuple

from lanyard.ledger.noun import Noun
from lanyard.triage import AGE_BANDS

# Marks, as long as what they stand for, so that the byte that tells the length is right.
ID16: Final = b"\x02" * 16
ID32: Final = b"\x02" * 32
NUMBER: Final = 0x0202
BYTE: Final = 0xEE
TAG: Final = "\x02" * 10
SIGNED: Final = b"\x02" * 64
HEADER: Final = b"\x02" * 117
LETTERS: Final = "\x02\x02"

VEHICLE: Final = [2, ID16]
MANIFEST: Final = [3, ID16]
AREA: Final = [5, ID16]
SITE: Final = [6, ID16]
DRAWN: Final = [ID32, ID16, 163, "image/svg+xml"]


class Typical(NamedTuple):
    """A body: its kind, the code of the area (or none: the whole site), what it is about, its fields, whether it is part of an act."""

    kind: str
    area: str
    noun: Noun
    fields: dict[str, Any]
    act: bool = False


def _named(sex: str, script: str, language: str, said: int, written: int) -> Typical:
    """First words with a person who says her name; the two lengths are of her name in bytes."""
    fields = {
        "age": [300, 311], "sex": sex, "script": script, "languages": [language], "name_said": "\x02" * said,
        "age_known_by": "said", "name_written": "\x02" * written,
    }  # fmt: skip
    return Typical("person_met", "tent", Noun.PERSON, fields)


def _seen(sex: str, walks: str, **more: Any) -> Typical:
    """First words with a person whose name is taken later."""
    fields = {"age": [300, 311], "sex": sex, "walks": walks, "age_known_by": "said", "travel_group": "1-1"} | more
    return Typical("person_met", "tent", Noun.PERSON, fields)


def _triaged(tool: str, version: str, colour: str, band: str) -> Typical:
    fields = {
        "hr": BYTE, "rr": BYTE, "avpu": "a", "tool": tool, "signs": [], "colour": colour, "because": [], "temp_dc": NUMBER,
        "version": version, "age_band": band, "pregnant": "no", "spo2_pct": 96, "review_now": False,
    }  # fmt: skip
    return Typical("triaged", "aid", Noun.TAG, fields, act=True)


def opened(kinds: list[str]) -> tuple[Typical, ...]:
    """Return bodies of the open kinds; `kinds` are those that a device may record."""
    receipt = {
        "gaps": [[ID16, 0, 0]],
        "held": [ID32],
        "heads": [[ID16, NUMBER, ID32]],
        "time_ms": 1 << 40,
        "impossible": [],
    }
    forked = {"sig_a": SIGNED, "sig_b": SIGNED, "header_a": HEADER, "header_b": HEADER}
    named = {"key": ID32, "name": "\x02" * 12, "site": ID16, "box_key": ID32, "not_after": 1 << 30}
    device = {
        "key": ID32, "site": ID16, "chain": ID16, "epoch": ID16, "kinds": kinds, "not_after": 1 << 30, "not_before": 1 << 30,
    }  # fmt: skip
    return (
        Typical("fork_proven", "", Noun.DEVICE, forked),
        Typical("device_revoked", "", Noun.DEVICE, {"why": "lost", "chain": ID16}),
        Typical("device_revoked", "", Noun.DEVICE, {"why": "lost", "chain": ID16, "last_id": ID32, "last_seq": NUMBER}),
        Typical("keys_destroyed", "", Noun.SITE, {"confirms": ID32, "keyrefs": [ID16], "deadline": 1 << 30}),
        Typical("keys_destroyed", "", Noun.SITE, {"keyrefs": [ID16], "deadline": 1 << 30}),
        Typical("keys_granted", "", Noun.SITE, {"to": ID16, "keyrefs": [ID16]}),
        Typical("heads_received", "", Noun.SITE, receipt),
        Typical("site_certified", "", Noun.SITE, named),
        Typical("device_certified", "", Noun.DEVICE, device),
    )


def typical(tools: tuple[tuple[str, str], ...]) -> tuple[Typical, ...]:
    """Return the bodies in order, the commonest last. `tools`: the names and versions of the charts, children's first."""
    colours = ("red", "green", "yellow")
    grown = AGE_BANDS.index("years_12_to_50")
    patients = [
        _triaged(*tools[place >= grown], colours[place % 3], band) for place, band in enumerate(AGE_BANDS[: grown + 3])
    ]
    patients += [_triaged(*tool, colour, "years_12_to_50") for tool in tools for colour in colours]
    return (
        Typical("signed_in", "", Noun.DEVICE, {"how": "pin", "role": "clerk", "staff": ID16}),
        Typical("tag_replaced", "gate", Noun.PERSON, {"new": TAG, "old": TAG, "why": "lost"}),
        Typical("walked_in", "gate", Noun.PERSON, {"tag": TAG, "alone": False, "came_from": "not known"}),
        Typical("rushed_out", "aid", Noun.TAG, {"to": "hospital", "vehicle": "ambulance", "mother_told": "yes", "with_whom": "mother", "mother_with_her": "yes"}),
        Typical("died", "aid", Noun.TAG, {"place": "hospital", "manner": "illness", "certified_by": "doctor"}),
        Typical("left_vehicle", "bays", Noun.TAG, {"why": "not well", "manifest": MANIFEST}),
        Typical("referred", "aid", Noun.PERSON, {"to": "hospital", "escort": True, "urgency": "now"}),
        Typical("held_medically", "aid", Noun.TAG, {}),
        Typical("care_handed_over", "aid", Noun.TAG, {"to": "the medic", "signs": "better", "injuries": "broken limb", "mechanism": "a wound", "treatment": "limb splinted"}),
        Typical("safety_checked", "gate", Noun.VEHICLE, {"found": False, "people": 18, "by_whom": "search team", "seconds": 40}),
        Typical("vehicle_counted", "gate", Noun.VEHICLE, {"men": 2, "boys": 6, "girls": 6, "plate": "\x02" * 7, "total": BYTE, "women": 9, "infants": 3, "came_from": "\x02" * 12, "counted_by": "two", "includes_dead": False, "on_stretchers": 0}),
        Typical("headcount_taken", "wom", Noun.AREA, {"heads": BYTE, "by_whom": "two of us"}),
        Typical("needs_medic", "gate", Noun.TAG, {"how_soon": "soon"}),
        Typical("fit_to_travel", "aid", Noun.TAG, {"lying": False, "escort": False}),
        Typical("fit_to_travel", "aid", Noun.TAG, {"lying": True, "escort": True}),
        Typical("glanced", "aid", Noun.AREA, {"red_tags": [], "looked_at": BYTE, "red_untagged": 0}),
        Typical("glanced", "gate", Noun.VEHICLE, {"red_tags": [], "looked_at": 18, "red_untagged": 0}),
        Typical("relief_given", "rec-1", Noun.PERSON, {"what": ["blanket", "food"], "count": 1}),
        Typical("relief_given", "gate", Noun.VEHICLE, {"what": ["water", "blanket"], "count": 18}),
        Typical("observed", "aid", Noun.TAG, {"hr": BYTE, "rr": BYTE, "avpu": "a", "temp_dc": NUMBER, "muac_mm": BYTE, "spo2_pct": 96, "refill_ds": 20, "weight_g": NUMBER}),
        Typical("observed", "aid", Noun.TAG, {"refill_ds": 14}),
        Typical("duty_answered", "aid", Noun.TAG, {"duty": "triage_again", "done": "\x02" * 30}),
        Typical("manifest_opened", "bays", Noun.MANIFEST, {"to": SITE, "plate": "\x02" * 7, "route": "\x02" * 24, "seats": 50, "officer": "\x02" * 24}),
        Typical("manifest_sealed", "bays", Noun.MANIFEST, {"people": BYTE, "despite": [], "list_hash": ID32}),
        Typical("departed", "bays", Noun.MANIFEST, {"expected_min": BYTE}),
        Typical("waypoint_passed", "bays", Noun.MANIFEST, {"place": "\x02" * 12, "expected_min": BYTE}),
        Typical("handed_over", "gate", Noun.MANIFEST, {"injured": [], "missing": [], "not_on_list": [], "signed_by_giver": DRAWN, "signed_by_receiver": DRAWN}),
        Typical("counted_in", "gate", Noun.MANIFEST, {"heads": BYTE}),
        Typical("first_control", "tent", Noun.PERSON, {"since": "2018-11", "by_whom": "an armed group", "held_at": "road"}),
        Typical("first_control", "tent", Noun.PERSON, {"since": "2019-01", "by_whom": "an armed group", "authority": "not known"}),
        Typical("treated", "aid", Noun.TAG, {"dose": "one", "drug": "paracetamol", "what": "tablets", "route": "by mouth"}),
        Typical("treated", "aid", Noun.TAG, {"what": "wound cleaned and dressed"}),
        *patients,
        *(Typical("care_priority_set", "aid", Noun.TAG, {"colour": colour}, act=True) for colour in colours),
        *(_seen(sex, walks, **more) for more in ({"alone": True}, {}) for walks in ("carried", "assisted", "walks") for sex in ("male", "female")),
        Typical("placed", "gate", Noun.TAG, {"area": AREA}),
        Typical("placed", "", Noun.TAG, {"area": AREA}),
        Typical("placed", "tent", Noun.PERSON, {"area": AREA}),
        *(Typical("received", "gate", Noun.TAG, {"manifest": MANIFEST, "condition": condition}) for condition in ("injured", "ill", "well")),
        *(Typical("boarded", "bays", Noun.TAG, {"manifest": MANIFEST, "checked_by": checked}) for checked in ("sight", "typed", "scan")),
        Typical("tag_claimed", "gate", Noun.PERSON, {"tag": TAG, "medic_now": True, "travel_group": "1-1", "came_on": VEHICLE}),
        Typical("tag_claimed", "gate", Noun.PERSON, {"tag": TAG, "travel_group": "1-1", "came_on": VEHICLE}),
        *(_named(sex, "latn", "kmr", 12, 12) for sex in ("male", "female")),
        *(_named(sex, script, "ar", 14, size) for script, size in (("latn", 14), ("arab", 25)) for sex in ("male", "female")),
    )  # fmt: skip
