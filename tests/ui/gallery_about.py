"""What is told about the program in every state: its cards, how it can be used, and the manual."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.services import about_build, cards, conformance
from progrez_desktop.core.services.manual.assembly import technical_manual
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.about import CARDS, AboutPage
from progrez_desktop.ui.pages.manual import ManualPage

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_BUILD: dict[str, str] = {}


def _build_card(words: Words) -> str:
    """At hand: it reads the papers of every package, and in the program not on the window's thread."""
    if words.language not in _BUILD:
        _BUILD[words.language] = about_build.build_card(words)
    return _BUILD[words.language]


def _about(context: Context, _: "Material", shown: str, *, missing: bool = False) -> Page:
    page = AboutPage(context)
    makers: dict[str, Callable[[Words], str]] = {
        "statements": cards.statements_card,
        "texts": cards.texts_card,
        "build": _build_card,
        "accessibility": conformance.statement,
    }
    page.wanted.connect(lambda card: page.show_card(card, makers[card](context.words)))
    if missing:
        page.wanted.disconnect()
        page.wanted.connect(lambda _: page.show_fault(DataFault("resource_missing", name="model/answers.card.md")))
    page.tabs.tabs[CARDS.index(shown)].click()
    return page


def _manual(context: Context, _: "Material", *, lost: bool = False) -> Page:
    page = ManualPage(context)
    if lost:
        page.wanted.connect(lambda: page.show_loss(EnvironmentFault("resource_missing", name="manual/norms.en.md")))
    else:
        page.wanted.connect(lambda: page.show_article(technical_manual(context.words, date(2026, 11, 23))))
    return page


ABOUT_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "02-about-statements": lambda c, m: _about(c, m, "statements"),
    "02-about-texts": lambda c, m: _about(c, m, "texts"),
    "02-about-build": lambda c, m: _about(c, m, "build"),
    "02-about-accessibility": lambda c, m: _about(c, m, "accessibility"),
    "02-about-missing": lambda c, m: _about(c, m, "texts", missing=True),
    "02-manual": _manual,
    "02-manual-lost": lambda c, m: _manual(c, m, lost=True),
}
