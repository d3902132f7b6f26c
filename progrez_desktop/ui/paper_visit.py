"""A person looks at a paper of theirs and saves it where they want; it is drawn away from the window's thread."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from progrez_desktop.core.services import papers
from progrez_desktop.ui.pages.paper import PaperPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

Make = Callable[[], bytes]
"""Draws the paper. Runs on a lane, so that it holds what the page said and asks it nothing."""


class PaperVisit(QObject):
    """Lives as long as the page that it serves."""

    def __init__(self, journey: "Journey", page: PaperPage, paper: papers.Printed, make: Callable[[], Make]) -> None:
        """Serve a page.

        Args:
            paper: "cv" or "report": how its words and its signal are called.
            make: Gives what draws the paper as the page has it now.
        """
        super().__init__(page)
        self._journey, self._page, self._paper, self._make = journey, page, paper, make
        page.save.connect(self._save)
        offer_printing(journey, page, paper, make)

    def render(self) -> None:
        self._journey.outside.free_lane.run(
            job=self._make(), on_success=self._page.show_preview, on_failure=self._page.show_fault, owner=self._page
        )

    def _save(self) -> None:
        words = self._journey.context.words
        name = words(f"{self._paper}_page.file_name", name=self._journey.signed_in().details.full_name)
        path = self._journey.outside.choose_file(words(f"file.save_{self._paper}"), name)
        hand_over(self._journey, self._page, self._paper, path, self._make())


def hand_over(journey: "Journey", page: PaperPage, paper: papers.Paper, path: Path | None, make: Make) -> None:
    """Draw a paper and save it where the person chose; without a place there is nothing to do."""
    if path is None:
        return
    deps, session = journey.deps, journey.signed_in()

    def saved(_: object) -> None:
        page.show_saved(path.name)
        journey.paper_saved.emit(paper)

    # Where the safe is written: the file gets its name when the log tells of it.
    journey.outside.store_lane.run(
        lambda: papers.hand_over(deps, session, path, make(), paper), saved, page.show_fault, owner=page
    )


def offer_printing(journey: "Journey", page: PaperPage, paper: papers.Printed, make: Callable[[], Make]) -> None:
    """Let a paper be printed at a kiosk whose operator allows it; at home one prints the file."""
    kiosk = journey.outside.kiosk
    if kiosk is None or (print_pdf := kiosk.print_pdf) is None:
        return
    deps, session = journey.deps, journey.signed_in()

    def print_it() -> None:
        drawn = make()
        page.show_note("kiosk.printing")
        journey.run(
            page,
            lambda: papers.print_out(deps, session, drawn(), paper, print_pdf),
            lambda _: page.show_note("kiosk.printed"),
            not_printed,
        )

    def not_printed(failure: Exception) -> None:
        page.forget_note()
        page.show_fault(failure)

    page.offer_printing()
    page.print_it.connect(print_it)
