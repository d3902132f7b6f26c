"""Invented CVs from a seed, with the letters, lengths and gaps that those of people have."""

import random
from datetime import date

from progrez_desktop.core.details import personal_of, sections_of
from progrez_desktop.core.model.cv import CvDocument, CvSkill, SkillColour
from progrez_desktop.core.model.details import COLUMNS, FACTS, LISTS, Entry, FactName, ListName, MyDetails
from progrez_desktop.core.words import Words

_WORDS = (
    *("water", "beheer", "école", "Straße", "Łódź", "ingeniør", "coördinatie", "naïef", "d’accord", "O'Neill", "C++"),
    *("R&D", "24/7", "niveau-3", "(deeltijd)", "“quoted”", "50%", "θεωρία", "наука", "a", "vergunningverlening"),
    *("administratief-juridisch", "Café", "x_y", "e-mail", "1e", "hoofdafdelingscoördinator", "team", "van", "de"),
)
_COLOURS: tuple[SkillColour, ...] = ("think", "relate", "self", "drive")


def made_cv(seed: int) -> tuple[MyDetails, CvDocument, Words]:
    """Return details and the CV that they make; the same for the same seed."""
    chance = random.Random(seed)
    words = Words(chance.choice(("en", "nl")))
    details = made_details(chance)
    document = CvDocument(
        language=words.language,
        made=date(2026, 11, 23),
        first_name=_text(chance, 1, 2),
        last_name=_text(chance, 1, 4),
        contact=(f"person{seed}@example.org",),
        personal=personal_of(details, words),
        summary=_text(chance, 0, 40),
        skills=tuple(_skill(chance, n) for n in range(chance.randrange(6))),
        sections=sections_of(details, words),
    )
    return details, document, words


def made_details(chance: random.Random) -> MyDetails:
    facts: dict[FactName, str] = {name: _text(chance, 1, 4) for name in FACTS if chance.random() < 0.5}
    lists: dict[ListName, tuple[Entry, ...]] = {
        name: tuple(_entry(chance, name) for _ in range(chance.choice((0, 1, 2, 3, 9)))) for name in LISTS
    }
    off = frozenset(part for part in (*FACTS, *LISTS) if chance.random() < 0.15)
    return MyDetails(facts, {name: entries for name, entries in lists.items() if entries}, off)


def _entry(chance: random.Random, name: ListName) -> Entry:
    texts = {"title": _text(chance, 1, 9)}
    for column in COLUMNS[name][1:]:
        if chance.random() < 0.7:
            texts[column] = _column(chance, column)
    if "link" in texts:
        texts["link"] = f"https://example.org/{chance.randrange(10**6)}"
    return Entry(**texts)


def _column(chance: random.Random, column: str) -> str:
    if column in ("start", "end"):
        return chance.choice(
            (f"{chance.randrange(1970, 2027)}", f"{chance.randrange(1990, 2027)}-0{chance.randrange(1, 10)}")
        )
    if column == "text":
        return "\n".join(_text(chance, 1, 30) for _ in range(chance.randrange(1, 3)))
    return _text(chance, 1, 6)


def _text(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(least, most)))


def _skill(chance: random.Random, number: int) -> CvSkill:
    low = chance.randrange(1, 9)
    sten, high = low + chance.randrange(0, 2), low + chance.randrange(1, 3)
    name = f"Skill {number}"
    measured = date(2026, 11, chance.randrange(1, 3))
    return CvSkill(name, chance.choice(_COLOURS), sten, low, high, sten, low, high, "web volunteers", measured)
