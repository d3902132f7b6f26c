"""Reads one open answer: guards first, then its tone, what it shows of each skill, and the reasons of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from progrez_desktop.scoring.text.concepts import Definitions, concepts_of
from progrez_desktop.scoring.text.dutch import DutchTone
from progrez_desktop.scoring.text.dutch_reader import read_dutch
from progrez_desktop.scoring.text.evidence import Evidence
from progrez_desktop.scoring.text.features import MAX_CHARACTERS, Sentence, count_words, sentences_of
from progrez_desktop.scoring.text.findings import Finding, findings_of
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.guards import MIN_CERTAINTY, Guard, TextFacts, guards_for, is_silent
from progrez_desktop.scoring.text.keywords import keywords_of
from progrez_desktop.scoring.text.languages import spoken
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.mark_words import MarkWords
from progrez_desktop.scoring.text.observed import observe
from progrez_desktop.scoring.text.pasted import Earlier
from progrez_desktop.scoring.text.private import PrivateTables
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.scoring.text.reasons import Reasons
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.shown import skill_readings
from progrez_desktop.scoring.text.signs import SignTable
from progrez_desktop.scoring.text.tone_reader import read_tone
from progrez_desktop.scoring.text.topic import is_off_topic, is_off_topic_in_dutch, middle_of
from progrez_desktop.scoring.text.visible import visible

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import TextModel

MOST_SENTENCES = 120
"""So many are read one by one; a prompt asks for four to eight. The whole of what is read counts for the tone."""

LEAST_ASKED = 3
"""Words of a question; with fewer ("p1", "Why?") nothing can be said of whether a text answers it."""


@dataclass(frozen=True)
class Question:
    """What stood above an answer, by language. Meaning is compared with `text`, copying with `guidance` too.

    `examples` are answers of other people: what an answer is about, and what nobody should hand in as their own.
    `skills` are those that the question gives room for.
    """

    text: Mapping[str, str]
    guidance: Mapping[str, str]
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    skills: frozenset[str] = frozenset()

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
        private: What tells private sentences beside the lists; its English half is fitted for this model and no other.
    """

    def __init__(
        self,
        model: "TextModel",
        rubric: Rubric,
        table: SignTable,
        questions: Mapping[str, Question],
        dutch: DutchTone | None = None,
        letters: Letters | None = None,
        private: PrivateTables | None = None,
    ) -> None:
        self.model = model
        self.rubric = rubric
        self.table = table
        self._questions = questions
        self._dutch = dutch
        self._letters = letters
        self._private = private
        self._middles: dict[str, NDArray[Any]] = {}
        self._template_words: dict[tuple[str, str], Earlier] = {}

    @cached_property
    def definitions(self) -> Definitions:
        """The meanings of the rubric's sentences; looked up when a first answer is read."""
        return Definitions.of(self.rubric, self._meaning)

    def read(
        self,
        text: str,
        prompt: str,
        language: str,
        *,
        earlier: Earlier | None = None,
        regardless: bool = False,
    ) -> Reading:
        """Say what an answer shows and how it sounds.

        Args:
            text: What the person wrote. Only its first MAX_CHARACTERS are read (guard "read_in_part").
            prompt: The id of a prompt, or the words of a question; "" where there was none.
            language: The language in which the question was put ("en"); it decides where the text doesn't tell.
            earlier: What this text must not be copied from; this text is added to it.
            regardless: Read whatever the guards say, so that figures can be checked. Never for a person.
        """
        question = self._questions.get(prompt) or Question.plain(prompt)
        part, rest = visible(text[:MAX_CHARACTERS]), text[MAX_CHARACTERS:]
        asked = question.in_full(language) or question.in_full("en")
        facts = replace(TextFacts.of(part, asked, letters=self._letters), text=part + rest)
        code = "nl" if spoken(facts.words, facts.language, language, ("en", "nl"), MIN_CERTAINTY) == "nl" else "en"
        known = [self._templates(prompt, question, code), *((earlier,) if earlier is not None else ())]
        facts = replace(facts, is_pasted=any(one.has_words(facts.words) for one in known))
        if code == "nl":
            reading, meaning = self._dutch_reading(part, facts, question, regardless), None
        else:
            reading, meaning = self._english_reading(part, facts, question, prompt, known, regardless)
        if earlier is not None:
            earlier.add(facts.words, meaning)
        return reading

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what each sentence of an English text shows, for whoever learns from ratings."""
        part = visible(text[:MAX_CHARACTERS])
        sentences, looks = sentences_of(part)[:MOST_SENTENCES], Looks(self.model, part)
        return self._findings(part, sentences, [looks.of(one).meaning for one in sentences])

    def remember(self, text: str, earlier: Earlier) -> None:
        """Add a text to what later ones must not be copied from, without reading it."""
        part = visible(text[:MAX_CHARACTERS])
        earlier.add(plain_words(part), self._meaning(part))

    def _dutch_reading(self, part: str, facts: TextFacts, question: Question, regardless: bool) -> Reading:
        rarity = self._letters.rarity.get("nl", {}) if self._letters else {}
        examples = question.examples.get("nl", ())
        is_off_topic = is_off_topic_in_dutch(part, examples, rarity)
        is_private = self._private is not None and self._private.speaks_in_dutch(part)
        facts = replace(facts, is_off_topic=is_off_topic, sounds_private=is_private)
        silent = self._silent(facts, is_dutch=True, relevance=None)
        if is_silent(silent.guards) and not regardless:
            return silent
        tone, evidence = read_dutch(part, self.rubric, self._dutch, self._letters)
        return replace(silent, tone=tone, evidence=evidence)

    def _english_reading(
        self,
        part: str,
        facts: TextFacts,
        question: Question,
        prompt: str,
        known: Sequence[Earlier],
        regardless: bool,
    ) -> tuple[Reading, NDArray[Any] | None]:
        """Return the reading and the meaning of the whole; None where a guard spared the model a look at it."""
        silent = self._silent(facts, is_dutch=False, relevance=None)
        if is_silent(silent.guards) and not regardless:
            return silent, None
        looks = Looks(self.model, part)
        whole = looks.at(0, len(part)).meaning
        relevance = self._relevance(question, part)
        facts = replace(
            facts,
            is_pasted=facts.is_pasted or any(one.has_meaning(facts.words, whole) for one in known),
            is_off_topic=self._is_off_topic(part, question, prompt, relevance, whole),
            sounds_private=self._private is not None and self._private.speaks_in_english(part, looks),
        )
        silent = self._silent(facts, is_dutch=False, relevance=relevance)
        if is_silent(silent.guards) and not regardless:
            # A relevance would tell guards apart that no record tells apart: some spare the look that it takes.
            return replace(silent, relevance=None), whole
        sentences = sentences_of(part)[:MOST_SENTENCES]
        reasons = Reasons(self.model, looks, sentences)
        tone = reasons.of_tone(read_tone(self.model.manifest, looks, part, sentences_of(part), MOST_SENTENCES))
        return replace(silent, tone=tone, evidence=self._evidence(part, looks, sentences, question.skills)), whole

    def _silent(self, facts: TextFacts, *, is_dutch: bool, relevance: float | None) -> Reading:
        model = self._dutch.sha256 if is_dutch and self._dutch else self.model.manifest.onnx_sha256
        guards: tuple[Guard, ...] = guards_for(facts)
        return Reading(model, facts.language, guards, is_dutch, relevance, None, None)

    def _relevance(self, question: Question, part: str) -> float | None:
        """Return how probably a text answers its question; None where that can't be told."""
        asked = question.text.get("en", "")
        if count_words(asked) < LEAST_ASKED or not part.strip():
            return None
        return self.model.relevance(asked, part)

    def _is_off_topic(
        self, part: str, question: Question, prompt: str, relevance: float | None, whole: NDArray[Any]
    ) -> bool:
        if relevance is None:
            return False
        examples = question.examples.get("en", ())
        if examples and prompt not in self._middles:
            self._middles[prompt] = middle_of([self._meaning(example) for example in examples])
        likeness = float(whole @ self._middles[prompt]) if examples else None
        return is_off_topic(part, relevance, likeness, self.table.topic)

    def _templates(self, prompt: str, question: Question, language: str) -> Earlier:
        """Return the example answers of a question, which nobody should hand in as their own."""
        if not question.examples:
            return Earlier()
        if (prompt, language) not in self._template_words:
            found = self._template_words[prompt, language] = Earlier()
            for example in question.examples.get(language, ()):
                found.add(plain_words(example))
        return self._template_words[prompt, language]

    def _evidence(self, part: str, looks: Looks, sentences: Sequence[Sentence], asked_for: frozenset[str]) -> Evidence:
        meanings = [looks.of(sentence).meaning for sentence in sentences]
        findings = self._findings(part, sentences, meanings)
        words = MarkWords(self.table, looks, findings)
        rarity = self._letters.rarity.get("en") if self._letters else None
        return Evidence(
            skills=skill_readings(self.rubric, self.table, findings, words.of, asked_for),
            concepts=concepts_of(self.rubric, self.definitions, findings, meanings),
            keywords=keywords_of(part, "en", rarity=rarity),
        )

    def _findings(
        self, part: str, sentences: Sequence[Sentence], meanings: Sequence[NDArray[Any]]
    ) -> tuple[Finding, ...]:
        observed = observe(part, self.rubric, sentences)
        return findings_of(self.rubric, self.table, observed, meanings, self._meaning)

    def _meaning(self, text: str) -> NDArray[Any]:
        return self.model.look(text).meaning
