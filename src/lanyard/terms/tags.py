"""The code on a tag: two letters of the site, seven random characters, one check character."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
QR_PREFIX = "LNY1:"
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
_FIELD_POLYNOMIAL = 0b100101
_POSITIONS = 9


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 0b100000 else value


def _weights() -> tuple[dict[str, int], ...]:
    """For each position what each letter adds to the sum: the products with a power of x, all different, in GF(32)."""
    rows = []
    for position in range(_POSITIONS):
        row = []
        for value in range(32):
            for _ in range(position + 1):
                value = _times_x(value)
            row.append(value)
        rows.append(dict(zip(ALPHABET, row, strict=True)))
    return tuple(rows)


_WEIGHTED = _weights()


def check_character(first_nine: str) -> str:
    """The tenth character: a weighted sum in GF(32), so that one wrong or two swapped characters are noticed."""
    total = 0
    for row, letter in zip(_WEIGHTED, first_nine, strict=True):
        total ^= row[letter]
    return ALPHABET[total]


def typed_tag(text: str) -> str | None:
    """The code that somebody typed or scanned, forgiving O for 0 and I or L for 1; nothing if it cannot be one."""
    code = text.strip().upper().removeprefix(QR_PREFIX).translate(_FORGIVEN)
    return code if is_tag_code(code) else None


def is_tag_code(code: str) -> bool:
    """Is it ten characters of the alphabet, the last of them right?"""
    try:
        return len(code) == _POSITIONS + 1 and check_character(code[:_POSITIONS]) == code[_POSITIONS]
    except KeyError:
        return False


def tag_code(site_letters: str, number: int) -> str:
    """The code of a new tag of this site. `number` is random, below 32**7; the site's letters avoid I, L, O and U."""
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(30, -1, -5))
    first = site_letters + letters
    return first + check_character(first)
