"""Reads one open answer: guards first, then its tone, what it shows of each skill, and the reasons of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp
from typing import TYPE_CHECKING

from progrez_desktop.scoring.text.dutch import DutchTone
from progrez_desktop.scoring.text.dutch_reader import read_dutch
from progrez_desktop.scoring.text.evidence import Evidence, Part, Span
from progrez_desktop.scoring.text.features import MAX_CHARACTERS, Sentence, count_words, sentences_of
from progrez_desktop.scoring.text.findings import Definitions, Finding, concepts_of, findings_of
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.guards import Guard, TextFacts, guards_for, is_silent
from progrez_desktop.scoring.text.keywords import keywords_of
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.scoring.text.reasons import Reasons
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.shown import action_of, skill_readings
from progrez_desktop.scoring.text.tone_reader import read_tone

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import TextModel

MOST_SENTENCES = 120
"""So many are read one by one; a prompt asks for four to eight. The whole of what is read counts for the tone."""

MOST_EXPLAINED = 2
"""Sentences whose words are left out in turn to say which carry a skill: those that show one most."""

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
        questions: The prompts of the assessment by id.
        dutch: What reads the tone of Dutch; without it a Dutch text has no tone.
        letters: What is usual in each language; without it fewer guards hold and keywords are weighed less well.
    """

    def __init__(
        self,
        model: "TextModel",
        rubric: Rubric,
        questions: Mapping[str, Question],
        dutch: DutchTone | None = None,
        letters: Letters | None = None,
    ) -> None:
        self.model = model
        self.rubric = rubric
        self._questions = questions
        self._dutch = dutch
        self._letters = letters

    @cached_property
    def definitions(self) -> Definitions:
        """The meanings of the rubric's sentences; looked up when a first answer is read."""
        return Definitions.of(self.rubric, lambda sentence: self.model.look(sentence).meaning)

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
        return replace(silent, tone=tone, evidence=self._evidence(part, looks, sentences, reasons))

    def _silent(self, facts: TextFacts, guards: tuple[Guard, ...], is_dutch: bool, relevance: float | None) -> Reading:
        model = self._dutch.sha256 if is_dutch and self._dutch else self.model.manifest.onnx_sha256
        return Reading(model, facts.language, guards, is_dutch, relevance, None, None)

    def _cosine(self, looks: Looks, part: str, question: Question) -> float | None:
        asked = question.text.get("en", "")
        if count_words(asked) < LEAST_ASKED or not part.strip():
            return None
        return self.model.likeness(asked, part)

    def _evidence(self, part: str, looks: Looks, sentences: Sequence[Sentence], reasons: Reasons) -> Evidence:
        meanings = [looks.of(sentence).meaning for sentence in sentences]
        findings = findings_of(self.rubric, self.definitions, sentences, meanings)
        rarity = self._letters.rarity.get("en") if self._letters else None
        return Evidence(
            skills=skill_readings(self.rubric.skills, findings, _Words(findings, self.definitions, reasons).of),
            concepts=concepts_of(self.rubric, findings),
            keywords=keywords_of(part, "en", rarity=rarity),
        )


class _Words:
    """Chooses the words that a mark points at, with looks for the few sentences that count most."""

    def __init__(self, findings: Sequence[Finding], definitions: Definitions, reasons: Reasons) -> None:
        self._findings = findings
        self._definitions = definitions
        self._reasons = reasons
        strength = [max(action_of(finding, skill) for skill in finding.skills) for finding in findings]
        self._explained = sorted(range(len(findings)), key=lambda number: -strength[number])[:MOST_EXPLAINED]

    def of(self, number: int, skill: str, part: Part) -> tuple[Span, ...]:
        finding = self._findings[number]
        about, found = finding.skills[skill], finding.parts[part]
        if part != "action":
            return found.words or about.words
        if number not in self._explained:
            return tuple(sorted({*about.words, *found.words}))
        target = self._definitions.concepts[skill][int(about.cosines.argmax())]
        return self._reasons.words_for(finding.sentence, target, tuple(sorted({*about.words, *found.words})))
