"""The id of what a form would record: made when the form is first shown, so that sending it twice records once."""

from typing import Final

from lanyard.desk.once import fresh_id
from lanyard.web.guard import Ask

DEED: Final = "deed"
ID_BYTES: Final = 16


def deed_of(ask: Ask) -> bytes:
    """The id that came back with the form; a new one where there is none yet."""
    try:
        deed = bytes.fromhex(ask.request.POST.get(DEED, ""))
    except ValueError:
        deed = b""
    return deed if len(deed) == ID_BYTES else fresh_id()
