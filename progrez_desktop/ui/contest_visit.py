"""What happens where a person has their say on a score: asking why, contesting it, putting right what is wrong."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.contest import Said, ScoreReason
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.services import asking, contesting, explaining
from progrez_desktop.scoring.scores import NotScored
from progrez_desktop.ui.pages.contest import ContestPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

_Rater = tuple[Organisation, int]
_LOOKS = {"asked": "contest.look.asked", "noted": "contest.look.noted"}


class ContestVisit:
    """From the page where a skill was chosen, or none for the whole result, and back to it with `back`."""

    def __init__(self, journey: "Journey", profile: Profile, skill_id: str, back: Callable[[], None]) -> None:
        self._journey, self._profile, self._skill_id, self._back = journey, profile, skill_id, back
        self._deps, self._session = journey.deps, journey.signed_in()

    def begin(self) -> None:
        """Show the page; the one that it is asked from waits for it."""
        before = self._journey.window.page
        assert before is not None
        self._journey.run(before, self._read, lambda found: self._show(*found))

    def _read(self) -> tuple[Said, _Rater | None]:
        attempt_id, rater = self._profile.attempt_id, None
        if asking.may_look_again(self._deps, self._session, attempt_id):
            found = asking.standing(self._deps, self._session, attempt_id)
            rater = None if found.organisation is None else (found.organisation, found.until_ms)
        return contesting.said(self._session, attempt_id), rater

    def _show(self, said: Said, rater: _Rater | None) -> None:
        scored = [line.skill_id for line in self._profile.lines if not isinstance(line.score, NotScored)]
        skill = next((one for one in self._deps.assessment.skills if one.id == self._skill_id), None)
        page = self._page = ContestPage(self._journey.context, skill, is_scored=self._skill_id in scored, rater=rater)
        page.show_said(said)
        # Not the methods themselves: Qt would let go of them, and the page keeps a visit by what it calls.
        page.back.connect(self._back)
        page.objected.connect(lambda reason, words, look: self._object(reason, words, look))
        page.taken_back.connect(lambda: self._take_back())
        page.corrected.connect(lambda words: self._correct(words))
        if skill is not None:
            page.letter_wanted.connect(lambda: self._explain())
            page.save_letter.connect(lambda: self._save())
        self._journey.window.show_page(page)
        if skill is not None:
            self._explain()

    def _explain(self) -> None:
        words = self._journey.context.words
        self._journey.outside.store_lane.run(
            lambda: explaining.explanation(self._deps, self._session, self._profile, self._skill_id, words),
            self._page.show_letter,
            self._page.show_fault,
            owner=self._page,
        )

    def _save(self) -> None:
        words = self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_explanation"), words("explain.file_name"))
        if path is None:
            return
        self._journey.run(
            self._page,
            lambda: explaining.save(self._deps, self._session, path, self._profile, self._skill_id, words),
            lambda _: self._page.show_saved(path.name),
            self._page.show_fault,
        )

    def _object(self, reason: ScoreReason, words: str, look: bool) -> None:
        attempt_id, language = self._profile.attempt_id, self._journey.context.language

        def job() -> str:
            contesting.object_to(self._deps, self._session, attempt_id, self._skill_id, reason, words)
            if not look:
                return "contest.object.done"
            state = asking.ask_again(self._deps, self._session, attempt_id, language).state
            return _LOOKS.get(state, "contest.object.done")

        self._change(job)

    def _take_back(self) -> None:
        at = (self._deps, self._session, self._profile.attempt_id, self._skill_id)
        self._change(lambda: _then("contest.object.ended", partial(contesting.take_back, *at)))

    def _correct(self, words: str) -> None:
        key = "contest.correct.saved" if words else "contest.correct.removed"
        at = (self._deps, self._session, self._profile.attempt_id, self._skill_id, words)
        self._change(lambda: _then(key, partial(contesting.correct, *at)))

    def _change(self, job: Callable[[], str]) -> None:
        """Do it, and show what holds then, also where a later part of it failed."""
        page = self._page

        def told(key: str) -> None:
            page.show_note(key)
            self._refresh()

        def failed(failure: Exception) -> None:
            page.show_fault(failure)
            self._refresh()

        self._journey.run(page, job, told, failed)

    def _refresh(self) -> None:
        self._journey.outside.store_lane.run(
            lambda: contesting.said(self._session, self._profile.attempt_id),
            self._shown,
            self._page.show_fault,
            owner=self._page,
        )

    def _shown(self, said: Said) -> None:
        self._page.show_said(said)
        if self._skill_id:
            self._explain()


def _then(key: str, job: Callable[[], None]) -> str:
    job()
    return key
