"""The cards behind "About the scoring": what measures here, what it was made from, how well, and what it is not for."""

import json
from typing import Any

from progrez_desktop.core.packs.shipped import BANK, Shipped, shipped
from progrez_desktop.core.services.papers import norm_name
from progrez_desktop.core.words import Words

_CARDS_OF_TEXTS = ("model/answers.card.md", "model/evidence.card.md", "model/private.card.md", "model/dutch.card.md")


def texts_card(words: Words, files: Shipped | None = None) -> str:
    """Return, as Markdown, our introduction in the person's language and the cards as they ship, in English.

    Raises:
        DataFault: "resource_missing" or "resource_changed": a card is not the one that shipped with the model.
    """
    files = files or shipped()
    cards = [files.read(name).decode("utf-8") for name in _CARDS_OF_TEXTS]
    return "\n\n".join([words("card.texts.intro"), words("card.in_english"), *cards])


def statements_card(words: Words, files: Shipped | None = None) -> str:
    """Return, as Markdown in the person's language, what the item bank says about itself.

    Raises:
        DataFault: "resource_missing" or "resource_changed".
    """
    files = files or shipped()
    bank, skills = json.loads(files.read(BANK)), files.assessment().skills
    scales = [(skill.short_name[words.language], bank["skills"][skill.id]) for skill in skills]
    parts = [
        words("card.bank.intro", items=sum(len(scale["items"]) for _, scale in scales)),
        f"## {words('card.bank.skills')}",
        "\n".join([words("card.bank.table"), "| --- | --- | --- | --- |", *(_row(*scale, words) for scale in scales)]),
        words("card.bank.reliability"),
        f"## {words('card.bank.groups')}",
        *(_group(name, source, words) for name, source in bank["data"].items()),
        f"## {words('card.bank.limits')}",
        words("card.bank.limits_text"),
        f"## {words('card.bank.never')}",
        words("card.bank.never_text"),
        words(
            "card.bank.version",
            version=bank["version"],
            estimator=bank["calibration"]["estimator"],
            estimator_version=bank["calibration"]["version"],
        ),
    ]
    return "\n\n".join(parts)


def _row(name: str, scale: dict[str, Any], words: Words) -> str:
    lowest = min(scale["reliability"][kind] for kind in ("alpha", "omega_t", "irt_marginal"))
    reliability = f"{lowest:.2f}".replace(".", "," if words.language == "nl" else ".")
    norm = scale["norm"]
    return f"| {name} | {len(scale['items'])} | {reliability} | {norm_name(norm['id'], norm['n'], words)} |"


def _group(name: str, source: dict[str, Any], words: Words) -> str:
    group = norm_name(name, source["respondents"], words)
    return words("card.bank.group", group=group, origin=source["origin"], licence=source["licence_status"])
