"""From what each sentence shows to what an answer shows of each skill: levels, marks and what is missing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from progrez_desktop.scoring.text.evidence import MENTION, PARTS, Direction, Mark, Part, SkillReading, Span
from progrez_desktop.scoring.text.findings import Finding
from progrez_desktop.scoring.text.levels import Chances, Level, level_of
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.signs import LATER_PARTS, SignTable

LEAST_BESIDE = 0.35
"""Sentences whose chance of showing a skill is at least this, and half of the best one's, are its actions too."""

REASON_REACH = 1
"""A reason stands in the sentence of the action or in the next one: further on it is the reason of something else."""

MOST_ACTIONS = 2
"""Marks for one skill are few, so that a person sees the strongest."""

WordsOf = Callable[[int, str, Part | Literal["mention"], Direction], tuple[Span, ...]]
"""The words that carry a mark: of a sentence (by number), for a skill, as a part, for or against."""


@dataclass(frozen=True)
class Told:
    """Chances of one skill in one answer, and the numbers of the sentences that they are of."""

    chances: Chances
    actions: tuple[int, ...]
    """The strongest first."""
    parts: Mapping[Part, int]


def skill_readings(
    rubric: Rubric,
    table: SignTable,
    findings: Sequence[Finding],
    words_of: WordsOf,
    asked_for: Collection[str] = (),
) -> dict[str, SkillReading]:
    """Return the reading of every skill; of a skill that the table does not know nothing is said.

    Args:
        asked_for: Skills that the question gives room for. Of these it is not said that an answer does not speak.
    """
    readings = {}
    for skill in rubric.skills:
        reading = _reading(skill, table, findings, words_of) if skill in table.skills else _nothing(skill)
        readings[skill] = _nothing(skill) if findings and reading.level == 0 and skill in asked_for else reading
    return readings


def _nothing(skill: str) -> SkillReading:
    """Return what is said where the evidence is too thin."""
    return SkillReading(skill, None, 0.0, (), ())


def told_of(skill: str, findings: Sequence[Finding]) -> Told:
    """Put together what the sentences of an answer show of one skill. There is at least one sentence."""
    shown = [finding.skills[skill].shown for finding in findings]
    most = max(shown)
    ranked = sorted(range(len(shown)), key=lambda number: (-shown[number], number))
    actions = tuple(number for number in ranked if number == ranked[0] or shown[number] >= max(LEAST_BESIDE, most / 2))
    parts = {part: _strongest(part, findings, actions) for part in LATER_PARTS}
    chance = {part: findings[number].parts[part] for part, number in parts.items()}
    return Told(
        Chances(
            shown=most,
            opposite=max(finding.skills[skill].opposite for finding in findings),
            spoken=max(finding.skills[skill].spoken for finding in findings),
            situation=chance["situation"],
            reason=chance["reason"],
            result=chance["result"],
            reflection=chance["reflection"],
        ),
        actions,
        parts,
    )


def _strongest(part: Part, findings: Sequence[Finding], actions: Sequence[int]) -> int:
    """Return the sentence that tells a part best, among those where it makes sense; of equals the later one.

    A situation may stand anywhere up to the last action. What came of it, and what was learned, follow the first one.
    """
    last = len(findings) - 1
    places: Sequence[int] = range(min(actions), last + 1)
    if part == "situation":
        places = range(max(actions) + 1)
    if part == "reason":
        places = sorted({min(action + step, last) for action in actions for step in range(REASON_REACH + 1)})
    return max(places, key=lambda number: (findings[number].parts[part], number))


def _reading(skill: str, table: SignTable, findings: Sequence[Finding], words_of: WordsOf) -> SkillReading:
    if not findings:
        return SkillReading(skill, 0, table.certainty("none", 1.0), (), PARTS)
    told = told_of(skill, findings)
    level = level_of(told.chances, table.limits)
    certainty = table.certainty(level.kind, level.chance) if level.level is not None else 0.0
    if level.level is None or certainty < table.limits.certainty:
        return _nothing(skill)
    marks = _marks(skill, table, findings, told, level, words_of)
    missing = tuple(part for part in PARTS if part not in level.found)
    return SkillReading(skill, level.level, certainty, marks, missing)


def _marks(
    skill: str, table: SignTable, findings: Sequence[Finding], told: Told, level: Level, words_of: WordsOf
) -> tuple[Mark, ...]:
    if level.level == 0:
        return ()

    def mark(number: int, part: Part | Literal["mention"], p: float, direction: Direction = 1) -> Mark:
        sentence = findings[number].sentence
        words = words_of(number, skill, part, direction)[:3]
        return Mark(part, sentence.start, sentence.end, words, direction, p)

    about = [finding.skills[skill] for finding in findings]
    marks = [
        mark(number, "action", one.opposite, -1)
        for number, one in enumerate(about)
        if one.opposite >= table.limits.opposite
    ]
    if level.kind == "shown":
        marks += [mark(number, "action", about[number].shown) for number in told.actions[:MOST_ACTIONS]]
        marks += [
            mark(number, part, findings[number].parts[part])
            for part, number in told.parts.items()
            if part in level.found
        ]
    elif not marks:
        number = max(range(len(about)), key=lambda one: about[one].spoken)
        marks.append(mark(number, MENTION, about[number].spoken))
    order: list[str] = [*PARTS, MENTION]
    return tuple(sorted(marks, key=lambda one: (one.start, order.index(one.part))))
