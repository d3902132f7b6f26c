"""A process that answers in the real window while its disk refuses; trouble.py starts it and has the disk refuse.

Arguments: data folder. It prints, one line each: `ready`; for each answer that it asks to keep what answering_child.py
prints, and what the screen then said, `saved` or `trouble` with the sentence; `done`. Then it waits for the disk to be
well again, and does the same once more until `over`. Both times it begins when a file beside the data is there.
"""

import os
import random
import signal
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest

from progrez_desktop.core.system import SystemClock
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.chaos.kiosk.answering_child import spelled, tell, tell_commits
from tests.journeys.driving import desk_over, on_screen, parts_of, sign_in, texts_of, to_sign_in

TRIES, TRIES_AFTER = 5, 3
TYPED = "The quartermaster of Zevenhuizen wept. "
"""What nobody may find on the disk."""


def signal_file(root: Path, name: str) -> Path:
    return root.parent / name


class Trying:
    def __init__(self, desk: Desk) -> None:
        self._desk, self._chance = desk, random.Random(1)

    def answer(self) -> None:
        """Try to have something kept, and tell what the screen says came of it."""
        sitting, page = self._desk.journey.sitting, self._desk.window.page
        assert sitting is not None
        if isinstance(page, ReviewPage):
            page.go_to.emit(self._chance.randrange(100))
            page = self._desk.window.page
        if not isinstance(page, ItemPage):
            tell("elsewhere", text=f"{type(page).__name__}: {texts_of(self._desk.window)[-300:]}")
            return
        position = sitting.position
        page.show_trouble(None)
        self._act(page)
        wait_until(
            lambda: sitting.position != position or not page._trouble.isHidden() or self._desk.window.page is not page,
            "something to be said",
        )
        if sitting.position == position and not page._trouble.isHidden():
            tell("trouble", text=page._trouble_text.text())

    def _act(self, page: ItemPage) -> None:
        if isinstance(page, StatementPage):
            self._chance.choice(page._options).click()
        elif isinstance(page, SituationPage):
            best, worst = self._chance.sample(page._rows, 2)
            for button in (best.best, worst.worst):
                if not button.isChecked():
                    button.click()
            page.next.emit()
        elif isinstance(page, OpenAnswerPage):
            QTest.keyClicks(page.editor, TYPED)
            page.next_button.click()


def main(root: str) -> None:
    folder, clock = Path(root), SystemClock()
    tell_commits(clock)
    with desk_over(parts_of(folder, clock)) as desk:
        to_sign_in(desk)
        sign_in(desk)
        tell("going", at_ms=clock.monotonic_ms())
        press(on_screen(desk, MessagePage).buttons["go_on"])
        on_screen(desk, ItemPage)
        sitting = desk.journey.sitting
        assert sitting is not None
        sitting.answer_saved.connect(lambda item, value: tell("saved", item=item, value=spelled(value)))
        trying = Trying(desk)
        for begin, tries, end in (("refuses", TRIES, "done"), ("well", TRIES_AFTER, "over")):
            tell("ready")
            wait_until(signal_file(folder, begin).exists, "the disk")
            for _ in range(tries):
                trying.answer()
            wait_until(lambda: not desk.journey.outside.store_lane.busy, "what is being kept")
            tell(end)
        signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
