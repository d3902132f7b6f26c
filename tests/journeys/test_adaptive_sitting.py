"""The adaptive form as a person meets it: honest about what is left, the same question after a kill, a way back."""

import os
import random
import re
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from progrez_desktop.core.attempt import minutes_left
from progrez_desktop.core.model.assessment import Statement
from progrez_desktop.core.model.attempt import ResponseValue, SkippedValue, StatementValue
from progrez_desktop.core.services import accounts, device_settings, results, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.guide import Guide
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.scores import SkillScore
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.adaptive_child import category_for
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    begin_at,
    desk_over,
    go_on,
    on_screen,
    parts_of,
    ready,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)

KILLS = 12
TO_GO = {"en": r"question (\d+) · about (\d+) to go", "nl": r"vraag (\d+) · nog ongeveer (\d+)"}

RESUMED = {
    "en": r"question 5; about (\d+) to go, about (\d+) min",
    "nl": r"vraag 5; nog ongeveer (\d+) te gaan, ongeveer (\d+) min",
}


def choose_adaptive(parts: Parts) -> Parts:
    with storage(parts) as opened:
        device_settings.choose(opened.deps, "form", "adaptive")
    return parts


def begun(parts: Parts) -> Parts:
    """Somebody who began an adaptive sitting and left at the first question."""
    choose_adaptive(parts)
    begin_at(parts, 0)
    return parts


def kept(parts: Parts) -> tuple[sittings.Standing, list[tuple[str, ResponseValue]]]:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        assert standing is not None
        history = session.safe.closed_history(standing.attempt.id)
        accounts.sign_out(session)
    return standing, history


def uninterrupted(parts: Parts, seed: str, statements: int) -> list[str]:
    """What the same seed and answers ask when nothing comes between."""
    with storage(parts) as opened:
        assessment = opened.deps.assessment
        assert assessment.adaptive is not None
        guide = Guide(assessment.adaptive, opened.deps.shipped.bank())
    history: list[tuple[str, ResponseValue]] = []
    while len(history) < statements:
        item = guide.route(seed, history).items[len(history)]
        assert isinstance(item, Statement)
        categories = assessment.formats[item.format_id].categories
        history.append((item.id, StatementValue(category_for(item.id, categories))))
    return [item for item, _ in history]


@pytest.mark.timeout(600)
def test_after_a_kill_the_same_question_is_asked_next_and_the_way_is_that_of_no_kill(tmp_path: Path) -> None:
    parts, chance = begun(parts_of(tmp_path)), random.Random(20261123)
    on_screen_last, shown = "", list[str]()
    for _ in range(KILLS):
        standing, history = kept(parts)
        expected = standing.route.items[standing.attempt.position].id
        assert expected not in dict(history)
        here = shown_until_killed(tmp_path, chance.randint(1, 6), chance.random() * 0.05)
        assert here[0] == expected
        assert on_screen_last in ("", here[0], *dict(history)), "the question on screen at the kill was passed over"
        on_screen_last = here[-1]
        shown += [item for item in here if item not in shown]
    standing, history = kept(parts)
    assert len(history) > 2 * KILLS
    assert standing.attempt.seed is not None
    assert [item for item, _ in history] == uninterrupted(parts, standing.attempt.seed, len(history))
    assert shown[: len(history)] == [item for item, _ in history]


def shown_until_killed(root: Path, answers: int, wait_s: float) -> list[str]:
    """Let a process answer so many statements and a moment longer; return what it showed."""
    command = [sys.executable, "-m", "tests.journeys.adaptive_child", str(root)]
    pipe, environment = subprocess.PIPE, os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        shown = []
        for line in process.stdout:
            shown.append(line.strip())
            if len(shown) > answers:
                break
        sleep(wait_s)
        process.kill()
        shown += [line.strip() for line in process.stdout]
        assert process.wait() == -9, process.stderr.read()
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_walks_through_the_adaptive_form_to_a_profile(tmp_path: Path, language: str) -> None:
    parts = choose_adaptive(set_up(parts_of(tmp_path / "data")))
    heads, profiles = list[str](), list[str]()

    with desk_over(parts, language, choose_file=lambda _title, _name: tmp_path / "cv.pdf") as desk:
        ready(desk)
        deps, words = desk.journey.deps, Words(language)
        answers = invented.answers_of_form(deps.shipped, "adaptive", language)

        class Watching(Demonstration):
            def answer_one(self, page, item_id) -> None:
                heads.append(page.section_label.text())
                super().answer_one(page, item_id)

            def visit_texts(self, profile: ProfilePage) -> None:
                for row in profile._rows.values():
                    row.click()
                    profiles.append(texts_of(profile.panel))
                super().visit_texts(profile)

        Watching(desk, Visitor(ANNA, PASSWORD, 29, answers), lambda _name, _window: None).perform()
    told = [(int(m[1]), int(m[2])) for head in heads if (m := re.search(TO_GO[language], head))]
    numbers, to_go = [number for number, _ in told], [left for _, left in told]
    assert numbers == list(range(1, len(told) + 1))
    assert to_go[-1] == 1
    assert abs(to_go[0] - len(told)) <= 25
    assert len(heads) == len(told) + 15
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        profile = results.latest(opened.deps, session)
        accounts.sign_out(session)
    assert profile is not None
    assert (profile.form, profile.of) == ("adaptive", len(heads))
    assert len(told) < 111
    for line, panel in zip(profile.lines, profiles, strict=True):
        assert isinstance(line.score, SkillScore)
        assert words.decimal(0.35, 2) in panel
        missed = words("profile.precision.missed", se="", aim=words.decimal(0.35, 2)).split("; ")[1]
        assert (missed in panel) == (line.score.se > 0.35)
    assert (tmp_path / "cv.pdf").read_bytes().startswith(b"%PDF-")


