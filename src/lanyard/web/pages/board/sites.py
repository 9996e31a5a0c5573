"""Which site a page shows: whoever answers for the whole may choose, others see their own; and which stretch of a list."""

from typing import Any, Final, NamedTuple

from lanyard.access.errors import Denied
from lanyard.access.pages import SEVERAL_SITES
from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.paging import PAGE, Page, Wanted
from lanyard.web.guard import Ask

ALL: Final = "all"
_MOST_DIGITS: Final = 7


class Choice(NamedTuple):
    """One site to choose, or all."""

    asked: str
    name: str
    chosen: bool


def site_of(ask: Ask) -> str:
    """The letters of the site that is asked for; all sites are the empty text. Raises `Denied`."""
    asked = ask.request.GET.get("site", "") or ask.viewer.site
    sites = {site.letters for site in ask.office.node.plan.sites}
    if asked == ask.viewer.site:
        return asked
    if ask.viewer.role not in SEVERAL_SITES or asked not in {ALL, *sites}:
        raise Denied("not-your-site")
    return EVERYWHERE if asked == ALL else asked


def choices(ask: Ask, site: str, everywhere: str) -> list[Choice]:
    """The sites to choose from; nothing where there is no choice."""
    sites = ask.office.node.plan.sites
    if len(sites) < 2 or ask.viewer.role not in SEVERAL_SITES:
        return []
    one = [Choice(here.letters, f"{here.letters} · {here.name}", here.letters == site) for here in sites]
    return [*one, Choice(ALL, everywhere, site == EVERYWHERE)]


def wanted(ask: Ask) -> Wanted:
    """The stretch of a list that is asked for."""
    start = ask.request.GET.get("start", "")
    sound = start.isascii() and start.isdigit() and len(start) <= _MOST_DIGITS
    return Wanted(int(start) if sound else 0)


class Stretch(NamedTuple):
    """Where a list stands: the first and the last shown, how many there are, where the pages before and after begin."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


def stretch(page: Page[Any]) -> Stretch:
    """The same of a page."""
    end = page.start + len(page.items)
    before = max(0, page.start - PAGE) if page.start else None
    return Stretch(min(page.start + 1, end), end, page.total, before, page.next)
