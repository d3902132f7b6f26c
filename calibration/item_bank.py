"""Estimates the item bank from respondents: `python -m calibration.item_bank`. The same data give the same bytes."""

import argparse
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import mirt
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration import reliability
from calibration.norm_tables import norm_table
from calibration.sources import (
    SOURCES,
    CalibrationError,
    MapItem,
    answers_of,
    check_sums,
    described,
    read_respondents,
    read_skill_map,
    sha256,
)
from progrez_desktop.scoring.bank import SCHEMA, Bank
from progrez_desktop.scoring.grm import Scale, answer_table, log_marginal_likelihood

VERSION = "2026.1"
NORM_SET = f"web-volunteers-en-{VERSION}"
SETTINGS: dict[str, Any] = {"n_quadpts": 201, "tol": 1e-8, "max_iter": 5000, "accelerate": "squarem"}
DIGITS = 8
BOUNDS = {"a": [0.1, 5.0], "b": [-6.0, 6.0]}
"""The estimator's own box, which it offers no way to widen; items that rest against it are named in the bank."""
LOG_LIKELIHOOD_TOLERANCE = 0.1


def build_bank(data: Path) -> bytes:
    """Return the bank file: every skill estimated inside its own data set, with what it rests on.

    Raises:
        CalibrationError: Files are not the recorded ones, or an estimate can't be stood by.
    """
    check_sums(data)
    respondents = {name: read_respondents(data, name) for name in SOURCES}
    skills: dict[str, Any] = {}
    extended: dict[str, Any] = {}
    for name, items in read_skill_map(data).items():
        (extended if name.endswith("_x") else skills)[name] = _skill(name, items, respondents[items[0].dataset])
    bank = {
        "schema": SCHEMA,
        "id": "working-together",
        "version": VERSION,
        "language": "en",
        "norm_set": NORM_SET,
        "model": {
            "name": "graded response model",
            "link": "logistic",
            "D": 1,
            "prior": {"mean": 0, "sd": 1},
            "estimate": "expected a posteriori",
            "quadrature": {"min": -8, "max": 8, "nodes": 161},
        },
        "calibration": {
            "estimator": "mirt (PyPI)",
            "version": version("mirt"),
            "method": "marginal maximum likelihood, EM, Gauss-Hermite",
            "settings": SETTINGS,
            "bounds": BOUNDS,
            "skill_map_sha256": sha256(data / "skill_map.csv"),
        },
        "data": {name: described(source, data, respondents[name]) for name, source in SOURCES.items()},
        "skills": skills,
        "extended": extended,
    }
    return (json.dumps(bank, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _skill(name: str, items: list[MapItem], respondents: pa.Table) -> dict[str, Any]:
    source = SOURCES[items[0].dataset]
    answers = answers_of(respondents, items)
    keys, categories = np.array([item.key for item in items]), items[0].categories
    levels = np.where(answers == 0, -1, np.where(keys > 0, answers - 1, categories - answers))
    fit = _fit(name, levels, categories)
    slopes = [_rounded(a) for a in fit.model.discrimination]
    thresholds = [[_rounded(b) for b in row] for row in fit.model.thresholds]
    tables = [answer_table(a, b, reverse=key < 0) for a, b, key in zip(slopes, thresholds, keys, strict=True)]
    ours = log_marginal_likelihood(tables, answers)
    if abs(ours - fit.log_likelihood) > LOG_LIKELIHOOD_TOLERANCE:
        raise CalibrationError(f"{name}: log-likelihood {fit.log_likelihood:.3f} is {ours:.3f} by our own integration")
    normed = answers[5 * (answers > 0).sum(axis=1) >= 3 * len(items)]
    found = Scale(tables).posterior(normed)
    complete = levels[(levels >= 0).all(axis=1)].astype(np.float64)
    return {
        "label": items[0].label,
        "dataset": source.id,
        "esco": items[0].esco,
        "onet": items[0].onet,
        "calibration": {
            "n": len(answers),
            "log_likelihood": round(float(fit.log_likelihood), 3),
            "at_bound": _at_bound([item.column for item in items], slopes, thresholds),
        },
        "reliability": {
            "n_complete": len(complete),
            "alpha": round(reliability.cronbach_alpha(complete), 4),
            "omega_t": round(reliability.omega_total(complete), 4),
            "irt_marginal": round(reliability.irt_marginal(found.sd), 4),
        },
        "norm": norm_table(f"{NORM_SET}/{source.id}", found.mean),
        "items": [
            {
                "id": f"{source.id}/{item.column}",
                "text": item.text,
                "format": source.format_id,
                "categories": item.categories,
                "key": item.key,
                "n": int((answers[:, place] > 0).sum()),
                "a": slopes[place],
                "b": thresholds[place],
            }
            for place, item in enumerate(items)
        ],
    }


def _fit(name: str, levels: NDArray[np.intp], categories: int) -> Any:
    fit = mirt.fit_mirt(levels, "GRM", n_categories=categories, compute_standard_errors=False, **SETTINGS)
    if not fit.converged:
        raise CalibrationError(f"{name}: the estimator did not converge in {SETTINGS['max_iter']} steps")
    return fit


def _at_bound(columns: list[str], slopes: list[float], thresholds: list[list[float]]) -> list[str]:
    return [
        column
        for column, a, b in zip(columns, slopes, thresholds, strict=True)
        if a in BOUNDS["a"] or set(b) & set(BOUNDS["b"])
    ]


def _rounded(value: float) -> float:
    """Return the number with 8 significant digits: as JSON it reads back as the very same double everywhere."""
    return float(f"{float(value):.{DIGITS}g}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m calibration.item_bank", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with skill_map.csv and the data sets")
    parser.add_argument("--out", type=Path, required=True, help="the bank file to write")
    options = parser.parse_args(arguments)
    try:
        content = build_bank(options.data)
    except CalibrationError as error:
        sys.exit(str(error))
    bank = Bank.from_bytes(content)
    options.out.write_bytes(content)
    print(f"{options.out}: {len(bank.skills)} skills, sha256 {bank.sha256}")


def _in_one_thread() -> None:
    """Start again with one thread where more are allowed: with several, sums come in another order on every run."""
    wanted = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    if not wanted.items() <= os.environ.items():
        command = [sys.executable, "-m", "calibration.item_bank", *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **wanted})  # noqa: S606 (this program, our own arguments)


if __name__ == "__main__":
    _in_one_thread()
    main()
