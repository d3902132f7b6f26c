"""What the measurement refuses, by code. It is a family of its own, so that scoring needs nothing of the app."""


class ScoringError(ValueError):
    """An input that must not be scored by guess.

    Args:
        code: Names the fault, for example "wrong_category" or "unknown_item".
        detail: The item, line or parameter at fault; never a person's own text.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
