"""What pages and forms name: nouns by their key, tags by what was typed, and lists of those that may be meant now."""

from collections.abc import Callable, Sequence
from typing import Final

from lanyard.desk.finding import label_of, person_by_tag
from lanyard.desk.manifests import ManifestState
from lanyard.desk.paging import Wanted
from lanyard.desk.rows import ref_of
from lanyard.desk.scope import Scope
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.forms.widgets import Option, Resolve

ID_BYTES: Final = 16
MANY: Final = Wanted(0, 200)
ABOUT: Final = frozenset({Noun.PERSON, Noun.TAG, Noun.VEHICLE, Noun.MANIFEST, Noun.AREA})


def owned_mark(text: str) -> bytes | None:
    """Sixteen random bytes that a form of ours carries; nothing if it is no such mark."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return None
    return found if len(found) == ID_BYTES else None


def noun_of(scope: Scope, key: str) -> Ref | None:
    """The noun of a key, if anything is known of it; areas are known by the plan."""
    try:
        raw = bytes.fromhex(key)
        ref = ref_of(raw)
    except (ValueError, IndexError):
        return None
    if len(raw) != ID_BYTES + 1 or ref.noun not in ABOUT:
        return None
    if ref.noun is Noun.AREA:
        return ref if any(area.ref == ref for area in scope.office.node.plan.areas) else None
    return ref if scope.look.knows(ref) else None


def places(scope: Scope, site: str) -> list[Option]:
    """The codes of a site's plan, the site as a whole first."""
    plan = scope.office.node.plan
    areas = [Option(area.code, f"{area.code} · {area.name}") for area in plan.areas if area.code[:2] == site]
    return [Option(site, f"{site} · {plan.site(site).name}"), *areas]


def options(scope: Scope, kind: str) -> dict[str, Sequence[Option]]:
    """What may be chosen where a field of this kind names an area, a vehicle, a list or a site."""
    return {
        question.name: _CHOICES[question.ask.noun](scope)
        for question in KINDS[kind].shape.questions
        if question.type is Ref and question.ask.noun in _CHOICES
    }


def _areas(scope: Scope) -> list[Option]:
    areas = scope.office.node.plan.areas
    return [Option(area.ref, f"{area.code} · {area.name}") for area in areas if area.code[:2] == scope.viewer.site]


def _sites(scope: Scope) -> list[Option]:
    return [Option(site.ref, f"{site.letters} · {site.name}") for site in scope.office.node.plan.sites]


def _vehicles(scope: Scope) -> list[Option]:
    page = scope.look.questions.vehicles.today(scope.office.now_ms(), scope.viewer.site, MANY)
    return [Option(ref_of(bytes.fromhex(line.key)), line.label) for line in page.items]


def _lists(scope: Scope) -> list[Option]:
    """Those that are not closed by both sides, from the newest."""
    now_ms, site = scope.office.now_ms(), scope.viewer.site
    states = (ManifestState.OPEN, ManifestState.SEALED, ManifestState.ON_THE_ROAD, ManifestState.ARRIVED)
    pages = (scope.look.questions.manifests.all(now_ms, site, state, MANY) for state in states)
    return [Option(ref_of(bytes.fromhex(line.key)), line.label) for page in pages for line in page.items]


_CHOICES: Final[dict[Noun | None, Callable[[Scope], list[Option]]]] = {
    Noun.AREA: _areas,
    Noun.SITE: _sites,
    Noun.VEHICLE: _vehicles,
    Noun.MANIFEST: _lists,
}


def resolver(scope: Scope) -> Resolve:
    """Finds the noun that was scanned or typed: a person by the tag that she wears."""

    def found(noun: Noun, text: str) -> Ref | None:
        return person_by_tag(scope, text) if noun is Noun.PERSON else None

    return found


def called(scope: Scope, ref: Ref) -> str:
    """What to call the noun that a form is about; never by name."""
    return label_of(scope, ref).label
