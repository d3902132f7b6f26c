"""A process that answers by itself in the real window until it is killed; kills.py starts it.

Arguments: data folder, seed, milliseconds that its clocks are ahead. It prints, one line each and at once:

    resume  the sentence that told the person where the sitting stood
    going   the monotonic time at which the sitting went on
    ask     what is about to be committed: item, value, position, active time; and the monotonic time
    kept    the commit of that came back
    saved   item and value, after the screen has said that it is saved
"""

import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from progrez_desktop.core.model.attempt import ResponseValue
from progrez_desktop.core.services import sittings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.forms import kind_of, value_to_text
from progrez_desktop.core.system import SystemClock
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.sitting import Sitting
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.cell import Cell
from tests.journeys.driving import desk_over, on_screen, parts_of, sign_in, texts_of, to_sign_in

WORDS = ("We", "talked", "it", "over", "and", "then", "I", "asked", "both", "what", "they", "would", "need")


class AheadClock(SystemClock):
    """The time was not standing still while no process was there to see it."""

    def __init__(self, ahead_ms: int) -> None:
        super().__init__()
        self._ahead_ms = ahead_ms

    def now_ms(self) -> int:
        return super().now_ms() + self._ahead_ms

    def monotonic_ms(self) -> int:
        return super().monotonic_ms() + self._ahead_ms


def tell(what: str, **values: Any) -> None:
    """Write one line with one system call: it is whole or not there when the process is killed."""
    os.write(1, (json.dumps({"what": what, **values}) + "\n").encode())


def spelled(value: ResponseValue | None) -> list[str] | None:
    return None if value is None else [kind_of(value), value_to_text(value)]


def tell_commits(clock: SystemClock) -> None:
    keep = sittings.keep

    def told(deps: Deps, session: Session, attempt_id: str, asked: sittings.Answering) -> sittings.Kept:
        tell(
            "ask",
            item=asked.item_id,
            value=spelled(asked.value),
            position=asked.position,
            active_ms=asked.active_ms,
            at_ms=clock.monotonic_ms(),
        )
        kept = keep(deps, session, attempt_id, asked)
        tell("kept")
        return kept

    sittings.keep = told


class Answerer:
    """Answers what is on screen, each time another way; now and then goes back or looks elsewhere."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self._desk, self._chance = desk, chance

    @property
    def sitting(self) -> Sitting:
        assert self._desk.journey.sitting is not None
        return self._desk.journey.sitting

    def answer(self) -> None:
        page = self._desk.window.page
        if isinstance(page, ItemPage) and page.back_button.isEnabled() and self._chance.random() < 0.1:
            self._and_wait(page.back_button.click)
        elif isinstance(page, ItemPage) and page.skip_button.isVisible() and self._chance.random() < 0.05:
            self._and_wait(page.skip_button.click)
        elif isinstance(page, StatementPage):
            option = self._chance.choice(page._options)
            self._and_wait(option.click)
        elif isinstance(page, SituationPage):
            self._choose(page)
        elif isinstance(page, OpenAnswerPage):
            self._write(page)
        elif isinstance(page, ReviewPage):
            self._go_somewhere(page)

    def _and_wait(self, act: Callable[[], object]) -> None:
        """Act, and wait until the screen is at the item that follows."""
        before, page = self.sitting.position, self._desk.window.page
        act()
        wait_until(lambda: self.sitting.position != before or self._desk.window.page is not page, "the next item")

    def _choose(self, page: SituationPage) -> None:
        best, worst = self._chance.sample(page._rows, 2)
        to_press = [button for button in (best.best, worst.worst) if not button.isChecked()]
        for button in to_press:
            button.click()
        wait_until(page.next_button.isEnabled, "both choices")
        if to_press and self._chance.random() < 0.5:
            wait_until(page.saved.isVisible, "the choice to be saved")
        self._and_wait(page.next_button.click)

    def _write(self, page: OpenAnswerPage) -> None:
        page.editor.selectAll()
        for _ in range(self._chance.randint(1, 3)):
            QTest.keyClicks(page.editor, " ".join(self._chance.choices(WORDS, k=4)) + " ")
            page.editor.moveCursor(QTextCursor.MoveOperation.End)
            if self._chance.random() < 0.4:
                wait_until(page.saved.isVisible, "the text to be saved while typing")
        self._and_wait(page.next_button.click)

    def _go_somewhere(self, page: ReviewPage) -> None:
        cells = page.findChildren(Cell)
        statements, others = cells[:-15], cells[-15:]
        self._and_wait(self._chance.choice(statements if self._chance.random() < 0.4 else others).click)


def main(root: str, seed: str, ahead_ms: str) -> None:
    clock = AheadClock(int(ahead_ms))
    tell_commits(clock)
    with desk_over(parts_of(Path(root), clock)) as desk:
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, MessagePage)
        tell("resume", text=texts_of(page))
        tell("going", at_ms=clock.monotonic_ms())
        press(page.buttons["go_on"])
        wait_until(lambda: desk.window.page is not page and desk.journey.sitting is not None, "the sitting")
        answerer = Answerer(desk, random.Random(int(seed)))
        answerer.sitting.answer_saved.connect(lambda item, value: tell("saved", item=item, value=spelled(value)))
        while True:
            answerer.answer()


if __name__ == "__main__":
    main(*sys.argv[1:])
