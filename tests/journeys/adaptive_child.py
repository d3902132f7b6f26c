"""A process that answers the statements of an adaptive sitting until it is killed; test_adaptive_sitting.py starts it.

Arguments: data folder. It prints, one line each and at once, the item on screen before it answers it.
"""

import hashlib
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.statement import StatementPage
from tests.journeys.driving import desk_over, on_screen, parts_of, sign_in, to_sign_in


def category_for(item: str, categories: int) -> int:
    """The same answer to an item in every process."""
    return 1 + hashlib.sha256(item.encode()).digest()[0] % categories


def main(root: str) -> None:
    with desk_over(parts_of(Path(root))) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        page = on_screen(desk, StatementPage)
        sitting = desk.journey.sitting
        assert sitting is not None
        while (item := sitting.item) is not None and isinstance(desk.window.page, StatementPage):
            assert page is desk.window.page
            assert page.text.text() == item.text["en"], "another statement is on screen than the sitting is at"
            os.write(1, f"{item.id}\n".encode())
            position = sitting.position
            page._options[category_for(item.id, len(page._options)) - 1].click()
            wait_until(lambda at=position: sitting.position > at, "the next statement")  # type: ignore[misc]
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
