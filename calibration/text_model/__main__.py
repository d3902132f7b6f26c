"""Builds the model that reads open answers out of labelled texts.

python -m calibration.text_model --data ../shared/data            train, measure and write resources/model/answers.*
python -m calibration.text_model --data ../shared/data --check    train and compare; exit 1 when a byte differs

The tuned encoder is kept in build/text_model and used again; --anew tunes it again, which takes most of an hour.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from calibration.derived import keep
from calibration.measure import Floats, interval, pearson
from calibration.text_model import essays
from calibration.text_model.assembly import Files, Learned, assemble
from calibration.text_model.branches import measure_branches
from calibration.text_model.card import card_of
from calibration.text_model.corpora import Corpora, interview_texts, joined, read_corpora, sums
from calibration.text_model.elsewhere import elsewhere
from calibration.text_model.fairness import identity_swap, length_correlation, slips
from calibration.text_model.figures import looks_at_dev, measure
from calibration.text_model.training import LIKENESS_SPLITS, learn
from calibration.text_model.words import word_rows

REPO = Path(__file__).resolve().parents[2]
OUT = REPO / "resources" / "model"
TUNED = REPO / "build" / "text_model" / "encoder.pt"
SWAP_COMMENTS, SWAP_EVERY = 500, 4


def build(data: Path, tuned: Path) -> dict[str, bytes]:
    """Return the contents of resources/model/answers.* by file name."""
    corpora = read_corpora(data)
    learned = learn(corpora, data, tuned)
    files = assemble(learned, corpora, interview_texts(data, LIKENESS_SPLITS), sums(data))
    figures = figures_of(files, learned, corpora, data)
    return {
        "answers.onnx": files.onnx,
        "answers.tokenizer.json": files.tokenizer,
        "answers.vocabulary.json": files.vocabulary,
        "answers.json": files.manifest,
        "answers.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "answers.card.md": card_of(corpora, figures).encode(),
    }


def figures_of(files: Files, learned: Learned, corpora: Corpora, data: Path) -> dict[str, Any]:
    """Return everything that was measured, as the card tells it."""
    model, full = files.model(), files.full_model()
    seen = looks_at_dev(model, corpora)
    figures = measure(model, corpora, seen)
    in_32_bits = measure(full, corpora, looks_at_dev(full, corpora))
    alone = measure_branches(model, corpora, learned.apart, seen)
    for head, figure in figures.items():
        figure |= alone[head] | {"in_32_bits": in_32_bits[head]["sum"]}
    folds = writer_folds(learned, corpora)
    for head, by_branch in folds.items():
        figures[head]["writer_folds"] = by_branch
    answers = [answer for _, answer in interview_texts(data, ("train", "dev", "test"))]
    return {
        "dev": figures,
        "elsewhere": elsewhere(model, data),
        "identity_swap": identity_swap(model, data, corpora.emotions_dev.texts[:SWAP_COMMENTS], SWAP_EVERY),
        "slips": slips(model, answers),
        "length_correlation": {
            "interviews": length_correlation(model, answers),
            "essays": length_correlation(model, corpora.essays_dev.texts),
        },
    }


def writer_folds(learned: Learned, corpora: Corpora) -> dict[str, Any]:
    """Return how well concern and distress are read in ten folds of writers, over all essays; no fold saw its own."""
    both = joined(corpora.essays, corpora.essays_dev)
    vectors, words = learned.vectors["all_essays"], word_rows(both, learned.vocabulary)
    found: dict[str, Any] = {}
    for head, (encoder, table) in essays.STRENGTHS.items():
        found[head] = {}
        for branch, strengths in {"sum": (encoder, table), "encoder": (encoder, 0.0), "words": (0.0, table)}.items():
            scaled = essays.in_scale(strengths, vectors)
            given: Floats = essays.unseen([vectors, words], scaled, both.values[head], both.groups)
            found[head][branch] = interval(pearson, given, both.values[head])
    return found


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m calibration.text_model", description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder with goemotions and the other sets")
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--tuned", type=Path, default=TUNED, help="where the tuned encoder is kept")
    arguments.add_argument("--anew", action="store_true", help="tune the encoder again")
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 when a byte differs")
    options = arguments.parse_args()
    if options.anew:
        options.tuned.unlink(missing_ok=True)
    files = build(options.data, options.tuned)
    return keep({options.out / name: content for name, content in files.items()}, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
