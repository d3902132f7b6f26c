"""When to be silent about a text: a guard is a sentence to the person who wrote it, never a penalty."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from progrez_desktop.scoring.text.echo import ECHO_RUN, MOST_ECHO, taken_over
from progrez_desktop.scoring.text.features import MAX_CHARACTERS
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.gibberish import Letters, is_repetition, looks_random
from progrez_desktop.scoring.text.languages import MIN_WORDS, Language, clearer, language_of
from progrez_desktop.scoring.text.sensitive import is_sensitive

Silence = Literal["too_short", "gibberish", "repeated", "other_language", "echo", "pasted", "sensitive"]
"""There is no reading."""

Note = Literal["off_topic", "read_in_part"]
"""There is a reading, and the person is told something about it."""

Guard = Literal[
    "too_short", "gibberish", "repeated", "other_language", "echo", "pasted", "off_topic", "sensitive", "read_in_part"
]
"""In the order in which they are told. Each G has its sentence to the person under the key `text.guard.G`.

"sensitive" is for the writer's eyes in this process alone: no record tells it from other guards (reading.UNTOLD).
"""

MIN_CERTAINTY = 0.6
"""Of 2,168 English essays and interview answers, the least sure was at 0.75."""


@dataclass(frozen=True)
class TextFacts:
    """What the guards look at. Make one with TextFacts.of, which counts words and tells the language itself."""

    text: str
    """As it was handed in, whole."""
    words: tuple[str, ...]
    """As folding.plain_words gives them."""
    language: Language
    prompt: str = ""
    """Everything that stood above the answer: question and guidance."""
    is_pasted: bool = False
    """Whether it is another text over again (pasted.Earlier)."""
    is_off_topic: bool = False
    """Whether it may not answer its question (topic)."""
    sounds_private: bool = False
    """Whether a sentence lies beyond the cut of private.PrivateTables, beside the lists of sensitive."""
    letters: Letters | None = None
    languages: tuple[str, ...] = ("en", "nl")
    min_words: int = 25

    @staticmethod
    def of(text: str, prompt: str = "", letters: Letters | None = None) -> "TextFacts":
        words = plain_words(text)
        language = clearer(language_of(words), words, letters.rarity if letters else {}, MIN_CERTAINTY)
        return TextFacts(text, words, language, prompt, letters=letters)


def guards_for(facts: TextFacts) -> tuple[Guard, ...]:
    """Return the guards that hold for one text, in order. What they cost grows with the text read, and no faster."""
    return tuple(_guards(facts))


def is_silent(guards: Collection[Guard]) -> bool:
    """Whether these guards mean that there is no reading."""
    return any(guard not in get_args(Note) for guard in guards)


def _guards(facts: TextFacts) -> Iterator[Guard]:
    words = facts.words
    if len(words) < facts.min_words:
        yield "too_short"
    if _may_be_ours(facts) and facts.letters is not None and looks_random(words, facts.letters):
        yield "gibberish"
    if is_repetition(words):
        yield "repeated"
    if len(words) >= MIN_WORDS and not _is_ours(facts):
        yield "other_language"
    if taken_over(words, plain_words(facts.prompt), ECHO_RUN) > MOST_ECHO:
        yield "echo"
    if facts.is_pasted:
        yield "pasted"
    if facts.is_off_topic:
        yield "off_topic"
    if facts.sounds_private or is_sensitive(facts.text):
        yield "sensitive"
    if len(facts.text) > MAX_CHARACTERS:
        yield "read_in_part"


def _is_ours(facts: TextFacts) -> bool:
    return facts.language.code in facts.languages and facts.language.p >= MIN_CERTAINTY


def _may_be_ours(facts: TextFacts) -> bool:
    # The letters of good Polish look like random keys to tables of English and Dutch.
    return facts.language.code in ("und", *facts.languages)
