"""Which words of a sentence carry a mark: those without which it would show least of what it is marked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from progrez_desktop.scoring.text.content_words import content_words
from progrez_desktop.scoring.text.evidence import Direction, Part, Span
from progrez_desktop.scoring.text.features import Token
from progrez_desktop.scoring.text.findings import Finding
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.signs import HARM, Signs, SignTable

MOST_WORDS = 3
LEAST_SHARE = 0.35
"""Of the strongest word's effect: a weaker word is not marked."""

MOST_LEFT_OUT = 6
"""Phrases and words that are left out in turn. A look takes milliseconds, and the likely ones go first."""

MarkedAs = Part | Literal["mention"]

Value = Callable[[Signs, bool], float]
"""What a mark says, as a logit: of the signs of a sentence, and of whether a phrase of the rubric is in it."""


class MarkWords:
    """Finds the words of the marks of one text. The same words are never looked at twice."""

    def __init__(self, table: SignTable, looks: Looks, findings: Sequence[Finding]) -> None:
        self._table = table
        self._looks = looks
        self._findings = findings
        self._found: dict[tuple[int, str, str, int], tuple[Span, ...]] = {}

    def of(self, number: int, skill: str, part: MarkedAs, direction: Direction) -> tuple[Span, ...]:
        """Return at most MOST_WORDS places, in the order of the text; none where no word by itself matters."""
        key = (number, skill if part in ("action", "mention") else "", part, direction)
        if key not in self._found:
            self._found[key] = self._words(number, skill, part, direction)
        return self._found[key]

    def _words(self, number: int, skill: str, part: MarkedAs, direction: Direction) -> tuple[Span, ...]:
        finding = self._findings[number]
        cues, column, value = self._claim(finding, skill, part, direction)
        candidates = self._candidates(finding, cues, column)
        sentence, before = finding.sentence, self._meaning_before(number)
        whole = value(self._table.read(sentence.tokens, self._looks.of(sentence).meaning, before), bool(cues))
        lost = []
        for span in candidates:
            kept = [token for token in sentence.tokens if not span[0] <= token.start < span[1]]
            look = self._looks.without(sentence.start, sentence.end, span)
            signs = self._table.read(kept, look.meaning, before)
            lost.append(whole - value(signs, any(not _overlap(cue, span) for cue in cues)))
        return _strongest(candidates, lost)

    def _claim(
        self, finding: Finding, skill: str, part: MarkedAs, direction: Direction
    ) -> tuple[tuple[Span, ...], str, Value]:
        """Return the phrases that speak for a mark, the column of the table that does most, and its logit."""
        if part == "action" and direction < 0:
            weights = self._table.opposite
            return (
                finding.observed.opposite_cues[skill],
                HARM,
                lambda signs, cue: (
                    weights["harm"] * signs[HARM] + weights["likeness"] * signs[skill] + weights["cue"] * cue
                ),
            )
        weights = self._table.spoken if part == "mention" else self._table.shown
        cues = finding.observed.cues[skill]
        if part != "action" and part != "mention":
            weights, cues, skill = self._table.parts[part], finding.observed.part_cues[part], part
        return cues, skill, lambda signs, cue: weights["likeness"] * signs[skill] + weights["cue"] * cue

    def _candidates(self, finding: Finding, cues: Sequence[Span], column: str) -> list[Span]:
        effects: Mapping[str, float] = self._table.word_effects(finding.sentence.tokens, column)
        words = [word for word in content_words(finding.sentence) if not any(_in(word, cue) for cue in cues)]
        words.sort(key=lambda word: (-effects.get(word.form, 0.0), -len(word.form), word.start))
        return [*dict.fromkeys(cues), *((word.start, word.end) for word in words)][:MOST_LEFT_OUT]

    def _meaning_before(self, number: int) -> NDArray[Any] | None:
        return self._looks.of(self._findings[number - 1].sentence).meaning if number else None


def _strongest(candidates: Sequence[Span], lost: Sequence[float]) -> tuple[Span, ...]:
    ranked = sorted(zip(lost, candidates, strict=True), key=lambda one: (-one[0], one[1]))
    least = LEAST_SHARE * max(lost, default=0.0)
    return tuple(sorted(span for effect, span in ranked[:MOST_WORDS] if effect > max(least, 1e-6)))


def _in(word: Token, span: Span) -> bool:
    return span[0] <= word.start < span[1]


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
