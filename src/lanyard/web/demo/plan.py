"""The plan of the three sites: the point, the transit site and the camp. Names and areas are drawn; 400 places are published."""

from typing import Final

from lanyard.crypto.hashing import H
from lanyard.desk.plan import AreaPlan, Facility, Site, SitePlan
from lanyard.ledger.noun import Noun, Ref

POINT, TRANSIT, CAMP = "BG", "SW", "HC"
ZONE: Final = "Asia/Damascus"


def drawn_id(what: str) -> bytes:
    """An id (16 bytes) that is the same in every run."""
    return H("demo", what.encode())[:16]


SITES: Final = (
    Site(drawn_id(POINT), POINT, "The point", ZONE),
    Site(drawn_id(TRANSIT), TRANSIT, "The transit site", ZONE),
    Site(drawn_id(CAMP), CAMP, "The camp", ZONE),
)
HALL_PLACES: Final = 400
AREAS: Final = (
    ("BG/gate", "The gate", 100, False),
    ("BG/tent", "The tent where names are taken", 40, True),
    ("BG/wom", "Women and children", 600, False),
    ("BG/kid", "Children's corner", 40, True),
    ("BG/L1", "Men's first line", 100, False),
    ("BG/L2", "Men's second line", 100, False),
    ("BG/aid", "First aid", 60, True),
    ("BG/bays", "Loading bays", 160, False),
    ("SW/gate", "The gate", 200, False),
    ("SW/hall", "The hall", HALL_PLACES, True),
    ("SW/yard-1", "First yard", 400, False),
    ("SW/yard-2", "Second yard", 400, False),
    ("SW/aid", "First aid", 60, True),
    ("SW/bays", "Loading bay", 100, False),
    ("HC/gate", "The gate", 200, False),
    ("HC/rec-1", "First reception tents", 1000, True),
    ("HC/rec-2", "Second reception tents", 1000, True),
    ("HC/rec-3", "Third reception tents", 1000, True),
    ("HC/ext-1", "Open extension, first part", 1000, False),
    ("HC/ext-2", "Open extension, second part", 1000, False),
    ("HC/ext-3", "Open extension, third part", 1000, False),
    ("HC/aid", "First aid", 60, True),
)
"""Code, name, how many people it is meant for, under cover or not."""

FIELD_HOSPITAL: Final = Facility("Field hospital", "hospital", 55)
DISTRICT_HOSPITAL: Final = Facility("District hospital", "hospital", 150)
CLINIC: Final = Facility("Camp clinic", "clinic", 10)

AREA_REF: Final = {code: Ref(Noun.AREA, drawn_id(code)) for code, *_ in AREAS}
AREA_CODE: Final = {ref.key: code for code, ref in AREA_REF.items()}
SITE_REF: Final = {site.letters: site.ref for site in SITES}


def site_plan(scale: int) -> SitePlan:
    """The plan for a story of one in `scale` people: each area holds as many fewer, so that the picture stays the same."""
    areas = tuple(
        AreaPlan(AREA_REF[code].key, code, name, max(1, capacity // scale), covered)
        for code, name, capacity, covered in AREAS
    )
    return SitePlan(SITES, areas, (FIELD_HOSPITAL, DISTRICT_HOSPITAL, CLINIC))
