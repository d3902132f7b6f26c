"""Builds resources/model/dutch.* from the Dutch lines of XED.

python -m calibration.dutch_tone --data ../shared/data            train, measure and write
python -m calibration.dutch_tone --data ../shared/data --check    train and compare; exit 1 when a byte differs
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from calibration.derived import keep
from calibration.dutch_tone.card import card_of
from calibration.dutch_tone.figures import measure
from calibration.dutch_tone.fitting import fit_tone
from calibration.linear import LabelFit, quantised
from calibration.measure import SEED
from calibration.xed import XED, Line, lines_of, sums_of
from progrez_desktop.scoring.text.dutch import FORMAT, LABELS, DutchTone

OUT = Path(__file__).resolve().parents[2] / "resources" / "model"
MODEL_ID = "tone-nl-1"

# Words that say who somebody is: the model is trained, and reads, as if they did not stand there.
UNHEARD = sorted((Path(__file__).parent / "identity_words.txt").read_text(encoding="utf-8").split())


def build(data: Path) -> dict[str, bytes]:
    """Return the contents of resources/model/dutch.* by file name."""
    lines = lines_of(data, "nl", "train")
    files, size = train(lines, sums_of(data, "nl"))
    model = DutchTone.from_bytes(files["dutch.table"], files["dutch.json"])
    figures = measure(model, data)
    return files | {
        "dutch.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "dutch.card.md": card_of(figures, size, len(lines)).encode(),
    }


def train(lines: list[Line], file_sums: dict[str, str]) -> tuple[dict[str, bytes], int]:
    """Return table and manifest, and how many features the model has. The same lines give the same bytes."""
    vocabulary, fits = fit_tone(lines, frozenset(UNHEARD))
    weights = np.concatenate([fits[head].weights for head in LABELS], axis=1)
    table = quantised(weights, np.concatenate([fits[head].biases for head in LABELS]))
    content = table.steps.tobytes()
    manifest = {
        "format": FORMAT,
        "id": MODEL_ID,
        "table_sha256": hashlib.sha256(content).hexdigest(),
        "scales": [round(float(scale), 6) for scale in table.scales],
        "biases": [round(float(bias), 3) for bias in table.biases],
        "heads": {head: _head(head, fit) for head, fit in fits.items()},
        "unheard": UNHEARD,
        "trained_on": [{"title": XED.title, "licence": XED.licence, "credit": XED.credit}],
        "files_sha256": file_sums,
        "seed": SEED,
        "features": vocabulary.features,
        "idf": vocabulary.idf,
    }
    files = {"dutch.table": content, "dutch.json": (json.dumps(manifest, ensure_ascii=False) + "\n").encode()}
    return files, len(vocabulary.features)


def _head(name: str, fit: LabelFit) -> dict[str, Any]:
    parts = {"slopes": fit.slopes, "shifts": fit.shifts, "thresholds": fit.thresholds}
    return {"labels": LABELS[name], **{part: values.tolist() for part, values in parts.items()}}


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m calibration.dutch_tone", description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder with xed_emotions and fairness_templates")
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    with threadpool_limits(1):
        files = build(options.data)
    return keep({options.out / name: content for name, content in files.items()}, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
