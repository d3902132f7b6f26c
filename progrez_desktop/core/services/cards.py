"""The cards behind "About the scoring": what measures here, what it was made from, how well, and what it is not for."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import AdaptiveForm
from progrez_desktop.core.packs.shipped import QUALITY, Shipped, shipped
from progrez_desktop.core.services import norm_groups
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.scoring.bank import Bank, BankSkill

_MODEL_CARD = "model/answers.card.md"
_PARTS = ("holds", "sources", "compare", "again")
"""What is said of a result beside its scores, each under a heading of its own."""


def texts_card(words: Words, files: Shipped | None = None) -> str:
    """Return, as Markdown, our introduction in the person's language and the model card as it ships, in English.

    Raises:
        DataFault: "resource_missing" or "resource_changed": the card is not the one that shipped with the model.
    """
    files = files or shipped()
    card = files.read(_MODEL_CARD).decode("utf-8")
    return "\n\n".join([words("card.texts.intro"), words("card.in_english"), card])


def statements_card(words: Words, files: Shipped | None = None) -> str:
    """Return, as Markdown in the person's language, what the item bank says about itself.

    Raises:
        DataFault: "resource_missing" or "resource_changed".
    """
    from progrez_desktop.scoring import scales

    files = files or shipped()
    bank, assessment = scales.with_longer(files.bank()), files.assessment()
    names = {skill.id: skill.short_name[words.language] for skill in assessment.skills}
    shown = [(name, bank.skills[skill]) for skill, name in names.items()]
    parts = [
        words("card.bank.intro", items=sum(len(scale.items) for _, scale in shown)),
        f"## {words('card.bank.skills')}",
        _table(shown, bank, words),
        words("card.bank.reliability"),
        *_longer(assessment.adaptive, names, bank, words),
        f"## {words('card.bank.quality')}",
        _quality(files, words),
        *(text for part in _PARTS for text in (f"## {words(f'card.bank.{part}')}", words(f"card.bank.{part}_text"))),
        f"## {words('card.bank.groups')}",
        *(_group(name, bank, words) for name in bank.data),
        f"## {words('card.bank.limits')}",
        words("card.bank.limits_text"),
        f"## {words('card.bank.never')}",
        words("card.bank.never_text"),
        words("card.bank.version", version=bank.version, mirt=bank.estimators["mirt"]["version"]),
    ]
    return "\n\n".join(parts)


def _quality(files: Shipped, words: Words) -> str:
    """How careless answers are told, with what that catches of a hundred people."""
    caught = json.loads(files.read(QUALITY))["study"]["caught"]
    whole, adaptive = caught["whole_form_joined"], caught["short_form_joined"]
    of_100 = {
        "whole": round(100 * whole["random"]["with_care"]),
        "adaptive": round(100 * adaptive["random"]["with_care"]),
        "real": round(100 * whole["real"]["with_care"]),
    }
    return words("card.bank.quality_text", **of_100)


def _longer(form: AdaptiveForm | None, names: Mapping[str, str], bank: "Bank", words: Words) -> list[str]:
    """What is different where a sitting is adaptive: the scales of some skills, and how many statements are asked."""
    if form is None:
        return []
    longer = [(names[skill], bank.skills[scale]) for skill, scale in form.scales.items() if scale != skill]
    return [
        f"## {words('card.bank.adaptive')}",
        words("card.bank.adaptive_text", least=form.least, se=words.decimal(form.se, 2)),
        _table(longer, bank, words),
    ]


def _table(shown: "Sequence[tuple[str, BankSkill]]", bank: "Bank", words: Words) -> str:
    rows = (_row(name, scale, bank, words) for name, scale in shown)
    return "\n".join([words("card.bank.table"), "| --- | --- | --- | --- |", *rows])


def _row(name: str, scale: "BankSkill", bank: "Bank", words: Words) -> str:
    lowest = min(scale.alpha, scale.omega_t, scale.irt_marginal)
    group = norm_groups.short_name_of(norm_groups.group_of(scale.norm.id, scale.norm.n, bank), words)
    return f"| {name} | {len(scale.items)} | {words.decimal(lowest, 2)} | {group} |"


def _group(name: str, bank: "Bank", words: Words) -> str:
    source = bank.data[name]
    group = norm_groups.name_of(norm_groups.group_of(name, source.respondents, bank), words)
    return words("card.bank.group", group=group, origin=source.origin, licence=source.licence_status)
