"""How the manual says numbers, names and what a file says in English, in one language."""

from collections.abc import Mapping
from functools import cache

from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services.manual.material import Scale
from progrez_desktop.core.words import Words

_MINUS, _NO_BREAK = "\u2212", "\u00a0"
_DUTCH = str.maketrans(",.", ".,")


@cache
def _terms() -> Mapping[str, Mapping[str, str]]:
    terms: Mapping[str, Mapping[str, str]] = resource_json("manual", "terms.json")
    return terms


class Say:
    """Words of one language for figures and terms. A term that is missing is a mistake of ours and raises KeyError."""

    def __init__(self, words: Words) -> None:
        self.language = words.language
        self._words = words

    def term(self, key: str) -> str:
        return _terms()[self.language][key]

    def on_screen(self, key: str) -> str:
        """Return what the program itself says, so that the manual tells it in those words."""
        return self._words(key)

    def quoted(self, text: str) -> str:
        """Return a text between quotation marks, of the other kind than those within it."""
        is_single = "“" in text or (self.language == "nl" and "‘" not in text)
        return f"‘{text}’" if is_single else f"“{text}”"

    def phrase(self, english: str) -> tuple[str, str]:
        """Return what a file says in English in this language, and which language that is: English if nobody knows."""
        if self.language == "en":
            return _unbroken(english), ""
        known = _terms()["phrases"].get(english)
        return (_unbroken(known), "") if known else (_unbroken(english), "en")

    def decimal(self, value: float, digits: int = 2) -> str:
        """Return a number with a true minus sign, and no sign where it rounds to nothing."""
        shown = f"{abs(value):,.{digits}f}"
        sign = _MINUS if value < 0.0 and any(digit in "123456789" for digit in shown) else ""
        return sign + (shown.translate(_DUTCH) if self.language == "nl" else shown)

    def whole(self, n: int) -> str:
        return self.decimal(n, 0)

    def percent(self, share: float, digits: int = 0) -> str:
        return f"{self.decimal(100.0 * share, digits)}{_NO_BREAK}%"

    def scale(self, scale: Scale) -> str:
        name = scale.skill.short_name[self.language]
        return f"{name}, {self.term('longer')}" if scale.is_longer else name

    def listed(self, names: list[str]) -> str:
        """Return names in a row: "a, b and c"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.term('and')} {names[-1]}"


def _unbroken(text: str) -> str:
    """Keep a number and its percent sign on one line."""
    return text.replace(" %", f"{_NO_BREAK}%")
