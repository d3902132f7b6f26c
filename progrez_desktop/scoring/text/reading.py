"""What is said of one open answer, and its forms as JSON: in the safe, and as a line of `progrez analyse`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from progrez_desktop.scoring.text.evidence import Concept, Evidence, Mark, SkillReading
from progrez_desktop.scoring.text.guards import Guard
from progrez_desktop.scoring.text.keywords import Keyword
from progrez_desktop.scoring.text.languages import Language
from progrez_desktop.scoring.text.tone import SentenceTone, Tone, ToneReason

UNREAD = "unread"
UNTOLD = frozenset({"sensitive", "repeated"})
"""Guards that no record tells apart, being UNREAD: one of them is for its writer in this process only."""

SEEN_IN_READING = frozenset({"pasted", "off_topic"})
"""Guards that may come of a look at the whole text. Beside UNREAD they would tell which of its reasons spared it."""


@dataclass(frozen=True)
class Reading:
    """PRIVATE: this never leaves the safe of the person who wrote the text, but on that person's own order.

    Its two halves are different types, so that what may be released can't carry what may not: `tone` stays here
    whatever is granted; `evidence` may one day leave under a grant. It feeds no score.

    Args:
        model: SHA-256 of the ONNX file that read the text; of the file of Dutch tones for a Dutch text.
        language: What the text seems to be written in.
        guards: Why there is no reading, or what has to be said with it, in order.
        beta: Whether it was read in a language that is still being tried: then no skill has a level.
        relevance: How probably the text answers its prompt; None without a prompt or a reading, or where that can't be
            told.
        tone: How it sounds; None where a guard asks for silence.
        evidence: What it shows; None where a guard asks for silence.
    """

    model: str
    language: Language
    guards: tuple[Guard, ...]
    beta: bool
    relevance: float | None
    tone: Tone | None
    evidence: Evidence | None


def reading_record(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON values (contract reading.schema.json); numbers with four decimals."""
    return {
        "model": reading.model,
        "language": _plain(reading.language),
        "guards": _told(reading),
        "beta": reading.beta,
        "relevance": _plain(reading.relevance),
        "tone": _plain(reading.tone),
        "evidence": _plain(reading.evidence),
    }


def reading_of(record: Mapping[str, Any]) -> Reading:
    """Return the reading that a record holds, to its four decimals.

    Raises:
        KeyError, TypeError: It is no record of this version.
    """
    return Reading(
        model=record["model"],
        language=Language(**record["language"]),
        guards=tuple(record["guards"]),
        beta=record["beta"],
        relevance=record["relevance"],
        tone=_tone_of(record["tone"]) if record["tone"] else None,
        evidence=evidence_of(record["evidence"]) if record["evidence"] else None,
    )


def evidence_of(record: Mapping[str, Any]) -> Evidence:
    """Return the evidence that a record holds.

    Raises:
        KeyError, TypeError: It is no record of this version.
    """
    return Evidence(
        skills={skill: _skill_of(part) for skill, part in record["skills"].items()},
        concepts=tuple(Concept(**part) for part in record["concepts"]),
        keywords=tuple(Keyword(**part) for part in record["keywords"]),
    )


def line_record(reading: Reading) -> dict[str, Any]:
    """Return a reading as `progrez analyse` writes it (contract analyse-line.schema.json), without the id.

    Where nothing was read every key is there with null: that is not the same as nothing found.
    """
    tone: dict[str, Any] = _plain(reading.tone) or dict.fromkeys(field.name for field in fields(Tone))
    evidence = reading.evidence
    return {
        "model": reading.model,
        "language": _plain(reading.language),
        "guards": _told(reading),
        "beta": reading.beta,
        **{name: value for name, value in tone.items() if not name.endswith("_band")},
        "relevance": _plain(reading.relevance),
        "keywords": None if evidence is None else [keyword.text for keyword in evidence.keywords],
        "concepts": None if evidence is None else _plain(evidence.concepts),
        "skills": None if evidence is None else {name: _skill_line(one) for name, one in evidence.skills.items()},
    }


def _skill_line(skill: SkillReading) -> dict[str, Any]:
    return {
        "level": skill.level,
        "certainty": _plain(skill.certainty),
        "evidence": _plain(skill.found),
        "missing": list(skill.missing),
    }


def _told(reading: Reading) -> list[str]:
    if UNTOLD.isdisjoint(reading.guards):
        return list(reading.guards)
    kept = (guard for guard in reading.guards if guard not in SEEN_IN_READING)
    return list(dict.fromkeys(UNREAD if guard in UNTOLD else guard for guard in kept))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _tone_of(record: Mapping[str, Any]) -> Tone:
    listed = {
        "emotions_present": tuple(record["emotions_present"]),
        "ekman_present": tuple(record["ekman_present"]),
        "sentiment_present": tuple(record["sentiment_present"]),
        "sentences": tuple(SentenceTone(**part) for part in record["sentences"]),
        "reasons": tuple(ToneReason(**part | {"words": _spans(part)}) for part in record["reasons"]),
    }
    return Tone(**{**record, **listed})


def _skill_of(record: Mapping[str, Any]) -> SkillReading:
    found = tuple(Mark(**part | {"words": _spans(part)}) for part in record["found"])
    return SkillReading(**{**record, "found": found, "missing": tuple(record["missing"])})


def _spans(record: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in record["words"])
