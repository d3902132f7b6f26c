"""The first page waits for nothing that it does not show."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton

from progrez_desktop.ui import numbers
from progrez_desktop.ui.widgets.basic import Button
from tests.ui.gallery import context_for

# As the program starts, up to its first painted page.
PROGRAM = """
import builtins, json, sys
import PySide6.QtCore
from progrez_desktop.ui.startup import open_desk

def tell():
    loaded = [name for name in sys.modules if name.startswith("progrez_desktop")]
    print(json.dumps({
        "modules": loaded,
        "made the enumerations": "Qt" in vars(PySide6.QtCore),
        "hooked": builtins.__import__ is not getattr(builtins, "__orig_import__", builtins.__import__),
    }), flush=True)
    desk.app.quit()

def never(unlock):
    raise AssertionError("the storage opens after the first paint")

def kiosk(window, context):
    from progrez_desktop.ui.kiosk import Kiosk
    return Kiosk(window, context, list)

desk = open_desk(never, None, make_kiosk=kiosk if sys.argv[1:] == ["kiosk"] else None)
desk.window.first_painted.disconnect()
desk.window.first_painted.connect(tell)
desk.show()
desk.app.exec()
"""


@pytest.mark.parametrize("as_what", ["window", "kiosk"])
def test_the_first_paint_makes_no_enumerations_and_reads_no_other_page(repo: Path, as_what: str) -> None:
    command = [sys.executable, "-c", PROGRAM, as_what]
    ended = subprocess.run(command, cwd=repo, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout)
    assert not seen["made the enumerations"], "something asks for Qt.… before the first paint (ui/numbers.py)"
    assert not seen["hooked"], "PySide6 reads the source of every module that is imported from here on"
    pages = [name for name in seen["modules"] if name.startswith("progrez_desktop.ui.pages.")]
    assert pages == ["progrez_desktop.ui.pages.welcome"]
    later = {"progrez_desktop.ui.speakers", "progrez_desktop.ui.widgets.footer_row"}
    assert not later & set(seen["modules"]), "nobody listens here, and there is no footer"
    of_kiosk = {name.rpartition(".")[2] for name in seen["modules"] if ".ui.kiosk" in name or ".drives" in name}
    assert of_kiosk == ({"kiosk", "kiosk_hold"} if as_what == "kiosk" else set())


def test_the_numbers_are_those_of_qt() -> None:
    assert Qt.TextFormat(numbers.PLAIN_TEXT) is Qt.TextFormat.PlainText
    assert Qt.ScrollBarPolicy(numbers.SCROLL_BAR_NEVER) is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert Qt.FocusPolicy(numbers.NO_FOCUS) is Qt.FocusPolicy.NoFocus
    assert Qt.FocusPolicy(numbers.TAB_FOCUS) is Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("kind", ["pill", "link", "primary"])
def test_the_margin_of_a_button_is_that_of_the_style(qapp: QApplication, kind: str) -> None:
    context_for(qapp, "en", 100)
    button, option = Button(kind, "Aa"), QStyleOptionButton()
    button.ensurePolished()
    button.resize(button.sizeHint())
    button.initStyleOption(option)
    drawn = button.style().subElementRect(QStyle.SubElement.SE_PushButtonBevel, option, button)
    assert button.drawn() == drawn
