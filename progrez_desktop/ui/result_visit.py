"""What a person asks of their own result on its page: a comparison by age, the file, another sitting, being counted."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from progrez_desktop.core.model.counting import GroupFacts, Question
from progrez_desktop.core.services import own_age, papers, result_file
from progrez_desktop.core.services.own_age import ByAge
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.picture import as_png

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

T = TypeVar("T")


class ResultVisit(QObject):
    """Lives as long as the page that it serves."""

    def __init__(self, journey: "Journey", page: ProfilePage, view: ProfileView) -> None:
        super().__init__(page)
        self._journey, self._page, self._view = journey, page, view

    def begin(self) -> None:
        notes = self._page.notes
        notes.by_age_wanted.connect(self._compare)
        notes.by_age_left_out.connect(self._leave_out)
        notes.keep_file.connect(self._save)
        self._page.keep_picture.connect(self._save_picture)
        self._page.first_to_know.again.connect(lambda: self._journey.course.ask_consent())
        self._offer_facts()

    def _compare(self, age: int, keep: bool) -> None:
        deps, session, profile = self._journey.deps, self._journey.signed_in(), self._view.profile

        def job() -> ByAge:
            if keep:
                own_age.keep_age(deps, session, age)
            return own_age.places_by_age(deps, profile, age)

        self._run(job, self._show)

    def _leave_out(self) -> None:
        session = self._journey.signed_in()
        self._run(lambda: own_age.forget_age(session), lambda _: self._show(None))

    def _show(self, found: ByAge | None) -> None:
        self._view = replace(self._view, by_age=found)
        self._page.show_view(self._view)

    def _save(self) -> None:
        deps, session, words = self._journey.deps, self._journey.signed_in(), self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_result"), words("file.result_name"))
        if path is None:
            return
        attempt_id = self._view.profile.attempt_id
        self._run(
            lambda: result_file.save(deps, session, path, attempt_id),
            lambda _: self._page.notes.show_saved(path.name),
        )

    def _save_picture(self) -> None:
        """Take the picture now, as the person sees it, and turn it into a file where the safe is written."""
        deps, session, words = self._journey.deps, self._journey.signed_in(), self._journey.context.words
        image = self._page.picture()
        path = self._journey.outside.choose_file(words("file.save_picture"), words("file.picture_name"))
        if path is None:
            return
        self._run(
            lambda: papers.hand_over(deps, session, path, as_png(image), "picture"),
            lambda _: self._page.notes.show_saved(path.name),
        )

    def _offer_facts(self) -> None:
        """Look, behind the counting of this sitting on the same lane, whether the person may say their group."""
        deps, session, profile = self._journey.deps, self._journey.signed_in(), self._view.profile
        notes = self._page.notes

        def job() -> Question | None:
            from progrez_desktop.core.services import anonymous  # with numpy, as where a sitting is counted

            return anonymous.question_for(deps, session, profile)

        def offer(question: Question | None) -> None:
            notes.offer_facts(question)
            if question is not None:
                notes.facts_given.connect(lambda said: self._count(GroupFacts.answering(question, said)))

        self._run(job, offer)

    def _count(self, facts: GroupFacts) -> None:
        deps, session, profile = self._journey.deps, self._journey.signed_in(), self._view.profile
        notes = self._page.notes

        def job() -> bool:
            from progrez_desktop.core.services import anonymous

            return anonymous.count_facts(deps, session, profile, facts)

        def failed(failure: Exception) -> None:
            notes.show_fault(failure)
            notes.ask_facts.show()

        self._journey.run(self._page, job, notes.show_counted, failed)

    def _run(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        self._journey.outside.store_lane.run(job, then, self._page.notes.show_fault, owner=self._page)
