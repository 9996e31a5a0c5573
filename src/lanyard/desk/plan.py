"""The site plan: sites, areas and facilities, each with an id and a short code, as `site.toml` says."""

import re
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, TypeVar, get_type_hints

from lanyard.ledger.noun import Noun, Ref
from lanyard.store.errors import StoreError

PLAN_FILE: Final = "site.toml"
ID_BYTES: Final = 16
NAME_MAX: Final = 80
NUMBER_MAX: Final = 1_000_000
_LETTERS: Final = re.compile("[A-HJKMNP-TV-Z]{2}")
"""Letters that a tag can begin with: not I, L, O or U, which are misread."""

_AREA: Final = re.compile("[A-Z]{2}/[A-Za-z0-9._-]{1,20}")
_ROW = TypeVar("_ROW")


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
        """Read a plan from TOML. Raises ValueError that says in words what is missing or cannot be."""
        said = tomllib.loads(text)
        sites = tuple(_read(Site, row) for row in _rows(said, "site"))
        areas = tuple(_read(AreaPlan, row) for row in _rows(said, "area"))
        facilities = tuple(_read(Facility, row) for row in _rows(said, "facility"))
        if not sites:
            raise ValueError("it names no site")
        letters = [site.letters for site in sites]
        for wrong in (one for one in letters if not _LETTERS.fullmatch(one)):
            raise ValueError(f"{wrong!r} is not two capital letters other than I, L, O and U")
        for code in (area.code for area in areas):
            if not _AREA.fullmatch(code) or code[:2] not in letters:
                raise ValueError(f"{code!r} is not a site's letters, a stroke and a short code")
        ids = [*(site.id for site in sites), *(area.id for area in areas)]
        for what in (letters, [area.code for area in areas], ids):
            if len(set(what)) != len(what):
                raise ValueError("two sites or areas have the same id or code")
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


def _rows(said: dict[str, Any], table: str) -> list[dict[str, Any]]:
    rows = said.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{table} is written [[{table}]]")
    return rows


def _read(sort: Callable[..., _ROW], row: dict[str, Any]) -> _ROW:
    """One table of the plan, every field of its own type."""
    values = {}
    for name, kind in get_type_hints(sort).items():
        value = row.get(name)
        if kind is bytes:
            value = _id(value)
        if type(value) is not kind:
            raise ValueError(f"{name} is missing or wrong: {row}")
        if isinstance(value, str) and not (0 < len(value) <= NAME_MAX and value.isprintable()):
            raise ValueError(f"{name} has 1 to {NAME_MAX} characters that can be printed, not {value!r}")
        if isinstance(value, int) and not 0 <= value <= NUMBER_MAX:
            raise ValueError(f"{name} is {value}, not from 0 to {NUMBER_MAX}")
        values[name] = value
    return sort(**values)


def _id(value: object) -> bytes | None:
    if isinstance(value, str):
        with suppress(ValueError):
            found = bytes.fromhex(value)
            if len(found) == ID_BYTES:
                return found
    raise ValueError(f"an id is {2 * ID_BYTES} hexadecimal digits, not {value!r}")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return f'"{value.hex()}"'
    if isinstance(value, int):
        return str(value)
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def load_plan(folder: Path) -> SitePlan:
    """The plan that lies in a site's folder. Raises StoreError `plan-unreadable`."""
    try:
        return SitePlan.read((folder / PLAN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError("plan-unreadable", f"{PLAN_FILE}: {error}") from error
