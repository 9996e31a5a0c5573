"""Each kind's vectors: written once, read alike by every version that comes after."""

import json
from pathlib import Path
from typing import Any

import pytest

from lanyard.floorplan import KINDS
from lanyard.ledger.encoding import decode
from lanyard.ledger.errors import Malformed

FOLDER = Path(__file__).parents[2] / "vectors" / "kinds"


def read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_kind_has_its_file_and_every_file_its_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_accepts_and_refuses_what_its_vectors_say(name: str) -> None:
    content = read(name)
    kind = KINDS[name]
    assert content["compartment"] == (None if kind.compartment is None else int(kind.compartment))
    assert content["about"] == [int(noun) for noun in kind.about]
    for case in content["cases"]:
        fields: Any = decode(bytes.fromhex(case["fields"]))
        if "refuse" not in case:
            record = kind.shape.read(fields)
            assert kind.shape.read(kind.shape.write(record)) == record, case["name"]
            continue
        with pytest.raises(Malformed) as refused:
            kind.shape.read(fields)
        assert (refused.value.code, refused.value.field) == (case["refuse"], case["field"]), case["name"]


@pytest.mark.parametrize("name", KINDS)
def test_each_file_has_one_accepted_and_one_refused_at_least(name: str) -> None:
    said = [case.get("refuse", "read") for case in read(name)["cases"]]
    assert "read" in said
    assert set(said) != {"read"}
