"""The JSON form in which a result is stored and exported. Contract: result-record.schema.json.

1 knew the fixed form alone: no `form`, no `aim_se`, and no `statements` in its lines. 2 had neither `valid_until` nor
`quality`, no `sources` in its lines, and of situations no `nearness` and no `keyed`. Both are read as what they were.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.given import Given, GivenPrompt, GivenSituation, GivenStatement
from progrez_desktop.core.model.profile import (
    Disagreement,
    OwnWordsLine,
    Profile,
    Provenance,
    QualityLine,
    SituationsLine,
    SkillLine,
    SourcesLine,
    StatementsLine,
)
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.scoring.scores import NotScored, SkillScore

RESULT_VERSION = 3


def record_of(profile: Profile) -> dict[str, Any]:
    """Return the result record of a profile. Floats keep every bit: Python writes the shortest exact decimal."""
    record = {"version": RESULT_VERSION} | asdict(profile) | {"valid_until": profile.valid_until.isoformat()}
    if profile.provenance.engine_sha256 is None:  # not named, as in every result of before
        del record["provenance"]["engine_sha256"]
    for line, stored in zip(profile.lines, record["lines"], strict=True):
        stored["scored"] = isinstance(line.score, SkillScore)
        if stored["score"].get("at_end", "") is None:  # nothing to tell, as in every result of before
            del stored["score"]["at_end"]
        if not line.situations.keys:  # nothing to name, as in every result of before
            del stored["situations"]["keys"]
    plain: dict[str, Any] = json.loads(canonical(record))  # lists instead of tuples, as everybody reads it
    return plain


def profile_to_text(profile: Profile) -> str:
    return canonical(record_of(profile))


def profile_from_text(text: str) -> Profile:
    return profile_of_record(json.loads(text))


def profile_of_record(record: Mapping[str, Any]) -> Profile:
    """Return the profile of a record of this version or an earlier one.

    Raises:
        DataFault: "result_newer" for a later version; "result_unreadable" where a field is missing or
            unknown.
    """
    version = record.get("version")
    if isinstance(version, int) and version > RESULT_VERSION:
        raise DataFault("result_newer", version=version)
    try:
        return _profile(_brought_up(dict(record)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataFault("result_unreadable") from error


def given_as_json(given: Given) -> dict[str, Any]:
    """Return what a result was computed from, as JSON has it."""
    plain: dict[str, Any] = json.loads(canonical(asdict(given)))
    for prompt in plain["prompts"]:
        if not prompt["levels"]:  # no reading joins, as in every result of before
            del prompt["levels"]
    return plain


def given_from_json(responses: Mapping[str, Any]) -> Given:
    return Given(
        form=responses["form"],
        statements=tuple(GivenStatement(**one) for one in responses["statements"]),
        situations=tuple(GivenSituation(**one) for one in responses["situations"]),
        prompts=tuple(GivenPrompt(**one) for one in responses["prompts"]),
    )


def _brought_up(record: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record of any version as version 3 has them, without the number."""
    version = record.pop("version")
    lines = [dict(line) for line in record["lines"]]
    if version == 1:
        lines = [line | {"statements": _whole_scale(line)} for line in lines]
    if version in (1, 2):
        record["quality"] = None
        record["valid_until"] = _valid_until(record["finished_ms"]).isoformat()
        lines = [line | {"sources": _statements_alone(line)} for line in lines]
    elif version != RESULT_VERSION:
        raise ValueError(version)
    return record | {"lines": lines}


def _profile(record: dict[str, Any]) -> Profile:
    quality = record["quality"]
    return Profile(
        **record
        | {
            "lines": tuple(_line(line) for line in record["lines"]),
            "provenance": Provenance(**record["provenance"]),
            "valid_until": date.fromisoformat(record["valid_until"]),
            "quality": None if quality is None else QualityLine(**quality | {"families": tuple(quality["families"])}),
        }
    )


def _line(stored: dict[str, Any]) -> SkillLine:
    kind = SkillScore if stored.pop("scored") else NotScored
    return SkillLine(
        **stored
        | {
            "score": kind(**stored["score"]),
            "statements": StatementsLine(**stored["statements"]),
            "situations": _situations(**stored["situations"]),
            "own_words": OwnWordsLine(**stored["own_words"]),
            "sources": None if stored["sources"] is None else _sources(**stored["sources"]),
        }
    )


def _situations(keys: Sequence[str] = (), **told: Any) -> SituationsLine:
    return SituationsLine(**told, keys=tuple(keys))


def _sources(weights: dict[Any, float], apart: list[Any], disagreements: list[dict[str, Any]]) -> SourcesLine:
    return SourcesLine(weights, tuple(apart), tuple(Disagreement(**one) for one in disagreements))


def _whole_scale(line: dict[str, Any]) -> dict[str, Any]:
    """What version 1 took for granted: the skill's own scale, asked as a whole, and nothing shared."""
    score = line["score"]
    of, answered = score["of"], score["answered"]
    return {"scale": line["skill_id"], "of": of, "asked": of, "answered": answered, "shared": 0}


def _statements_alone(line: dict[str, Any]) -> dict[str, Any] | None:
    """What versions 1 and 2 took for granted: statements make the score, and what points another way was only told."""
    if not line["scored"]:
        return None
    differs = line["situations"]["agreement"] == "differs"
    return {
        "weights": {"statements": 1.0, "situations": 0.0, "own_words": 0.0},
        "apart": ["situations", "own_words"],
        "disagreements": [{"one": "statements", "other": "situations"}] if differs else [],
    }


def _valid_until(finished_ms: int) -> date:
    from progrez_desktop.scoring.precision import valid_until

    return valid_until(datetime.fromtimestamp(finished_ms / 1000, UTC).date())
