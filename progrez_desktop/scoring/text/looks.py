"""What the model sees in the parts of one text, each part looked at once, and in parts with something left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from progrez_desktop.scoring.text.features import Sentence, Token

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import Look, TextModel

Span = tuple[int, int]


class Looks:
    """The looks at one text. The same words are never read twice, however often they are asked for."""

    def __init__(self, model: "TextModel", text: str) -> None:
        self._model = model
        self._text = text
        self._seen: dict[str, Look] = {}

    def at(self, start: int, end: int) -> "Look":
        return self._of(self._text[start:end])

    def of(self, sentence: Sentence) -> "Look":
        return self.at(sentence.start, sentence.end)

    def without(self, start: int, end: int, left_out: Span) -> "Look":
        """Look at the part from `start` to `end` as if the span had never been written."""
        before, after = self._text[start : left_out[0]], self._text[left_out[1] : end]
        return self._of(f"{before.rstrip()} {after.lstrip()}")

    def without_each(self, sentence: Sentence, words: Sequence[Token]) -> "list[Look]":
        return [self.without(sentence.start, sentence.end, (word.start, word.end)) for word in words]

    def _of(self, part: str) -> "Look":
        part = part.strip()
        if part not in self._seen:
            self._seen[part] = self._model.look(part)
        return self._seen[part]
