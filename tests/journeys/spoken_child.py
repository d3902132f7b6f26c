"""A process with the real window, or with one page of the gallery, for assistive technology; see assistive.py.

Arguments: "desk", data folder, language, where the next file is saved; or "page", state of the gallery, language; or
"below", state, language: its button of a pause has staff lay a page over it, until that goes on.
"""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.journeys.driving import desk_over, parts_of


def desk(root: str, language: str, saved: str) -> None:
    with desk_over(parts_of(Path(root)), language, choose_file=lambda _title, _name: Path(saved)) as opened:
        opened.window.activateWindow()
        opened.app.exec()


def page(state: str, language: str, *, is_covered: bool = False) -> None:
    from progrez_desktop.ui.pages.message import MessagePage
    from progrez_desktop.ui.window import Window
    from tests.ui.gallery import STATES, context_for, material

    app = QApplication(["progrez"])
    context = context_for(app, language, 100)
    window = Window(context)
    window.show()
    window.activateWindow()
    shown: Any = STATES[state](context, material())
    window.show_page(shown)

    def cover() -> None:
        page = MessagePage(context, "invigilator.paused", ("go_on",), sentence=lambda _: "")
        page.chosen.connect(lambda _: window.uncover())
        window.cover(page)

    if is_covered:
        shown.pause.connect(cover)
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "desk":
        desk(*sys.argv[2:])
    else:
        page(*sys.argv[2:], is_covered=sys.argv[1] == "below")