def test_the_first_page_tells_the_minutes_of_the_form_that_would_be_sat(tmp_path: Path) -> None:
    parts = set_up(parts_of(tmp_path / "data"))
    assert told_at_first(parts) == "about 33 minutes"
    choose_adaptive(parts)
    with storage(parts) as opened:
        minutes = minutes_left(sittings.outlook(opened.deps), {})
    assert minutes < 33
    assert told_at_first(parts) == f"about {minutes} minutes"


def told_at_first(parts: Parts) -> str:
    """What the first page says of the time that a sitting takes."""
    with desk_over(parts) as desk:
        page = ready(desk)
        wait_until(lambda: "minutes" in page.organisation.text(), "the minutes")
        return page.organisation.text().split(" · ")[-1]


def answer(desk: Desk, category: int) -> None:
    page, sitting = on_screen(desk, StatementPage), desk.journey.sitting
    assert sitting is not None
    position = sitting.position
    QTest.keyClick(page, Qt.Key(Qt.Key.Key_0.value + category))
    wait_until(lambda: sitting.position > position, "the next question")


def back(desk: Desk) -> None:
    page, sitting = on_screen(desk, StatementPage), desk.journey.sitting
    assert sitting is not None
    position = sitting.position
    press(page.back_button)
    wait_until(lambda: sitting.position < position, "the question before")


def test_a_way_back_leads_to_what_was_asked_and_the_question_that_waited_still_waits(tmp_path: Path) -> None:
    parts = begun(parts_of(tmp_path))
    with desk_over(parts) as desk:
        go_on(desk)
        seen = []
        for category in (4, 2, 5, 3, 4):
            seen.append(on_screen(desk, StatementPage).text.text())
            answer(desk, category)
        waiting = on_screen(desk, StatementPage).text.text()
        for text in reversed(seen):
            back(desk)
            assert on_screen(desk, StatementPage).text.text() == text
        page = on_screen(desk, StatementPage)
        assert not page.back_button.isEnabled()
        assert page._options[3].isChecked()
        for place, _ in enumerate(seen):
            assert on_screen(desk, StatementPage).text.text() == seen[place]
            answer(desk, 1)
        assert on_screen(desk, StatementPage).text.text() == waiting
    standing, history = kept(parts)
    assert len(history) == 10
    assert [item.text["en"] for item in standing.route.items] == [*seen, waiting]


@pytest.mark.parametrize("language", LANGUAGES)
def test_coming_back_tells_the_question_and_about_how_many_are_left(tmp_path: Path, language: str) -> None:
    parts = begun(parts_of(tmp_path))
    with desk_over(parts, language) as desk:
        go_on(desk)
        for _ in range(4):
            answer(desk, 3)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        told = texts_of(on_screen(desk, MessagePage))
        found = re.search(RESUMED[language], told)
        assert found
        assert 80 <= int(found[1]) <= 115
        assert 25 <= int(found[2]) <= 35


def test_a_place_beyond_what_is_known_leads_to_the_question_that_waits(tmp_path: Path) -> None:
    """As after an update whose bank finds an earlier section not done yet."""
    choose_adaptive(parts := parts_of(tmp_path))
    begin_at(parts, 40)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        assert "question 1 · about" in page.section_label.text()
        answer(desk, 3)
        assert "question 2 · about" in page.section_label.text()


def test_a_skipped_question_counts_as_open_and_can_be_answered_from_the_overview(tmp_path: Path) -> None:
    parts = begun(parts_of(tmp_path))
    with desk_over(parts) as desk:
        go_on(desk)
        sitting = desk.journey.sitting
        assert sitting is not None
        first = sitting.item
        assert first is not None
        press(on_screen(desk, StatementPage).skip_button)
        wait_until(lambda: sitting.position == 1, "the next question")
        while isinstance(sitting.item, Statement):
            answer(desk, 3)
        while sitting.item is not None:
            position = sitting.position
            press(desk.window.page.skip_button)  # type: ignore[union-attr]
            wait_until(lambda at=position: sitting.position > at, "the next item")  # type: ignore[misc]
        review = on_screen(desk, ReviewPage)
        statements = sitting.position - 15
        assert Words("en").plural("review.open", 16) in texts_of(review)
        press(review.first_open)
        page = on_screen(desk, StatementPage)
        assert page.text.text() == first.text["en"]
        assert page.section_label.text() == "Statements · question 1"
        answer(desk, 5)
        review = on_screen(desk, ReviewPage)
        assert Words("en").plural("review.open", 15) in texts_of(review)
        assert sitting.position == statements + 15, "an answer from the overview asks nothing new"
    standing, history = kept(parts)
    assert history[0] == (first.id, SkippedValue())
    assert standing.responses[first.id].value == StatementValue(5)
    assert len(standing.route.items) == statements + 15
