"""The privacy statement has a version, is told once when it changes, and asks anew only where a purpose changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.counting import KINDS
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.services import privacy
from progrez_desktop.core.services.privacy import PARTS
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.rating_house import Kiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk.at(tmp_path / "kiosk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_that_reads_otherwise_has_a_version_of_its_own(language: str) -> None:
    """Changed a word? Add a version on top of resources/privacy/versions.json with what changed, and with this hash."""
    assert privacy.sha256_of(Words(language)) == privacy.versions()[0].sha256[language]


def test_no_two_versions_have_the_same_name_and_each_says_what_changed() -> None:
    known = privacy.versions()
    assert len({one.version for one in known}) == len(known)
    assert [one.version for one in known] == sorted((one.version for one in known), reverse=True)
    assert all(one.told[language] for one in known for language in LANGUAGES)


def test_who_just_made_an_account_is_told_nothing(kiosk: Kiosk) -> None:
    assert privacy.news(kiosk.session) == ()


def test_who_was_told_of_an_older_version_is_told_once_of_what_came_since(kiosk: Kiosk) -> None:
    newest, first = privacy.versions()[0], privacy.versions()[-1]
    kiosk.session.safe.notices.keep_privacy(first.version, 1)
    assert privacy.news(kiosk.session)[0] == newest
    assert first not in privacy.news(kiosk.session)
    privacy.was_told(kiosk.deps, kiosk.session)
    kiosk.sign_in_again()
    assert privacy.news(kiosk.session) == ()


def test_an_account_of_before_versions_were_kept_knows_the_first(kiosk: Kiosk) -> None:
    kiosk.session.safe._database.write("DELETE FROM notice WHERE id = 'privacy'")
    assert privacy.news(kiosk.session) == privacy.versions()[:-1]


def test_a_version_of_a_later_program_is_told_as_no_news(kiosk: Kiosk) -> None:
    kiosk.session.safe.notices.keep_privacy("2099-01", 1)
    assert privacy.news(kiosk.session) == ()


def test_only_a_changed_purpose_that_the_person_allows_is_asked_anew(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "research")
    newest = privacy.versions()[0]
    unchanged, changed = replace(newest, purposes=()), replace(newest, purposes=("research", "teams"))
    assert privacy.to_ask(kiosk.deps, kiosk.session, (unchanged,)) == ()
    assert privacy.to_ask(kiosk.deps, kiosk.session, (changed,)) == ("research",)
    kiosk.clock.advance(40 * 86_400_000)  # what has ended is asked nobody
    assert privacy.to_ask(kiosk.deps, kiosk.session, (changed,)) == ()


def test_who_allowed_what_means_more_now_is_asked_anew(kiosk: Kiosk) -> None:
    """Totals are for whoever made the assessment as well; with a profile goes how it was answered."""
    kiosk.grant("profile", "contact", "anonymous_statistics")
    kiosk.session.safe.notices.keep_privacy("2026-11", 1)
    assert privacy.to_ask(kiosk.deps, kiosk.session, privacy.news(kiosk.session)) == ("profile", "anonymous_statistics")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_made_the_assessment_is_named_where_they_receive_something(language: str) -> None:
    words = Words(language)
    for purpose in PURPOSES:
        receives = any("publisher" in kind.recipients for kind in KINDS if kind.purpose == purpose)
        named = "{publisher}" in words.template(f"consent.{purpose}.text")
        assert named == (receives or purpose == "training_texts"), purpose


def test_every_purpose_that_a_version_changes_is_one() -> None:
    assert all(purpose in PURPOSES for one in privacy.versions() for purpose in one.purposes)


def test_a_grant_names_the_version_that_was_shown(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    [grant] = [one for one in kiosk.session.safe.grants() if one.withdrawn_ms is None]
    assert grant.notice_version == privacy.versions()[0].version


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_program_does(language: str) -> None:
    words = Words(language)
    told = " ".join(words(f"privacy.{part}.text") for part in PARTS)
    assert words("training.called").rstrip(".").split(";")[1].strip() in told
    assert words("my_data.title") in told
