"""Anonymous statistics as a kiosk of an organisation would post them, with the cells that a test wants."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.core.services.registry_house import House

Cells = Sequence[int | None]


def table(kind: str, name: str, axes: Mapping[str, Sequence[str]], cells: Cells, noise_sd: float = 1) -> Any:
    told = [{"name": axis, "labels": list(labels)} for axis, labels in axes.items()]
    return {"kind": kind, "name": name, "axes": told, "cells": list(cells), "noise_sd": noise_sd}


def impact(skill: str, men: Cells, women: Cells, noise_sd: float = 1) -> Any:
    axes = {"group": ("men", "women"), "place": ("1", "2", "3", "4", "5")}
    return table("impact", f"impact/{skill}", axes, [*men, *women], noise_sd)


def period(
    house: House, *tables: Any, opened: str = "2026-05-01", closed: str = "2026-10-30", skill: str = "empathy"
) -> dict[str, Any]:
    return {
        "contract": "progrez.statistics/1",
        "recipient": {"role": "organisation", "id": house.card.organisation_id, "name": "Example Water Board"},
        "assessment": {"id": "working-together", "version": "1.2.0"},
        "least_in_a_cell": 20,
        "periods": [
            {
                **{"opened": opened, "closed": closed, "pack_sha256": "ab" * 32, "bank_sha256": "cd" * 32},
                **{"skill": skill, "question": "gender", "epsilon": 6, "tables": list(tables)},
            }
        ],
    }
