"""The site plan: sites, areas and facilities, each with an id and a short code, as `site.toml` says."""

import tomllib
from collections.abc import Sequence
from typing import NamedTuple, Self

from lanyard.ledger.noun import Noun, Ref


class Site(NamedTuple):
    """A place of ours: id (16 bytes), two letters, name, zone (IANA)."""

    id: bytes
    letters: str
    name: str
    zone: str

    @property
    def ref(self) -> Ref:
        """The site as a noun."""
        return Ref(Noun.SITE, self.id)


class AreaPlan(NamedTuple):
    """A line, tent or hall of a site: id (16 bytes), code such as `BG/L2`, how many it is meant for, under cover or not."""

    id: bytes
    code: str
    name: str
    capacity: int
    covered: bool

    @property
    def ref(self) -> Ref:
        """The area as a noun."""
        return Ref(Noun.AREA, self.id)


class Facility(NamedTuple):
    """A hospital or office elsewhere: name, kind, minutes away."""

    name: str
    kind: str
    minutes: int


class SitePlan(NamedTuple):
    """Everything that codes of places stand for. The first site is the one whose folder this is."""

    sites: tuple[Site, ...]
    areas: tuple[AreaPlan, ...]
    facilities: tuple[Facility, ...] = ()

    @property
    def home(self) -> Site:
        """The site whose folder this is."""
        return self.sites[0]

    def site(self, letters: str) -> Site:
        """The site with these letters. Raises KeyError."""
        return {site.letters: site for site in self.sites}[letters]

    def area(self, code: str) -> AreaPlan:
        """The area with this code, the site's letters included. Raises KeyError."""
        return {area.code: area for area in self.areas}[code]

    def area_code(self, key: bytes) -> str:
        """The code of an area by its id, or its id shortened if the plan does not know it."""
        return {area.id: area.code for area in self.areas}.get(key, key.hex()[:8])

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a plan from TOML. Raises KeyError or ValueError naming what is missing."""
        said = tomllib.loads(text)
        sites = tuple(Site(bytes.fromhex(s["id"]), s["letters"], s["name"], s["zone"]) for s in said["site"])
        areas = tuple(
            AreaPlan(bytes.fromhex(a["id"]), a["code"], a["name"], a["capacity"], a["covered"])
            for a in said.get("area", ())
        )
        facilities = tuple(Facility(f["name"], f["kind"], f["minutes"]) for f in said.get("facility", ()))
        return cls(sites, areas, facilities)

    def write(self) -> str:
        """The plan as TOML, to be read again."""
        tables: Sequence[tuple[str, Sequence[tuple[object, ...]], tuple[str, ...]]] = (
            ("site", self.sites, Site._fields),
            ("area", self.areas, AreaPlan._fields),
            ("facility", self.facilities, Facility._fields),
        )
        lines = []
        for table, rows, names in tables:
            for row in rows:
                lines.append(f"[[{table}]]")
                lines += [f"{name} = {_toml(value)}" for name, value in zip(names, row, strict=True)]
                lines.append("")
        return "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return f'"{value.hex()}"'
    if isinstance(value, int):
        return str(value)
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
