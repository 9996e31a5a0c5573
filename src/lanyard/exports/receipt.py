"""A hand-over receipt: how many were given and how many taken, and everybody by name on whom the two do not agree."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from lanyard.exports.manifest import QR_PREFIX
from lanyard.exports.setting import Heading, grouped, qr, shortened
from lanyard.words import Words

LABELS: Final = (
    "hand_over_receipt", "from", "to", "route", "officer", "plate", "departed", "counted", "closed", "sent", "heads",
    "received", "missing", "not_on_list", "injured", "gives", "takes", "name", "signature", "hour", "signed_on_screen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Somebody:
    """A tag, a name if one is known, and what became of her if that is (the code of an outcome)."""

    tag: str
    name: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What came of one list. A number is nothing as long as nobody gave it; `known` when the receiver has closed the list."""

    heading: Heading
    number: str
    label: str
    site: str
    to: str
    route: str
    officer: str
    plate: str
    departed: str
    counted: str
    handed_over: str
    sent: int | None
    heads: int | None
    received: int | None
    missing: tuple[Somebody, ...] = ()
    not_on_list: tuple[Somebody, ...] = ()
    injured: tuple[Somebody, ...] = ()
    signed_by_giver: bool = False
    signed_by_receiver: bool = False

    @property
    def known(self) -> bool:
        """Has the list been closed? Before that an empty list of missing people says nothing."""
        return bool(self.handed_over)


def laid_out(paper: ReceiptPaper, words: Words, beside: Words | None) -> dict[str, Any]:
    """What the template shows."""
    both = [words] if beside is None else [words, beside]
    given = asdict(paper)
    for name in ("missing", "not_on_list", "injured"):
        given[name] = [_row(one, both) for one in getattr(paper, name)]
    return {
        "heading": given.pop("heading"),
        "given": given,
        "known": paper.known,
        "title": [one.printed("hand_over_receipt") for one in both],
        "label": paper.label,
        "foot": shortened(paper.label),
        "qr": qr(QR_PREFIX + paper.number.upper(), border=1),
    }


def _row(one: Somebody, both: list[Words]) -> dict[str, Any]:
    remark = [words.choice("outcome", one.outcome) for words in both] if one.outcome else [""]
    return {"tag": grouped(one.tag), "name": one.name, "remark": remark}
