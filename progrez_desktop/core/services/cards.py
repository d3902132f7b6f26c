"""The cards behind "About the scoring": what measures here, what it was made from, how well, and what it is not for."""

import json
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.model.assessment import AdaptiveForm
from progrez_desktop.core.packs.shipped import BANK, Shipped, shipped
from progrez_desktop.core.services.papers import norm_name
from progrez_desktop.core.words import Words

_MODEL_CARD = "model/answers.card.md"


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
    files = files or shipped()
    bank, assessment = json.loads(files.read(BANK)), files.assessment()
    names = {skill.id: skill.short_name[words.language] for skill in assessment.skills}
    scales = [(name, bank["skills"][skill]) for skill, name in names.items()]
    parts = [
        words("card.bank.intro", items=sum(len(scale["items"]) for _, scale in scales)),
        f"## {words('card.bank.skills')}",
        "\n".join([words("card.bank.table"), "| --- | --- | --- | --- |", *(_row(*scale, words) for scale in scales)]),
        words("card.bank.reliability"),
        *_longer(assessment.adaptive, names, bank, words),
        f"## {words('card.bank.groups')}",
        *(_group(name, source, words) for name, source in bank["data"].items()),
        f"## {words('card.bank.limits')}",
        words("card.bank.limits_text"),
        f"## {words('card.bank.never')}",
        words("card.bank.never_text"),
        words(
            "card.bank.version",
            version=bank["version"],
            mirt=bank["calibration"]["estimators"]["mirt"]["version"],
        ),
    ]
    return "\n\n".join(parts)


def _longer(form: AdaptiveForm | None, names: Mapping[str, str], bank: dict[str, Any], words: Words) -> list[str]:
    """What is different where a sitting is adaptive: the scales of some skills, and how many statements are asked."""
    if form is None:
        return []
    longer = [(names[skill], bank["extended"][scale]) for skill, scale in form.scales.items() if scale != skill]
    return [
        f"## {words('card.bank.adaptive')}",
        words("card.bank.adaptive_text", least=form.least, se=words.decimal(form.se, 2)),
        "\n".join([words("card.bank.table"), "| --- | --- | --- | --- |", *(_row(*scale, words) for scale in longer)]),
    ]


def _row(name: str, scale: dict[str, Any], words: Words) -> str:
    lowest = min(scale["reliability"][kind] for kind in ("alpha", "omega_t", "irt_marginal"))
    norm = scale["norm"]
    return (
        f"| {name} | {len(scale['items'])} | {words.decimal(lowest, 2)} | {norm_name(norm['id'], norm['n'], words)} |"
    )


def _group(name: str, source: dict[str, Any], words: Words) -> str:
    group = norm_name(name, source["respondents"], words)
    return words("card.bank.group", group=group, origin=source["origin"], licence=source["licence_status"])
