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
from functools import cache
from pathlib import Path
from typing import Any

from calibration.evidence.fitting import Floats, fit_ridge, table_of
from calibration.evidence.learning import certainty_lines, examples_of, foretell, learn, seen_of
from calibration.evidence.texts import HERE, read_answers, read_sentences
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.signs import FORMAT, Limits

RESOURCES = HERE.parents[1] / "resources"
OUT = RESOURCES / "model"
IDENTITY_WORDS = HERE.parent / "text_model" / "identity_words.txt"

LIMITS = Limits(shown=0.5, opposite=0.4, spoken=0.5, none=0.05, part=0.5, certainty=0.4)


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
        **table_of(ridge),
    }
    return {"evidence.json": (json.dumps(table, ensure_ascii=False) + "\n").encode()}


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
