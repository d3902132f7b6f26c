"""The answers and sentences that we wrote to learn from and to measure with, as records."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from progrez_desktop.scoring.text.evidence import PARTS, Part
from progrez_desktop.scoring.text.features import Sentence, tokens_of

HERE = Path(__file__).resolve().parent

Role = Literal["shown", "opposite", "about", "unclear"]
_ROLES: Mapping[str, Role] = {"-": "opposite", "~": "about", "?": "unclear"}


@dataclass(frozen=True)
class Labelled:
    """One sentence with the parts of an episode that it tells, and what it is to some skills."""

    text: str
    parts: frozenset[Part]
    skills: Mapping[str, Role]


@dataclass(frozen=True)
class Answer:
    """`levels` holds our rating by skill: None where it is not clear, 0 for a skill that is not listed."""

    writer: str
    half: Literal["fit", "measure"]
    prompt: str
    levels: Mapping[str, int | None]
    labelled: tuple[Labelled, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(one.text for one in self.labelled)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The labelled sentences with their places in the text."""
        found, start = [], 0
        for one in self.labelled:
            end = start + len(one.text)
            found.append(Sentence(start, end, tokens_of(self.text, start, end)))
            start = end + 1
        return tuple(found)


def read_answers(half: Literal["fit", "measure"]) -> tuple[Answer, ...]:
    """Return the answers of one half; all that one writer wrote is in the same one."""
    raw = json.loads((HERE / "answers.json").read_bytes())["answers"]
    return tuple(
        Answer(one["writer"], one["half"], one["prompt"], one["levels"], tuple(map(_labelled, one["sentences"])))
        for one in raw
        if one["half"] == half
    )


def read_sentences() -> tuple[Labelled, ...]:
    return tuple(map(_labelled, json.loads((HERE / "sentences.json").read_bytes())["sentences"]))


def _labelled(row: Sequence[Any]) -> Labelled:
    parts, skills, text = row
    assert set(parts) <= set(PARTS), text
    return Labelled(text, frozenset(parts), {skill.lstrip("-~?"): _ROLES.get(skill[0], "shown") for skill in skills})
