"""Builds the model that reads open answers out of labelled texts.

python -m calibration.text_model --data ../shared/data            train, measure and write resources/model/answers.*
python -m calibration.text_model --data ../shared/data --check    train and compare; exit 1 when a byte differs

The tuned encoder is kept in build/text_model and used again; --anew tunes it again, half of the hour that all takes.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from calibration.derived import keep
from calibration.measure import Floats, interval, pearson
from calibration.single_thread import in_one_thread
from calibration.text_model import essays
from calibration.text_model.assembly import Files, Learned, assemble
from calibration.text_model.branches import measure_branches
from calibration.text_model.card import card_of
from calibration.text_model.corpora import Corpora, interview_texts, joined, read_corpora, sums
from calibration.text_model.elsewhere import elsewhere
from calibration.text_model.fairness import identity_swap, length_correlation, other_identities, slips
from calibration.text_model.figures import measure, seen_in_dev
from calibration.text_model.length import heard_words
from calibration.text_model.training import INTERVIEWS, learn
from calibration.text_model.words import word_rows
from progrez_desktop.scoring.text.together import without_length

REPO = Path(__file__).resolve().parents[2]
OUT = REPO / "resources" / "model"
TUNED = REPO / "build" / "text_model" / "encoder.pt"
SWAP_COMMENTS, SWAP_EVERY = 500, 4


def build(data: Path, tuned: Path) -> dict[str, bytes]:
    """Return the contents of resources/model/answers.* by file name."""
    corpora = read_corpora(data)
    learned = learn(corpora, data, tuned)
    files = assemble(learned, corpora, interview_texts(data, INTERVIEWS), sums(data))
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
    seen = seen_in_dev(model, corpora)
    figures = measure(model, corpora, seen)
    in_32_bits = measure(full, corpora, seen_in_dev(full, corpora))
    alone = measure_branches(model, corpora, learned.apart, files.unseen, seen)
    for head, figure in figures.items():
        figure |= alone[head] | {"in_32_bits": in_32_bits[head]["sum"]}
    slopes = {head: model.manifest.values[head].per_log_word for head in essays.STRENGTHS}
    folds = writer_folds(learned, corpora, slopes)
    for head, by_branch in folds.items():
        figures[head]["writer_folds"] = by_branch
    answers = [answer for _, answer in interview_texts(data, ("train", "dev", "test"))]
    comments = corpora.emotions_dev.texts[:SWAP_COMMENTS]
    return {
        "dev": figures,
        "elsewhere": elsewhere(model, data),
        "identity_words": len(learned.lexicon.identity_words) + len(learned.lexicon.identity_phrases),
        "identity_swap": identity_swap(model, data, comments, SWAP_EVERY),
        "other_identities": other_identities(model, comments),
        "slips": slips(model, answers),
        "length_correlation": {
            "interviews": length_correlation(model, answers),
            "essays": length_correlation(model, corpora.essays_dev.texts),
        },
    }


def writer_folds(learned: Learned, corpora: Corpora, slopes: Mapping[str, float]) -> dict[str, Any]:
    """Return how well concern and distress are read in ten folds of writers, over all essays; no fold saw its own.

    What length alone adds is taken out, as in the product.
    """
    both = joined(corpora.essays, corpora.essays_dev)
    sizes = list(map(heard_words, both.texts))
    vectors, words = learned.vectors["all_essays"], word_rows(both, learned.vocabulary, learned.lexicon)
    found: dict[str, Any] = {}
    for head, (encoder, table) in essays.STRENGTHS.items():
        found[head] = {}
        for branch, strengths in {"sum": (encoder, table), "encoder": (encoder, 0.0), "words": (0.0, table)}.items():
            scaled = essays.in_scale(strengths, vectors)
            given: Floats = essays.unseen([vectors, words], scaled, both.values[head], both.groups)
            told = [without_length(value, slopes[head], size) for value, size in zip(given, sizes, strict=True)]
            found[head][branch] = interval(pearson, np.array(told), both.values[head])
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
    in_one_thread("calibration.text_model")
    sys.exit(main())
