"""Every address there is. What is guarded stands in `access.pages` with the roles that may open it."""

from lanyard.web.guard import guarded, unguarded
from lanyard.web.pages.arrival.urls import URLS as ARRIVAL
from lanyard.web.pages.assets import views as assets
from lanyard.web.pages.board.urls import URLS as BOARD
from lanyard.web.pages.first_aid.urls import URLS as FIRST_AID
from lanyard.web.pages.health import views as health
from lanyard.web.pages.papers.urls import URLS as PAPERS
from lanyard.web.pages.people.urls import URLS as PEOPLE
from lanyard.web.pages.placement.urls import URLS as PLACEMENT
from lanyard.web.pages.signing import passkeys
from lanyard.web.pages.signing import views as signing
from lanyard.web.pages.staff.urls import URLS as STAFF
from lanyard.web.pages.status import views as status
from lanyard.web.pages.trail import views as trail
from lanyard.web.pages.transport.urls import URLS as TRANSPORT
from lanyard.web.pages.undo import views as undoing

urlpatterns = [
    unguarded("unlock", signing.unlock, "unlock"),
    unguarded("sign-in", signing.sign_in, "sign_in"),
    unguarded("passkey/ask", passkeys.ask, "passkey_ask"),
    unguarded("passkey/sign-in", passkeys.sign_in, "passkey_sign_in"),
    unguarded("asset/<str:mark>/<str:name>", assets.asset, "asset"),
    unguarded("healthz", health.healthy, "healthz"),
    unguarded("readyz", health.ready, "readyz"),
    unguarded("metrics", health.metrics, "metrics"),
    guarded("sign-out", signing.sign_out, "sign_out"),
    guarded("lock", signing.lock, "lock"),
    guarded("role", signing.role, "role"),
    guarded("account", signing.account, "account"),
    guarded("passkey/new", passkeys.new, "passkey_new"),
    guarded("passkey", passkeys.change, "passkeys"),
    guarded("trail", trail.trail, "trail"),
    guarded("undo", undoing.undo, "undo"),
    guarded("keep", undoing.seal_now, "seal_now"),
    guarded("status", status.page, "status"),
    *ARRIVAL,
    *FIRST_AID,
    *PLACEMENT,
    *TRANSPORT,
    *PEOPLE,
    *BOARD,
    *STAFF,
    *PAPERS,
]
