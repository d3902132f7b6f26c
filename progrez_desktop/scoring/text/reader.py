"""Reads one open answer: guards first, then its tone, what it shows of each skill, and the reasons of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from progrez_desktop.scoring.text.dutch import DutchTone
from progrez_desktop.scoring.text.dutch_reader import read_dutch
from progrez_desktop.scoring.text.concepts import Definitions, concepts_of
from progrez_desktop.scoring.text.evidence import Evidence
from progrez_desktop.scoring.text.features import MAX_CHARACTERS, Sentence, count_words, sentences_of
from progrez_desktop.scoring.text.findings import findings_of
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.guards import Guard, TextFacts, guards_for, is_silent
from progrez_desktop.scoring.text.keywords import keywords_of
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.mark_words import MarkWords
from progrez_desktop.scoring.text.observed import observe
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.scoring.text.reasons import Reasons
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.shown import skill_readings
from progrez_desktop.scoring.text.signs import SignTable
from progrez_desktop.scoring.text.tone_reader import read_tone

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import TextModel

MOST_SENTENCES = 120
"""So many are read one by one; a prompt asks for four to eight. The whole of what is read counts for the tone."""

SURE_OF_LANGUAGE = 0.6

LEAST_ASKED = 3
"""Words of a question; with fewer ("p1", "Why?") nothing can be said of whether a text answers it."""


@dataclass(frozen=True)
class Question:
    """What stood above an answer, by language. Meaning is compared with `text`, copying with `guidance` too."""

    text: Mapping[str, str]
    guidance: Mapping[str, str]

    @staticmethod
    def plain(text: str) -> "Question":
        return Question({"en": text, "nl": text}, {})

    def in_full(self, language: str) -> str:
        return f"{self.text.get(language, '')} {self.guidance.get(language, '')}".strip()


class AnswerReader:
    """Reads answers with one model and one rubric. Reading is deterministic; any string will do.

    Args:
        model: The English model.
        rubric: What shows a skill.
        table: What tells from a sentence that it does; fitted for this model and no other.
        questions: The prompts of the assessment by id.
        dutch: What reads the tone of Dutch; without it a Dutch text has no tone.
        letters: What is usual in each language; without it fewer guards hold and keywords are weighed less well.
    """

    def __init__(
        self,
        model: "TextModel",
        rubric: Rubric,
        table: SignTable,
        questions: Mapping[str, Question],
        dutch: DutchTone | None = None,
        letters: Letters | None = None,
    ) -> None:
        self.model = model
        self.rubric = rubric
        self.table = table
        self._questions = questions
        self._dutch = dutch
        self._letters = letters

    @cached_property
    def definitions(self) -> Definitions:
        """The meanings of the rubric's sentences; looked up when a first answer is read."""
        return Definitions.of(self.rubric, self._meaning)

    def read(
        self, text: str, prompt: str, language: str, *, others: Sequence[str] = (), regardless: bool = False
    ) -> Reading:
        """Say what an answer shows and how it sounds.

        Args:
            text: What the person wrote. Only its first MAX_CHARACTERS are read (guard "read_in_part").
            prompt: The id of a prompt, or the words of a question; "" where there was none.
            language: The language in which the question was put ("en"); it decides where the text doesn't tell.
            others: Other texts that this one must not be copied from: of the same sitting, or templates.
            regardless: Read whatever the guards say, so that figures can be checked. Never for a person.
        """
        question = self._questions.get(prompt) or Question.plain(prompt)
        part = text[:MAX_CHARACTERS]
        asked = question.in_full(language) or question.in_full("en")
        facts = replace(TextFacts.of(part, asked, tuple(others), letters=self._letters), text=text)
        seen = facts.language
        is_known = seen.code in ("en", "nl") and seen.p >= SURE_OF_LANGUAGE
        is_dutch = (seen.code if is_known else language) == "nl"
        guards = guards_for(facts)
        if is_silent(guards) and not regardless:
            return self._silent(facts, guards, is_dutch, None)
        if is_dutch:
            tone, evidence = read_dutch(part, self.rubric, self._dutch, self._letters)
            return replace(self._silent(facts, guards, is_dutch, None), tone=tone, evidence=evidence)
        return self._english(part, facts, question, regardless)

    def _english(self, part: str, facts: TextFacts, question: Question, regardless: bool) -> Reading:
        looks = Looks(self.model, part)
        cosine = self._cosine(looks, part, question)
        head = self.model.manifest.relevance
        guards = guards_for(replace(facts, relevance=cosine, relevance_cut=head.cut))
        relevance = None if cosine is None else 1.0 / (1.0 + exp(-(head.slope * cosine + head.shift)))
        silent = self._silent(facts, guards, False, relevance)
        if is_silent(guards) and not regardless:
            return silent
        sentences = sentences_of(part)[:MOST_SENTENCES]
        reasons = Reasons(self.model, looks, sentences)
        tone = reasons.of_tone(read_tone(self.model.manifest, looks, part, sentences_of(part), MOST_SENTENCES))
        return replace(silent, tone=tone, evidence=self._evidence(part, looks, sentences))

    def _silent(self, facts: TextFacts, guards: tuple[Guard, ...], is_dutch: bool, relevance: float | None) -> Reading:
        model = self._dutch.sha256 if is_dutch and self._dutch else self.model.manifest.onnx_sha256
        return Reading(model, facts.language, guards, is_dutch, relevance, None, None)

    def _cosine(self, looks: Looks, part: str, question: Question) -> float | None:
        asked = question.text.get("en", "")
        if count_words(asked) < LEAST_ASKED or not part.strip():
            return None
        return float(looks.at(0, len(part)).meaning @ self.model.look(asked).meaning)

    def _evidence(self, part: str, looks: Looks, sentences: Sequence[Sentence]) -> Evidence:
        meanings = [looks.of(sentence).meaning for sentence in sentences]
        observed = observe(part, self.rubric, sentences)
        findings = findings_of(self.rubric, self.table, observed, meanings, self._meaning)
        words = MarkWords(self.table, looks, findings)
        rarity = self._letters.rarity.get("en") if self._letters else None
        return Evidence(
            skills=skill_readings(self.rubric, self.table, findings, words.of),
            concepts=concepts_of(self.rubric, self.definitions, findings, meanings),
            keywords=keywords_of(part, "en", rarity=rarity),
        )

    def _meaning(self, text: str) -> NDArray[Any]:
        return self.model.look(text).meaning
