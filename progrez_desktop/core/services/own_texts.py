"""A person's open answers with what is known of each: the reading, what was contested, and what a skill rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median_low
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.model.profile import Agreement
from progrez_desktop.core.model.rating import HumanRating
from progrez_desktop.core.services import access_log, ratings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.safe_store import StoredReading

if TYPE_CHECKING:
    from progrez_desktop.scoring.scores import NotScored, SkillScore
    from progrez_desktop.scoring.text.evidence import Mark, SkillReading
    from progrez_desktop.scoring.text.reading import Reading

LEAST_SHOWN = 2
"""The level from which a skill counts as shown: the person tells of something that they did."""


@dataclass(frozen=True)
class OwnText:
    """One open answer. Without a reading it was not read yet, or is never to be read by the computer."""

    prompt: Prompt
    response: Response
    reading: "Reading | None"
    objections: Mapping[str, Objection] = field(default_factory=dict)
    """By skill."""
    rated: Mapping[str, int] = field(default_factory=dict)
    """The level that a person gave, by skill: the middle one, the lower of two, where several people rated."""

    @property
    def text(self) -> str:
        assert isinstance(self.response.value, TextValue)
        return self.response.value.text

    def skill(self, skill_id: str) -> "SkillReading | None":
        """Return what was read of a skill, also where the person contests it; in a language in beta nothing is."""
        evidence = self.reading.evidence if self.reading and not self.reading.beta else None
        return evidence.skills.get(skill_id) if evidence else None

    def read_level(self, skill_id: str) -> int | None:
        """Return the level that the computer read of a skill, where the person lets it stand."""
        reading = self.skill(skill_id)
        return reading.level if reading is not None and skill_id not in self.objections else None

    def level(self, skill_id: str) -> int | None:
        """Return what counts as shown of a skill: what a person found, else what the computer read and is let stand."""
        return self.rated[skill_id] if skill_id in self.rated else self.read_level(skill_id)


@dataclass(frozen=True)
class OwnTexts:
    """All open answers of one sitting, in the order of the questions."""

    attempt_id: str
    by_computer: bool
    texts: tuple[OwnText, ...]

    @property
    def waiting(self) -> tuple[OwnText, ...]:
        """Those that are still to be read by the computer."""
        return tuple(one for one in self.texts if self.by_computer and one.reading is None)

    def with_reading(self, item_id: str, reading: "Reading") -> "OwnTexts":
        texts = (replace(one, reading=reading) if one.prompt.id == item_id else one for one in self.texts)
        return replace(self, texts=tuple(texts))

    def with_objections(self, objections: Sequence[Objection]) -> "OwnTexts":
        """Return the same texts with these objections and no others."""
        of_item: dict[str, dict[str, Objection]] = {}
        for one in objections:
            of_item.setdefault(one.item_id, {})[one.skill_id] = one
        texts = (replace(one, objections=of_item.get(one.prompt.id, {})) for one in self.texts)
        return replace(self, texts=tuple(texts))


@dataclass(frozen=True)
class Excerpt:
    """The sentence that a skill rests on most, as it stands in `text`."""

    text: str
    mark: "Mark"

    def weight(self) -> tuple[bool, float]:
        """What was done says more of a skill than what was around it."""
        return self.mark.part == "action", self.mark.p

    def span(self, longest: int) -> tuple[int, int]:
        """Return where the sentence stands, or the part of it around its words."""
        mark = self.mark
        first = min(start for start, _ in mark.words)
        start = mark.start if first - mark.start < longest // 2 else first - longest // 4
        return start, min(mark.end, start + longest)

    def quote(self, longest: int) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Return the sentence, or the part of it around its words, in quotation marks; and where the words stand."""
        mark, (start, end) = self.mark, self.span(longest)
        before = "“" if start == mark.start else "“…"
        quoted = before + self.text[start:end].replace("\n", " ") + ("”" if end == mark.end else "…”")
        by = len(before) - start
        return quoted, tuple((one + by, other + by) for one, other in mark.words if other <= end and one >= start)


@dataclass(frozen=True)
class OwnWords:
    """What the open answers say of one skill, beside its score. Readings that the person contests are left out."""

    shown: int
    """Answers in which the person tells of something that they did; 0 is "not enough evidence" and no verdict."""
    of: int
    """Answers that were written, but for those where this skill is contested."""
    agreement: Agreement
    excerpt: Excerpt | None


