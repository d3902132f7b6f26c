"""Forms, people and thresholds for tests of response quality: the shipped bank in the shipped order."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.careless import model_people
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.quality.form import Form
from progrez_desktop.scoring.quality.thresholds import Thresholds
from tests.scoring.made import SHIPPED, made_bank

REPO = Path(__file__).resolve().parents[3]
QUALITY = REPO / "resources/bank/working-together.quality.json"


@cache
def shipped_form() -> Form:
    bank = Bank.from_bytes((REPO / SHIPPED).read_bytes())
    found = {item.id: (skill.id, item) for skill in bank.skills.values() for item in skill.items}
    raw = json.loads((REPO / "resources/assessments/working-together/statements.json").read_bytes())
    order = [item["id"] for block in raw["blocks"].values() for item in block if item["id"] in found]
    assert len(order) == len(found)
    return Form.of([found[name] for name in order])


@cache
def shipped_thresholds() -> Thresholds:
    return Thresholds.from_bytes(QUALITY.read_bytes())


def attentive(people: int, seed: int) -> NDArray[np.int64]:
    """Return answers to the shipped form of people who answer as the model says, skills independent."""
    return model_people(shipped_form(), people, np.random.default_rng(seed))


def small_form(keys: str, formats: str | None = None) -> Form:
    """Return a form of one skill, one item for each sign in `keys`; a letter of `formats` is a format of 5."""
    item = made_bank().skills["calm"].items[0]
    names = formats or "f" * len(keys)
    return Form.of(
        [
            ("calm", replace(item, id=f"made/{at}", key=1 if key == "+" else -1, format_id=name))
            for at, (key, name) in enumerate(zip(keys, names, strict=True))
        ]
    )
