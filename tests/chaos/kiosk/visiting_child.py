"""A process that comes or goes by itself in the real window until it is killed; visits.py starts it.

    install  opens its storage for the first time
    come  an account, consent, the exercise and the first answers of a sitting, and a pause
    go  signs in where all is answered, finishes, allows, releases what was seen, and signs out

Arguments: data folder, and which of these. It prints one line each time the screen has told or shown that something is
kept: what, and of an answer its item.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.chaos.kiosk.answering_child import tell
from tests.core.services.release_house import Employer, shipping
from tests.journeys.driving import ANNA, PASSWORD, desk_over, on_screen, parts_of, sign_in, to_sign_in

ANSWERS = 4


def ship() -> None:
    """The assessment comes from an organisation that has a key; for as long as this process lives."""
    shipping(pytest.MonkeyPatch(), public_key=Employer.made().pair.public.hex())


def install(desk: Desk) -> None:
    wait_until(lambda: desk.journey.opened is not None, "the storage")
    tell("left")


def come(desk: Desk) -> None:
    play = Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _widget: None)
    answers = invented.answers_of_form(play.storage().shipped, "fixed", "en")
    play.visitor = replace(play.visitor, answers=answers)
    play.begin()
    play.make_account()
    consent = on_screen(desk, ConsentPage)
    tell("account")
    press(consent.choices["profile"])
    press(consent.continue_button)
    practice = on_screen(desk, StatementPage)
    tell("consent")
    practice._options[3].click()
    start = on_screen(desk, StartPage)
    press(start.choices[False])
    press(start.start_button)
    on_screen(desk, StatementPage)
    wait_until(lambda: desk.journey.sitting is not None, "the sitting")
    tell("begun")
    sitting = desk.journey.sitting
    assert sitting is not None
    sitting.answer_saved.connect(lambda item, _: tell("saved", item=item))
    for _ in range(ANSWERS):
        position, item = sitting.position, sitting.item
        assert item is not None
        play.answer_one(on_screen(desk, StatementPage), item.id)
        wait_until(lambda at=position: sitting.position > at, "the next item")  # type: ignore[misc]
    press(on_screen(desk, StatementPage).pause_button)
    press(on_screen(desk, MessagePage).buttons["leave"])
    on_screen(desk, MessagePage)
    tell("left")


def go(desk: Desk) -> None:
    to_sign_in(desk)
    sign_in(desk)
    press(on_screen(desk, MessagePage).buttons["go_on"])
    press(on_screen(desk, ReviewPage).finish_button)
    on_screen(desk, ProfilePage)
    tell("finished")
    press(on_screen(desk, ProfilePage).my_data_button)
    press(on_screen(desk, MyDataPage).change_button)
    consent = on_screen(desk, ConsentPage)
    for purpose in ("profile", "contact"):
        press(consent.choices[purpose])
    press(consent.continue_button)
    my_data = on_screen(desk, MyDataPage)
    tell("allowed")
    press(my_data.release_button)
    page = on_screen(desk, ReleasePage)
    press(page.send_button)
    wait_until(lambda: page.note.text() == desk.context.words("release.sent"), "it to be sent")
    tell("released")
    press(page.back_button)
    press(on_screen(desk, MyDataPage).back_button)
    press(on_screen(desk, ProfilePage).sign_out_button)
    on_screen(desk, MessagePage)
    tell("left")


def main(root: str, way: str) -> None:
    ship()
    with desk_over(parts_of(Path(root))) as desk:
        tell("open")
        {"install": install, "come": come, "go": go}[way](desk)
        signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