def own_words(own: OwnTexts, skill_id: str, score: "SkillScore | NotScored") -> OwnWords:
    """Return the line of one skill. Who is not read by the computer has "not enough", as others have, until rated."""
    from progrez_desktop.core.own_words import agreement

    heard = [one for one in own.texts if skill_id in one.rated or skill_id not in one.objections]
    shown = [one for one in heard if (one.level(skill_id) or 0) >= LEAST_SHOWN]
    readings = [reading for one in own.texts if (reading := _heard(one, skill_id)) is not None]
    marks = [mark for one in shown for mark in excerpts(one, skill_id)]
    return OwnWords(len(shown), len(heard), agreement(readings, score), max(marks, key=Excerpt.weight, default=None))


def excerpts(one: OwnText, skill_id: str) -> list[Excerpt]:
    """Return the sentences of one answer that its reading of a skill rests on; none where the person contests it."""
    reading = _heard(one, skill_id)
    marks = reading.found if reading is not None else ()
    return [Excerpt(one.text, mark) for mark in marks if mark.direction > 0 and mark.words]


def _heard(one: OwnText, skill_id: str) -> "SkillReading | None":
    return one.skill(skill_id) if skill_id not in one.objections else None


def load(deps: Deps, session: Session, attempt_id: str) -> OwnTexts:
    """Return the open answers of a sitting with the readings that are kept of them."""
    by_computer = session.safe.attempt(attempt_id).computer_reading
    responses = session.safe.responses(attempt_id)
    kept = session.safe.readings(attempt_id) if by_computer else {}
    found = ratings.ratings_of(session, attempt_id)
    texts = tuple(
        OwnText(item, response, _usable(deps, response, kept.get(item.id)), rated=_rated(found, response))
        for item in deps.assessment.items
        if isinstance(item, Prompt)
        and (response := responses.get(item.id)) is not None
        and isinstance(response.value, TextValue)
        and response.value.text.strip()
    )
    return OwnTexts(attempt_id, by_computer, texts).with_objections(session.safe.objections.of_attempt(attempt_id))


def read(deps: Deps, own: OwnTexts, wanted: OwnText) -> "Reading":
    """Read one answer, beside everything else. Needs no database; loads the model when first asked.

    Raises:
        DataFault: The model is not what shipped. The profile goes on without readings.
    """
    from progrez_desktop.scoring.text.pasted import Earlier

    assert own.by_computer
    earlier = Earlier()
    for one in own.texts[: own.texts.index(wanted)]:
        deps.answer_reader.remember(one.text, earlier)
    return deps.answer_reader.read(wanted.text, wanted.prompt.id, wanted.response.language, earlier=earlier)


def keep(deps: Deps, session: Session, own: OwnTexts, item_id: str) -> None:
    """Keep the reading of one answer in the safe, with the revision of the text that it read.

    Where a guard asked for silence nothing is kept, whatever the guard: one of them is not to be known of anybody.
    """
    from progrez_desktop.scoring.text.reading import reading_record

    # Told of the sitting and not of the text: that nothing is kept of one is not to be known from the log either.
    access_log.tell_once(deps, session, "texts_read", actor="computer", attempt=own.attempt_id)
    one = next(text for text in own.texts if text.prompt.id == item_id)
    if one.reading is not None and (one.reading.tone or one.reading.evidence):
        record = reading_record(one.reading)
        stored = StoredReading(item_id, one.response.revision, one.reading.model, record)
        session.safe.save_reading(own.attempt_id, stored)


def _rated(found: Sequence[HumanRating], response: Response) -> dict[str, int]:
    """Return the middle level by skill, of the ratings of this very text."""
    levels: dict[str, list[int]] = {}
    for rating in found:
        if (rating.item_id, rating.revision) == (response.item_id, response.revision):
            for skill in rating.skills:
                levels.setdefault(skill.skill, []).append(skill.level)
    return {skill: median_low(given) for skill, given in levels.items()}


def _usable(deps: Deps, response: Response, stored: StoredReading | None) -> "Reading | None":
    """Return a kept reading if it is of this text, by a model that ships today and in the form of today."""
    from progrez_desktop.scoring.text.reading import reading_of

    if stored is None or stored.revision != response.revision or stored.model_sha256 not in deps.shipped.pins.values():
        return None
    try:
        return reading_of(stored.body)
    except (KeyError, TypeError):
        return None
