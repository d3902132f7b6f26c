"""Who comes back is told once that the statement changed, and no other site opens before a line that says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.services import consents, privacy
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.privacy import REGULATOR, PrivacyPage
from progrez_desktop.ui.pages.profile import ProfilePage
from tests.core.services.sitting_house import sit
from tests.fakes import there
from tests.journeys.driving import (
    desk_over,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    signed_in,
    texts_of,
    to_sign_in,
)


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    """Anna with a result and two choices, who was told of the first statement alone."""
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with signed_in(parts) as (deps, session):
        organisation = there(deps.assessment.organisation)
        consents.decide(deps, session, organisation, ["profile", "research"], "en")
        sit(deps, session, {})
        session.safe.notices.keep_privacy(privacy.versions()[-1].version, 1)
    return parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_statement_is_told_once_and_asks_nothing_where_no_purpose_means_more(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    words, (newest, *before) = Words(language), privacy.versions()
    known = (replace(newest, purposes=()), *before)
    monkeypatch.setattr(privacy, "versions", lambda: known)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, MessagePage)
        assert newest.told[language] in texts_of(page)
        press(page.buttons["read"])
        statement = on_screen(desk, PrivacyPage)
        assert words("privacy.version", version=newest.version) in texts_of(statement)
        press(statement.back_button)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        press(on_screen(desk, ProfilePage).sign_out_button)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)


def test_where_a_purpose_changed_the_choices_come_next_without_its_tick(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest, *before = privacy.versions()
    known = (replace(newest, purposes=("research",)), *before)
    monkeypatch.setattr(privacy, "versions", lambda: known)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        page = on_screen(desk, ConsentPage)
        assert page.chosen() == ["profile"]
        press(page.continue_button)
        on_screen(desk, ProfilePage)
        live = [one.purpose for one in desk.journey.signed_in().safe.grants() if one.withdrawn_ms is None]
        assert live == ["profile"]


def test_another_site_opens_only_after_a_line_that_says_so(tmp_path: Path) -> None:
    words, opened = Words("en"), list[str]()

    def no_browser(site: str) -> bool:
        opened.append(site)
        return False

    with desk_over(parts_of(tmp_path / "data")) as desk:
        desk.journey.outside = replace(desk.journey.outside, open_site=no_browser)
        desk.journey.show_privacy(desk.journey.show_welcome)
        page = on_screen(desk, PrivacyPage)
        press(page.link.open_button)
        assert opened == []
        assert words("privacy_link.line", site=REGULATOR) in texts_of(page)
        press(page.link.stay_button)
        assert opened == []
        press(page.link.open_button)
        press(page.link.go_button)
        assert opened == [REGULATOR]
        assert words("privacy_link.failed", site=REGULATOR) in texts_of(page)  # no browser took it
