"""Which sentence a reading rests on, and which words in it: found by leaving them out and looking again.

The word branch of the model gives exact additive weights, and those choose which words are worth leaving out. The
encoder has no such weights: there a sentence goes first (leave one sentence out), then its words (leave one word out).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from progrez_desktop.scoring.text.content_words import content_words
from progrez_desktop.scoring.text.features import Sentence, Token, passages
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.tone import Span, Tone, ToneReason
from progrez_desktop.scoring.text.tone_reader import mean, over_passages

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import Look, TextModel

MOST_WORDS = 3
LEAST_SHARE = 0.5
"""Of the strongest word's effect: a weaker word is not marked."""

LEAST_LEAD = 2.0
"""Marked words count at least so many times as much as the others that were left out; else no word is the reason."""

MOST_LEFT_OUT = 6
"""Words of a sentence that are left out in turn. A look takes milliseconds, and the likely ones go first."""

MOST_SENTENCES = 2
"""Sentences left out in turn for one claim: those that sound most like it by themselves."""


@dataclass(frozen=True)
class Claim:
    """Something that a tone says, and that a person may ask the reason of: a label, or courtesy without one."""

    head: str
    label: str | None
    direction: int


def claims_of(tone: Tone) -> tuple[Claim, ...]:
    """Return what a tone says most of all: its sentiment and its surest group.

    Courtesy has none: in a trial, its words moved it twice as much as random ones in too few answers.
    """
    present = [group for group in tone.ekman_present if group != "neutral"]
    claims = []
    if tone.sentiment_label != "neutral":
        claims.append(Claim("sentiment", tone.sentiment_label, 1))
    if present:
        claims.append(Claim("ekman", max(present, key=tone.ekman.__getitem__), 1))
    return tuple(claims)


class Reasons:
    """Finds the reasons of one text's readings."""

    def __init__(self, model: "TextModel", looks: Looks, sentences: Sequence[Sentence]) -> None:
        self._model = model
        self._looks = looks
        self._sentences = sentences
        self._passages = passages(sentences)

    def of_tone(self, tone: Tone) -> Tone:
        """Return the tone with the reasons of what is shown of it."""
        found = (self._reason(claim) for claim in claims_of(tone) if self._sentences)
        return replace(tone, reasons=tuple(reason for reason in found if reason is not None))

    def _reason(self, claim: Claim) -> ToneReason | None:
        """Return the reason in the strongest sentence that has words to show; None where no sentence has."""
        found = (
            ToneReason(claim.head, claim.label, one.start, one.end, self._words(claim, one), claim.direction)
            for one in self._strongest_sentences(claim)
        )
        return next((reason for reason in found if reason.words), None)

    def _words(self, claim: Claim, sentence: Sentence) -> tuple[Span, ...]:
        part = next((one for one in self._passages if one.start <= sentence.start < one.end), sentence)
        look = self._looks.of(part)
        effects = self._effects_of_words(look, claim)
        words = sorted(
            content_words(sentence), key=lambda word: (-claim.direction * effects.get(word.form, 0.0), word.start)
        )
        whole = self._logit(look, claim)
        return self._strongest(part, words, lambda seen: claim.direction * (whole - self._logit(seen, claim)))

    def _strongest(self, part: Sentence, words: Sequence[Token], lost: "Callable[[Look], float]") -> tuple[Span, ...]:
        tried = words[:MOST_LEFT_OUT]
        effects = [lost(look) for look in self._looks.without_each(part, tried)]
        least = LEAST_SHARE * max(effects, default=0.0)
        ranked = sorted(zip(effects, tried, strict=True), key=lambda one: (-one[0], one[1].start))
        kept = [(effect, word) for effect, word in ranked[:MOST_WORDS] if effect > max(least, 1e-6)]
        others = [abs(effect) for effect, _ in ranked[len(kept) :]]
        if others and sum(effect for effect, _ in kept) < LEAST_LEAD * len(kept) * sum(others) / len(others):
            return ()
        return tuple(sorted((word.start, word.end) for _, word in kept))

    def _strongest_sentences(self, claim: Claim) -> list[Sentence]:
        """Return the sentences that sound most like a claim, that first without which the whole does so least."""
        parts = self._passages
        seen = [self._looks.of(part) for part in parts]
        sizes = [len(part.tokens) for part in parts]
        whole = self._value(claim, seen, sizes)
        alone = sorted(self._sentences, key=lambda one: -claim.direction * self._logit(self._looks.of(one), claim))
        candidates = alone[:MOST_SENTENCES]
        if len(candidates) < 2:
            return candidates

        def lost(sentence: Sentence) -> float:
            kept = [self._but(part, sentence) for part in parts]
            pairs = [(look, size) for look, size in kept if look is not None]
            if not pairs:
                return whole
            return claim.direction * (whole - self._value(claim, [one for one, _ in pairs], [n for _, n in pairs]))

        return sorted(candidates, key=lambda sentence: -lost(sentence))

    def _but(self, part: Sentence, sentence: Sentence) -> "tuple[Look | None, int]":
        """Look at a passage without one sentence; None where nothing of it is left."""
        start, end = max(part.start, sentence.start), min(part.end, sentence.end)
        if start >= end:
            return self._looks.of(part), len(part.tokens)
        left = sum(token.end <= start or token.start >= end for token in part.tokens)
        return (self._looks.without(part.start, part.end, (start, end)) if left else None), left

    def _value(self, claim: Claim, seen: "Sequence[Look]", sizes: Sequence[int]) -> float:
        if claim.label is None:
            return mean([look.logits[claim.head][0] for look in seen], sizes)
        return over_passages(self._model.manifest, claim.head, claim.label, seen, sizes)

    def _logit(self, look: "Look", claim: Claim) -> float:
        labels = self._model.manifest.labels
        return look.logits[claim.head][0 if claim.label is None else labels[claim.head].labels.index(claim.label)]

    def _effects_of_words(self, look: "Look", claim: Claim) -> Mapping[str, float]:
        """Return the exact share of each word in the word branch; half of a pair's share goes to each of its words."""
        column = self._model.column(claim.head, claim.label)
        shares: dict[str, float] = {}
        for feature, effect in zip(look.features, look.effects[:, column], strict=True):
            words = feature.split(" ")
            for word in words:
                shares[word] = shares.get(word, 0.0) + float(effect) / len(words)
        return shares
