"""Promise: what the computer reads in a text is the writer's alone, can be refused beforehand and contested after."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.model.assessment import Validity
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.packs.shipped import BANK, Shipped
from progrez_desktop.core.services import accounts, own_texts, results
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.text.evidence import Evidence, Mark, SkillReading
from progrez_desktop.scoring.text.pasted import Earlier
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.reading import ReadingPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    on_screen,
    parts_of,
    ready,
    set_up,
    sign_in,
    storage,
    to_sign_in,
)
from tests.scoring.text.made_reading import made_reading
from tests.ui.measure import texts

SKILL = "communication"
"""The first row of the profile, which is chosen when the page opens."""


class Reader:
    """Finds an own action in the first sentence of every text, for every skill."""

    def __init__(self, desk: Desk) -> None:
        ready(desk)
        deps = desk.journey.deps
        self.asked: list[str] = []
        self._model = deps.shipped.sha256(BANK)  # a hash of something that ships, as that of the model is
        self._skills = [skill.id for skill in deps.assessment.skills]
        vars(deps)["answer_reader"] = self

    def remember(self, text: str, earlier: Earlier) -> None:
        """Texts are not compared here."""

    def read(self, text: str, prompt: str, language: str, *, earlier: Earlier) -> Reading:
        self.asked.append(text)
        mark = Mark("action", 0, text.index(".") + 1, ((0, text.index(" ")),), 1, 0.8)
        skills = {
            one: SkillReading(one, 2, 0.8, (mark,), ("situation", "reason", "result", "reflection"))
            for one in self._skills
        }
        made = made_reading()
        return Reading(self._model, made.language, (), False, 0.9, made.tone, Evidence(skills, (), ()))


def finish(desk: Desk, *, computer_reading: bool) -> ProfilePage:
    """Play a whole sitting up to the profile, and wait until nothing more comes."""
    ready(desk)
    deps = desk.journey.deps
    answers = invented.answers_of_form(deps.shipped, "fixed", "en")
    visitor = Visitor(ANNA, PASSWORD, 29, answers, computer_reading)
    played = Demonstration(desk, visitor, lambda _name, _window: None)
    played.begin()
    played.make_account()
    played.choose_and_practise()
    played.answer_all()
    played.finish()
    return settled(desk)


def settled(desk: Desk) -> ProfilePage:
    page = on_screen(desk, ProfilePage)
    wait_until(lambda: page.is_settled, "the texts to be read")
    return page


def own_words_line(page: ProfilePage) -> str:
    return page.panel.sources["own_words"].text()


def see_texts(desk: Desk) -> ReadingPage:
    press(on_screen(desk, ProfilePage).panel.see)
    page = on_screen(desk, ReadingPage)
    wait_until(lambda: page.is_settled, "the evidence in the texts")
    return page


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return set_up(parts_of(tmp_path / "data"))


def test_a_person_contests_a_reading_and_it_is_out_of_the_profile_until_they_take_that_back(parts: Parts) -> None:
    words = Words("en")
    with desk_over(parts) as desk:
        reader = Reader(desk)
        profile = finish(desk, computer_reading=True)
        assert own_words_line(profile).startswith(words("profile.own.shown", shown=3, of=3))
        assert len(reader.asked) == 3
        wait_until(lambda: "answer_reader" not in vars(desk.journey.deps), "its memory to be given back")
        page = see_texts(desk)
        assert len(page.text._marks) == 1
        press(page.evidence.disagree)
        press(page.evidence.form.reasons["not_meant"])
        press(page.evidence.form.take_out)
        wait_until(lambda: page.evidence.put_back.isVisible(), "the reading to be out")
        press(page.back_button)
        assert own_words_line(settled(desk)).startswith(words("profile.own.shown", shown=2, of=2))
        press(on_screen(desk, ProfilePage).sign_out_button)
    with desk_over(parts) as desk:
        reader = Reader(desk)
        to_sign_in(desk)
        sign_in(desk)
        assert own_words_line(settled(desk)).startswith(words("profile.own.shown", shown=2, of=2))
        page = see_texts(desk)
        assert page.tabs is not None
        press(page.tabs.tabs[0])
        press(page.evidence.put_back)
        wait_until(lambda: page.evidence.disagree.isVisible(), "the reading to be back")
        press(page.back_button)
        assert own_words_line(settled(desk)).startswith(words("profile.own.shown", shown=3, of=3))
        assert reader.asked == []  # what was read once is found in the safe


def test_who_says_no_before_the_start_is_not_read_and_their_profile_does_not_show_it(parts: Parts) -> None:
    with desk_over(parts) as desk:
        reader = Reader(desk)
        profile = finish(desk, computer_reading=False)
        assert own_words_line(profile).startswith(Words("en")("profile.own.not_enough"))
        page = see_texts(desk)
        assert not page._skills.isVisible() and not page.tone.isVisible()
        assert Words("en")("asking.ask") in texts(page)
        assert reader.asked == []
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        latest = results.latest(opened.deps, session)
        assert latest is not None
        assert session.safe._database.rows("SELECT count(*) FROM reading") == [(0,)]
        own = own_texts.load(opened.deps, session, latest.attempt_id)
        assert len(own.texts) == 3 and own.waiting == ()
        mirror = opened.deps.device._database
        tables = [name for (name,) in mirror.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert not any("reading" in column for t in tables for _, column, *_ in mirror.rows(f"PRAGMA table_info({t})"))
        accounts.sign_out(session)


def test_with_its_model_gone_the_profile_goes_on(parts: Parts) -> None:
    with desk_over(parts) as desk:
        ready(desk)
        deps = desk.journey.deps
        object.__setattr__(deps, "shipped", without_model(deps.shipped))
        profile = finish(desk, computer_reading=True)
        assert own_words_line(profile).startswith(Words("en")("profile.own.failed"))
        assert profile.panel.failure.text() == Words("en")("error.resource_missing", name="model/answers.onnx")
        assert profile.panel.position.text()
        page = see_texts(desk)
        assert page.shown is not None
        first = next(one for one in deps.assessment.items if one.id == page.shown.prompt.id)
        given = invented.answers_of_form(deps.shipped, "fixed", "en")[first.id]
        assert isinstance(given, TextValue) and page.text._text == given.text


def test_what_was_measured_joins_the_score_once_it_was_read_and_stays_there(parts: Parts) -> None:
    """With a pack such as there is none today."""
    study = Validity(240, 2, 0.81, 0.6, 1.9, 0.8, "2027-03-01", "Invented study of nobody", "ab" * 32)

    def measured(desk: Desk) -> None:
        ready(desk)
        deps = desk.journey.deps
        object.__setattr__(deps, "assessment", replace(deps.assessment, validity={SKILL: study}))

    def joined(desk: Desk) -> ProfilePage:
        told = "Measured with 240 people on 2027-03-01: Invented study of nobody."
        wait_until(lambda: told in own_words_line(on_screen(desk, ProfilePage)), "the reading to join")
        return on_screen(desk, ProfilePage)

    with desk_over(parts) as desk:
        measured(desk)
        Reader(desk)
        finish(desk, computer_reading=True)
        page = joined(desk)
        assert "weight 0:" not in own_words_line(page)
        shown = page.panel.position.text()
        press(page.sign_out_button)
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        latest = results.latest(opened.deps, session)
        assert latest is not None and latest.lines[0].sources is not None
        assert latest.lines[0].sources.weights["own_words"] > 0.04
        accounts.sign_out(session)
    with desk_over(parts) as desk:
        measured(desk)
        reader = Reader(desk)
        to_sign_in(desk)
        sign_in(desk)
        assert joined(desk).panel.position.text() == shown
        assert reader.asked == []


def without_model(shipped: Shipped) -> Shipped:
    return replace(shipped, pins={name: pin for name, pin in shipped.pins.items() if not name.endswith(".onnx")})
