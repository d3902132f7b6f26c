"""Brings a person's texts and their readings to a page: fetched, read one by one beside everything else, and kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from progrez_desktop.core.model.objection import Objection, Reason
from progrez_desktop.core.services import asking, objections, own_texts
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.pages.reading import ReadingPage

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.reading import Reading
    from progrez_desktop.ui.journey import Journey

T = TypeVar("T")


class ShowsTexts(Protocol):
    """A page that shows what is known of the texts, again and again as more becomes known."""

    def show_texts(self, own: OwnTexts) -> None: ...
    def show_failure(self, failure: Exception) -> None: ...
    def settled(self) -> None: ...


class TextsForPage(QObject):
    """Lives as long as its page. The window never waits: safe and model are asked on their lanes."""

    def __init__(
        self, journey: "Journey", page: ShowsTexts, attempt_id: str, all_read: Callable[[], None] | None = None
    ) -> None:
        """`all_read` is called once texts that had no reading were read and kept."""
        assert isinstance(page, QObject)
        super().__init__(page)
        self._page, self._attempt_id = page, attempt_id
        self._deps, self._session = journey.deps, journey.signed_in()
        self._store, self._free = journey.outside.store_lane, journey.outside.free_lane
        self._own: OwnTexts | None = None
        self._all_read = all_read

    def fetch(self) -> None:
        """Fetch the texts with what is kept of them, and read those that have no reading yet."""
        self._store.run(
            lambda: own_texts.load(self._deps, self._session, self._attempt_id),
            self._fetched,
            self._page.show_failure,
            owner=self,
        )

    def _fetched(self, own: OwnTexts) -> None:
        self._own = own
        self._page.show_texts(own)
        self._read_next(own)

    def _read_next(self, own: OwnTexts) -> None:
        if not own.waiting:
            self._page.settled()
            return
        wanted = own.waiting[0]
        self._free.run(
            lambda: own_texts.read(self._deps, own, wanted),
            lambda reading: self._was_read(wanted.prompt.id, reading),
            self._page.show_failure,
            owner=self,
        )

    def _was_read(self, item_id: str, reading: "Reading") -> None:
        assert self._own is not None
        own = self._own = self._own.with_reading(item_id, reading)
        kept = self._kept if not own.waiting else nothing
        self._store.run(
            lambda: own_texts.keep(self._deps, self._session, own, item_id),
            kept,
            self._page.show_failure,
            owner=self,
        )
        self._page.show_texts(own)
        self._read_next(own)
        if not own.waiting:
            self._free.run(self._deps.close_reader, nothing, self._page.show_failure, owner=self)

    def _kept(self, _: object) -> None:
        if self._all_read is not None:
            self._all_read()

    def show_again(self) -> None:
        """Fetch what the person disagrees with, and show the texts with that."""
        self._store.run(
            lambda: objections.objections(self._session, self._attempt_id),
            self._objections_came,
            self._page.show_failure,
            owner=self,
        )

    def _objections_came(self, made: tuple[Objection, ...]) -> None:
        if self._own is not None:
            self._own = self._own.with_objections(made)
            self._page.show_texts(self._own)


class ReadingVisit(QObject):
    """What happens on the reading page: showing the texts, disagreeing with a reading, asking a person."""

    def __init__(self, journey: "Journey", attempt_id: str, skill_id: str, back: Callable[[], None]) -> None:
        self._page = ReadingPage(journey.context, journey.deps.assessment, skill_id)
        super().__init__(self._page)
        self._journey, self._attempt_id = journey, attempt_id
        self._deps, self._session = journey.deps, journey.signed_in()
        self._texts = TextsForPage(journey, self._page, attempt_id)
        self._page.objected.connect(self._object)
        self._page.taken_back.connect(self._take_back)
        self._page.asking.ask.connect(self._ask)
        self._page.asking.take_back.connect(self._ask_no_more)
        self._page.back.connect(back)

    def begin(self) -> None:
        self._journey.window.show_page(self._page)
        self._texts.fetch()
        self._look_up(lambda: asking.standing(self._deps, self._session, self._attempt_id), self._page.show_asking)

    def _object(self, item: str, skill: str, reason: Reason, words: str) -> None:
        self._run(
            lambda: objections.object_to(self._deps, self._session, self._attempt_id, item, skill, reason, words),
            self._contested,
        )

    def _take_back(self, item: str, skill: str) -> None:
        self._run(lambda: objections.take_back(self._session, self._attempt_id, item, skill), self._contested)

    def _contested(self, _: object) -> None:
        self._texts.show_again()
        self._look_up(lambda: asking.renew(self._deps, self._session, self._attempt_id), nothing)

    def _ask(self) -> None:
        language = self._journey.context.language
        self._run(lambda: asking.ask(self._deps, self._session, self._attempt_id, language), self._page.show_asking)

    def _ask_no_more(self) -> None:
        self._run(lambda: asking.take_back(self._deps, self._session, self._attempt_id), self._page.show_asking)

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do what the person asked for, once."""
        self._journey.run(self._page, job, done, self._page.show_trouble)

    def _look_up(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do what nobody asked for, beside what the person does."""
        self._journey.outside.store_lane.run(job, done, self._page.show_trouble, owner=self)
