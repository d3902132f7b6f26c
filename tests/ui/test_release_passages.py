"""Passages of own words on the page of what may leave: read before their switch, and none is on by itself."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.pages.release import ReleasePage
from tests.ui.gallery import context_for, material
from tests.ui.gallery_choices import ahead


def page_of(app: QApplication, language: str, *, shared: bool) -> ReleasePage:
    given, context = material(), context_for(app, language, 100)
    found = ahead(given, passages="some")
    return ReleasePage(context, given.assessment, found if shared else replace(found, shared=frozenset()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_skill_has_a_switch_that_is_off_and_says_what_it_shares(qapp: QApplication, language: str) -> None:
    page = page_of(qapp, language, shared=False)
    words = page.context.words
    assert set(page.excerpts) == {"empathy", "initiative"}
    assert not any(switch.isChecked() for switch in page.excerpts.values())
    assert words("release.excerpts.off") in page.excerpts["empathy"].accessibleName()
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "I talked with each of them alone" in told
    assert words("release.excerpts.lead") in told


def test_switching_tells_the_skills_whose_passages_are_shared_now(qapp: QApplication) -> None:
    page, told = page_of(qapp, "en", shared=True), list[list[str]]()
    page.share.connect(told.append)
    page.excerpts["initiative"].click()
    page.excerpts["empathy"].click()
    assert told == [["empathy", "initiative"], ["initiative"]]


def test_a_skill_that_is_kept_back_takes_its_passages_along_and_brings_them_back(qapp: QApplication) -> None:
    page, told = page_of(qapp, "en", shared=True), list[list[str]]()
    page.share.connect(told.append)
    before = page._ahead
    page.show_ahead(replace(before, withheld=frozenset({"empathy"}), shared=frozenset()))
    switch = page.excerpts["empathy"]
    assert (switch.isEnabled(), switch.isChecked()) == (False, False)
    page.show_ahead(before)
    assert (switch.isEnabled(), switch.isChecked(), told) == (True, True, [])
