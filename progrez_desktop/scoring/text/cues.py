"""Finds set phrases among the words of a sentence. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from progrez_desktop.scoring.text.features import Token

Span = tuple[int, int]

_GAP = r"(?: \S+){1,4} "
"""What "*" in a phrase stands for: "gave * back" is found in "gave the whole sum back"."""


class Line:
    """The forms of some words with a space around each, and the way back from there to places in the text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        # One letter of Arabic stands for a whole phrase, spaces included; here a word has none.
        self.text = f" {' '.join(token.form.replace(' ', '_') for token in tokens)} "

    @cached_property
    def _number_at(self) -> dict[int, int]:
        at, places = 1, {}
        for number, token in enumerate(self.tokens):
            places[at] = number
            at += len(token.form) + 1
        return places

    def span(self, start: int, end: int) -> Span:
        """Return the place in the text of the words at `start` to `end` of the line; both lie at words' edges."""
        first = self._number_at[start]
        last = first + self.text.count(" ", start, end)
        return self.tokens[first].start, self.tokens[last].end


class Cues:
    """Set phrases, found as whole words; where several begin at one word the longest counts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
        pattern = "|".join(re.escape(phrase).replace(r"\ \*\ ", _GAP) for phrase in longest_first)
        self._pattern = re.compile(rf"(?<= )(?:{pattern})(?= )") if longest_first else None

    def spans(self, line: Line) -> tuple[Span, ...]:
        """Return the places of the phrases in the text, in order."""
        if self._pattern is None:
            return ()
        return tuple(line.span(*match.span()) for match in self._pattern.finditer(line.text))
