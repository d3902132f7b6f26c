"""Measures the adaptive form on real answers replayed: python -m calibration.adaptive_study --data ../shared/data

Each fifth of the respondents is replayed once, with items estimated on the other four. It writes derived figures and
no respondent's row; the same data give the same bytes. With --check nothing is written; exit 1 when a byte differs.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from calibration.adaptive_form import form_figures, overlap_figures
from calibration.item_bank import SETTINGS
from calibration.kept_out import FIFTHS, Fifth, fifths
from calibration.measure import SEED
from calibration.pack import RESOURCES
from calibration.replay import MOST_PEOPLE, figures, people_of, replayed
from calibration.single_thread import in_one_thread
from calibration.sources import CalibrationError, check_sums, read_respondents, read_skill_map, sha256
from progrez_desktop.scoring.adaptive import Rules

OUT = RESOURCES / "bank" / "working-together.adaptive.json"
SCHEMA = "progrez.adaptive-figures/1"
ERRORS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def build(data: Path, only: Sequence[str] | None = None) -> bytes:
    """Return the figures of all scales, or of some, as the file has them.

    Args:
        only: Names of scales; the form and the overlap are then left out.

    Raises:
        CalibrationError: Files are not the recorded ones, or an estimate can't be stood by.
    """
    check_sums(data)
    scales = read_skill_map(data)
    chosen = {name: items for name, items in scales.items() if only is None or name in only}
    respondents = {name: read_respondents(data, name) for name in sorted({i[0].dataset for i in chosen.values()})}
    kept = {name: fifths(items, respondents[items[0].dataset]) for name, items in chosen.items()}
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "about": "Real answers replayed. Each fifth of the respondents was scored with items estimated on the others.",
        "people": {"fifths": FIFTHS, "seed": SEED, "most_of_a_fifth": MOST_PEOPLE, "answered": "all items of a scale"},
        "estimator": {"name": "mirt (PyPI)", "version": version("mirt"), "settings": SETTINGS},
        "data": {name: sha256(data / name / "responses.parquet") for name in respondents},
        "skill_map_sha256": sha256(data / "skill_map.csv"),
        "scales": {name: scale_figures(name, kept[name]) for name in chosen},
    }
    if only is None:
        document["form"] = form_figures(kept)
        document["overlap"] = overlap_figures(kept)
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
    parser = argparse.ArgumentParser(prog="python -m calibration.adaptive_study", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with skill_map.csv and the data sets")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a byte differs")
    options = parser.parse_args(arguments)
    try:
        content = build(options.data)
    except CalibrationError as error:
        sys.exit(str(error))
    if options.check:
        same = options.out.is_file() and options.out.read_bytes() == content
        print("the same bytes" if same else f"differs: {options.out}")
        return 0 if same else 1
    options.out.write_bytes(content)
    print(f"{len(content):>9} {options.out}")
    return 0


if __name__ == "__main__":
    in_one_thread("calibration.adaptive_study")
    sys.exit(main())
