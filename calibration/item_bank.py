"""Estimates the item bank from respondents: `python -m calibration.item_bank`. The same data give the same bytes."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration import estimators, reliability
from calibration.estimators import significant
from calibration.norm_tables import age_curve, norm_table
from calibration.single_thread import in_one_thread
from calibration.sources import (
    SOURCES,
    CalibrationError,
    MapItem,
    ages_of,
    answers_of,
    check_sums,
    described,
    read_respondents,
    read_skill_map,
    sha256,
)
from calibration.structure import one_factor
from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.bank import MODEL, SCHEMA, Bank
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.estimation import ItemErrors, standard_errors
from progrez_desktop.scoring.grm import Scale, answer_table
from progrez_desktop.scoring.item_fit import misfit

VERSION = "2026.2"
NORM_SET = f"web-volunteers-en-{VERSION}"
ERROR_DIGITS = 4
PAIRS = 3

Answers = NDArray[np.intp]


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
        try:
            found = _skill(name, items, respondents[items[0].dataset])
        except ScoringError as error:
            raise CalibrationError(f"{name}: {error}") from error
        (extended if name.endswith("_x") else skills)[name] = found
    bank = {
        "schema": SCHEMA,
        "id": "working-together",
        "version": VERSION,
        "language": "en",
        "norm_set": NORM_SET,
        "model": MODEL,
        "calibration": {"estimators": estimators.ABOUT, "skill_map_sha256": sha256(data / "skill_map.csv")},
        "data": {name: described(source, data, respondents[name]) for name, source in SOURCES.items()},
        "skills": skills,
        "extended": extended,
    }
    return as_json(bank)


def as_json(document: dict[str, Any]) -> bytes:
    """Return JSON with each list of plain values on one line, which halves the file and can still be read."""
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    return (re.sub(r"\[\s+([^][{}]*?)\s+\]", _on_one_line, text) + "\n").encode("utf-8")


def _on_one_line(values: re.Match[str]) -> str:
    return "[" + re.sub(r",\n *", ", ", values[1]) + "]"


def _skill(name: str, items: list[MapItem], respondents: pa.Table) -> dict[str, Any]:
    source = SOURCES[items[0].dataset]
    answers, ages = answers_of(respondents, items), ages_of(respondents, items)
    asked = [AskedItem(item.column, item.categories, item.key) for item in items]
    fit = estimators.fit(name, asked, answers)
    errors, misfits = standard_errors(asked, answers, fit.items), misfit(asked, answers, fit.items)
    tables = [answer_table(item.a, item.b, reverse=of.key < 0) for item, of in zip(fit.items, asked, strict=True)]
    is_normed = 5 * (answers > 0).sum(axis=1) >= 3 * len(items)
    found = Scale(tables).posterior(answers[is_normed])
    levels = estimators.levels_of(asked, answers)
    complete = levels[(levels >= 0).all(axis=1)].astype(np.float64)
    return {
        "label": items[0].label,
        "dataset": source.id,
        "esco": items[0].esco,
        "onet": items[0].onet,
        "calibration": {
            "n": len(answers),
            "estimator": fit.estimator,
            "log_likelihood": round(fit.log_likelihood, 3),
            "ahead": round(fit.ahead, 3),
            "at_bound": list(fit.at_bound),
            "apart": {name: significant(value, 2) for name, value in fit.apart.items()},
        },
        "reliability": {
            "n_complete": len(complete),
            "alpha": round(reliability.cronbach_alpha(complete), 4),
            "omega_t": round(reliability.omega_total(complete), 4),
            "omega_h": round(reliability.omega_hierarchical(complete), 4),
            "irt_marginal": round(reliability.irt_marginal(found.sd), 4),
            "mean_se": round(float(found.sd.mean()), 4),
        },
        "structure": _structure([item.column for item in items], complete),
        "range": _range(asked, Scale(tables), answers[is_normed]),
        "norm": norm_table(f"{NORM_SET}/{source.id}", found.mean),
        "age": age_curve(found.mean, ages[is_normed]),
        "items": [
            _item(item, source.format_id, answers[:, at], fit.items[at].a, fit.items[at].b, errors[at], misfits[at])
            for at, item in enumerate(items)
        ],
    }


def _item(
    item: MapItem, format_id: str, answers: Answers, a: float, b: tuple[float, ...], errors: ItemErrors, off: float
) -> dict[str, Any]:
    used = np.bincount(answers, minlength=item.categories + 1)[1:]
    return {
        "id": f"{item.dataset}/{item.column}",
        "text": item.text,
        "format": format_id,
        "categories": item.categories,
        "key": item.key,
        "n": int(used.sum()),
        "used": [round(share, 4) for share in (used / used.sum()).tolist()],
        "a": a,
        "b": list(b),
        "se_a": significant(errors.a, ERROR_DIGITS),
        "se_b": [significant(value, ERROR_DIGITS) for value in errors.b],
        "misfit": round(off, 4),
    }


def _structure(columns: list[str], complete: NDArray[np.float64]) -> dict[str, Any]:
    found = one_factor(complete)
    return {
        "cfi": round(found.cfi, 3),
        "rmsea": round(found.rmsea, 3),
        "srmr": round(found.srmr, 3),
        "echoes": [
            {"items": [columns[one], columns[other]], "r": round(r, 3)} for one, other, r in found.largest_pairs(PAIRS)
        ],
    }


def _range(asked: list[AskedItem], scale: Scale, answers: Answers) -> dict[str, Any]:
    """Return the thetas of the lowest and the highest answers throughout, and how many people gave them."""
    lowest = np.array([1 if item.key > 0 else item.categories for item in asked])
    highest = np.array([item.categories if item.key > 0 else 1 for item in asked])
    ends = scale.posterior(np.stack([lowest, highest]))
    return {
        "lowest": round(float(ends.mean[0]), 6),
        "highest": round(float(ends.mean[1]), 6),
        "at_lowest": round(float((answers == lowest).all(axis=1).mean()), 4),
        "at_highest": round(float((answers == highest).all(axis=1).mean()), 4),
    }


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


if __name__ == "__main__":
    in_one_thread("calibration.item_bank")
    main()
