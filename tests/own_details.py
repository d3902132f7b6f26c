"""Invented details of one person, as they would be typed."""

import json
from pathlib import Path

from progrez_desktop.core.model.details import Entry, MyDetails
from progrez_desktop.core.store.own_details_store import details_from_json

_EXAMPLE = Path(__file__).resolve().parent.parent / "resources/contracts/examples/my-details.json"
APART = {"address": "Voorbeeldstad", "birth_date": "3-5-1997", "gender": "woman"}

FILLED: MyDetails = details_from_json(json.loads(_EXAMPLE.read_text("utf-8")), APART)


def many_jobs(jobs: int) -> MyDetails:
    """A working life, told at length."""
    text = "Kept the water where it belongs, with people who know how, and wrote down what was learnt. " * 2
    life = (Entry(f"Position {n}", f"Employer {n}", f"{1985 + n}", f"{1986 + n}", text=text) for n in range(jobs))
    return FILLED.with_entries("work", tuple(life))
