"""Ratings as a file to learn from: how sentences look to the rubric, and what raters gave. No text, no name, no id."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.services.rating_figures import AnswerRatings
from progrez_desktop.core.services.rating_office import OfficeDeps

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.reader import AnswerReader

CONTRACT = "human-rating-study"
LANGUAGE = "en"
"""Levels are read in English only."""


def study_lines(deps: OfficeDeps, rated: Sequence[AnswerRatings], reader: "AnswerReader") -> Iterator[str]:
    """Give one line for each English answer that was rated (contract human-rating-study.schema.json).

    People and answers are numbered and raters are letters, in the order in which they come here.
    """
    people: dict[str, int] = {}
    raters = {
        name: chr(ord("A") + n) for n, name in enumerate(sorted({name for one in rated for name in one.by_rater}))
    }
    for one in rated:
        release_id, place = one.answer
        answer = deps.store.answers(release_id)[place]
        if answer.language == LANGUAGE:
            yield json.dumps(
                {
                    "contract": f"progrez.{CONTRACT}/1",
                    "person": people.setdefault(release_id, len(people) + 1),
                    "item_id": answer.item_id,
                    "model": reader.model.manifest.onnx_sha256,
                    "rubric_sha256": deps.rubric.sha256,
                    "sentences": sentence_features(answer.text, reader),
                    "computer": dict(one.computer),
                    "ratings": {raters[name]: dict(levels) for name, levels in sorted(one.by_rater.items())},
                }
            )


def sentence_features(text: str, reader: "AnswerReader") -> list[Mapping[str, Any]]:
    """Return the chances of each sentence by the rubric of today: of each part of an episode, and of each skill."""
    return [
        {
            "parts": {part: round(p, 6) for part, p in finding.parts.items()},
            **{
                name: {skill: round(getattr(one, name), 6) for skill, one in finding.skills.items()}
                for name in ("shown", "opposite", "spoken")
            },
        }
        for finding in reader.findings(text)
    ]
