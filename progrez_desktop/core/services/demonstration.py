"""An invented visitor for the demonstration: the same answers each time, and nobody's."""

import hashlib
from collections.abc import Iterable, Mapping

from progrez_desktop.core.model.assessment import Assessment, FormId, Item, Prompt, Situation, Statement
from progrez_desktop.core.model.attempt import ResponseValue, SituationValue, StatementValue, TextValue
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.scoring import scales
from progrez_desktop.scoring.bank import Bank

PERSON = PersonDetails("Sanne", "de Vries", "sanne.devries@example.org")
PASSWORD = "a quiet morning by the water"  # noqa: S105 - of an invented person in a throw-away store
AGE = 29

_LEVELS: Mapping[str, float] = {
    "communication": 0.58,
    "empathy": 0.82,
    "collaboration": 0.74,
    "leadership": 0.55,
    "self_management": 0.68,
    "resilience": 0.48,
    "composure": 0.62,
    "adaptability": 0.60,
    "creative_thinking": 0.76,
    "analytical": 0.63,
    "initiative": 0.66,
    "integrity": 0.80,
}
"""How far along the answers each skill lies, 0 to 1. Invented."""

_TEXTS = {
    "en": (
        "In our project group two people wanted a different planning, and they stopped talking to each other. I asked "
        "each of them what worried them most. It turned out that one was afraid of missing the deadline and the other "
        "of doing sloppy work. So I proposed to deliver a small first version and to check it together. Both agreed, "
        "and we were happy that it was finished in time. I would ask earlier next time.",
        "Last spring our supplier cancelled a week before the open day. I was disappointed, but I made a list of what "
        "we really needed and called three other shops. One of them could help with half of it, so I changed the "
        "programme and explained it to the team. The day went well and the visitors hardly noticed the difference.",
        "A new colleague told me that my notes were hard to follow. I thanked her, because she was right, and we went "
        "through one page together. Since then I write a short summary on top and ask someone to read it first. "
        "People now find their way in the notes without calling me, which is great.",
    ),
    "nl": (
        "In onze projectgroep wilden twee mensen een andere planning, en ze praatten niet meer met elkaar. Ik vroeg "
        "allebei waar ze zich het meest zorgen over maakten. De één was bang de deadline te missen, de ander om "
        "slordig werk te leveren. Daarom stelde ik voor eerst een kleine versie te maken en die samen te bekijken. Dat "
        "lukte, "
        "en we waren blij dat het op tijd af was.",
        "Vorig jaar zegde onze leverancier af, een week voor de open dag. Ik baalde, maar maakte een lijst van wat "
        "echt nodig was en belde drie andere winkels. Eén kon de helft leveren. Ik paste het programma aan en "
        "legde het uit aan het team. De dag verliep goed en bezoekers merkten het verschil nauwelijks.",
        "Een nieuwe collega zei dat mijn aantekeningen lastig te volgen waren. Ik bedankte haar, want ze had gelijk, "
        "en we namen samen een bladzijde door. Sindsdien schrijf ik er een korte samenvatting boven. Nu vinden mensen "
        "zelf de weg, zonder mij te bellen.",
    ),
}


def answers_of_form(files: Shipped, form: FormId, language: str) -> dict[str, ResponseValue]:
    """Return an answer to everything that a form of the shipped assessment may ask."""
    assessment = files.assessment()
    if form == "fixed" or assessment.adaptive is None:
        return answers(assessment.items, assessment, Bank.from_bytes(files.bank()), language)
    items = [item for section in assessment.adaptive.sections for item in section.items]
    return answers(items, assessment, scales.of_form(files.bank(), assessment.adaptive.scales), language)


def answers(items: Iterable[Item], assessment: Assessment, bank: Bank, language: str) -> dict[str, ResponseValue]:
    """Return an answer to every item, in the language in which the visitor writes.

    Args:
        items: All of the form that is played. A statement that no scale of the bank has gets no answer.
        bank: By skill, the scale that its statements are of.
    """
    levels = {item.id: (_LEVELS[skill], item.key) for skill, scale in bank.skills.items() for item in scale.items}
    keys = {key.situation_id: key for key in assessment.keys}
    texts = iter(_TEXTS[language])
    given: dict[str, ResponseValue] = {}
    for item in items:
        if isinstance(item, Statement) and item.instructed is not None:
            given[item.id] = StatementValue(item.instructed)
        elif isinstance(item, Statement) and item.id in levels:
            level, key = levels[item.id]
            categories = assessment.formats[item.format_id].categories
            given[item.id] = StatementValue(_category(item.id, level, key, categories))
        elif isinstance(item, Situation):
            given[item.id] = SituationValue(keys[item.id].best, keys[item.id].worst)
        elif isinstance(item, Prompt):
            given[item.id] = TextValue(next(texts))
    return given


def _category(item_id: str, level: float, key: int, categories: int) -> int:
    """Return a raw category near the level, a little more or less by a digest of the id: people are not even."""
    wobble = hashlib.sha256(item_id.encode()).digest()[0] / 255 - 0.5
    place = level + 0.35 * wobble
    place = place if key > 0 else 1 - place
    return 1 + round(min(max(place, 0.0), 1.0) * (categories - 1))
