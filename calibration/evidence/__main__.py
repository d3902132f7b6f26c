"""Builds resources/model/evidence.*: what tells from a sentence that it shows a skill, for the answer model that ships.

python -m calibration.evidence            fit, measure and write
python -m calibration.evidence --check    fit and compare; exit 1 when what would be written differs

It learns from calibration/evidence/*.json, which we wrote, and from nothing else. It has to be run again, and then
`python -m calibration.pack`, whenever resources/model/answers.* or the rubric's phrases change; it takes a minute.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from calibration.evidence.card import card_of
from calibration.evidence.figures import figures_of, pairs_of
from calibration.evidence.fitting import Floats, fit_ridge, table_of
from calibration.evidence.learning import certainty_lines, examples_of, foretell, learn, seen_of
from calibration.evidence.texts import HERE, Answer, read_answers, read_sentences
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.reader import AnswerReader, Question
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.signs import FORMAT, Limits, SignTable
from progrez_desktop.scoring.text.topic import middle_of, relevance_of

RESOURCES = HERE.parents[1] / "resources"
OUT = RESOURCES / "model"
IDENTITY_WORDS = HERE.parent / "text_model" / "identity_words.txt"

LIMITS = Limits(shown=0.55, doubt=0.25, opposite=0.4, spoken=0.5, none=0.02, part=0.5, certainty=0.8)


def build() -> dict[str, bytes]:
    """Return the contents of resources/model/evidence.* by file name. The same texts and model give the same bytes."""
    model, rubric, meaning = loaded()
    answers, sentences = read_answers("fit"), read_sentences()
    skills = sorted(rubric.skills)
    forbidden = frozenset(IDENTITY_WORDS.read_text(encoding="utf-8").split())
    ridge = fit_ridge(examples_of(answers, sentences), skills, forbidden, meaning)
    by_answer, single = seen_of(answers, sentences, rubric, ridge)
    foretold = foretell(answers, by_answer, single, rubric, LIMITS)
    weighting = learn([*(one for answer in by_answer for one in answer), *single], skills, LIMITS)
    table = {
        "format": FORMAT,
        "onnx_sha256": model.manifest.onnx_sha256,
        "learned_from": {
            name: hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in ("answers.json", "sentences.json")
        },
        "shown": weighting.shown,
        "opposite": weighting.opposite,
        "spoken": weighting.spoken,
        "parts": weighting.parts,
        "certainty": certainty_lines(foretold),
        "limits": vars(LIMITS),
        "topic": topic_limits(answers, model, meaning),
        **table_of(ridge),
    }
    content = (json.dumps(table, ensure_ascii=False) + "\n").encode()
    figures = figures_of(pairs_of(reader_with(model, rubric, content), read_answers("measure")))
    learned = {
        "features": len(ridge.features),
        "fit_answers": len(answers),
        "fit_writers": len({answer.writer for answer in answers}),
        "sentences": len(sentences),
    }
    return {
        "evidence.json": content,
        "evidence.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "evidence.card.md": card_of(figures, learned, LIMITS).encode(),
    }


def reader_with(model: TextModel, rubric: Rubric, evidence: bytes) -> AnswerReader:
    """Return the product's reader of English, with a table that does not ship yet."""
    questions = {
        one["id"]: Question(one["text"], one["guidance"], one["examples"], frozenset(one["skills"]))
        for one in json.loads((RESOURCES / ASSESSMENT / "prompts.json").read_bytes())
    }
    return AnswerReader(model, rubric, SignTable.from_bytes(evidence), questions)


def topic_limits(answers: Sequence[Answer], model: TextModel, meaning: Any) -> dict[str, float]:
    """Return from where on an answer counts as off its topic: where few answers to our own questions lie."""
    prompts = {one["id"]: one for one in json.loads((RESOURCES / ASSESSMENT / "prompts.json").read_bytes())}
    middles = {name: middle_of([meaning(text) for text in one["examples"]["en"]]) for name, one in prompts.items()}
    own = [one for one in answers if one.levels]
    relevance = [relevance_of(model, prompts[one.prompt]["text"]["en"], meaning(one.text)) for one in own]
    likeness = [float(middles[one.prompt] @ meaning(one.text)) for one in own]
    limits = {
        "question": np.quantile(relevance, 0.25),
        "examples": np.quantile(likeness, 0.02),
        "impersonal": np.quantile(likeness, 0.5),
        "alone": np.quantile(relevance, 0.01),
    }
    return {name: round(float(limit), 4) for name, limit in limits.items()}


def loaded() -> tuple[TextModel, Rubric, Any]:
    """Return the model that lies in resources/, the rubric, and the meaning of a text."""
    names = ("answers.onnx", "answers.tokenizer.json", "answers.vocabulary.json", "answers.json")
    model = TextModel.from_bytes(*((OUT / name).read_bytes() for name in names))
    rubric = Rubric.of(json.loads((RESOURCES / ASSESSMENT / "rubric.json").read_bytes()))

    @cache
    def meaning(text: str) -> Floats:
        return model.look(text).meaning

    return model, rubric, meaning


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m calibration.evidence", description=__doc__)
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    files = build()
    if options.check:
        stale = [name for name, content in files.items() if (options.out / name).read_bytes() != content]
        print("\n".join(f"differs: {name}" for name in stale) or "the same bytes")
        return 1 if stale else 0
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
