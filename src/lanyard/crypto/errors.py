"""What is sealed and does not open."""


class Unopened(Exception):  # noqa: N818  it is a state of the thing, as the format calls it
    """A sealed thing does not open, or a key is not the one that its name says.

    Attributes:
        code: `unopened` (another key, or changed bytes), or the narrower rule that does not hold, e.g. `share.check`.
    """

    def __init__(self, code: str = "unopened") -> None:
        super().__init__(code)
        self.code = code
