"""The technical manual on screen and as a file: written when it is asked for, by the language of that moment."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.article import Article
from progrez_desktop.core.documents.article_pdf import render_article
from progrez_desktop.core.services import papers
from progrez_desktop.core.services.manual.assembly import technical_manual
from progrez_desktop.core.words import Words
from progrez_desktop.ui.pages.manual import ManualPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class ManualVisit:
    """From the page about the scores to the manual, and back to it with `back`."""

    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back

    def begin(self) -> None:
        page = ManualPage(self._journey.context)
        page.wanted.connect(lambda: self._write(page))
        page.save.connect(lambda: self._save(page))
        page.back.connect(self._back)
        self._journey.window.show_page(page)

    def _write(self, page: ManualPage) -> None:
        words = self._journey.context.words
        self._journey.outside.free_lane.run(
            job=lambda: _of_today(words), on_success=page.show_article, on_failure=page.show_loss, owner=page
        )

    def _save(self, page: ManualPage) -> None:
        words = self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_manual"), words("file.manual_name"))
        if path is None:
            return
        self._journey.outside.free_lane.run(
            job=lambda: papers.save(path, render_article(_of_today(words))),
            on_success=lambda _: page.show_saved(path.name),
            on_failure=page.show_fault,
            owner=page,
        )


def _of_today(words: Words) -> Article:
    return technical_manual(words, date.today())
