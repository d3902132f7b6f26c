"""Which scale of a bank stands for a skill: the core scale, or the longer one that an adaptive form draws from."""

from collections.abc import Mapping
from dataclasses import replace

from progrez_desktop.scoring.bank import Bank, BankItem
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.norms import Norm


def of_form(bank: bytes, scales: Mapping[str, str]) -> Bank:
    """Return a bank with one scale for each skill of a form, by the skill's name.

    Args:
        bank: The bank file.
        scales: By skill, the scale that it is asked and scored by: its own, or one of the longer ones.

    Raises:
        ScoringError: "unknown_scale", naming it; or what is wrong with the bank.
    """
    every = with_longer(bank)
    for scale in scales.values():
        if scale not in every.skills:
            raise ScoringError("unknown_scale", scale)
    return replace(every, skills={skill: every.skills[scale] for skill, scale in scales.items()})


def with_longer(bank: bytes) -> Bank:
    """Return the whole bank, the longer scales after the core ones. An item may be in one of each.

    Raises:
        ScoringError: "bank_item_differs": two scales share an item, but not its categories and its key.
    """
    core, longer = Bank.from_bytes(bank), Bank.from_bytes(bank, "extended")
    skills = {**core.skills, **longer.skills}
    known: dict[str, tuple[str, int, int]] = {}
    for item in (item for skill in skills.values() for item in skill.items):
        if known.setdefault(item.id, _shown(item)) != _shown(item):
            raise ScoringError("bank_item_differs", item.id)
    return replace(core, skills=skills)


def with_norms(bank: Bank, norms: Mapping[str, Norm]) -> Bank:
    """Return the bank with other norms for some of its scales, by the scale's id. Scales without one keep theirs."""
    replaced = {name: replace(scale, norm=norms[scale.id]) for name, scale in bank.skills.items() if scale.id in norms}
    return replace(bank, skills={**bank.skills, **replaced})


def _shown(item: BankItem) -> tuple[str, int, int]:
    """What of an item is the same wherever it is used; slope and thresholds belong to a scale."""
    return item.format_id, item.categories, item.key
