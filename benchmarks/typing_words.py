"""How long a frame takes while somebody types into an open answer that has 2,000 words already.

    python -m benchmarks.typing_words

The real window over a safe on disk, at 1280 x 800: from the key to the window painted with it, the count of words, the
progress and what is saved meanwhile included. Beside it the same keys into the same text in bare Qt, and the same
window while a screen reader listens.
"""

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
    from progrez_desktop.ui.startup import Desk

Frame = tuple[float, float]
"""Milliseconds on the clock, and of them on the processor."""
FRAME_MS = 16
WORDS, KEYS = 2_000, 400
_SENTENCE = "We talked it over with both of them and asked what they would need to go on. "
_TYPED = "and then we agreed on a plan that everybody could keep, "


def long_answer(paragraph: int) -> str:
    """2,000 words in paragraphs of so many; shorter than what an answer may be."""
    words = (_SENTENCE * (WORDS // 16 + 1)).split()[:WORDS]
    return "\n".join(" ".join(words[first : first + paragraph]) for first in range(0, WORDS, paragraph)) + " "


@contextmanager
def open_answer(text: str) -> Iterator[tuple["Desk", "OpenAnswerPage"]]:
    """The window at the first prompt of somebody who wrote a long answer there."""
    from benchmarks import full_safe
    from progrez_desktop.core.model.assessment import Prompt
    from progrez_desktop.core.model.attempt import TextValue
    from progrez_desktop.core.services import accounts, opening, sittings
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.ui.demonstration import wait_until
    from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
    from progrez_desktop.ui.startup import open_desk

    with TemporaryDirectory() as folder:
        parts = full_safe.parts_over(Path(folder))
        desk = open_desk(lambda _: opening.open_storage(parts, full_safe.operator()), None, "en")
        desk.window.resize(1280, 800)
        desk.window.show()
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        deps = desk.journey.deps
        session = accounts.create(deps, invented.PERSON, invented.PASSWORD).session
        attempt = sittings.begin(deps, session).attempt
        place = next(n for n, item in enumerate(deps.assessment.items) if isinstance(item, Prompt))
        asked = deps.assessment.items[place].id
        session.safe.save_response(attempt.id, asked, "en", TextValue(text), position=place, active_ms=0, at_ms=1)
        standing = sittings.standing(deps, session)
        assert standing is not None
        desk.journey.enter(session)
        desk.journey.course.sit(standing)
        wait_until(lambda: isinstance(desk.window.page, OpenAnswerPage), "the open answer")
        page = desk.window.page
        assert isinstance(page, OpenAnswerPage)
        yield desk, page
        desk.close()


def typed(app: Any, editor: Any) -> list[Frame]:
    """Type at the end, in the middle and at the beginning; return what each key took until it was painted."""
    from PySide6.QtTest import QTest

    frames, length = [], len(editor.toPlainText())
    for place in (length, length // 2, 0):
        cursor = editor.textCursor()
        cursor.setPosition(place)
        editor.setTextCursor(cursor)
        editor.setFocus()
        app.processEvents()
        for number in range(KEYS // 3):
            begun, own = time.perf_counter(), time.thread_time()
            QTest.keyClicks(editor, _TYPED[number % len(_TYPED)])
            app.processEvents()
            frames.append(((time.perf_counter() - begun) * 1000, (time.thread_time() - own) * 1000))
            time.sleep(0.005)  # nobody types faster; what is saved meanwhile has its turn
            app.processEvents()
    return frames


def in_bare_qt(text: str) -> list[Frame]:
    """The same keys in an editor of Qt alone."""
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    editor = QPlainTextEdit()
    editor.resize(1280, 800)
    editor.setPlainText(text)
    editor.show()
    frames = typed(QApplication.instance(), editor)
    editor.close()
    return frames


def row(name: str, frames: list[Frame]) -> None:
    for what, times in zip((name, "  processor of its thread alone"), zip(*frames, strict=True), strict=True):
        p99 = statistics.quantiles(times, n=100)[98]
        print(f"{what:44}{len(times):6}{statistics.median(times):8.1f}{p99:8.1f}{max(times):8.1f}")


def is_kept(frames: list[Frame]) -> bool:
    """Every frame in processor time, and 99 of 100 on the clock: other work on this machine has its turns."""
    clock, own = zip(*frames, strict=True)
    return bool(max(own) < FRAME_MS and statistics.quantiles(clock, n=100)[98] < FRAME_MS)


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QAccessible

    print(f"{f'ms a key, in an answer of {WORDS:,} words':44}{'n':>6}{'p50':>8}{'p99':>8}{'most':>8}")
    kept = True
    for paragraph in (80, WORDS):
        with open_answer(long_answer(paragraph)) as (desk, page):
            found = typed(desk.app, page.editor)
            QAccessible.setActive(True)
            heard = typed(desk.app, page.editor)
            QAccessible.setActive(False)
            bare = in_bare_qt(long_answer(paragraph))
        row(f"the open answer, paragraphs of {paragraph:,} words", found)
        row("the same while a screen reader listens", heard)
        row("an editor of bare Qt", bare)
        kept = kept and is_kept(found) and is_kept(heard)
    print(f"budget: {FRAME_MS} ms, p99 on the clock and every frame's own: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
