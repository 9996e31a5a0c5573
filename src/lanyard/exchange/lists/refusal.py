"""A list that cannot be taken as it is: refused whole, with a code that has its words in every language."""


class ListRefused(ValueError):  # noqa: N818  a word of the glossary
    """A whole file, or what was said about it, cannot be used. Nothing was changed.

    Attributes:
        code: a key `refused_<code>` of the words' table `import`.
        detail: what the sentence names: a column, a size, what the file seems to be.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code, str(detail))
        self.code = code
        self.detail = str(detail)
