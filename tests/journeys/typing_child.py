"""A process that fills in details in the real window until it is killed; test_details_stay.py starts it.

Argument: data folder. It prints one line each time the screen says "Saved", with the address that was saved by then.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest

from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.profile import ProfilePage
from tests.journeys.driving import desk_over, on_screen, parts_of, sign_in, to_sign_in


def main() -> None:
    with desk_over(parts_of(Path(sys.argv[1]))) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).details_button)
        page = on_screen(desk, DetailsPage)
        edit, number = page.facts["address"].edit, 0
        while True:
            edit.setFocus()
            edit.selectAll()
            number += 1
            QTest.keyClicks(edit, f"Street {number}")
            page.save_now()  # typing rests for half a second otherwise
            wait_until(lambda: page.step.text() == "✓ Saved", "the word that it is saved")
            os.write(sys.stdout.fileno(), f"{edit.text()}\n".encode())


if __name__ == "__main__":
    main()
