"""What happens with a person's data is told in their safe as it happens: by whom, once, and in plain words."""

from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.model.access_log import ACTIONS, LogLine
from progrez_desktop.core.services import (
    access_log,
    accounts,
    consents,
    my_data,
    own_texts,
    papers,
    rating_carrier,
    rating_office,
    ratings,
    result_file,
    results,
)
from progrez_desktop.core.services.profile_view import view_of
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.rating_house import EMAIL, PASSWORD, Bureau, Kiosk, envelope_of, exported, rate_all
from tests.fakes import there


def told(kiosk: Kiosk) -> list[tuple[str, str]]:
    log = access_log.checked(kiosk.deps, kiosk.session)
    assert log.is_whole
    return [(line.actor, line.action) for line in log.lines]


def test_making_an_account_and_coming_back_are_told(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    kiosk.sign_in_again()
    assert told(kiosk) == [("you", "account_made"), ("you", "signed_in")]


def test_wrong_passwords_are_told_at_the_next_sign_in_with_how_many_and_when(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    accounts.sign_out(kiosk.session)
    for _ in range(3):
        kiosk.clock.advance(1000)
        with pytest.raises(LockedFault):
            accounts.sign_in(kiosk.deps, EMAIL, "not that one at all")
    last_ms = kiosk.clock.now_ms()
    kiosk.clock.advance(60_000)
    kiosk.session = accounts.sign_in(kiosk.deps, EMAIL, PASSWORD)
    line = access_log.checked(kiosk.deps, kiosk.session).lines[-2]
    assert (line.actor, line.action, line.params) == ("somebody", "wrong_password", {"times": 3, "last_ms": last_ms})
    kiosk.sign_in_again()
    assert [action for _, action in told(kiosk)].count("wrong_password") == 1


def test_the_recovery_code_is_told_as_another_way_in(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    accounts.sign_out(kiosk.session)
    back = accounts.come_back(kiosk.deps, EMAIL, PASSWORD)
    accounts.sign_out(back.session)
    kiosk.session = accounts.sign_in_with_recovery(kiosk.deps, EMAIL, there(back.recovery_code), "another long one")
    assert told(kiosk)[-1] == ("you", "signed_in_by_code")


def test_a_rating_is_told_from_asking_to_its_return(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = envelope_of(kiosk)
    kiosk.sign_in_again()
    rating_office.take_letter(bureau.deps, letter)
    rate_all(bureau.deps)
    rating_carrier.deliver(kiosk.deps, exported(bureau.deps))
    kiosk.sign_in_again()
    kiosk.sign_in_again()
    assert told(kiosk) == [
        ("you", "account_made"),
        ("you", "consent_decided"),
        ("you", "asked_rater"),
        ("you", "signed_in"),
        ("operator", "carried_to_rater"),
        ("you", "signed_in"),
        ("rater", "rating_returned"),
        ("rater", "rating_returned"),
        ("you", "signed_in"),
    ]
    ratings.withdraw(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert told(kiosk)[-1] == ("you", "asked_no_more")


def test_a_profile_is_told_once_a_visit_and_again_the_next_time(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    profile = results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    for _ in range(3):
        view_of(kiosk.deps, kiosk.session, profile)
    kiosk.sign_in_again()
    view_of(kiosk.deps, kiosk.session, profile)
    assert told(kiosk) == [
        ("you", "account_made"),
        ("you", "profile_opened"),
        ("you", "signed_in"),
        ("you", "profile_opened"),
    ]


def test_files_and_choices_are_told(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path / "kiosk")
    profile = results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    organisation = there(kiosk.deps.assessment.organisation)
    kiosk.grant("profile", "research")
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "research")
    consents.allow(kiosk.deps, kiosk.session, organisation, "teams", "en")
    papers.hand_over(kiosk.deps, kiosk.session, tmp_path / "cv.pdf", b"%PDF", "cv")
    result_file.save(kiosk.deps, kiosk.session, tmp_path / "result.json", profile.attempt_id)
    assert [action for _, action in told(kiosk)][1:] == [
        "consent_decided",
        "consent_withdrawn",
        "consent_given",
        "cv_saved",
        "result_saved",
    ]


@pytest.mark.parametrize("by_computer", [True, False])
def test_reading_by_the_computer_is_told_of_the_sitting_and_never_of_a_text(
    tmp_path: Path, *, by_computer: bool
) -> None:
    """Which texts it is silent of is not to be known from the log."""
    kiosk = Kiosk.at(tmp_path, computer_reading=by_computer)
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    if by_computer:
        for one in own.texts:
            own_texts.keep(kiosk.deps, kiosk.session, own, one.prompt.id)
    lines = [line for line in access_log.checked(kiosk.deps, kiosk.session).lines if line.action == "texts_read"]
    assert [(line.actor, dict(line.params)) for line in lines] == (
        [("computer", {"attempt": kiosk.attempt_id})] if by_computer else []
    )


def test_a_full_disk_keeps_nobody_from_their_safe_and_hands_nothing_out_untold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    kiosk = Kiosk.at(tmp_path / "kiosk")
    profile = results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    monkeypatch.setattr("progrez_desktop.core.store.access_log_store.AccessLog.append", full)
    kiosk.sign_in_again()
    view_of(kiosk.deps, kiosk.session, profile)
    with pytest.raises(EnvironmentFault):
        papers.hand_over(kiosk.deps, kiosk.session, tmp_path / "cv.pdf", b"%PDF", "cv")
    assert not (tmp_path / "cv.pdf").exists()
    with pytest.raises(EnvironmentFault):
        kiosk.grant("profile")
    assert kiosk.session.safe.grants() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_line_reads_as_a_sentence(action, language: str) -> None:
    params: dict[str, dict[str, Any]] = {
        "wrong_password": {"times": 2, "last_ms": 0},
        **{
            f"mail_{event}": {"times": 2, "by": "recruiter", "done_ms": 0}
            for event in ("opened", "exported", "message")
        },
        **{key: {"done_ms": 0} for key in ("release_arrived", "release_erased_there")},
        "asked_rater": {"release": "r", "answers": 1},
        "consent_decided": {"purposes": []},
        "consent_given": {"purposes": ["profile"]},
        "consent_withdrawn": {"purposes": ["profile", "research"]},
        "consent_withdrawn_by_code": {"purposes": ["profile"]},
        "consent_withdrawn_by_mail": {"purposes": ["profile"]},
        "consent_ended": {"purposes": ["profile"]},
        "profile_released": {"purposes": ["profile"]},
        **{key: {"until_ms": 0} for key in ("kept_sooner", "kept_as_usual", "kept_longer")},
        **{key: {"number": "ab12cd34"} for key in ("package_made", "withdrawn_by_mail", "disclosed")},
    }
    sentence = my_data.sentence(LogLine(1, 0, "you", action, None, params.get(action, {})), Words(language))
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence[-1] == "."
    assert "{" not in sentence


def test_no_line_holds_what_a_person_wrote_or_who_they_are(kiosk: Kiosk) -> None:
    rows = repr(kiosk.session.safe._database.rows("SELECT * FROM access_log"))
    details = kiosk.session.details
    assert not [one for one in (details.first_name, details.last_name, details.email, "heron") if one in rows]


def test_a_line_in_a_block_over_safe_and_device_is_known_to_the_device_after_it(kiosk: Kiosk) -> None:
    safe, device = kiosk.session.safe, kiosk.deps.device
    before = there(device.account(kiosk.session.account_id)).log_head
    with safe.transaction_with(device):
        access_log.tell(kiosk.deps, kiosk.session, "cv_saved")
        assert (
            there(device.account(kiosk.session.account_id)).log_head == before
        )  # else the device would wait for itself
    assert there(device.account(kiosk.session.account_id)).log_head == safe.log.end() != before
