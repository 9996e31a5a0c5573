"""The small closed lists of the entry: nouns, bases, compartments."""

from enum import IntEnum
from typing import NamedTuple


class Noun(IntEnum):
    """What an entry can be about. Nothing else has an identity."""

    PERSON = 0
    TAG = 1
    VEHICLE = 2
    MANIFEST = 3
    ITEM = 4
    AREA = 5
    SITE = 6
    DEVICE = 7
    SITUATION = 8


class Ref(NamedTuple):
    """The name of one noun: which sort of thing, and its id (16 bytes)."""

    noun: Noun
    key: bytes


class Basis(IntEnum):
    """How what an entry says is known."""

    WITNESSED = 0
    TOLD = 1
    PAPER = 2
    DEVICE = 3


class Compartment(IntEnum):
    """Who shares a key: each compartment is sealed apart. A kind belongs to one."""

    REGISTER = 0
    FAMILY = 1
    MEDICAL = 2
    BIOMETRIC = 3
    ACCOUNT = 4
    DECISION = 5
    PROPERTY = 6
    SITE = 7
    SITUATION = 8
