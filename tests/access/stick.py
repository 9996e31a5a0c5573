"""A stick with passkeys in software: makes keys and signs as a browser and its authenticator would, well or badly."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any, Final

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN: Final = "http://localhost"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Stick:
    """One key."""

    def __init__(self, host: str = "localhost", origin: str = ORIGIN) -> None:
        self.host, self.origin = host, origin
        self.flags = PRESENT | VERIFIED
        self.count = 0
        self.id = os.urandom(32)
        self.holder = b""
        self._key = ec.generate_private_key(ec.SECP256R1())

    def makes(self, asked: str) -> str:
        """The answer to what a page asks for a new key."""
        options = json.loads(asked)
        self.holder = _bytes(options["user"]["id"])
        numbers = self._key.public_key().public_numbers()
        public = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        )  # fmt: skip
        kept = bytes(15) + b"\1" + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(self.flags | WITH_KEY) + kept
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(options, "webauthn.create", attestationObject=statement)

    def signs(self, asked: str, **instead: bytes) -> str:
        """The answer to what a page asks to be signed; `instead` replaces parts of it once they are signed."""
        options = json.loads(asked)
        self.count += 1
        data, told = self._data(self.flags), self._told(options, "webauthn.get")
        signature = self._key.sign(data + sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"authenticatorData": data, "signature": signature, "userHandle": self.holder, **instead}
        return self._answer(options, "webauthn.get", **parts)

    def _data(self, flags: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _told(self, options: Any, sort: str) -> bytes:
        said = {"type": sort, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, options: Any, sort: str, **parts: bytes) -> str:
        response = {"clientDataJSON": _text(self._told(options, sort))}
        response |= {name: _text(part) for name, part in parts.items() if part}
        return json.dumps(
            {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        )  # fmt: skip


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
