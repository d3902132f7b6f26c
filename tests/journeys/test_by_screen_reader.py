"""From welcome to the saved CV through assistive technology alone: found by role and name, pressed, typed, listened to.

The real window in a process of its own, on a display of its own (assistive.py). Nothing here knows a widget.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import results
from progrez_desktop.core.words import Words
from tests.journeys.assistive import Reader, Told, read_aloud, session
from tests.journeys.driving import ANNA, PASSWORD, parts_of, set_up, signed_in

CHILD = Path(__file__).with_name("spoken_child.py")
OPERABLE = ("button", "check box", "radio button", "text", "page tab", "slider")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with session(tmp_path_factory.mktemp("session")) as environment:
        yield environment


class Person:
    """Somebody who hears the screen. On each page, what can be pressed has a name of its own, and the
    keyboard is somewhere."""

    def __init__(self, reader: Reader, language: str, details: PersonDetails = ANNA) -> None:
        self.reader, self.words, self.details = reader, Words(language), details

    def come_to(self, title: str) -> None:
        """Hear the title of the next page, and find the page in order."""
        self.reader.heard(title)
        self.reader.wait(lambda: any("focused" in one.states for one in self.reader.everything()), "the keyboard")
        everything = self.reader.everything()
        names = [(one.role, one.name) for one in everything if one.role in OPERABLE]
        assert [one for one in names if not one[1]] == [], f"nameless on “{title}”"
        assert len(names) == len(set(names)), f"twice on “{title}”: {sorted(names)}"

    def options(self, everything: list[Told] | None = None) -> list[Told]:
        """The answers on screen, without the language and contrast of the window."""
        languages = {self.words("display.language", name="Nederlands"), self.words("display.language", name="English")}
        languages.add(self.words("display.language_chosen", name="Nederlands"))
        languages.add(self.words("display.language_chosen", name="English"))
        languages.add(self.words("display.contrast"))
        ticks = [one for one in everything or self.reader.everything() if one.role in ("radio button", "check box")]
        return [one for one in ticks if one.name not in languages]

    def press(self, key: str, role: str = "button", **params: object) -> None:
        self.reader.press(role, self.words(key, **params))

    # The way

    def arrive(self) -> None:
        reader, words = self.reader, self.words
        self.press("welcome.begin")
        self.come_to(words("age.question"))
        reader.type_into(words("age.field"), "many")
        self.press("account.continue")
        reader.heard(words("age.not_an_age"))
        assert reader.description_of(reader.find("text", words("age.field"))) == words("age.not_an_age")
        reader.type_into(words("age.field"), "29")
        self.press("account.continue")
        self.come_to(words("account.title"))
        for name, text in (
            ("first_name", self.details.first_name),
            ("last_name", self.details.last_name),
            ("email", self.details.email),
        ):
            reader.type_into(words(f"account.{name}"), text)
        password = reader.type_into(words("account.password"), PASSWORD)
        assert PASSWORD not in reader.text_of(password)
        self.press("account.continue")
        self.come_to(words("recovery.person.title"))
        code = next(one.name for one in reader.everything() if one.name.count(", ") == 3 and one.name.isupper())
        reader.type_into(words("recovery.type_group"), code.split(", ")[1].replace(" ", ""))
        self.press("account.continue")

    def choose(self) -> None:
        organisation = shipped().assessment().organisation
        assert organisation is not None
        self.come_to(self.words("consent.title", organisation=organisation.name[self.words.language]))
        first, *others = self.options()
        assert not any("checked" in one.states for one in (first, *others))
        self.reader.act(first)
        self.reader.wait(lambda: "checked" in self.reader.again(first).states, "the tick")
        chosen = len(self.options())
        self.press("consent.continue", n=1, of=chosen)

    def practise(self) -> None:
        practice = shipped().assessment().practice
        self.come_to(practice.text[self.words.language])
        self.reader.act(self.options()[2])
        self.come_to(self.words("practice.done.title"))
        assert "enabled" not in self.reader.find("button", self.words("practice.done.start")).states
        self.reader.act(self.options()[0])
        self.press("practice.done.start")

    def answer(self, number: int) -> None:
        """Answer the item on screen, whose text was read aloud, and hear the next."""
        item = shipped().assessment().items[number]
        language = self.words.language
        text = item.text[language]
        self.reader.wait(lambda: any(text in one for one in self._listened()), f"item {number + 1}")
        everything = self.reader.everything()
        ticks = self.options(everything)
        if any(one.role == "text" for one in everything):
            self.reader.type_into(text, "I asked both what worried them.")
            self.press("item.next")
        elif ticks[0].role == "radio button":
            assert all(one.name.startswith(self._numbered(place, ticks)) for place, one in enumerate(ticks))
            self.reader.act(ticks[1])
        else:
            self.reader.act(ticks[0])
            self.reader.heard(self.words("item.saved").lstrip("✓ "))
            self.reader.act(ticks[3])
            self.press("item.next")

    def _numbered(self, place: int, ticks: list[Told]) -> str:
        return self.words("item.option", number=place + 1, of=len(ticks), anchor="")

    def _listened(self) -> list[str]:
        self.reader.listen_on()
        return self.reader.announced


def test_a_person_who_hears_the_screen_walks_out_with_a_cv(screen: dict[str, str], tmp_path: Path) -> None:
    cv, words, parts = tmp_path / "cv.pdf", Words("en"), set_up(parts_of(tmp_path / "data"))
    with read_aloud(screen, CHILD, "desk", str(tmp_path / "data"), "en", str(cv)) as reader:
        anna = Person(reader, "en")
        anna.arrive()
        anna.choose()
        anna.practise()
        for number in range(len(shipped().assessment().items)):
            anna.answer(number)
        anna.come_to(words("review.complete"))
        anna.press("review.finish")
        anna.come_to(words("profile.title"))
        look_at_a_skill(anna)
        edit_details(anna)
        anna.press("profile.cv")
        anna.come_to(words("cv_page.title"))
        anna.press("cv_page.save")
        reader.heard(words("cv_page.saved", name="cv.pdf"))
        anna.press("cv_page.back")
        anna.come_to(words("profile.title"))
        anna.press("my_data.link")
        anna.come_to(words("my_data.title"))
    assert cv.read_bytes().startswith(b"%PDF-")
    with signed_in(parts) as (deps, opened):
        profile = results.latest(deps, opened)
        assert profile is not None
        assert profile.answered == len(shipped().assessment().items)


def look_at_a_skill(anna: Person) -> None:
    """Choosing a skill shows it beside; the choice can be heard."""
    rows = anna.options()
    anna.reader.act(rows[3])
    anna.reader.wait(lambda: "checked" in anna.reader.again(rows[3]).states, "the skill to be chosen")
    assert "checked" not in anna.reader.again(rows[0]).states


def edit_details(anna: Person) -> None:
    words, reader = anna.words, anna.reader
    anna.press("profile.details")
    anna.come_to(words("details.title"))
    anna.press("details.work.add")
    reader.type_into(words("details.work.title"), "Gardener")
    reader.heard(words("details.saved").lstrip("✓ "))
    anna.press("details.back_to_profile")
    anna.come_to(words("profile.title"))


def test_in_dutch_the_way_to_the_first_answers_is_the_same(screen: dict[str, str], tmp_path: Path) -> None:
    set_up(parts_of(tmp_path / "data"))
    with read_aloud(screen, CHILD, "desk", str(tmp_path / "data"), "en", str(tmp_path / "cv.pdf")) as reader:
        reader.press("radio button", Words("en")("display.language", name="Nederlands"))
        sanne = Person(reader, "nl")
        sanne.arrive()
        sanne.choose()
        sanne.practise()
        for number in range(3):
            sanne.answer(number)
        sanne.press("item.pause")
        sanne.come_to(sanne.words("pause.title"))


def test_the_list_of_candidates_is_a_table_whose_cells_say_whose_and_what(screen: dict[str, str]) -> None:
    with read_aloud(screen, CHILD, "page", "30-candidates", "en") as reader:
        reader.wait(lambda: any(one.role == "cell" for one in reader.everything()), "the table")
        everything = reader.everything()
    heads = [one.name for one in everything if one.role == "column header"]
    assert "Communication and social contact" in heads
    assert len(heads) == len(set(heads))
    rows = [one.name for one in everything if one.role == "row header"]
    first = [one.name for one in everything if one.role == "cell" and one.name.startswith(f"{rows[0]}, ")]
    assert all(first)
    assert any("between 4 and 6, score 5, margin ± 1.0" in one for one in first)


def test_a_scale_of_levels_goes_up_and_down_and_says_where_it_is(screen: dict[str, str]) -> None:
    with read_aloud(screen, CHILD, "page", "21-rating-new", "en") as reader:
        reader.wait(lambda: any(one.role == "slider" for one in reader.everything()), "the scales")
        scale = next(one for one in reader.everything() if one.role == "slider")
        assert reader.call(scale.bus, scale.path, "Component", "GrabFocus")
        reader.wait(lambda: "focused" in reader.again(scale).states, "the keyboard at the scale")
        before = scale.name
        reader.act(scale)
        reader.wait(lambda: reader.again(scale).name != before, "another level")
        zero = reader.again(scale).name
        reader.act(scale)
        reader.wait(lambda: reader.again(scale).name not in (before, zero), "a higher level")


def test_a_program_that_walks_below_a_page_of_staff_comes_to_nothing_of_the_candidate(screen: dict[str, str]) -> None:
    words = Words("en")
    with read_aloud(screen, CHILD, "below", "11-open-answer-typed", "en") as reader:
        editor: Told = reader.wait(lambda: next(iter(editors(reader)), None), "the editor")
        assert reader.call(editor.bus, editor.path, "Component", "GrabFocus")
        typed = reader.text_of(editor)
        assert len(typed) > 100
        reader.press("button", words("item.pause"))
        reader.heard(words("invigilator.paused.title"))
        walked = reader.everything(hidden=True)
        assert words("invigilator.paused.title") in [one.name for one in walked]
        assert [one for one in walked if typed[:40] in reader.text_of(one) + one.name] == []
        reader.press("button", words("invigilator.paused.go_on"))
        reader.wait(lambda: editors(reader) and "focused" in editors(reader)[0].states, "the keyboard in the editor")
        assert reader.text_of(editors(reader)[0]) == typed


def editors(reader: Reader) -> list[Told]:
    return [one for one in reader.everything() if "multi-line" in one.states]
