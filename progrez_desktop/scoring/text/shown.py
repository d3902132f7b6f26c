"""From what each sentence is about to what an answer shows of each skill: levels, marks and what is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from progrez_desktop.scoring.text.evidence import PARTS, Direction, Mark, Part, SkillReading, Span
from progrez_desktop.scoring.text.findings import Finding
from progrez_desktop.scoring.text.rubric import level_of

LATER: tuple[Part, ...] = ("reason", "result", "reflection")

REACH = 3
"""A reason, result or reflection goes with an action that stands at most so many sentences away."""

MIN_MARK = 0.4
MOST_ACTIONS = 2
"""Marks for one skill are few, so that a person sees the strongest."""

WordsOf = Callable[[int, str, Part], tuple[Span, ...]]
"""The words that carry a mark: of a sentence (by number), for a skill, as a part."""


def skill_readings(skills: Iterable[str], findings: Sequence[Finding], words_of: WordsOf) -> dict[str, SkillReading]:
    """Return the reading of every skill. A text without a sentence addresses none of them."""
    if not findings:
        return {skill: SkillReading(skill, 0, 1.0, (), PARTS) for skill in skills}
    return {skill: _reading(skill, findings, words_of) for skill in skills}


def action_of(finding: Finding, skill: str) -> float:
    """Return how likely a sentence tells an own action that shows the skill; 0 where it shows the opposite."""
    about = finding.skills[skill]
    return 0.0 if about.opposite else about.p * finding.parts["action"].p


def _reading(skill: str, findings: Sequence[Finding], words_of: WordsOf) -> SkillReading:
    about = [finding.skills[skill] for finding in findings]
    actions = [action_of(finding, skill) for finding in findings]
    shows_opposite = any(one.opposite for one in about)
    addressed = max(*(one.p for one in about), 0.9 if shows_opposite else 0.0)
    action = max(actions)
    anchor = actions.index(action)
    near = range(max(0, anchor - REACH), min(len(findings), anchor + REACH + 1))
    later = {part: max(near, key=lambda number: findings[number].parts[part].p) for part in LATER}
    level, certainty = level_of(addressed, action, [findings[number].parts[part].p for part, number in later.items()])
    found = _marks(skill, findings, actions, later, words_of) if level != 0 else ()
    shown = {mark.part for mark in found if mark.direction > 0}
    return SkillReading(skill, level, certainty, found, tuple(part for part in PARTS if part not in shown))


def _marks(
    skill: str,
    findings: Sequence[Finding],
    actions: Sequence[float],
    later: Mapping[Part, int],
    words_of: WordsOf,
) -> tuple[Mark, ...]:
    def mark(number: int, part: Part, p: float, direction: Direction = 1) -> Mark:
        sentence = findings[number].sentence
        words = words_of(number, skill, part) if direction > 0 else findings[number].skills[skill].opposite
        return Mark(part, sentence.start, sentence.end, words[:3], direction, p)

    strongest = sorted(range(len(findings)), key=lambda number: -actions[number])[:MOST_ACTIONS]
    acts = [number for number in strongest if actions[number] >= MIN_MARK]
    marks = [mark(number, "action", actions[number]) for number in acts]
    if acts:
        chances = {part: findings[number].parts[part].p for part, number in later.items()}
        marks += [mark(number, part, chances[part]) for part, number in later.items() if chances[part] >= 0.5]
    situations = [finding.skills[skill].p * finding.parts["situation"].p for finding in findings]
    most = max(situations)
    if most >= MIN_MARK or (not acts and situations):
        marks.append(mark(situations.index(most), "situation", most))
    for number, finding in enumerate(findings):
        if finding.skills[skill].opposite:
            marks.append(mark(number, "action", max(MIN_MARK, finding.skills[skill].p), -1))
    return tuple(sorted(marks, key=lambda one: (one.start, PARTS.index(one.part))))
