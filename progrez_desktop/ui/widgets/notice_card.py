"""What an organisation tells everybody: who says it, and what. All of it is plain text, and nothing in it opens."""

from PySide6.QtWidgets import QFrame

from progrez_desktop.core.services.public_notices import PublicNotice
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import card, label


def notice_card(page: Page, notice: PublicNotice) -> QFrame:
    frame, inside = card("spruce", margin=20, spacing=8)
    who, title, text, until = label("small"), label("h3"), label("body"), label("small")

    def says(words: Words) -> str:
        return words(f"notices.from.{notice.says}", organisation=notice.whose[words.language])

    page.tell(who.setText, says)
    page.tell(title.setText, lambda words: notice.title[words.language])
    page.tell(text.setText, lambda words: notice.text[words.language])
    page.tell(until.setText, lambda words: words("notices.since", day=words.date(notice.from_ms)))
    for widget in (who, title, text, until):
        inside.addWidget(widget)
    return frame
