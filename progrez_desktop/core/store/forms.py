"""The JSON forms in which answers and results are stored. Contract of a result: result-record.schema.json."""

import json
from dataclasses import asdict
from typing import Any

from progrez_desktop.core.model.attempt import (
    ResponseValue,
    SituationValue,
    SkippedValue,
    StatementValue,
    TextValue,
)
from progrez_desktop.core.model.profile import (
    OwnWordsLine,
    Profile,
    Provenance,
    SituationsLine,
    SkillLine,
    StatementsLine,
)
from progrez_desktop.scoring.scores import NotScored, SkillScore

RESULT_VERSION = 2
"""1 knew the fixed form alone: no `form`, no `aim_se`, and no `statements` in its lines."""


def canonical(document: object) -> str:
    """Return JSON with one spelling only: sorted names, no spaces, characters as themselves."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def kind_of(value: ResponseValue) -> str:
    match value:
        case StatementValue():
            return "statement"
        case SituationValue():
            return "situation"
        case TextValue():
            return "text"
        case SkippedValue():
            return "skipped"


def value_to_text(value: ResponseValue) -> str:
    return canonical(asdict(value))


def value_from_text(kind: str, text: str) -> ResponseValue:
    fields = json.loads(text)
    match kind:
        case "statement":
            return StatementValue(**fields)
        case "situation":
            return SituationValue(**fields)
        case "text":
            return TextValue(**fields)
    return SkippedValue()


def profile_to_text(profile: Profile) -> str:
    """Return the result record of a profile. Floats keep every bit: Python writes the shortest exact decimal."""
    record = {"version": RESULT_VERSION} | asdict(profile)
    for line, stored in zip(profile.lines, record["lines"], strict=True):
        stored["scored"] = isinstance(line.score, SkillScore)
    return canonical(record)


def profile_from_text(text: str) -> Profile:
    record = json.loads(text)
    if record.pop("version") == 1:
        for line in record["lines"]:
            line["statements"] = _whole_scale(line)
    record["lines"] = tuple(_line(line) for line in record["lines"])
    record["provenance"] = Provenance(**record["provenance"])
    return Profile(**record)


def _line(stored: dict[str, Any]) -> SkillLine:
    score = SkillScore(**stored["score"]) if stored["scored"] else NotScored(**stored["score"])
    return SkillLine(
        skill_id=stored["skill_id"],
        group_id=stored["group_id"],
        score=score,
        statements=StatementsLine(**stored["statements"]),
        situations=SituationsLine(**stored["situations"]),
        own_words=OwnWordsLine(**stored["own_words"]),
    )


def _whole_scale(line: dict[str, Any]) -> dict[str, Any]:
    """What version 1 took for granted: the skill's own scale, asked as a whole, and nothing shared."""
    score = line["score"]
    of, answered = score["of"], score["answered"]
    return {"scale": line["skill_id"], "of": of, "asked": of, "answered": answered, "shared": 0}
