"""What a coordinator sees of the site itself and does to it: its staff, its devices, and the word on the trail of it."""

from lanyard.access.errors import Denied
from lanyard.access.trail import Opened
from lanyard.desk.devices import DeviceRow
from lanyard.desk.scope import Scope
from lanyard.desk.staffing import Member, Staffing, members
from lanyard.ledger.noun import Compartment
from lanyard.ledger.open_records import DeviceRevoked
from lanyard.terms import RevokedFor


def tell(scope: Scope, page: str, what: str) -> None:
    """Write on the trail what she does, before it is done; on the disk when this returns."""
    scope.office.trail.note(scope.viewer, page, Opened(frozenset(), ()), scope.office.now_ms(), what[:200]).result()


def staff_of(scope: Scope) -> list[Member]:
    """Everybody who has an account here."""
    return members(scope.office, scope.look)


def staffing(scope: Scope) -> Staffing:
    """Changes accounts in her name. Raises `Denied` for whoever may not."""
    return Staffing(scope.office, scope.viewer)


def devices_of(scope: Scope) -> list[DeviceRow]:
    """The chains that this site knows. Raises `Denied`."""
    scope.require(Compartment.SITE)
    node = scope.office.node
    return scope.look.questions.things.devices.all(node.directory, node.keys())


def revoke(scope: Scope, chain: bytes, why: RevokedFor, *, nothing: bool) -> DeviceRevoked:
    """Trust a device no more, on the disk and read when this returns. Raises `Denied` `not-our-device`, `own-device`."""
    node = scope.office.node
    row = next((one for one in devices_of(scope) if one.chain == chain and one.ours), None)
    if row is None:
        raise Denied("not-our-device")
    if row.in_use:
        raise Denied("own-device")
    try:
        done = node.revoke(row.site, chain, str(why), scope.office.now_ms(), nothing=nothing)
    except KeyError:
        raise Denied("not-our-device") from None
    except ValueError:
        raise Denied("own-device") from None
    node.settle()
    return done
