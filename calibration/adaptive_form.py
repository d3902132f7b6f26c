"""How many statements the whole adaptive form asks, and what becomes of two scales that share statements."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calibration.kept_out import FIFTHS, Fifth
from calibration.pack import RESOURCES, read_parts
from calibration.replay import figures, people_of, replayed
from progrez_desktop.core.model.assessment import AdaptiveForm
from progrez_desktop.core.packs.assessment_pack import build_assessment
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.scoring import scales
from progrez_desktop.scoring.adaptive import Block, Rules

Kept = Mapping[str, Sequence[Fifth]]
"""Every scale by its name, five times."""

OVERLAPPING = ("initiative", "self_management_x")


def shipped_form() -> AdaptiveForm:
    """Return the adaptive form of the assessment as it lies in resources/, pinned or not."""
    form = build_assessment(read_parts(RESOURCES / ASSESSMENT), "").adaptive
    if form is None:
        raise LookupError("the assessment has no adaptive form")
    return form


def form_figures(kept: Kept, bank: bytes) -> dict[str, Any]:
    """Return what the form that ships asks, section by section, each on the people of its own data set."""
    rules, sections = _form(bank)
    found = [_section(format_id, {name: kept[name] for name in names}, rules) for format_id, names in sections]
    return {
        "se": rules.se,
        "statements_fixed": sum(len(parts[0].items) for name, parts in kept.items() if not name.endswith("_x")),
        "statements": round(sum(section["items"] for section in found), 1),
        "sections": found,
    }


def _form(bank: bytes) -> tuple[Rules, list[tuple[str, list[str]]]]:
    """Return the rules of the form, and of each section the response format and the scales."""
    form = shipped_form()
    asked = scales.of_form(bank, form.scales).skills.values()
    sections = []
    for format_id in (section.format_id for section in form.sections if section.format_id is not None):
        sections.append((format_id, [scale.id for scale in asked if scale.items[0].format_id == format_id]))
    return Rules(form.se, form.least, form.among), sections


def _section(format_id: str, kept: Kept, rules: Rules) -> dict[str, Any]:
    groups = replayed(kept, [people_of([parts[n] for parts in kept.values()]) for n in range(FIFTHS)], rules)
    played = [one for group in groups for one in group]
    counts = [len(one.asked) for one in played]
    return {
        "format": format_id,
        "people": len(played),
        "of": len({item.id for parts in kept.values() for item in parts[0].items}),
        "items": round(float(np.mean(counts)), 2),
        "middle_80_percent": [int(count) for count in np.quantile(counts, [0.1, 0.9], method="nearest")],
        "forecast": round(float(np.mean([one.expected for one in played])), 2),
        "scales": {name: figures(name, parts[0].items, groups, rules) for name, parts in kept.items()},
    }


def overlap_figures(kept: Kept, bank: bytes) -> dict[str, Any]:
    """Return how alike the scores of two scales are that share items: with everything, as asked, and with none shared.

    Where the second is much above the third, the two scores are one score told twice.
    """
    rules, _ = _form(bank)
    both = {name: kept[name] for name in OVERLAPPING}
    one, other = (frozenset(item.id for item in parts[0].items) for parts in both.values())
    people = [people_of([parts[n] for parts in both.values()]) for n in range(FIFTHS)]
    groups = replayed(both, people, rules)
    played = [sitting for group in groups for sitting in group]
    apart = []
    for number, (some, group) in enumerate(zip(people, groups, strict=True)):
        items = [item for item in both[OVERLAPPING[1]][number].items if item.id not in one]
        block = Block({OVERLAPPING[1]: items}, rules)
        apart += [
            {**sitting.full, OVERLAPPING[1]: block.standing(OVERLAPPING[1], person).theta}
            for person, sitting in zip(some, group, strict=True)
        ]
    return {
        "scales": list(OVERLAPPING),
        "people": len(played),
        "shared": len(one & other),
        "asked_of_the_second": round(float(np.mean([len(other.intersection(p.asked)) for p in played])), 2),
        "shared_of_these": round(float(np.mean([len((one & other).intersection(p.asked)) for p in played])), 2),
        "r_all_items": _r([sitting.full for sitting in played]),
        "r_as_asked": _r([sitting.theta for sitting in played]),
        "r_nothing_shared": _r(apart),
    }


def _r(people: Sequence[Mapping[str, float]]) -> float:
    return round(float(np.corrcoef([[person[name] for person in people] for name in OVERLAPPING])[0, 1]), 3)
