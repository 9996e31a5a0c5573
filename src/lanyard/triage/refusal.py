"""What a line of input must not be: refused with a code, the field and the value."""

from decimal import Decimal
from typing import Final

CODES: Final = (
    "too-long",
    "not-json",
    "repeated-key",
    "not-an-object",
    "unknown-key",
    "not-an-id",
    "not-a-whole-number",
    "not-a-number",
    "out-of-range",
    "ages-disagree",
    "not-an-answer",
    "not-a-list",
    "unknown-sign",
    "not-a-mode",
)
SHOWN: Final = 80


class Refusal(ValueError):  # noqa: N818  a word of the glossary
    """This patient cannot be read.

    Attributes:
        code: one of `CODES`.
        field: the key at fault; empty when it is the whole line.
        value: what stood there.
    """

    def __init__(self, code: str, field: str, value: object) -> None:
        super().__init__(code, field, value)
        self.code = code
        self.field = field
        self.value = value

    def __str__(self) -> str:
        return f"{self.code}: {self.field} = {self.shown}"

    @property
    def shown(self) -> str:
        """The value as text, short enough for one line."""
        try:
            text = str(self.value) if isinstance(self.value, str | Decimal) else repr(self.value)
        except (ValueError, RecursionError):  # a number of thousands of digits, or a list in a list in a list
            text = type(self.value).__name__
        return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
