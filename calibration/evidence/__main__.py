"""Builds resources/model/evidence.* and private.*: what is told from a sentence, for the answer model that ships.

python -m calibration.evidence            fit, measure and write
python -m calibration.evidence --check    fit and compare; exit 1 when what would be written differs

It learns from calibration/evidence/*.json, which we wrote, and from nothing else: what a sentence shows of a skill
(evidence.*), and what is private (private.*). It has to be run again whenever resources/model/answers.* or the rubric's
phrases change. It takes two minutes, and pins what it wrote as `python -m calibration.pack` does.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration import pack
from calibration.evidence.card import card_of
from calibration.evidence.certainty import moved_lines
from calibration.evidence.figures import Pair, figures_of, pairs_of
from calibration.evidence.fitting import Meaning, fit_ridge, table_of
from calibration.evidence.learning import certainty_lines, examples_of, foretell, learn, seen_of
from calibration.evidence.private import build_private
from calibration.evidence.resources import OUT, loaded, questions
from calibration.evidence.texts import HERE, Answer, read_answers, read_sentences
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.reader import AnswerReader
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.signs import FORMAT, Limits, SignTable
from progrez_desktop.scoring.text.topic import middle_of

IDENTITY_WORDS = HERE.parent / "text_model" / "identity_words.txt"

FOLDS = 5
LIMITS = Limits(shown=0.55, doubt=0.25, opposite=0.4, spoken=0.5, none=0.02, part=0.5, certainty=0.8)


def build() -> dict[str, bytes]:
    """Return the contents of resources/model/evidence.* and private.* by file name.

    The same texts and model give the same bytes.
    """
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
    pairs, table["certainty"] = measured(model, rubric, table)
    figures = figures_of(pairs)
    learned = {
        "features": len(ridge.features),
        "fit_answers": len(answers),
        "fit_writers": len({answer.writer for answer in answers}),
        "sentences": len(sentences),
    }
    return {
        "evidence.json": packed(table),
        "evidence.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "evidence.card.md": card_of(figures, learned, LIMITS).encode(),
        **build_private(model, meaning),
    }


def measured(model: TextModel, rubric: Rubric, table: Mapping[str, Any]) -> tuple[list[Pair], dict[str, list[float]]]:
    """Return the measuring half as it is read, and what certainties are worth by all of it.

    Each writer is read with certainties that the others moved.
    """
    answers = read_answers("measure")
    wide = {**table, "limits": {**table["limits"], "certainty": 0.0}}
    seen = pairs_of(reader_with(model, rubric, packed(wide)), answers)
    writers = sorted({one.writer for one in answers})
    pairs = []
    for fold in range(FOLDS):
        held = set(writers[fold::FOLDS])
        others = [one for one in seen if one.answer.writer not in held]
        moved = {**table, "certainty": moved_lines(table["certainty"], others)}
        unseen = [one for one in answers if one.writer in held]
        pairs += pairs_of(reader_with(model, rubric, packed(moved)), unseen)
    return pairs, moved_lines(table["certainty"], seen)


def packed(table: Mapping[str, Any]) -> bytes:
    return (json.dumps(table, ensure_ascii=False) + "\n").encode()


def reader_with(model: TextModel, rubric: Rubric, evidence: bytes) -> AnswerReader:
    """Return the product's reader of English, with a table that does not ship yet."""
    return AnswerReader(model, rubric, SignTable.from_bytes(evidence), questions())


def topic_limits(answers: Sequence[Answer], model: TextModel, meaning: Meaning) -> dict[str, float]:
    """Return from where on an answer counts as off its topic: where few answers to our own questions lie."""
    prompts = questions()
    middles = {name: middle_of([meaning(text) for text in one.examples["en"]]) for name, one in prompts.items()}
    own = [one for one in answers if one.levels]
    relevance = [model.relevance(prompts[one.prompt].text["en"], one.text) for one in own]
    likeness = [float(middles[one.prompt] @ meaning(one.text)) for one in own]
    limits = {
        "question": np.quantile(relevance, 0.25),
        "examples": np.quantile(likeness, 0.02),
        "impersonal": np.quantile(likeness, 0.5),
        "alone": np.quantile(relevance, 0.01),
    }
    return {name: round(float(limit), 4) for name, limit in limits.items()}


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
    return pack.main([]) if options.out == OUT else 0


if __name__ == "__main__":
    sys.exit(main())
