"""What happens around a person's CV: drawing it, saving it, editing what is on it, and taking over a JSON Resume."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.json_resume import Taken, with_taken
from progrez_desktop.core.model.contest import Said
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails, PartName
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services import contesting, cv_sentences, own_cv, own_texts, papers
from progrez_desktop.core.services.own_cv import OwnCv
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.core.words import Words
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.pages.cv import CvDraft, CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.resume import ResumePage
from progrez_desktop.ui.paper_visit import Make, hand_over, offer_printing

if TYPE_CHECKING:
    from progrez_desktop.core.documents.cv_pdf import MadeCv
    from progrez_desktop.ui.journey import Journey


class CvVisit:
    """The page of the CV. It is shown once what is kept in the safe was read."""

    def __init__(self, journey: "Journey", profile: Profile, back: Callable[[], None]) -> None:
        self._journey, self._profile, self._back = journey, profile, back
        self._deps, self._session = journey.deps, journey.signed_in()
        self._asked = 0

    def begin(self) -> None:
        self._begin(lambda: None)

    def _begin(self, then: Callable[[], None]) -> None:
        before = self._journey.window.page
        assert before is not None

        def show(found: tuple[OwnCv, OwnTexts, Said]) -> None:
            self._show(*found)
            then()

        self._journey.run(before, self._read, show)

    def _edit_details(self) -> None:
        def back() -> None:
            self._begin(lambda: self._page.go_on_at(self._page.details_button))

        DetailsVisit(self._journey, "details.back_to_cv", back).begin()

    def _read(self) -> tuple[OwnCv, OwnTexts, Said]:
        attempt_id = self._profile.attempt_id
        texts = own_texts.load(self._deps, self._session, attempt_id)
        return own_cv.own_cv(self._session), texts, contesting.said(self._session, attempt_id)

    def _show(self, own: OwnCv, texts: OwnTexts, said: Said) -> None:
        self._texts = texts
        scored = [line.skill_id for line, _ in scored_lines(self._profile)]
        skills = [skill for skill in self._deps.assessment.skills if skill.id in scored]
        ticked = papers.chosen_skills(self._profile, own.choices)
        self._details = own.details
        page = self._page = CvPage(
            self._journey.context,
            skills,
            ticked,
            own.details,
            own.choices,
            said.objections.keys(),
            papers.organisation_of(self._deps.assessment, self._profile),
        )
        self._kept = own.choices
        # Not the methods themselves: Qt would let go of them, and the page keeps a visit by what it calls.
        page.changed.connect(lambda choices: self._changed(choices))
        page.save.connect(lambda: self._save())
        page.save_json.connect(lambda: self._save_json())
        page.save_badge.connect(lambda with_name: self._save_badge(with_name))
        page.edit_details.connect(lambda: self._edit_details())
        page.back.connect(self._back)
        offer_printing(self._journey, page, "cv", lambda: self._to_print())
        self._journey.window.show_page(page)

    def _changed(self, choices: CvChoices) -> None:
        if choices != self._kept:
            self._kept = choices
            self._keep(choices)
        self._draw(choices)

    def _keep(self, choices: CvChoices) -> None:
        deps, session = self._deps, self._session
        self._journey.outside.store_lane.run(
            job=lambda: own_cv.keep_choices(deps, session, choices),
            on_success=nothing,
            on_failure=self._page.show_fault,
            owner=self._page,
        )

    def _draw(self, choices: CvChoices) -> None:
        """Draw the newest wish; one that was overtaken by another is not drawn any more."""
        self._asked += 1
        number, words = self._asked, self._journey.context.words

        def job() -> CvDraft | None:
            return self._draft(choices, words) if number == self._asked else None

        self._journey.outside.free_lane.run(
            job,
            on_success=lambda draft: self._page.show_draft(draft) if draft is not None else None,
            on_failure=self._page.show_fault,
            owner=self._page,
        )

    def _draft(self, choices: CvChoices, screen: Words) -> CvDraft:
        words = Words(choices.language) if choices.language else screen
        made = self._made(choices, screen)
        chosen, assessment = papers.chosen_skills(self._profile, choices), self._deps.assessment
        summary = cv_sentences.summary_of(assessment, self._profile, choices, chosen, words)
        offered = cv_sentences.offers(self._profile, self._texts, chosen, summary, words)
        return CvDraft(made, summary, offered)

    # Taking it along

    def _save(self) -> None:
        choices, screen = self._page.choices, self._journey.context.words
        name = screen("cv_page.file_name", name=self._session.details.full_name)
        path = self._place("file.save_cv", screen("cv_page.file_name_blind") if choices.blind else name)
        hand_over(self._journey, self._page, "cv", path, lambda: papers.signed(self._deps, self._made(choices, screen)))

    def _save_json(self) -> None:
        choices, screen = self._page.choices, self._journey.context.words
        path = self._place("file.save_json_resume", screen("cv_page.json_name"))

        def make() -> bytes:
            return papers.cv_as_json_resume(self._deps, self._session, self._profile, choices, self._details, screen)

        hand_over(self._journey, self._page, "cv", path, make)

    def _save_badge(self, with_name: bool) -> None:
        choices, screen = self._page.choices, self._journey.context.words
        path = self._place("file.save_badge", screen("cv_page.badge.file_name"))

        def make() -> bytes:
            deps, session, profile, details = self._deps, self._session, self._profile, self._details
            return papers.cv_as_open_badge(deps, session, profile, choices, details, screen, with_name=with_name)

        hand_over(self._journey, self._page, "badge", path, make)

    def _to_print(self) -> Make:
        choices, screen = self._page.choices, self._journey.context.words
        return lambda: self._made(choices, screen).pdf

    def _made(self, choices: CvChoices, screen: Words) -> "MadeCv":
        return papers.cv(self._deps, self._session, self._profile, choices, self._details, screen)

    def _place(self, title_key: str, name: str) -> Path | None:
        return self._journey.outside.choose_file(self._journey.context.words(title_key), name)


class DetailsVisit:
    """The page of the details. Leaving it waits until what was typed is saved."""

    def __init__(self, journey: "Journey", back_key: str, back: Callable[[], None]) -> None:
        self._journey, self._back_key, self._back = journey, back_key, back
        self._deps, self._session = journey.deps, journey.signed_in()

    def begin(self) -> None:
        before = self._journey.window.page
        assert before is not None
        self._journey.run(before, lambda: own_cv.own_cv(self._session).details, self._show)

    def _show(self, details: MyDetails) -> None:
        page = self._page = DetailsPage(self._journey.context, details, self._back_key)
        page.changed.connect(lambda changed: self._keep(changed))
        page.back.connect(lambda: self._leave())
        page.take_over.connect(lambda: self._choose_resume())
        page.look_up.connect(lambda: self._look_up())
        self._journey.window.show_page(page)

    def _keep(self, details: MyDetails) -> None:
        deps, session, page = self._deps, self._session, self._page
        self._journey.outside.store_lane.run(
            job=lambda: own_cv.keep_details(deps, session, details),
            on_success=lambda _: page.show_saved(details),
            on_failure=page.show_fault,
            owner=page,
        )

    def _leave(self) -> None:
        """Go back once everything is saved; where it can't be, the page stays and says why."""
        deps, session, page = self._deps, self._session, self._page
        details = page.details

        def saved(_: object) -> None:
            page.show_saved(details)
            self._back()

        self._journey.run(page, lambda: own_cv.keep_details(deps, session, details), saved, page.show_fault)

    # Taking over

    def _choose_resume(self) -> None:
        path = self._journey.outside.open_file(self._journey.context.words("file.open_resume"), ".json")
        if path is not None:
            page = self._page
            self._journey.run(page, lambda: own_cv.read_resume(path), self._preview, page.show_fault)

    def _preview(self, found: Taken) -> None:
        details = self._page.details
        page = ResumePage(self._journey.context, found)
        page.back.connect(lambda: self._show(details))
        page.taken.connect(lambda parts: self._take(details, found, parts))
        self._journey.window.show_page(page)

    def _take(self, details: MyDetails, found: Taken, parts: list[PartName]) -> None:
        self._put(details, with_taken(details, own_cv.part_of(found, parts)))

    def _look_up(self) -> None:
        from progrez_desktop.ui.github_visit import GithubVisit

        details = self._page.details
        GithubVisit(self._journey, details, lambda: self._show(details), lambda new: self._put(details, new)).begin()

    def _put(self, before: MyDetails, details: MyDetails) -> None:
        self._show(before)
        self._page.take(details)
