"""The key by which a name is found as somebody types it: letters that are written in several ways are made one."""

import unicodedata
from typing import Final

_ONE_LETTER: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیێئ", "ي"),
        **dict.fromkeys("ؤۆ", "و"),
        **dict.fromkeys("ةەھ", "ه"),
        **dict.fromkeys("کگ", "ك"),
        "ڕ": "ر",
        "ڵ": "ل",
        **dict.fromkeys("ءـ'’ʼʿʾ`‘", None),
        "ı": "i",
    }
)
"""Alef, ya, waw, ha with ta marbuta, kaf, Kurdish ra and lam; hamza, tatweel and apostrophes go."""


_MARKS: Final = ("Mn", "Me", "Mc", "Cf")


def name_key(name: str) -> str:
    """The name in small letters without marks, hyphens or doubled blanks; only for finding, never shown.

    This makes spellings of one script alike. Whether two names are one across scripts is another question.
    """
    folded = name.casefold().translate(_ONE_LETTER)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if unicodedata.category(c) not in _MARKS)
    letters = "".join(c if c.isalnum() else " " for c in bare.translate(_ONE_LETTER))
    return " ".join(letters.split())
