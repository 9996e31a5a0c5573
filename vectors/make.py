"""Write all vectors, from fixed seeds: the same bytes each time. Run as `python -m vectors.make`."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from vectors.cases import chains, encoding, entry, keys, merging, open_entries, plain, receiving, signing
from vectors.forms import FOLDER, Json

FILES: Final[dict[str, tuple[str, Callable[[], list[Json]]]]] = {
    "encoding": ("One value has one encoding; nothing else is read.", encoding.encoding),
    "unwritable": ("What the encoding does not know is not written.", encoding.unwritable),
    "header": ("The header: what everyone reads.", entry.header),
    "body": ("The body: what holders of the key read.", entry.body),
    "plain": ("The frame round a body: codec, length, padding.", plain.plain),
    "seal": ("Making an entry: every byte follows from the input.", entry.sealing),
    "open": ("Opening a sealed body.", entry.opening),
    "signature": ("The verification rule.", signing.signature),
    "public_key": ("Keys that may be certified.", signing.public_key),
    "chain": ("A chain's name and its beginning.", chains.chain),
    "clock": ("The hybrid clock.", chains.clock),
    "order": ("The one order.", merging.ordering),
    "standing": ("Corrections and errors.", merging.standing_cases),
    "keyref": ("A key's name.", keys.keyrefs),
    "compartment": ("What follows from a compartment's secret.", keys.compartments),
    "wrap": ("Wrapped keys.", keys.wrapping),
    "hpke": ("Letters to the holder of an X25519 key.", keys.letters),
    "parcel": ("What such letters are for.", keys.parcels),
    "key_list": ("Lists of keys that were minted or granted.", keys.key_lists),
    "unlock": ("A secret behind a passphrase.", keys.unlocking),
    "shares": ("2-of-3 shares on paper.", keys.sharing),
    "blob": ("Encrypted files.", keys.files),
    "open_kinds": ("The seven open kinds.", open_entries.open_kinds),
    "certificate": ("Which chains may be believed.", open_entries.certificates),
    "fork": ("Fork proofs.", open_entries.forks),
    "receive": ("The table of receiving.", receiving.receive_cases),
}


def rendered(names: list[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file, or of those named."""
    for name in names or FILES:
        about, cases = FILES[name]
        made = ",\n".join(json.dumps(case) for case in cases())
        yield f"{name}.json", f'{{"rule": "{name}", "about": "{about}", "cases": [\n{made}\n]}}\n'


def main(folder: Path = FOLDER) -> None:
    """Write them."""
    for name, text in rendered():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(FILES)} files in {folder}")


if __name__ == "__main__":
    main()
