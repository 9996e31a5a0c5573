"""A cell that cannot be read: a code with its words in every language, and what the sentence names."""


class Unreadable(ValueError):  # noqa: N818  a word of the glossary
    """What stands in a cell is not what its column holds.

    Attributes:
        code: a key `fault_<code>` of the words' table `import`.
        detail: what the sentence names, or nothing.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
