"""Finds set phrases and own actions ("I asked") among the words of a sentence. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.scoring.text.features import Token

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.rubric import ActionWords

Span = tuple[int, int]

OWN_ACTION, SHARED_ACTION, WOULD_BE_ACTION = 1.0, 0.7, 0.4
"""How much "I asked", "we asked" and "I would ask" are an own action."""

_REACH = 4
"""A few adverbs may stand between "I" and the verb."""

_FAR_REACH = 6
"""And a few words more between "I" and a set phrase: "I left it all to the last minute"."""


class Line:
    """The forms of a sentence with a space around each, and the way back from there to places in the text."""

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
        self._pattern = re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, longest_first))})(?= )")

    def spans(self, line: Line) -> tuple[Span, ...]:
        """Return the places of the phrases in the text, in order."""
        return tuple(line.span(*match.span()) for match in self._pattern.finditer(line.text))


def own_actions(line: Line, words: "ActionWords") -> list[tuple[float, Span]]:
    """Return what the writer says to have done: how much of an own action it is, and the place of the verb."""
    found = []
    for number, token in enumerate(line.tokens):
        if token.form in words.own:
            strength = OWN_ACTION if token.form == "i" else SHARED_ACTION
            found.extend(_verb_after(line.tokens[number + 1 : number + 1 + _REACH], strength, words))
    return found


def own_cues(line: Line, cues: Cues, words: "ActionWords") -> tuple[Span, ...]:
    """Return the places of phrases that are said of the writer: "I lied", and not "she lied" or "I never lied"."""
    return tuple(span for span in cues.spans(line) if _is_own(line, span, words))


def _is_own(line: Line, span: Span, words: "ActionWords") -> bool:
    before = [token.form for token in line.tokens if token.end <= span[0]][-_FAR_REACH:]
    own = max((number for number, form in enumerate(before) if form in words.own), default=None)
    return own is not None and not any(form in words.breaks for form in before[own:])


def _verb_after(tokens: Sequence[Token], strength: float, words: "ActionWords") -> list[tuple[float, Span]]:
    for token in tokens:
        if token.form in words.hypothetical:
            strength = min(strength, WOULD_BE_ACTION)
        elif token.form not in words.passed_over:
            is_verb = token.is_word and token.form not in words.not_action
            return [(strength, (token.start, token.end))] if is_verb else []
    return []
