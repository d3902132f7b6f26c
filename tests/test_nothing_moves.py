"""Nothing on a page moves by itself, so that nobody has to ask for less motion; and nothing corrects what is typed."""

import re
from pathlib import Path

UI = Path(__file__).parents[1] / "progrez_desktop" / "ui"


def test_no_page_has_an_animation_and_no_field_a_speller() -> None:
    moving = re.compile(
        r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsEffect|QSyntaxHighlighter|hunspell"
    )
    found = {str(path) for path in UI.rglob("*.py") if moving.search(path.read_text("utf-8"))}
    assert found == set()
