"""What cannot be read is refused with a code, the field and the value."""

from typing import Final

SHOWN: Final = 80


class Malformed(ValueError):  # noqa: N818  a word of the glossary
    """Bytes or values that are not what the format says.

    Attributes:
        code: the rule that does not hold, e.g. `header.seq`; all codes stand in `vectors/README.md`.
        field: where.
        value: what was found there.
    """

    def __init__(self, code: str, field: str = "", value: object = None) -> None:
        super().__init__(code, field, value)
        self.code = code
        self.field = field
        self.value = value

    def __str__(self) -> str:
        shown = repr(self.value)
        if len(shown) > SHOWN:
            shown = shown[: SHOWN - 1] + "…"
        return f"{self.code}: {self.field} = {shown}"
