"""Passkeys (WebAuthn): what a browser is asked, and whether its answer was signed by that key, for this place, just now.

A challenge comes in as an argument and is for the caller to use once. The holder has to be verified by the key itself
(a finger, a face, the key's own PIN): it stands in the place of a password.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from lanyard.crypto.errors import Unopened

NAME: Final = "Lanyard"
TIME_MS: Final = 120_000
_VERIFIED: Final = UserVerificationRequirement.REQUIRED


class Place(NamedTuple):
    """For which host name keys are made, and from which origin (scheme, host and port) answers come."""

    host: str
    origin: str


class Answer(NamedTuple):
    """What an answer says of itself, not yet checked: the key's id, the challenge, and whose key it says it is."""

    key: bytes
    challenge: bytes
    holder: bytes


class Made(NamedTuple):
    """A key: its id, its public key, and how often it says it has signed."""

    id: bytes
    public: bytes
    signs: int


def ask_to_make(place: Place, challenge: bytes, holder: bytes, sign_in: str, others: Iterable[bytes]) -> str:
    """What a browser needs to make a key for `holder` (16 bytes), as JSON; not on a device that has one of `others`."""
    options = generate_registration_options(
        rp_id=place.host,
        rp_name=NAME,
        user_name=sign_in,
        user_id=holder,
        challenge=challenge,
        timeout=TIME_MS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key) for key in others],
    )
    return options_to_json(options)


def ask_to_sign(place: Place, challenge: bytes, keys: Iterable[bytes]) -> str:
    """What a browser needs to sign with one of these keys, as JSON; with any that it has where none is named."""
    options = generate_authentication_options(
        rp_id=place.host,
        challenge=challenge,
        timeout=TIME_MS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=key) for key in keys],
        user_verification=_VERIFIED,
    )
    return options_to_json(options)


def read(said: Any) -> Answer:
    """What a browser's answer (JSON that was read) says of itself. Raises Unopened `passkey`."""
    try:
        inside = said["response"]
        holder = base64url_to_bytes(inside.get("userHandle") or "")
        told = parse_client_data_json(base64url_to_bytes(inside["clientDataJSON"]))
        return Answer(base64url_to_bytes(said["rawId"]), told.challenge, holder)
    except Exception as error:
        raise Unopened("passkey") from error


def made(said: Any, challenge: bytes, place: Place) -> Made:
    """The key that was made. Raises Unopened `passkey` unless it was made for this challenge, here."""
    try:
        found = verify_registration_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as error:
        raise Unopened("passkey") from error
    return Made(found.credential_id, found.credential_public_key, found.sign_count)


def signed(said: Any, challenge: bytes, place: Place, key: Made) -> int:
    """How often the key has signed by now. Raises Unopened `passkey` unless it signed this challenge, here, as its next."""
    try:
        found = verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=key.public,
            credential_current_sign_count=key.signs,
            require_user_verification=True,
        )
    except Exception as error:
        raise Unopened("passkey") from error
    return found.new_sign_count
