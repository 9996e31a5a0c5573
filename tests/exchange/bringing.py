"""What the tests of receiving share: what a tablet brings, and what the ledger says of it."""

from typing import Any

from lanyard.desk.device import Device
from lanyard.desk.node import Node
from lanyard.ledger.body import Body
from lanyard.ledger.clock import HybridClock
from lanyard.ledger.header import OPEN_KEYREF, decode_header
from lanyard.ledger.open_kinds import read_open
from lanyard.ledger.seal import Sealed, open_entry, seal
from tests.desk.point import NOW, walks_in

DAY = 86_400_000


def sealed(own: Device, count: int, start: int = 0, now_ms: int = NOW) -> list[Sealed]:
    return [own.seal(walks_in(start + number), now_ms) for number in range(count)]


def twin(node: Node, own: Device) -> Device:
    """The same device once more, as after a copied disk."""
    return Device(own._position, own.signer, node.key_for, HybridClock(), "BG")


def reasons(node: Node) -> list[str]:
    return [row.reason for _, row in node.reader.quarantined()]


def said(node: Node, sort: type) -> list[Any]:
    """The open records of a sort in the ledger."""
    found = []
    for row in node.reader.read(0, 100_000):
        header = decode_header(row.header)
        if header.keyref == OPEN_KEYREF:
            body = open_entry(header, row.body, None)
            record = read_open(body) if body.kind in ("fork_proven", "heads_received") else None
            found += [record] if isinstance(record, sort) else []
    return found


def people(node: Node) -> int:
    return node.roll(NOW).people


def by_hand(own: Device, body: Body, key: Any = None) -> Sealed:
    made_by_hand = seal(
        body, position=own._position, hlc=NOW << 16, urgency=0, key=key, nonce=bytes(12), signer=own.signer
    )
    own._position = own._position.after(made_by_hand.id)
    return made_by_hand


def node_entry(node: Node) -> Sealed:
    """The newest entry of the node's own, as another site would bring it."""
    row = node.reader.by_numbers([node.reader.last()])[0]
    return Sealed(row.id, row.header, row.body, row.sig)
