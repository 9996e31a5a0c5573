"""Small files made on the spot: a beep for a spoken name, a line for a drawn signature. Nobody's voice, nobody's hand."""

import io
import wave
from random import Random
from typing import Final

from lanyard.web.demo.said import Enclosed

RATE: Final = 8000
SOUND_TYPE: Final = "audio/wav"
SIGNATURE_TYPE: Final = "image/svg+xml"
LOW, HIGH = b"\x60", b"\xa0"


def spoken_name(rng: Random) -> Enclosed:
    """Two short tones in place of a name: 8 kHz, 8 bits, a quarter of a second."""
    tones = [_tone(rng.randrange(8, 24), RATE // 8) for _ in range(2)]
    kept = io.BytesIO()
    with wave.open(kept, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(RATE)
        out.writeframes(b"".join(tones))
    return Enclosed("name_sound", kept.getvalue(), SOUND_TYPE)


def _tone(half: int, samples: int) -> bytes:
    return ((LOW * half + HIGH * half) * (samples // (2 * half) + 1))[:samples]


def signature(rng: Random, field: str) -> Enclosed:
    """A stroke that goes up and down."""
    points = " ".join(f"{x * 12},{rng.randrange(40)}" for x in range(9))
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 40"><polyline fill="none" stroke="#000" points="{points}"/></svg>'
    return Enclosed(field, drawn.encode(), SIGNATURE_TYPE)
