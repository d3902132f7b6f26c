"""See first, then decide: release, withdraw with a code, take the safe home, and be asked again, by keyboard alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.services import consents, excerpts, notices, privacy, receipts
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.bring_in import BringInPage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.moving import MovingPage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.pages.withdraw import WithdrawPage
from progrez_desktop.ui.startup import Desk
from tests.core.services.release_house import Employer, shipping
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    desk_over,
    everything_in_memory,
    finish_unanswered,
    make_account,
    on_screen,
    parts_of,
    set_up,
    sign_in,
    signed_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_keyboard_only import MouseWatch, focused, tab_to, type_in
from tests.journeys.test_keyboard_only import press as press_key

NEW_PASSWORD = "nine lanterns by the quay"


@pytest.fixture
def employer(monkeypatch: pytest.MonkeyPatch) -> Employer:
    employer = Employer.made()
    shipping(monkeypatch, public_key=employer.pair.public.hex())
    return employer


@contextmanager
def no_mouse(qapp: QApplication) -> Iterator[None]:
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    yield
    qapp.removeEventFilter(watch)
    assert watch.presses == 0


def with_profile(parts: Parts) -> tuple[str, str]:
    """Leave Anna with a finished sitting and two choices; return her recovery code and the code on her receipt."""
    recovery = make_account(parts)
    with signed_in(parts) as (deps, session):
        organisation = there(deps.assessment.organisation)
        consents.decide(deps, session, organisation, ["profile", "contact"], "en")
        finish_unanswered(deps, session)
        code = there(receipts.latest(session))["dpv:hasWithdrawalMethod"]["dct:identifier"]
    return recovery, str(code)


def outbox(parts: Parts) -> list[tuple[str, str | None, bytes | None]]:
    with storage(parts) as opened:
        return opened.deps.device._database.rows("SELECT kind, header, envelope FROM outbox ORDER BY seq")


def walk(name: str) -> None:
    tab_to(name)
    press_key(Qt.Key.Key_Return)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_sees_what_would_leave_keeps_something_back_and_sends_it(
    tmp_path: Path, qapp: QApplication, employer: Employer, language: str
) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data")
    with_profile(parts)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)
        with no_mouse(qapp):
            walk(words("my_data.link"))
            on_screen(desk, MyDataPage)
            walk(words("release.open"))
            page = on_screen(desk, ReleasePage)
            assert ANNA.full_name in texts_of(page)
            assert words("release.state.first") in texts_of(page)
            skill = next(one for one in desk.journey.deps.assessment.skills if one.id == "empathy")
            tab_to(f"{skill.name[language]}: {words('release.shared')}")
            press_key(Qt.Key.Key_Space)
            wait_until(lambda: words("release.kept") in texts_of(page), "the skill to be kept back")
            walk(words("release.bytes_show"))
            assert page.bytes.isVisible()
            shown = json.loads(page.bytes.toPlainText())
            assert outbox_is_empty(desk)
            walk(words("release.send"))
            wait_until(lambda: page.note.text() == words("release.sent"), "it to be sent")
            assert words("release.obstacle.sent_already") in texts_of(page)
            assert not page.send_button.isEnabled()
    ((kind, header, envelope),) = outbox(parts)
    assert kind == "put"
    assert employer.opened(there(header), there(envelope)) == shown
    assert "empathy" not in json.dumps(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_passages_of_own_words_are_read_and_switched_on_one_skill_at_a_time(
    tmp_path: Path, qapp: QApplication, employer: Employer, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data")
    found = {skill: (Passage("disagreement", f"I asked […] about {skill}."),) for skill in ("empathy", "initiative")}
    monkeypatch.setattr(excerpts, "offered", lambda deps, session, attempt_id: found)
    with_profile(parts)
    with signed_in(parts) as (deps, session):
        consents.decide(deps, session, there(deps.assessment.organisation), ["profile", "excerpts"], language)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)
        with no_mouse(qapp):
            walk(words("my_data.link"))
            on_screen(desk, MyDataPage)
            walk(words("release.open"))
            page = on_screen(desk, ReleasePage)
            assert words("release.excerpts.quoted", text=found["empathy"][0].text) in texts_of(page)
            assert "excerpts" not in page.bytes.toPlainText()
            skill = next(one for one in desk.journey.deps.assessment.skills if one.id == "empathy")
            part = words("release.excerpts.of", skill=skill.name[language])
            tab_to(f"{part}: {words('release.excerpts.off')}")
            press_key(Qt.Key.Key_Space)
            wait_until(lambda: "excerpts" in page.bytes.toPlainText(), "the passage to be among what leaves")
            walk(words("release.send"))
            wait_until(lambda: page.note.text() == words("release.sent"), "it to be sent")
    ((_, header, envelope),) = outbox(parts)
    told = employer.opened(there(header), there(envelope))
    assert told["excerpts"] == [{"skill": "empathy", "passages": [vars(found["empathy"][0])]}]


def outbox_is_empty(desk: Desk) -> bool:
    return desk.journey.deps.device._database.row("SELECT count(*) FROM outbox") == (0,)


def test_without_a_key_the_page_says_that_there_is_nobody_to_send_to(tmp_path: Path) -> None:
    words, parts = Words("en"), parts_of(tmp_path / "data")
    with_profile(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).my_data_button)
        press(on_screen(desk, MyDataPage).release_button)
        page = on_screen(desk, ReleasePage)
        assert words("release.obstacle.no_receiver") in texts_of(page)
        assert not page.send_button.isEnabled()
        press(page.back_button)
        on_screen(desk, MyDataPage)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_withdraws_from_the_sign_in_page_and_the_owner_reads_of_it(
    tmp_path: Path, qapp: QApplication, employer: Employer, language: str
) -> None:
    words, parts, out = Words(language), parts_of(tmp_path / "data"), tmp_path / "out"
    out.mkdir()
    _, code = with_profile(parts)
    with desk_over(parts, language, choose_file=lambda _title, name: out / name) as desk:
        to_sign_in(desk)
        with no_mouse(qapp):
            walk(words("withdraw_page.open"))
            page = on_screen(desk, WithdrawPage)
            type_in(("B" if code[0] == "A" else "A") + code[1:])
            press_key(Qt.Key.Key_Return)
            wait_until(lambda: bool(page.code.edit.accessibleDescription()), "a word about the group")
            assert page.code.edit.accessibleDescription() == words("error.withdrawal_code_typing", groups="1")
            type_in(code.lower().replace("-", " "))
            press_key(Qt.Key.Key_Return)
            wait_until(page.told.isVisible, "what came of it")
            assert code not in everything_in_memory()
            press_key(Qt.Key.Key_Return)
            wait_until(lambda: len(list(out.glob("*.pdf"))) == 1 and not page.is_busy, "the receipt")
            walk(words("withdraw_page.done"))
            on_screen(desk, SignInPage)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).my_data_button)
        mine = on_screen(desk, MyDataPage)
        assert not mine.withdraw_buttons
        purposes = "; ".join(words(f"consent.{one}.title") for one in ("profile", "contact"))
        assert words("log.consent_withdrawn_by_code", purposes=purposes) in texts_of(mine)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_safe_goes_home_with_its_recovery_code(tmp_path: Path, qapp: QApplication, language: str) -> None:
    words, kiosk, home = Words(language), parts_of(tmp_path / "kiosk"), set_up(parts_of(tmp_path / "home"))
    file = tmp_path / words("moving.file_name")
    recovery, _ = with_profile(kiosk)
    with desk_over(kiosk, language, choose_file=lambda _title, name: tmp_path / name) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).my_data_button)
        on_screen(desk, MyDataPage)
        with no_mouse(qapp):
            walk(words("moving.open"))
            page = on_screen(desk, MovingPage)
            assert focused() is page.save_button
            press_key(Qt.Key.Key_Return)
            wait_until(page.after.isVisible, "the file")
            walk(words("moving.leave"))
            on_screen(desk, MessagePage)
            walk(words("moving_sure.yes"))
            wait_until(lambda: desk.journey.session is None, "it to be gone")
            assert words("moving_left.title") in texts_of(on_screen(desk, MessagePage))
            assert not [one for one in (ANNA.first_name, ANNA.last_name, ANNA.email) if one in everything_in_memory()]
            walk(words("moving_left.back"))
            on_screen(desk, WelcomePage)
    assert not list((tmp_path / "kiosk/safes").iterdir())
    with desk_over(home, language, open_file=lambda _title, _ending: file) as desk:
        to_sign_in(desk)
        with no_mouse(qapp):
            walk(words("bring_in.open"))
            arriving = on_screen(desk, BringInPage)
            walk(words("bring_in.choose"))
            wait_until(lambda: arriving.path == file, "the file")
            type_in(recovery)
            press_key(Qt.Key.Key_Tab)
            type_in(NEW_PASSWORD)
            press_key(Qt.Key.Key_Return)
            on_screen(desk, ProfilePage)
        assert there(desk.journey.session).details == ANNA


def test_a_spoilt_file_is_told_and_brings_nobody_in(tmp_path: Path) -> None:
    words, home, file = Words("en"), set_up(parts_of(tmp_path / "home")), tmp_path / "x.progrez-safe"
    file.write_bytes(b"PROGREZ SEALED SAFE\n{}\n")
    with desk_over(home, open_file=lambda _title, _ending: file) as desk:
        press(to_sign_in(desk).file_button)
        page = on_screen(desk, BringInPage)
        press(page.go_button)
        assert words("bring_in.none_fault") in texts_of(page)
        press(page.choose_button)
        page.password.edit.setText(NEW_PASSWORD)
        press(page.go_button)
        wait_until(lambda: bool(page.note.text()), "a word about it")
        assert page.note.text() == words("error.sealed_safe_damaged")


def test_another_organisation_asks_anew_and_nothing_is_ticked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = parts_of(tmp_path / "data")
    with_profile(parts)
    shipping(monkeypatch, id="ab" * 16, name={"en": "Another One", "nl": "Een andere"})
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, ConsentPage)
        assert "Another One" in texts_of(page)
        assert page.chosen() == []
        press(page.continue_button)
        on_screen(desk, ProfilePage)
        desk.journey.sign_out()
        press(on_screen(desk, MessagePage).buttons["back"])
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)  # refusing is an answer: it is asked once
    with signed_in(parts) as (_, session):
        live = {grant.organisation_id for grant in session.safe.grants() if grant.withdrawn_ms is None}
        assert live and "ab" * 16 not in live


def test_news_by_staff_then_the_statement_then_another_organisation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = parts_of(tmp_path / "data")
    with_profile(parts)
    with signed_in(parts) as (deps, session):
        session.safe.notices.keep_privacy(privacy.versions()[-1].version, 1)
        account = there(deps.device.account(session.account_id))
        notices.leave(deps, account, "package_made", {}, number="ab12")
    shipping(monkeypatch, id="ab" * 16, name={"en": "Another One", "nl": "Een andere"})
    words = Words("en")
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        news = on_screen(desk, MessagePage)
        assert "ab12" in texts_of(news)
        press(news.buttons["go_on"])
        wait_until(lambda: desk.window.page is not news, "the statement")
        changed = on_screen(desk, MessagePage)
        assert words("privacy_changed.title") in texts_of(changed)
        press(changed.buttons["go_on"])
        asked = on_screen(desk, ConsentPage)
        assert "Another One" in texts_of(asked)
        assert asked.chosen() == []
        press(asked.continue_button)
        on_screen(desk, ProfilePage)
