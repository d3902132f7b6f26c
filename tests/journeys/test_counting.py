"""Who agreed is counted without their name when their sitting begins and ends; who did not agree leaves no count."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.services import accounts, consents, counting_periods, fairness_figures, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeNoise
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    contents,
    desk_over,
    go_on,
    on_screen,
    parts_of,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)

COUNTED: Purpose = "anonymous_statistics"


@dataclass
class SilentNoise(FakeNoise):
    """Zeros, so that counts can be read, and on which thread they were drawn."""

    silent: bool = True
    threads: set[str] = field(default_factory=set)

    def draw(self, scale: float, n: int) -> tuple[int, ...]:
        self.threads.add(current_thread().name)
        return super().draw(scale, n)


@pytest.fixture
def noise() -> SilentNoise:
    return SilentNoise()


@pytest.fixture
def parts(tmp_path: Path, noise: SilentNoise) -> Parts:
    return set_up(replace(parts_of(tmp_path / "data"), find_noise=lambda: noise))


def begin_sitting(parts: Parts, *purposes: Purpose) -> None:
    """Go from the welcome page to the first statement, agreeing to some purposes, and leave."""
    with desk_over(parts) as desk:
        guide = Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _window: None)
        guide.begin()
        guide.make_account()
        consent = on_screen(desk, ConsentPage)
        for purpose in purposes:
            press(consent.choices[purpose])
        press(consent.continue_button)
        on_screen(desk, StatementPage).chosen.emit(4)
        start = on_screen(desk, StartPage)
        press(start.choices[False])
        press(start.start_button)
        wait_until(lambda: desk.journey.sitting is not None, "the sitting")
        settle(desk)


def end_sitting(parts: Parts) -> None:
    """Go on at the last question, skip it and finish."""
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        assert standing is not None
        session.safe.keep_place(standing.attempt.id, len(standing.route.items) - 1, 0)
        accounts.sign_out(session)
    with desk_over(parts) as desk:
        go_on(desk)
        press(on_screen(desk, ItemPage).skip_button)
        press(on_screen(desk, ReviewPage).finish_button)
        on_screen(desk, ProfilePage)
        settle(desk)


def settle(desk: Desk) -> None:
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "the store lane to rest")


def withdraw(parts: Parts) -> None:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        organisation = opened.deps.assessment.organisation
        assert organisation is not None
        consents.withdraw(opened.deps, session, organisation, COUNTED)
        accounts.sign_out(session)


def counts(parts: Parts) -> dict[str, int]:
    """By kind, how many were counted, since these counters begin without noise."""
    told: dict[str, int] = {}
    with storage(parts) as opened:
        rows: list[tuple[Any, ...]] = opened.deps.device._database.rows("SELECT kind, cells FROM counter")
    for kind, cells in rows:
        told[kind] = told.get(kind, 0) + sum(json.loads(cells))
    return {kind: n for kind, n in told.items() if n}


def test_who_agreed_is_counted_at_the_beginning_and_once_at_the_end(parts: Parts, noise: SilentNoise) -> None:
    begin_sitting(parts, COUNTED)
    assert counts(parts) == {"begun": 1}
    assert {name.split("_")[0] for name in noise.threads} == {"store"}, "nobody waits for noise in front of a window"
    end_sitting(parts)
    assert counts(parts) == {"begun": 1, "finished": 1, "skipped": 1, "quality": 1}
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)
        settle(desk)
    assert counts(parts) == {"begun": 1, "finished": 1, "skipped": 1, "quality": 1}


@pytest.mark.parametrize("purposes", [(), ("profile", "research")])
def test_a_sitting_without_consent_leaves_no_count(
    parts: Parts, noise: SilentNoise, purposes: tuple[Purpose, ...]
) -> None:
    begin_sitting(parts, *purposes)
    end_sitting(parts)
    with storage(parts) as opened:
        assert opened.deps.device.counters.periods() == []
    assert counts(parts) == {} and noise.drawn == 0


def test_who_withdrew_before_the_end_is_not_counted_at_the_end(parts: Parts) -> None:
    begin_sitting(parts, COUNTED)
    withdraw(parts)
    end_sitting(parts)
    assert counts(parts) == {"begun": 1}


# Which group somebody belongs to


def with_a_score(parts: Parts, *purposes: Purpose) -> None:
    """Take the assessment up to the profile, with answers on the skill that a first period looks at."""
    begin_sitting(parts, *purposes)
    with storage(parts) as opened:
        deps = opened.deps
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        standing = sittings.standing(deps, session)
        assert standing is not None
        skill = (counting_periods.running(deps) or counting_periods.next_watched(deps)).skill
        for item in deps.scorer.bank.skills[skill].items:
            session.safe.save_response(
                standing.attempt.id,
                item.id,
                "en",
                StatementValue(4),
                position=0,
                active_ms=0,
                at_ms=deps.clock.now_ms(),
            )
        accounts.sign_out(session)
    end_sitting(parts)


@contextmanager
def at_profile(parts: Parts, language: str = "en") -> Iterator[tuple[Desk, ProfilePage]]:
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, ProfilePage)
        settle(desk)
        yield desk, page


def of_groups(parts: Parts) -> dict[str, int]:
    return {kind: n for kind, n in counts(parts).items() if kind in ("impact", "dif")}


def about_women(parts: Parts) -> int:
    """How many women the table of fairness rests on, once the period is closed."""
    with storage(parts) as opened:
        counting_periods.close(opened.deps)
        return sum(table.focal_n for table in fairness_figures.dif_tables(opened.deps) if table.focal == "women")


def rows_of(database: Any) -> str:
    """Every row of a database, but for what counters are called and told apart by."""
    tables = [name for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return repr({name: database.rows(f"SELECT * FROM {name}") for name in tables if name != "counter"})  # noqa: S608


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_says_their_group_moves_the_table_of_fairness_and_leaves_no_other_trace(
    parts: Parts, language: str
) -> None:
    words = Words(language)
    with_a_score(parts, COUNTED)
    assert of_groups(parts) == {}
    with at_profile(parts, language) as (desk, page):
        notes = page.notes
        assert notes.ask_facts.isVisible() and not notes.facts.isVisible()
        press(notes.ask_facts)
        assert notes.facts.isVisible() and not notes.facts.give.isEnabled()
        press(notes.facts.answers["women"])
        press(notes.facts.give)
        notes.facts_given.emit("men")
        settle(desk)
        assert words("notes.facts.thanks") in texts_of(page)
        assert not notes.ask_facts.isVisible() and not notes.facts.isVisible()
        assert not any(choice.isChecked() for choice in notes.facts.answers.values())
    assert of_groups(parts) == {"impact": 1, "dif": 10}
    with at_profile(parts, language) as (_, page):
        assert not page.notes.ask_facts.isVisible()
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        kept = rows_of(session.safe._database) + rows_of(opened.deps.device._database)
        accounts.sign_out(session)
    for said in ("women", words("notes.facts.women")):
        assert f"'{said}'" not in kept and f'"{said}"' not in kept
        assert all(said.encode() not in held for held in contents(parts.folder.root).values())
    assert about_women(parts) == 1


def test_who_would_rather_not_say_is_in_no_joint_count(parts: Parts) -> None:
    with_a_score(parts, COUNTED)
    with at_profile(parts) as (desk, page):
        press(page.notes.ask_facts)
        press(page.notes.facts.answers["women"])
        press(page.notes.facts.leave)
        settle(desk)
        assert page.notes.ask_facts.isVisible() and page.notes.ask_facts.hasFocus()
        assert not any(choice.isChecked() for choice in page.notes.facts.answers.values())
    assert of_groups(parts) == {}
    assert about_women(parts) == 0


@pytest.mark.parametrize("purposes", [(), ("profile", "research")])
def test_who_did_not_agree_is_not_asked_for_a_group(parts: Parts, purposes: tuple[Purpose, ...]) -> None:
    with_a_score(parts, *purposes)
    with at_profile(parts) as (_, page):
        assert not page.notes.ask_facts.isVisible()
        page.notes.facts_given.emit("women")
    assert counts(parts) == {}


def test_who_withdraws_while_the_question_is_on_screen_is_not_counted(parts: Parts) -> None:
    with_a_score(parts, COUNTED)
    with at_profile(parts) as (desk, page):
        press(page.notes.ask_facts)
        press(page.notes.facts.answers["men"])
        organisation, session = desk.journey.deps.assessment.organisation, desk.journey.signed_in()
        assert organisation is not None
        consents.withdraw(desk.journey.deps, session, organisation, COUNTED)
        press(page.notes.facts.give)
        settle(desk)
        assert Words("en")("notes.facts.too_late") in texts_of(page)
    assert of_groups(parts) == {}


def test_the_question_is_answered_with_the_keyboard_alone(parts: Parts) -> None:
    with_a_score(parts, COUNTED)
    with at_profile(parts) as (desk, page):
        for wanted, key in (
            (page.notes.ask_facts, Qt.Key.Key_Return),
            (page.notes.facts.answers["men"], Qt.Key.Key_Space),
            (page.notes.facts.give, Qt.Key.Key_Return),
        ):
            tab_to(wanted)
            QTest.keyClick(wanted, key)
        settle(desk)
        assert page.notes.save_button.hasFocus()
    assert of_groups(parts) == {"impact": 1, "dif": 10}


def tab_to(wanted: QWidget) -> None:
    for _ in range(60):
        if wanted.hasFocus():
            return
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes there")
