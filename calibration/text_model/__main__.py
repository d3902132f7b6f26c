"""Builds resources/model from the labelled texts.

python -m calibration.text_model --data ../shared/data            train, measure and write
python -m calibration.text_model --data ../shared/data --check    train and compare; exit 1 when a byte differs
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from calibration.text_model.card import card_of
from calibration.text_model.corpora import Corpora, joined, read_corpora, sums
from calibration.text_model.export import ModelFiles, files_of
from calibration.text_model.fairness import identity_swap
from calibration.text_model.figures import interval, measure, pearson
from calibration.text_model.heads import fit_labels, fit_value, training_documents, unseen_values
from calibration.text_model.vocabulary import Vocabulary, build_vocabulary, features_of, rows_of
from progrez_desktop.scoring.text.manifest import LABELS
from progrez_desktop.scoring.text.model import TextModel

OUT = Path(__file__).resolve().parents[2] / "resources" / "model"


def build(data: Path) -> dict[str, bytes]:
    """Return the contents of resources/model by file name."""
    corpora = read_corpora(data)
    files, folds = train(corpora, sums(data))
    model = TextModel.from_bytes(files.onnx, files.vocabulary, files.manifest)
    figures = measure(model, corpora) | {
        "concern_r_respondent_folds": folds,
        "identity_swap": identity_swap(model, data, corpora.emotions_dev.texts),
    }
    return {
        "tone.onnx": files.onnx,
        "tone.vocabulary.json": files.vocabulary,
        "tone.json": files.manifest,
        "tone.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "tone.card.md": card_of(corpora, figures).encode(),
    }


def train(corpora: Corpora, file_sums: dict[str, str]) -> tuple[ModelFiles, dict[str, Any]]:
    """Fit every head. Returns the files, and how well concern is read of writers whose texts no fit has seen."""
    documents = [features_of(text) for text in training_documents(corpora)]
    vocabulary = build_vocabulary(documents)
    rows = rows_of(documents, vocabulary)
    comments, requests = len(corpora.emotions.texts), len(corpora.courtesy.texts)
    fits: dict[str, Any] = {}
    for head in LABELS:
        print(f"fitting {head}", file=sys.stderr)
        fits[head] = fit_labels(head, rows[:comments], corpora.emotions.labels[head])
    fits["courtesy"] = fit_value("courtesy", rows[comments : comments + requests], corpora.courtesy)
    fits["concern"] = fit_value("concern", rows[comments + requests :], corpora.concern)
    return files_of(vocabulary, fits, file_sums), _concern_by_writers(corpora, vocabulary)


def _concern_by_writers(corpora: Corpora, vocabulary: Vocabulary) -> dict[str, Any]:
    essays = joined(corpora.concern, corpora.concern_dev)
    rows = rows_of([features_of(text) for text in essays.texts], vocabulary)
    return interval(pearson, unseen_values("concern", rows, essays), essays.values)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m calibration.text_model", description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder with goemotions and the other sets")
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    with threadpool_limits(1):
        files = build(options.data)
    if options.check:
        stale = [name for name, content in files.items() if (options.out / name).read_bytes() != content]
        print("\n".join(f"differs: {name}" for name in stale) or "the same bytes")
        return 1 if stale else 0
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)
        print(f"{len(content):>9} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
