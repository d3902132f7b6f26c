"""What lies in resources/ that the evidence is built with: the answer model, the rubric and the questions."""

import json
from functools import cache

from calibration.evidence.fitting import Floats, Meaning
from calibration.evidence.texts import HERE
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.reader import Question
from progrez_desktop.scoring.text.rubric import Rubric

RESOURCES = HERE.parents[1] / "resources"
OUT = RESOURCES / "model"


def loaded() -> tuple[TextModel, Rubric, Meaning]:
    """Return the model that lies in resources/, the rubric, and the meaning of a text."""
    names = ("answers.onnx", "answers.tokenizer.json", "answers.vocabulary.json", "answers.json")
    model = TextModel.from_bytes(*((OUT / name).read_bytes() for name in names))
    rubric = Rubric.of(json.loads((RESOURCES / ASSESSMENT / "rubric.json").read_bytes()))

    @cache
    def meaning(text: str) -> Floats:
        return model.look(text).meaning

    return model, rubric, meaning


@cache
def questions() -> dict[str, Question]:
    """Return the prompts of the assessment by id."""
    return {
        one["id"]: Question(one["text"], one["guidance"], one["examples"], frozenset(one["skills"]))
        for one in json.loads((RESOURCES / ASSESSMENT / "prompts.json").read_bytes())
    }
