"""What is not granted to whoever asks."""


class Denied(Exception):  # noqa: N818  a word of the glossary
    """Not granted: nobody is signed in, the role may not, or the proof was wrong.

    Attributes:
        code: why; its words stand in `terms/words`, table `denied`.
        detail: what it is about, never a secret and never a name.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = str(detail)
