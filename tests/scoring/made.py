"""A small made-up bank, as a document that a test can spoil, and people who answer as the model says."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.careless import model_answers
from progrez_desktop.scoring.bank import Bank, BankItem, BankSkill

SHIPPED = "resources/bank/working-together.bank.json"

A_ITEM = {
    "text": "I answer.",
    "format": "five",
    "categories": 5,
    "n": 500,
    "used": [0.1, 0.2, 0.3, 0.25, 0.15],
    "se_a": 0.11,
    "se_b": [0.3, 0.2, 0.2, 0.25],
    "misfit": 0.012,
}
A_PAIR = {"categories": 2, "used": [0.4, 0.6], "se_b": [0.2]}


def bank_document() -> dict[str, Any]:
    """Return two skills: "calm", 5 items of which one is reverse-keyed, and "quick", 1 item of 2 categories."""
    calm = [
        {"id": f"made/C{n}", **A_ITEM, "key": -1 if n == 2 else 1, "a": 0.8 + 0.3 * n, "b": [-2.0, -0.5, 0.4, 1.5]}
        for n in range(1, 6)
    ]
    quick = [{"id": "made/Q1", **A_ITEM, **A_PAIR, "key": 1, "a": 1.0, "b": [0.0]}]
    document: dict[str, Any] = {
        "schema": "progrez.bank/2",
        "id": "made",
        "version": "1",
        "language": "en",
        "norm_set": "made-1",
        "model": {
            "name": "graded response model",
            "link": "logistic",
            "D": 1,
            "prior": {"mean": 0, "sd": 1},
            "estimate": "expected a posteriori",
            "quadrature": {"min": -8, "max": 8, "nodes": 161},
        },
        "calibration": {
            "estimators": {"own": {"method": "none, made up"}, "mirt": {"method": "none, made up"}},
            "skill_map_sha256": "0" * 64,
        },
        "data": {
            "made": {
                "origin": "made up",
                "sha256": "0" * 64,
                "licence_status": "our own",
                "respondents": 500,
                "population": "nobody",
                "years": "2026",
                "language": "en",
                "stakes": "low",
                "administration": "none",
                "countries": {"NL": 1.0},
                "age_quartiles": [20, 30, 40],
            }
        },
        "skills": {"calm": _skill(calm), "quick": _skill(quick)},
        "extended": {"calm_x": _skill(calm)},
    }
    # A copy throughout: a test that spoils one item must not spoil those that were made alike.
    copied: dict[str, Any] = json.loads(json.dumps(document))
    return copied


def _skill(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "label": "Made up",
        "dataset": "made",
        "esco": "none",
        "onet": "none",
        "calibration": {
            "n": 500,
            "estimator": "own",
            "log_likelihood": -1.0,
            "ahead": 0.0,
            "at_bound": [],
            "apart": {"a": 0.0, "b": 0.0},
        },
        "reliability": {
            "n_complete": 500,
            "alpha": 0.83,
            "omega_t": 0.86,
            "omega_h": 0.7,
            "irt_marginal": 0.87,
            "mean_se": 0.36,
        },
        "structure": {"cfi": 0.95, "rmsea": 0.08, "srmr": 0.04, "echoes": [{"items": ["C1", "C2"], "r": 0.1}]},
        "range": {"lowest": -2.5, "highest": 2.4, "at_lowest": 0.01, "at_highest": 0.02},
        "age": {"range": [16, 65], "n": 450, "mean": [0.1, 0.05, -0.01], "sd": [0.88]},
        "norm": {
            "id": "made-1/made",
            "n": 500,
            "mean": 0.0,
            "sd": 0.9,
            "quantiles": [round(0.9 * (percent - 50) / 25, 6) for percent in range(1, 100)],
        },
        "items": items,
    }


def made_item(name: str, a: float, b: tuple[float, ...], key: int = 1) -> BankItem:
    """Return a statement with these parameters, and facts that no score depends on."""
    errors, used = tuple(0.2 for _ in b), tuple(1.0 / (len(b) + 1) for _ in range(len(b) + 1))
    return BankItem(name, "I answer.", "five", len(b) + 1, key, a, b, 0.1, errors, 500, used, 0.01)


def bank_bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode("utf-8")


def made_bank() -> Bank:
    return Bank.from_bytes(bank_bytes(bank_document()))


def made_people(skill: BankSkill, people: int, seed: int, missing: float = 0.0) -> NDArray[np.intp]:
    """Return raw categories as shown of people drawn from N(0, 1), 0 where an answer is missing."""
    random = np.random.default_rng(seed)
    theta = random.standard_normal(people)
    answers = np.zeros((people, len(skill.items)), dtype=np.intp)
    for column, item in enumerate(skill.items):
        answers[:, column] = model_answers(item, theta, random)
    answers[random.random(answers.shape) < missing] = 0
    return answers
