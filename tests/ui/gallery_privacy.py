"""The privacy statement, what is told when it changed, and what a pack says that lets people under 16 take part."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.services import privacy
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.privacy import PrivacyPage

if TYPE_CHECKING:
    from tests.ui.gallery import Material


def _sole_controller(given: "Material") -> Organisation:
    organisation = given.assessment.organisation
    assert organisation is not None
    return replace(organisation, sole_controller=True)


def _young(context: Context, given: "Material") -> Page:
    name = _sole_controller(given).name
    return MessagePage(
        context,
        "young",
        ("back", "go_on"),
        sentence=lambda words: words("young.text", organisation=name[words.language]),
    )


def _privacy_link(context: Context, _: "Material") -> Page:
    page = PrivacyPage(context)
    page.link.open_button.click()
    return page


def _privacy_changed(context: Context, _: "Material") -> Page:
    def sentence(words: Words) -> str:
        told = privacy.versions()[0].told[words.language]
        return words("privacy_changed.asks_nothing", changes=told)

    return MessagePage(context, "privacy_changed", ("read", "go_on"), sentence=sentence)


PRIVACY_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "02-privacy": lambda c, _: PrivacyPage(c),
    "02-young": _young,
    "02-age-lifted": lambda c, m: AgePage(c, _sole_controller(m)),
    "02-privacy-link": _privacy_link,
    "02-privacy-changed": _privacy_changed,
}
