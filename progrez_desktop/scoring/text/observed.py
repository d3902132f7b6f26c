"""What can be seen in each sentence without a model: deeds of the writer, phrases of the rubric, and its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from progrez_desktop.scoring.text.cues import Cues, Line
from progrez_desktop.scoring.text.deeds import Deed, deeds_of
from progrez_desktop.scoring.text.evidence import Part, Span
from progrez_desktop.scoring.text.features import Sentence, Token
from progrez_desktop.scoring.text.rubric import Rubric

NEAR_VERB = 3
"""A phrase counts for a deed where it begins at most so many words from its verb."""


_SUBORDINATORS = frozenset(
    ["while", "when", "who", "because", "as", "after", "before", "until", "although", "though", "if", "since"]
)


@dataclass(frozen=True)
class Observed:
    """One sentence of an answer.

    Args:
        told: Everything that the writer says of "I" with a verb of doing; `done` is what was done.
        cues: By skill, the phrases of a deed that speak for it; `opposite_cues` those that speak against it.
        part_cues: By part of an episode, the phrases anywhere in the sentence that speak for it.
        place: 0 for the first sentence of the answer, 1 for the last.
        is_first: Whether it is the first one.
        is_early: Whether it stands before the first deed of the answer.
    """

    sentence: Sentence
    told: tuple[Deed, ...]
    done: tuple[Deed, ...]
    cues: Mapping[str, tuple[Span, ...]]
    opposite_cues: Mapping[str, tuple[Span, ...]]
    part_cues: Mapping[Part, tuple[Span, ...]]
    place: float
    is_first: bool
    is_early: bool


def observe(text: str, rubric: Rubric, sentences: Sequence[Sentence]) -> tuple[Observed, ...]:
    """Return what is seen in each sentence of a text."""
    told = [deeds_of(text, sentence) for sentence in sentences]
    done = [tuple(deed for deed in deeds if deed.is_done) for deeds in told]
    first = next((number for number, deeds in enumerate(done) if deeds), len(sentences))
    return tuple(
        _observed(rubric, sentence, told[number], done[number], number / max(1, len(sentences) - 1), number < first)
        for number, sentence in enumerate(sentences)
    )


def _observed(
    rubric: Rubric, sentence: Sentence, told: tuple[Deed, ...], done: tuple[Deed, ...], place: float, is_early: bool
) -> Observed:
    whole, lines = Line(sentence.tokens), {deed: Line(deed.tokens) for deed in told}
    mains = {deed: Line(_main_clause(deed)) for deed in told}
    return Observed(
        sentence=sentence,
        told=told,
        done=done,
        cues={
            skill: tuple(span for deed in done for span in _at_verb(rule.cues, deed, lines[deed]))
            for skill, rule in rubric.skills.items()
        },
        opposite_cues={
            skill: tuple(
                span for deed in told if not deed.is_forborne for span in rule.opposite_cues.spans(mains[deed])
            )
            for skill, rule in rubric.skills.items()
        },
        part_cues={part: rule.cues.spans(whole) for part, rule in rubric.parts.items()},
        place=place,
        is_first=place == 0.0,
        is_early=is_early,
    )


def _main_clause(deed: Deed) -> Sequence[Token]:
    """Return the words of a deed up to a clause of time or cause, in which others may do harm: "while he shouted"."""
    verb = next(number for number, token in enumerate(deed.tokens) if token.start == deed.verb[0])
    after = range(verb + 1, len(deed.tokens))
    return deed.tokens[: next((number for number in after if deed.tokens[number].form in _SUBORDINATORS), None)]


def _at_verb(cues: Cues, deed: Deed, line: Line) -> tuple[Span, ...]:
    """Return the phrases that begin near the verb of a deed and don't end before it."""
    verb = next(number for number, token in enumerate(deed.tokens) if token.start == deed.verb[0])
    first = deed.tokens[max(verb - NEAR_VERB, 0)].start
    last = deed.tokens[min(verb + NEAR_VERB, len(deed.tokens) - 1)].start
    return tuple(span for span in cues.spans(line) if first <= span[0] <= last and span[1] > deed.verb[0])
