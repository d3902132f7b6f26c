"""Who goes to read something before deciding finds the choices as they were left."""

from pathlib import Path

from progrez_desktop.ui.demonstration import press
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.privacy import PrivacyPage
from progrez_desktop.ui.widgets.basic import Button
from tests.journeys.driving import desk_over, make_account, on_screen, parts_of, sign_in, to_sign_in


def test_choices_are_still_there_after_reading_the_privacy_statement(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        before = on_screen(desk, ConsentPage)
        for purpose in ("contact", "research"):
            press(before.choices[purpose])
        press(next(link for link in before.findChildren(Button) if link.text() == "Read the full privacy statement"))
        press(on_screen(desk, PrivacyPage).back_button)
        after = on_screen(desk, ConsentPage)
        assert after is not before
        assert after.chosen() == ["contact", "research"]
