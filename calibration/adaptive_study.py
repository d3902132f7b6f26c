"""Measures the adaptive form on real answers replayed: python -m calibration.adaptive_study --data ../shared/data

Each fifth of the respondents is replayed once, with items estimated on the other four. It writes derived figures and
no respondent's row; the same data and bank give the same bytes.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calibration import bank_study, estimators
from calibration.adaptive_form import form_figures, overlap_figures
from calibration.kept_out import FIFTHS, Fifth, fifths
from calibration.measure import SEED
from calibration.replay import MOST_PEOPLE, figures, people_of, replayed
from calibration.single_thread import in_one_thread
from calibration.sources import check_sums, read_respondents, sha256
from progrez_desktop.scoring import scales
from progrez_desktop.scoring.adaptive import Rules

OUT = "bank/working-together.adaptive.json"
SCHEMA = "progrez.adaptive-figures/1"
ERRORS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def build(data: Path, bank_bytes: bytes) -> bytes:
    """Return the figures of all scales as the file has them.

    Raises:
        CalibrationError: Files are not the recorded ones, or an estimate can't be stood by.
    """
    check_sums(data)
    bank = scales.with_longer(bank_bytes)
    respondents = {name: read_respondents(data, name) for name in bank.data}
    kept = {name: fifths(scale, respondents[scale.dataset]) for name, scale in bank.skills.items()}
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "bank_sha256": bank.sha256,
        "about": "Real answers replayed. Each fifth of the respondents was scored with items estimated on the others.",
        "people": {"fifths": FIFTHS, "seed": SEED, "most_of_a_fifth": MOST_PEOPLE, "answered": "all items of a scale"},
        "estimator": estimators.ABOUT["own"],
        "data": {name: sha256(data / name / "responses.parquet") for name in respondents},
        "scales": {name: scale_figures(name, kept[name]) for name in kept},
        "form": form_figures(kept, bank_bytes),
        "overlap": overlap_figures(kept, bank_bytes),
    }
    return (json.dumps(document, indent=1, allow_nan=False) + "\n").encode()


def scale_figures(name: str, kept: Sequence[Fifth], errors: Sequence[float] = ERRORS) -> dict[str, Any]:
    """Return what asking one scale adaptively comes to, at each error; and what the draw among the best costs."""
    people = [people_of([fifth]) for fifth in kept]
    at = []
    for se in errors:
        rules, without = Rules(se), Rules(se, among=1)
        found = figures(name, kept[0].items, replayed({name: kept}, people, rules), rules)
        plain = figures(name, kept[0].items, replayed({name: kept}, people, without), without)
        at.append({**found, "items_without_draw": plain["items"]})
    return {"items": len(kept[0].items), "people": sum(map(len, people)), "at": at}


def main(arguments: Sequence[str] | None = None) -> int:
    return bank_study.derive("calibration.adaptive_study", __doc__, OUT, build, arguments=arguments)


if __name__ == "__main__":
    in_one_thread("calibration.adaptive_study")
    sys.exit(main())
